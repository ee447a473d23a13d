"""Draws the lines of a list: columns at a width, in the styles of the widget's classes."""

from collections.abc import Callable, Sequence
from typing import Generic

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.content import Content
from textual.strip import Strip

from tui_crm.domain.paging import RowT
from tui_crm.widgets.cells import Align, fit
from tui_crm.widgets.columns import CURSOR_SIGN, Cell, Column, Tone, arrange, line_parts, lit_pieces
from tui_crm.widgets.prose import wrap

MARK_SIGN = "•"
WAITING_SIGN = "·"
"""Stands in rows that are not read yet."""

CLASS_PREFIX = "virtual-list--"
CLASSES = frozenset(
    CLASS_PREFIX + name for name in ("header", "cursor", "marked", "empty", "hit", *Tone)
)
"""The component classes that the widget must have."""

_LIT = Style(bold=True, underline=True)
"""How a hit is drawn beside its colour, under the cursor and without colours too."""

_KEPT_LINES = 512

StyleOf = Callable[..., Style]
"""Returns the style of component classes laid on one another, the last one uppermost."""


class RowPainter(Generic[RowT]):
    """Lines of exactly the width asked for, kept until `forget` or `forget_all`."""

    def __init__(
        self, columns: Sequence[Column[RowT]], style_of: StyleOf, *, can_mark: bool
    ) -> None:
        self._columns = columns
        self._style_of = style_of
        self._signs = 2 if can_mark else 1
        self._width = -1
        self._arranged: tuple[tuple[Column[RowT], int], ...] = ()
        self._lines: LRUCache[tuple[int, bool, bool], Strip] = LRUCache(_KEPT_LINES)
        self._styles: dict[tuple[str, ...], Style] = {}

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Draw other columns from now on."""
        self._columns = columns
        self._width = -1

    def forget(self, row_id: int) -> None:
        """Draw the row anew when next asked for it."""
        for is_cursor in (False, True):
            for is_marked in (False, True):
                self._lines.discard((row_id, is_cursor, is_marked))

    def forget_rows(self) -> None:
        """Draw every row anew: others may be shown."""
        self._lines.clear()

    def forget_all(self) -> None:
        """Draw everything anew: after a change of theme, language or time."""
        self._lines.clear()
        self._styles.clear()

    def header(self, width: int) -> Strip:
        """Return the line of titles."""
        self._arrange(width)
        cells = [Cell(text=column.title) for column, _ in self._arranged]
        return self._line("", cells, "header")

    def column_at(self, x: int) -> str | None:
        """Return the id of the column that holds the cell `x` of a line, None beside them all."""
        end = self._signs
        for column, width in self._arranged:
            end += width + 1
            if self._signs <= x < end:
                return column.id
        return None

    def waiting(self, width: int, *, is_cursor: bool) -> Strip:
        """Return the line of a row that is not read yet."""
        self._arrange(width)
        cells = [Cell(text=WAITING_SIGN, tone=Tone.LATER) for _ in self._arranged]
        return self._line(CURSOR_SIGN if is_cursor else "", cells, *["cursor"] * is_cursor)

    def row(self, row: RowT, width: int, *, is_cursor: bool, is_marked: bool) -> Strip:
        """Return the line of `row`."""
        self._arrange(width)
        key = (row.id, is_cursor, is_marked)
        if (line := self._lines.get(key)) is None:
            signs = (CURSOR_SIGN if is_cursor else " ") + (MARK_SIGN if is_marked else "")
            cells = [column.draw(row) for column, _ in self._arranged]
            line = self._line(signs, cells, *["marked"] * is_marked, *["cursor"] * is_cursor)
            self._lines[key] = line
        return line

    def message(self, content: Content, width: int, height: int, y: int) -> Strip:
        """Return line `y` of `content`, wrapped, and centred as one block in an empty list."""
        lines = wrap(content, width - 2) if content else []
        index = y - max(0, height - len(lines)) // 2
        block = max((line.cell_length for line in lines), default=0)
        text = fit(lines[index].plain, block) if 0 <= index < len(lines) else ""
        return Strip([Segment(fit(text, width, Align.CENTER), self._style("empty"))], width)

    def blank(self, width: int) -> Strip:
        """Return an empty line."""
        return Strip([Segment(" " * width, self._style(Tone.PLAIN))], width)

    def _arrange(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._arranged = arrange(self._columns, width - self._signs)
            self._lines.clear()

    def _line(self, signs: str, cells: Sequence[Cell], *over: str) -> Strip:
        """Put signs and cells side by side, `over` naming what lies over the cells' own tones."""
        parts = line_parts(self._arranged, cells, self._width, signs=signs, sign_cells=self._signs)
        segments: list[Segment] = []
        # Before and behind the cells stand the signs, and the rest of the line.
        for number, ((text, tone), cell) in enumerate(
            zip(parts, (None, *cells, None), strict=True)
        ):
            style = self._style(tone, *over)
            if cell is None or not cell.hits:
                segments.append(Segment(text, style))
                continue
            lit = self._style(tone, "hit", *over) + _LIT
            segments += [
                Segment(piece, lit if is_hit else style)
                for piece, is_hit in lit_pieces(text, cell, gap=int(number > 1))
                if piece
            ]
        return Strip(segments, self._width)

    def _style(self, *names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self._style_of(*[CLASS_PREFIX + name for name in names])
            self._styles[names] = style
        return style
