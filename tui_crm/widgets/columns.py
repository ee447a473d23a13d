"""The columns of a list: what they draw, which of them fit a width, and the line they make.

Nothing here needs Textual: the first rows are drawn before it is there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise, takewhile
from typing import Generic

from tui_crm.domain.paging import RowT
from tui_crm.domain.value_lists import ValueColour
from tui_crm.widgets.cells import Align, fit

CURSOR_SIGN = "▸"


class Tone(StrEnum):
    """What a text's colour says; each also has a sign or a word, for those who see no colour."""

    PLAIN = "plain"
    STRONG = "strong"
    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    WON = "won"
    DO_NOT_CALL = "do-not-call"
    FROZEN = "frozen"
    VALUE_RED = "value-red"
    VALUE_ORANGE = "value-orange"
    VALUE_YELLOW = "value-yellow"
    VALUE_GREEN = "value-green"
    VALUE_CYAN = "value-cyan"
    VALUE_BLUE = "value-blue"
    VALUE_PURPLE = "value-purple"
    VALUE_GREY = "value-grey"


def value_tone(colour: ValueColour) -> Tone:
    """Return the tone of a list value that has this colour."""
    return Tone(f"value-{colour}") if colour else Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one column of one row; data may be drawn as it is.

    `hits` are what of `text` a search found, ranges of code points in order: such a text is
    harmless already, and stands at the left.
    """

    text: str
    tone: Tone = Tone.PLAIN
    hits: tuple[tuple[int, int], ...] = ()


# Not slotted: Python 3.11 cannot make a `Column[Row](…)` of a slotted, frozen generic class.
@dataclass(frozen=True, kw_only=True)
class Column(Generic[RowT]):
    """One column of a list.

    `width` is in cells; a column with a `share` gets at least that, and its share of the room
    that is left. Where the list is too narrow, the column with the highest `priority` falls away
    first, of equals the rightmost.
    """

    id: str
    draw: Callable[[RowT], Cell]
    title: str = ""
    width: int
    share: int = 0
    priority: int = 0
    align: Align = Align.LEFT


def arrange(columns: Sequence[Column[RowT]], width: int) -> tuple[tuple[Column[RowT], int], ...]:
    """Return the columns that fit `width` cells, one cell apart, each with its width.

    The last one left is cut rather than dropped; no column is left at a width below one.
    """
    if width < 1 or not columns:
        return ()
    kept = list(columns)
    while len(kept) > 1 and _least_width(kept) > width:
        kept.remove(max(reversed(kept), key=lambda column: column.priority))
    room = width - _least_width(kept)
    if room < 0:
        return ((kept[0], width),)
    extras = _divided(room, [column.share for column in kept])
    return tuple((column, column.width + extra) for column, extra in zip(kept, extras, strict=True))


def line_parts(
    arranged: Sequence[tuple[Column[RowT], int]],
    cells: Sequence[Cell],
    width: int,
    *,
    signs: str,
    sign_cells: int,
) -> Iterator[tuple[str, Tone]]:
    """Yield the texts of a line from left to right, `width` cells in all, each with its tone.

    `signs` take the first `sign_cells`; the columns, as `arrange` returned them, follow.
    """
    shown_signs = fit(signs, min(sign_cells, width))
    yield shown_signs, Tone.PLAIN
    taken = len(shown_signs)
    for index, ((column, column_width), cell) in enumerate(zip(arranged, cells, strict=True)):
        gap = " " if index else ""
        yield gap + fit(cell.text, column_width, column.align), cell.tone
        taken += len(gap) + column_width
    yield " " * (width - taken), Tone.PLAIN


def lit_pieces(drawn: str, cell: Cell, *, gap: int) -> Iterator[tuple[str, bool]]:
    """Yield `drawn`, the text of a cell as a line holds it, in pieces: whether each is a hit.

    `gap` spaces stand before the text; what was cut off is no hit, nor is the sign of that.
    """
    same = takewhile(lambda pair: pair[0] == pair[1], zip(drawn[gap:], cell.text, strict=False))
    start, seen, done = gap, gap + sum(1 for _pair in same), 0
    for begin, end in cell.hits:
        first, last = min(start + begin, seen), min(start + end, seen)
        if first < last:
            yield drawn[done:first], False
            yield drawn[first:last], True
            done = last
    yield drawn[done:], False


def _least_width(columns: Sequence[Column[RowT]]) -> int:
    return sum(column.width for column in columns) + len(columns) - 1


def _divided(room: int, shares: Sequence[int]) -> list[int]:
    """Divide `room` cells by `shares`, whole cells, nothing lost to rounding."""
    total = sum(shares)
    if not total:
        return [0] * len(shares)
    bounds = [room * share // total for share in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(bounds)]
