"""Tables and fields for people, straight in terminal cells, whatever the data holds."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from rich.cells import cell_len

from tui_crm.domain.text import harmless, harmless_line
from tui_crm.widgets.cells import Align, fit

GAP = "  "
WIDEST_COLUMN = 40
NARROWEST_COLUMN = 6
WIDTH_WITHOUT_TERMINAL = 120
MEASURED_ROWS = 500
"""Rows that say how wide the columns of an endless table are."""


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()
) -> tuple[str, ...]:
    """Return a heading and one line for each row, columns aligned; () where there are no rows.

    Every row has a text for every heading. The columns whose numbers are in `right` are aligned
    to the right. What does not fit the terminal is cut with `…`.
    """
    if not rows:
        return ()
    widths = _widths([headings, *rows])
    return tuple(
        GAP.join(
            fit(text, width, Align.RIGHT if column in right else Align.LEFT)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (headings, *rows)
    )


def table_lines(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: frozenset[int] = frozenset(),
) -> Iterator[str]:
    """Yield what `table` returns, row by row: memory stays flat however many rows there are.

    The first rows say how wide the columns are. Later texts are cut to that, but those aligned to
    the right are not: half a number is another one.
    """
    coming = iter(rows)
    first = list(islice(coming, MEASURED_ROWS))
    if not first:
        return
    widths = _widths([headings, *first])
    for row in chain([headings], first, coming):
        cells = (
            fit(text, max(width, cell_len(text)), Align.RIGHT)
            if column in right
            else fit(text, width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield GAP.join(cells).rstrip()


def fields(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return one line for each title and value; further lines of a value stand below its first."""
    shown = [(harmless_line(title), harmless(value).split("\n")) for title, value in pairs if value]
    width = max((cell_len(title) for title, _value in shown), default=0)
    lines = []
    for title, (first, *others) in shown:
        lines.append(f"{fit(title, width)}{GAP}{first}")
        lines += [f"{' ' * width}{GAP}{other}" for other in others]
    return tuple(lines)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the cells of each column: what it needs, but no more than the terminal has."""
    widths = [
        min(WIDEST_COLUMN, max(cell_len(harmless_line(text)) for text in column))
        for column in zip(*rows, strict=True)
    ]
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - _terminal_width()
    while excess > 0 and max(widths) > NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
        excess -= 1
    return widths


def _terminal_width() -> int:
    if not sys.stdout.isatty():
        return WIDTH_WITHOUT_TERMINAL
    return shutil.get_terminal_size().columns
