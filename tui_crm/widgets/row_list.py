"""A list of rows on the screen: what is seen is read, and only what changed is painted."""

from collections.abc import Sequence
from math import ceil
from typing import ClassVar, Generic, Self

from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.domain.paging import KeyT, RowT
from tui_crm.widgets.columns import Column
from tui_crm.widgets.finished_lines import FinishedLines
from tui_crm.widgets.list_messages import (
    Counted,
    HeadingClicked,
    LoadFailed,
    RowHighlighted,
    RowSelected,
)
from tui_crm.widgets.list_scroll_bar import ListScrollBar
from tui_crm.widgets.paged_rows import PagedRows
from tui_crm.widgets.row_painter import CLASSES, RowPainter


class RowList(ScrollView, Generic[RowT, KeyT], can_focus=True, inherit_bindings=False):
    """Rows in columns, with a cursor: what is seen is read before it is painted.

    Positions count from zero. Text from data is never read as markup.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "cursor_home", show=False),
        Binding("end", "cursor_end", show=False),
        Binding("enter", "select_cursor", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .virtual-list--header { color: $text-muted; }
        & > .virtual-list--empty { color: $text-muted; }
        & > .virtual-list--strong { text-style: bold; }
        & > .virtual-list--later { color: $later; }
        & > .virtual-list--due { color: $due; }
        & > .virtual-list--overdue { color: $overdue; }
        & > .virtual-list--won { color: $won; }
        & > .virtual-list--do-not-call { color: $do-not-call; }
        & > .virtual-list--frozen { color: $frozen; }
        & > .virtual-list--value-red { color: $value-red; }
        & > .virtual-list--value-orange { color: $value-orange; }
        & > .virtual-list--value-yellow { color: $value-yellow; }
        & > .virtual-list--value-green { color: $value-green; }
        & > .virtual-list--value-cyan { color: $value-cyan; }
        & > .virtual-list--value-blue { color: $value-blue; }
        & > .virtual-list--value-purple { color: $value-purple; }
        & > .virtual-list--value-grey { color: $value-grey; }
        & > .virtual-list--hit { color: $text-accent; }
        & > .virtual-list--marked { background: $marked 20%; }
        & > .virtual-list--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .virtual-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        *,
        empty: Content | None = None,
        has_header: bool = False,
        can_mark: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.can_mark = can_mark
        self._painter = RowPainter(columns, self._style_of, can_mark=can_mark)
        self._finished = FinishedLines(self)
        self.empty = empty or Content()
        """What stands in a list without rows; `redraw` after setting it."""
        self._header_lines = int(has_header)
        self._rows: PagedRows[RowT, KeyT] | None = None
        self._cursor = 0
        self._highlighted: int | None = None

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

    @property
    def cursor_row(self) -> RowT | None:
        """The row under the cursor; None in an empty list, or where it is not read yet."""
        return self._rows.row(self._cursor) if self._rows else None

    # --- what a list of its own adds ---

    def is_marked(self, row_id: int) -> bool:
        """Whether a row is drawn as marked."""
        return False

    def rows_are_stale(self) -> None:
        """Do what is to be done where the rows that were read do not fit together any more."""

    # --- drawing ---

    def redraw(self) -> None:
        """Draw every row anew: the language, the time or the columns' own settings changed."""
        self._painter.forget_all()
        self._refresh_changed()

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Show other columns."""
        self._painter.set_columns(columns)
        self.redraw()

    def draw_next_in(self, columns: Sequence[Column[RowT]]) -> None:
        """Show other columns with the rows that are loaded next: the present ones stay as drawn."""
        self._painter.set_columns(columns)

    def refresh_row(self, row_id: int) -> None:
        """Draw one row anew."""
        self._painter.forget(row_id)
        if self._rows and (position := self._rows.position_of(row_id)) is not None:
            self._repaint(position)

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

    def render_line(self, y: int) -> Strip:
        """Return the line `y` of what is seen; reads nothing."""
        width = max(0, self.size.width - self.scrollbar_size_vertical)
        if y < self._header_lines:
            return self._painter.header(width)
        if self._rows is None or not self.count:
            return self._painter.message(self.empty, width, self._page_rows, y - self._header_lines)
        position = self._top + y - self._header_lines
        if position >= self.count:
            return self._painter.blank(width)
        is_cursor = position == self._cursor
        row = self._rows.row(position)
        if row is None:
            return self._painter.waiting(width, is_cursor=is_cursor)
        return self._painter.row(row, width, is_cursor=is_cursor, is_marked=self.is_marked(row.id))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`, ready for the terminal."""
        return self._finished.crop(crop)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw `regions` anew, or everything."""
        self._finished.forget(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw anew in the new theme, or with the focus gained or lost."""
        super().notify_style_update()
        self._painter.forget_all()
        self.refresh()

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar beside the list, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = ListScrollBar(name="vertical")
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what has come into view before it is painted.

        The scroll bar costs as much to paint as half the rows, so it is painted only where its
        thumb moves: on a long list that is seldom.
        """
        self._fetch_seen()
        if self._thumb(old_value) != self._thumb(new_value):
            super().watch_scroll_y(old_value, new_value)
            return
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.set_reactive(ScrollBar.position, new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_in_view(self._top)
        self._fetch_seen()

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

    def _style_of(self, *names: str) -> Style:
        return self.get_visual_style(*names).rich_style

    @property
    def _top(self) -> int:
        """The position of the first row seen."""
        return self.scroll_offset.y

    @property
    def _page_rows(self) -> int:
        return max(1, self.size.height - self._header_lines)

    def _thumb(self, scroll_y: float) -> tuple[int, int]:
        """Return the eighths of a cell between which the thumb is drawn: all that it can show."""
        seen, length = self.size.height, max(1, self.virtual_size.height)
        eighths = 8 * max(1, seen**2 / length)
        start = int((8 * seen - eighths) * scroll_y / max(1, length - seen))
        return start, start + ceil(eighths)

    def _show(self, rows: PagedRows[RowT, KeyT], position: int, top: int | None = None) -> None:
        """Show `rows` with the cursor at `position`, on the same line of the screen or at `top`."""
        if top is None:
            top = self._top + position - self._cursor
        self._rows = rows
        self._painter.forget_rows()
        self._resize_list()
        self._cursor = max(0, min(position, self.count - 1))
        self._keep_in_view(top)
        self._fetch_seen()
        self._refresh_changed()
        self._tell_highlighted()

    def _refresh_changed(self) -> None:
        """Paint the lines that look different now."""
        if not self.outer_size:
            self.refresh()
        elif regions := self._finished.renew():
            super().refresh(*regions)

    def _move(self, position: int, *, top: int) -> None:
        if position >= self.count:
            self._count_now()
        old = self._cursor
        self._cursor = max(0, min(position, self.count - 1))
        self._keep_in_view(top)
        self._fetch_seen()
        self._repaint(old)
        self._repaint(self._cursor)
        self._tell_highlighted()

    def _tell_highlighted(self) -> None:
        row = self.cursor_row
        row_id = row.id if row else None
        if row_id != self._highlighted:
            self._highlighted = row_id
            self.post_message(RowHighlighted(self, row_id))

    def _repaint(self, position: int) -> None:
        self.refresh_line(position + self._header_lines)

    def _resize_list(self) -> None:
        size = Size(0, self.count + self._header_lines)
        if min(size.height, self.virtual_size.height) > self.size.height > 0:
            # The bar beside the list stays, so nothing on the screen has to be laid out anew.
            thumb = self._thumb(self.scroll_y)
            self.set_reactive(RowList.virtual_size, size)
            bar = self.vertical_scrollbar
            bar.set_reactive(ScrollBar.window_virtual_size, size.height)
            if self._thumb(self.scroll_y) != thumb:
                bar.refresh()
        else:
            self.virtual_size = size
        self.post_message(Counted(self))

    def _keep_in_view(self, top: int) -> None:
        """Make `top` the first row seen, or the nearest that leaves the cursor in view."""
        top = max(self._cursor - self._page_rows + 1, min(top, self._cursor))
        self.scroll_to(y=top, animate=False, force=True)

    def _fetch_seen(self) -> None:
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
