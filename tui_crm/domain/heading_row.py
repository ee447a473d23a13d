"""Which row of a table holds the headings: titles and blank rows may stand above it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui_crm.domain.cell_shapes import is_contact_detail

LOOKED_AT = 10
"""Rows from the top that may be the heading."""
FILLED_SHARE = 0.6
"""Share of the table's width that a row of unknown headings must fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingFound:
    """Where the headings stand.

    `row` counts from 0; -1 where the first row is data already and the columns have no names.
    `names` are distinct and never empty: a column without heading is `#3`, a second 电话 is
    `电话 #2`.
    """

    row: int
    names: tuple[str, ...]


def find_heading(
    rows: Sequence[Sequence[str]], is_known: Callable[[str], bool]
) -> HeadingFound | None:
    """Return the heading among the first `rows` of a table, or None where all are blank.

    The first row with two known headings and only narrower ones above is it, else the first
    that fills most of the table's width; a row with a phone number or an e-mail address is data.
    """
    looked_at = rows[:LOOKED_AT]
    filled = [sum(1 for cell in row if cell.strip()) for row in looked_at]
    if not any(filled):
        return None
    row = _with_known_headings(looked_at, filled, is_known)
    if row is None:
        enough = max(1.0, FILLED_SHARE * max(filled))
        row = next(number for number, count in enumerate(filled) if count >= enough)
    width = max(len(looked_at[row]), _usual_width(rows[row + 1 :]))
    if any(is_contact_detail(cell) for cell in looked_at[row]):
        return HeadingFound(row=-1, names=tuple(f"#{number + 1}" for number in range(width)))
    return HeadingFound(row=row, names=_distinct(looked_at[row], width))


def _with_known_headings(
    rows: Sequence[Sequence[str]], filled: Sequence[int], is_known: Callable[[str], bool]
) -> int | None:
    for number, row in enumerate(rows):
        if max(filled[:number], default=0) >= filled[number]:
            continue
        if sum(1 for cell in row if cell.strip() and is_known(cell)) >= 2:
            return number
    return None


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """Return the width that at least half of the rows have; single longer ones are mistakes."""
    widths = sorted(filter(None, map(_width, rows)))
    return widths[len(widths) // 2] if widths else 0


def _width(row: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(row, 1) if cell.strip()), default=0)


def _distinct(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a name for each of `width` columns."""
    names: dict[str, None] = {}
    headings = [" ".join(cell.split()) for cell in cells]
    headings += [""] * (width - len(headings))
    for number, heading in enumerate(headings, start=1):
        name = heading or f"#{number}"
        copy = 2
        while name in names:
            name, copy = f"{heading} #{copy}", copy + 1
        names[name] = None
    return tuple(names)
