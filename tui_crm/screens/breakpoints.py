"""The sizes of a terminal from which on a screen is laid out in another way."""

Breakpoints = list[tuple[int, str]]
"""The least cells or lines, and the class that a screen has from there on."""

WIDTHS: Breakpoints = [(0, "-narrow"), (100, "-wide")]
HEIGHTS: Breakpoints = [(0, "-flat"), (9, "-low"), (17, "-tall")]
DESK_HEIGHTS: Breakpoints = [*HEIGHTS, (26, "-high")]


def classes_at(size: int, breakpoints: Breakpoints | None) -> dict[str, bool]:
    """Return class -> whether it holds at `size` cells or lines: only that of the last reached."""
    reached = [name for least, name in sorted(breakpoints or ()) if size >= least]
    return {name: name in reached[-1:] for _least, name in breakpoints or ()}
