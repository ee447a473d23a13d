"""How a list of rows is drawn: columns below a heading, a scroll bar, and only what changed."""

from collections.abc import Sequence
from math import ceil
from typing import ClassVar, Generic

from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui_crm.domain.paging import RowT
from tui_crm.widgets.columns import Column
from tui_crm.widgets.finished_lines import FinishedLines, KeepsLines
from tui_crm.widgets.list_scroll_bar import ListScrollBar
from tui_crm.widgets.row_painter import CLASSES, RowPainter


class DrawnRows(KeepsLines, ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """The lines of a list on the screen; which rows there are is told by whoever derives from it.

    Positions count from zero. Text from data is never read as markup.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    DEFAULT_CSS = """
    DrawnRows {
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
        self._painter = RowPainter(columns, self._style_of, can_mark=can_mark)
        self._finished = FinishedLines(self)
        self.empty = empty or Content()
        """What stands in a list without rows; `redraw` after setting it."""
        self.can_mark = can_mark
        self._header_lines = int(has_header)

    # --- what is drawn ---

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def cursor_position(self) -> int:
        """Where the cursor stands; 0 in an empty list."""
        raise NotImplementedError

    def row_at(self, position: int) -> RowT | None:
        """Return the row at `position`; None where it is not read yet. Reads nothing."""
        raise NotImplementedError

    def is_marked(self, row_id: int) -> bool:
        """Whether a row is drawn as marked."""
        return False

    def read_seen(self) -> None:
        """Read what is in view, before it is painted."""
        raise NotImplementedError

    # --- drawing ---

    def redraw(self) -> None:
        """Draw every row anew: the language, the time or the columns' own settings changed."""
        self._painter.forget_all()
        self.refresh_changed()

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Show other columns."""
        self._painter.set_columns(columns)
        self.redraw()

    def draw_next_in(self, columns: Sequence[Column[RowT]]) -> None:
        """Show other columns with the rows that are loaded next: the present ones stay as drawn."""
        self._painter.set_columns(columns)

    def render_line(self, y: int) -> Strip:
        """Return the line `y` of what is seen; reads nothing."""
        width = max(0, self.size.width - self.scrollbar_size_vertical)
        if y < self._header_lines:
            return self._painter.header(width)
        if not self.count:
            return self._painter.message(self.empty, width, self._page_rows, y - self._header_lines)
        position = self._top + y - self._header_lines
        if position >= self.count:
            return self._painter.blank(width)
        is_cursor = position == self.cursor_position
        row = self.row_at(position)
        if row is None:
            return self._painter.waiting(width, is_cursor=is_cursor)
        return self._painter.row(row, width, is_cursor=is_cursor, is_marked=self.is_marked(row.id))

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
        self.read_seen()
        if self._thumb(old_value) != self._thumb(new_value):
            super().watch_scroll_y(old_value, new_value)
            return
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.set_reactive(ScrollBar.position, new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

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

    def _repaint(self, position: int) -> None:
        self.refresh_line(position + self._header_lines)

    def _resize_drawn(self) -> None:
        """Fit the scroll bar to the rows there are."""
        size = Size(0, self.count + self._header_lines)
        if min(size.height, self.virtual_size.height) > self.size.height > 0:
            # The bar beside the list stays, so nothing on the screen has to be laid out anew.
            thumb = self._thumb(self.scroll_y)
            self.set_reactive(DrawnRows.virtual_size, size)
            bar = self.vertical_scrollbar
            bar.set_reactive(ScrollBar.window_virtual_size, size.height)
            if self._thumb(self.scroll_y) != thumb:
                bar.refresh()
        else:
            self.virtual_size = size
