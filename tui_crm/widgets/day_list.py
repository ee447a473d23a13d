"""The list of the timeline: headings of days across the line, and follow-ups in columns."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.timeline import DayHeading, TimelineRow
from tui_crm.widgets.cells import fit
from tui_crm.widgets.columns import CURSOR_SIGN, Column
from tui_crm.widgets.paged_rows import PagedRows
from tui_crm.widgets.virtual_list import VirtualList
from tui_crm.wording.timeline import day_heading

BLOCK_LINES = 64
"""Lines read by one query: a screen or two of them, since a jump in time reads them anew."""


class DayList(VirtualList[TimelineRow, Key]):
    """Lines of the timeline. Their number is known at once, so any of them can be gone to."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"day-list--heading"}
    DEFAULT_CSS = """
    DayList > .day-list--heading { color: $text-accent; text-style: bold; }
    """

    def __init__(
        self,
        columns: Sequence[Column[TimelineRow]],
        *,
        beside: Callable[[], Iterable[int]] = tuple,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Show `columns`; `beside` returns the positions that one key may jump to from here."""
        super().__init__(columns, has_header=True, id=id)
        self._beside = beside

    def load(
        self,
        query: KeysetQuery[TimelineRow, Key],
        *,
        near: TimelineRow | None = None,
        keeps_marks: bool = False,
    ) -> None:
        """Show another list, the cursor on `near` or what took its place, else on the first line.

        Lines of the timeline have no marks. Raises DatabaseUnusable.
        """
        outline = query.outline(BLOCK_LINES, near)
        self._show(PagedRows(query, outline), outline.position, top=None if near else 0)

    def clear(self) -> None:
        """Let go of the lines: the next list is loaded as into a new widget."""
        self._rows, self._cursor, self._highlighted = None, 0, None
        self._painter.forget_rows()

    def lengthen(self) -> None:
        """Show the lines that have come in at the end of the list; the cursor stays."""
        if self._rows is not None:
            query = self._rows.query
            outline = query.outline(BLOCK_LINES, None)
            self._show(PagedRows(query, outline), self.cursor_position)

    def show_from(self, position: int) -> None:
        """Put the cursor on the line at `position`, and that line at the top."""
        self._move(position, top=position)

    def places_ahead(self) -> Iterable[int]:
        """Yield the positions that a key may put at the top next."""
        yield from super().places_ahead()
        yield from self._beside()

    def render_line(self, y: int) -> Strip:
        """Return a line; that of a heading has no columns."""
        position = self._top + y - self._header_lines
        row = self.row_at(position) if y >= self._header_lines else None
        if not isinstance(row, DayHeading):
            return super().render_line(y)
        width = max(0, self.size.width - self.scrollbar_size_vertical)
        is_cursor = position == self.cursor_position
        names = ["day-list--heading", *["virtual-list--cursor"] * is_cursor]
        sign = CURSOR_SIGN if is_cursor else " "
        text = fit(f"{sign}{day_heading(row.count)}", width)
        return Strip([Segment(text, self._style_of(*names))], width)
