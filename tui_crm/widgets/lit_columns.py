"""Columns in which what a search found is lit."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from rich.cells import split_graphemes

from tui_crm.domain.paging import RowT
from tui_crm.domain.text import harmless_line
from tui_crm.widgets.columns import Cell, Column

Spans = tuple[tuple[int, int], ...]
"""Ranges of code points, in order."""

SEARCHED = frozenset({"name", "company", "phone"})
"""The columns whose texts a search looks through."""


def lit_columns(
    columns: Sequence[Column[RowT]],
    find: Callable[[str], Spans],
    *,
    searched: Collection[str] = SEARCHED,
) -> tuple[Column[RowT], ...]:
    """Return `columns` with hits in the searched ones; `find` says what of a text is a hit."""
    return tuple(_lit(each, find) if each.id in searched else each for each in columns)


def _lit(column: Column[RowT], find: Callable[[str], Spans]) -> Column[RowT]:
    def draw(row: RowT) -> Cell:
        cell = column.draw(row)
        text = harmless_line(cell.text)
        if not text:
            return cell
        # Not by `replace`, which costs a third of finding, for each cell of a screen.
        return Cell(text=text, tone=cell.tone, hits=whole(text, find(text)))

    return replace(column, draw=draw)


def whole(text: str, spans: Spans) -> Spans:
    """Return `spans` so that none parts what is drawn as one: a letter and its marks."""
    if text.isascii() or not spans:
        return spans
    bounds = [(start, end) for start, end, _cells in split_graphemes(text)[0]]
    widened: list[tuple[int, int]] = []
    for start, end in spans:
        touched = [each for each in bounds if each[0] < end and each[1] > start]
        if not touched:
            continue
        begin = touched[0][0]
        if widened and begin <= widened[-1][1]:
            begin = widened.pop()[0]
        widened.append((begin, touched[-1][1]))
    return tuple(widened)
