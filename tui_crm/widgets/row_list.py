"""A list of rows on the screen: what is seen is read, and only what changed is painted."""

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar, Generic

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip

from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.domain.paging import KeyT, RowT
from tui_crm.widgets.drawn_rows import DrawnRows
from tui_crm.widgets.list_messages import (
    Counted,
    HeadingClicked,
    LoadFailed,
    RowHighlighted,
    RowSelected,
)
from tui_crm.widgets.paged_rows import PagedRows

_AHEAD_SECONDS = 0.02
"""When it is read ahead after a paint: what is drawn beside the list is on the screen by then."""


class RowList(DrawnRows[RowT], Generic[RowT, KeyT]):
    """Rows in columns, with a cursor: what is seen is read before it is painted.

    Positions count from zero. Text from data is never read as markup.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "cursor_home", show=False),
        Binding("end", "cursor_end", show=False),
        Binding("enter", "select_cursor", show=False),
    ]

    _rows: PagedRows[RowT, KeyT] | None = None
    _cursor: int = 0
    _highlighted: int | None = None
    _reads_ahead = False
    """Whether a page on either side is to be read once what is seen is painted."""

    @property
    def count(self) -> int:
        """How many rows there are, as far as known; see `is_counted`."""
        return self._rows.count if self._rows else 0

    @property
    def is_counted(self) -> bool:
        """Whether `count` is the whole truth."""
        return self._rows is not None and self._rows.is_counted

    @property
    def cursor_position(self) -> int:
        """Where the cursor stands; 0 in an empty list."""
        return self._cursor

    def row_at(self, position: int) -> RowT | None:
        """Return the row at `position`; None where it is not read yet. Reads nothing."""
        return self._rows.row(position) if self._rows else None

    @property
    def cursor_row(self) -> RowT | None:
        """The row under the cursor; None in an empty list, or where it is not read yet."""
        return self.row_at(self._cursor)

    # --- what a list of its own adds ---

    def rows_are_stale(self) -> None:
        """Do what is to be done where the rows that were read do not fit together any more."""

    def refresh_row(self, row_id: int) -> None:
        """Draw one row anew."""
        self._painter.forget(row_id)
        if self._rows and (position := self._rows.position_of(row_id)) is not None:
            self._repaint(position)

    # --- the cursor ---

    def move_cursor(self, position: int) -> None:
        """Put the cursor on the row at `position`, or the nearest there is, and show it."""
        self._move(position, top=self._top)

    def action_cursor_up(self) -> None:
        """Go to the row above."""
        self.move_cursor(self._cursor - 1)

    def action_cursor_down(self) -> None:
        """Go to the row below."""
        self.move_cursor(self._cursor + 1)

    def action_page_up(self) -> None:
        """Go up by as many rows as are seen."""
        self._move(self._cursor - self._page_rows, top=self._top - self._page_rows)

    def action_page_down(self) -> None:
        """Go down by as many rows as are seen."""
        self._move(self._cursor + self._page_rows, top=self._top + self._page_rows)

    def action_cursor_home(self) -> None:
        """Go to the first row."""
        self.move_cursor(0)

    def action_cursor_end(self) -> None:
        """Go to the last row."""
        self._count_now()
        self.move_cursor(self.count - 1)

    def action_select_cursor(self) -> None:
        """Choose the row under the cursor; in an empty list the key is the screen's."""
        if (row := self.cursor_row) is None:
            raise SkipAction
        self.post_message(RowSelected(self, row.id))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_in_view(self._top)
        self.read_seen()

    def on_click(self, event: events.Click) -> None:
        """Go to the row clicked; a double click chooses it. A click on a heading is told."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y < self._header_lines:
            if (column_id := self._painter.column_at(offset.x)) is not None:
                self.post_message(HeadingClicked(self, column_id))
            return
        position = self._top + offset.y - self._header_lines
        if position < self.count:
            self.move_cursor(position)
            if event.chain == 2:
                self.action_select_cursor()

    def _show(self, rows: PagedRows[RowT, KeyT], position: int, top: int | None = None) -> None:
        """Show `rows` with the cursor at `position`, on the same line of the screen or at `top`."""
        if top is None:
            top = self._top + position - self._cursor
        self._rows = rows
        self._painter.forget_rows()
        self._resize_list()
        self._cursor = max(0, min(position, self.count - 1))
        self._keep_in_view(top)
        self.read_seen()
        self.refresh_changed()
        self._tell_highlighted()

    def _move(self, position: int, *, top: int) -> None:
        if position >= self.count:
            self._count_now()
        old = self._cursor
        self._cursor = max(0, min(position, self.count - 1))
        self._keep_in_view(top)
        self.read_seen()
        self._repaint(old)
        self._repaint(self._cursor)
        self._tell_highlighted()

    def _tell_highlighted(self) -> None:
        row = self.cursor_row
        row_id = row.id if row else None
        if row_id != self._highlighted:
            self._highlighted = row_id
            self.post_message(RowHighlighted(self, row_id))

    def _resize_list(self) -> None:
        self._resize_drawn()
        self.post_message(Counted(self))

    def _keep_in_view(self, top: int) -> None:
        """Make `top` the first row seen, or the nearest that leaves the cursor in view."""
        top = max(self._cursor - self._page_rows + 1, min(top, self._cursor))
        self.scroll_to(y=top, animate=False, force=True)

    def read_seen(self) -> None:
        """Read what is in view, before it is painted; a failure is told by a message."""
        rows = self._rows
        if rows is None:
            return
        try:
            rows.fetch(self._top, self._top + self._page_rows)
        except DatabaseUnusable as error:
            self.post_message(LoadFailed(self, error))
        if rows.is_stale:
            rows.is_stale = False
            self.rows_are_stale()
        self._reads_ahead = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines, and have read ahead when they are on the screen.

        What is called after a refresh may be called before this list is painted: Textual waits
        for widgets that have told that they changed.
        """
        if self._reads_ahead:
            self._reads_ahead = False
            self.set_timer(_AHEAD_SECONDS, self._read_ahead)
        return super().render_lines(crop)

    def places_ahead(self) -> Iterable[int]:
        """Yield the positions that a key may put at the top next: a page on either side."""
        yield from (self._top - self._page_rows, self._top + self._page_rows)

    def _read_ahead(self) -> None:
        """Read what a key may lead to once what is seen is painted: the key need not wait.

        What fails here is told when the rows come into view.
        """
        if self._rows is not None:
            with suppress(DatabaseUnusable):
                for place in self.places_ahead():
                    self._rows.fetch(place, place + self._page_rows)

    def _count_now(self) -> None:
        """Count on this thread, because a key went beyond the rows known before the count came."""
        rows = self._rows
        if rows is None or rows.is_counted:
            return
        try:
            rows.settle(rows.query.count())
        except DatabaseUnusable as error:
            self.post_message(LoadFailed(self, error))
        self._resize_list()
