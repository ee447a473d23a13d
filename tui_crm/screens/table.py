"""A screen of one short list with a card beside it: steps, canned follow-ups, settings, days."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import ScreenResume
from textual.widgets import Static

from tui_crm.domain.paging import Key, RowT, SequenceRows
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen, ResultT
from tui_crm.screens.breakpoints import HEIGHTS, WIDTHS
from tui_crm.screens.places import tabs
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Column
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.list_messages import LoadFailed, RowHighlighted, RowSelected
from tui_crm.widgets.prose import Prose
from tui_crm.widgets.top_bar import TopBar
from tui_crm.widgets.virtual_list import VirtualList
from tui_crm.wording import date_long, explain


class TableScreen(CommandScreen[ResultT], Generic[ResultT, RowT]):
    """Rows that are in memory, a heading above them, and a card about the one under the cursor.

    `ENTER` is the command that Enter and a double click run. On narrow screens the card stands
    below the list; on the lowest ones the list stands alone.
    """

    _is_waiting = False
    """Whether it is mounted and not shown: nothing is read for it then."""

    TAB: ClassVar[str] = ""
    ENTER: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CSS = """
    TableScreen {
        & #heading { height: auto; padding: 0 1; color: $text-muted; }
        & #table { height: 1fr; }
        & VirtualList { width: 1fr; height: 1fr; }
        & #card {
            width: 42;
            padding: 0 1;
            background: $surface;
            border-left: vkey $border;
            scrollbar-size-vertical: 1;
        }
        & #card-text { height: auto; }
        &.-narrow #table { layout: vertical; }
        &.-narrow #card { width: 1fr; height: 9; border-left: none; border-top: hkey $border; }
        &.-narrow.-low #card, &.-flat #card { display: none; }
        &.-flat TopBar, &.-flat KeyBar, &.-flat FeedbackLine, &.-flat #heading { display: none; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    # --- what differs between tables ---

    def list_columns(self) -> Sequence[Column[RowT]]:
        """Return the columns of the list."""
        raise NotImplementedError

    def read_rows(self) -> Sequence[RowT]:
        """Read the rows, in their order."""
        raise NotImplementedError

    def empty_text(self) -> Content:
        """Return what stands in an empty list: what to do next."""
        return Content("")

    def heading(self) -> Content:
        """Return what stands above the list."""
        return Content("")

    def card(self, row: RowT | None) -> Content:
        """Return what the card says of the row under the cursor."""
        return Content("")

    # --- composition ---

    @property
    def list(self) -> VirtualList[RowT, Key]:
        """The list."""
        return self.query_one("#list", VirtualList)

    @property
    def row(self) -> RowT | None:
        """The row under the cursor, None in an empty list."""
        return self.list.cursor_row

    @property
    def is_laid_out(self) -> bool:
        """Whether its widgets are there: not before it is composed, nor while it is taken down."""
        has_parts = bool(self.query("#list")) and bool(self.query(FeedbackLine))
        return self.is_there and self.is_composed and has_parts

    def compose(self) -> ComposeResult:
        """Lay out bar, heading, list, card and feedback."""
        yield TopBar(self.TAB, id="top")
        yield Prose(id="heading")
        with Horizontal(id="table"):
            yield VirtualList[RowT, Key](self.list_columns(), id="list", has_header=True)
            with VerticalScroll(id="card", can_focus=False):
                yield Prose(id="card-text")
        yield FeedbackLine(id="feedback")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list, unless it is mounted ahead. Textual calls the base classes' own too."""
        self.query_one(TopBar).show_tabs(tabs(), self.TAB)
        self._is_waiting = self not in self.app.screen_stack
        if not self._is_waiting:
            self.start()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Read the list of a screen that waited. Textual calls the base classes' own too."""
        if self._is_waiting and self in self.app.screen_stack:
            self._is_waiting = False
            self.start()

    def start(self) -> None:
        """Read what is shown, for the first time or after the screen was left."""
        self.show_moment()
        self.reload()
        self.list.focus()
        self.begin()

    def begin(self) -> None:
        """Do what a table does once, when its rows are there."""

    def show_moment(self) -> None:
        """Draw the clock anew."""
        now = self.session.local_now()
        self.query_one(TopBar).show_moment(
            user=harmless_line(self.session.viewer.name),
            day=date_long(now.date()),
            time=f"{now:%H:%M}",
        )

    def language_changed(self) -> None:
        """Draw everything anew in another language."""
        self.query_one(TopBar).show_tabs(tabs(), self.TAB)
        self.show_moment()
        self.list.set_columns(self.list_columns())
        self.reload()

    def reload(self, near: RowT | None = None) -> None:
        """Read the rows again; the cursor goes to `near`, else it stays on its row or its place."""
        place = self.list.cursor_position
        self.list.empty = self.empty_text()
        rows = self.read_rows()
        near = near or self.row
        self.list.load(SequenceRows(rows), near=near)
        if near is not None and all(each.id != near.id for each in rows):
            self.list.move_cursor(place)
        self.redraw_around()

    def redraw_around(self) -> None:
        """Draw heading, card and bar of keys anew."""
        self.query_one("#heading", Static).update(self.heading())
        self.query_one("#card-text", Static).update(self.card(self.row))
        self.refresh_commands()

    @on(RowHighlighted, "#list")
    def show_row(self, message: RowHighlighted) -> None:
        """Show the card of another row."""
        message.stop()
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)
        self.redraw_around()

    @on(RowSelected, "#list")
    async def choose_row(self, message: RowSelected) -> None:
        """Do with the row what Enter does."""
        message.stop()
        if self.ENTER:
            await self.run_command(self.ENTER)

    @on(LoadFailed, "#list")
    def tell_failure(self, message: LoadFailed) -> None:
        """Say why the rows cannot be read."""
        message.stop()
        self.refuse(explain(message.error))

    # --- feedback ---

    def tell(self, sentence: str) -> None:
        """Say what was done, on the line of feedback."""
        self.query_one(FeedbackLine).tell(sentence)

    def refuse(self, reason: str) -> None:
        """Say why something was not done, on the line of feedback."""
        self.query_one(FeedbackLine).tell(reason, is_warning=True)

    def command_begins(self, command_id: str) -> None:
        """End what was told before: it was about something else."""
        self.tell("")

    def why_no_row(self) -> str | None:
        """Say that nothing is under the cursor, or return None."""
        return None if self.row is not None else _("Nothing is under the cursor.")
