"""The call desk: a list, the card of the customer under the cursor, and the keys that log.

Today and the list of customers are both call desks; they differ in the list that they show and
in what becomes of a row after an entry.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tui_crm.domain.customer import Customer, CustomerRow
from tui_crm.domain.paging import Key
from tui_crm.screens.breakpoints import DESK_HEIGHTS, WIDTHS
from tui_crm.screens.customer_screen import CustomerScreen
from tui_crm.screens.row_words import row_words
from tui_crm.services import today
from tui_crm.widgets.columns import Column
from tui_crm.widgets.customer_card import CustomerCard
from tui_crm.widgets.customer_columns import customer_columns
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.last_entries import LastEntries
from tui_crm.widgets.list_messages import RowHighlighted, RowSelected
from tui_crm.widgets.strip import KeyStrip
from tui_crm.widgets.top_bar import TopBar
from tui_crm.widgets.virtual_list import VirtualList


class DeskScreen(CustomerScreen):
    """A list of customers on which the canned keys work."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = DESK_HEIGHTS
    DEFAULT_CSS = """
    DeskScreen {
        & #above { height: auto; }
        & #desk { height: 1fr; }
        & #side { width: 42; border-left: vkey $border; }
        & #card { height: 1fr; }
        & #last { display: none; }
        &.-wide.-high #last { display: block; }
        & VirtualList { width: 1fr; height: 1fr; }
        &.-narrow #desk { layout: vertical; }
        &.-narrow #side { width: 1fr; height: 7; border-left: none; border-top: hkey $border; }
        &.-narrow.-low #side { display: none; }
        &.-low FeedbackLine, &.-flat FeedbackLine { display: none; }
        &.-flat #side, &.-flat KeyStrip, &.-flat TopBar, &.-flat KeyBar, &.-flat #above {
            display: none;
        }
    }
    """

    # --- what differs between desks ---

    def compose_above(self) -> ComposeResult:
        """Yield what stands between the bar of tabs and the list."""
        yield from ()

    def compose_below(self) -> ComposeResult:
        """Yield what stands between the strip and the line of feedback."""
        yield from ()

    def empty_text(self) -> Content:
        """Return what stands in an empty list: what to do next."""
        return Content("")

    def begin(self) -> None:
        """Read the list, for the first time or after the screen was left."""

    def reload(self, near: CustomerRow | None = None) -> None:
        """Read the list and everything else again, with the cursor on `near`."""

    # --- composition ---

    @property
    def list(self) -> VirtualList[CustomerRow, Key]:
        """The list of customers."""
        return self.query_one(VirtualList)

    def compose(self) -> ComposeResult:
        """Lay out bar, list, card, strip and feedback."""
        yield TopBar(self.TAB, id="top")
        with Vertical(id="above"):
            yield from self.compose_above()
        with Horizontal(id="desk"):
            yield VirtualList[CustomerRow, Key](
                self._columns(), id="list", has_header=self.has_header, can_mark=self.can_mark
            )
            with Vertical(id="side"):
                yield CustomerCard(id="card")
                yield LastEntries(id="last")
        yield KeyStrip(id="strip")
        yield from self.compose_below()
        yield FeedbackLine(id="feedback")
        yield KeyBar()

    has_header: ClassVar[bool] = False
    can_mark: ClassVar[bool] = False

    def _columns(self) -> Sequence[Column[CustomerRow]]:
        return customer_columns(row_words(self.session), with_phone=self.has_header)

    def start(self) -> None:
        """Read the list, with the keys on it."""
        self.list.empty = self.empty_text()
        self.list.focus()
        self.begin()
        if self.customer_id() is None:  # No row will be told of: the strip is drawn all the same.
            self.read_customer()

    def refresh_all(self, customer_id: int | None = None) -> None:
        """Read the list and everything else again, with the cursor on the customer if given."""
        near = None if customer_id is None else today.row_of(self.session, customer_id)
        self.reload(near)

    def show_moment(self) -> None:
        """Draw the clock and all that is relative to it anew."""
        super().show_moment()
        self.list.redraw()

    def language_changed(self) -> None:
        """Draw everything anew in another language."""
        self.show_tabs()
        self.list.set_columns(self._columns())
        self.query_one(CustomerCard).show(None)
        self.show_moment()
        self.reload()

    # --- the customer under the cursor ---

    def customer_id(self) -> int | None:
        """Return the id of the row under the cursor."""
        row = self.list.cursor_row
        return None if row is None else row.id

    @on(RowHighlighted)
    def show_customer(self, message: RowHighlighted) -> None:
        """Show the card and the strip of another customer."""
        message.stop()
        if message.row_id != self.current.id:
            self.read_customer()

    def draw_customer(self) -> None:
        """Draw the card."""
        self.query_one(CustomerCard).show(self.current.card_content())

    async def action_open(self) -> None:
        """Open the page of the customer under the cursor, above the list."""
        from tui_crm.screens.customer_page import CustomerPage

        if (customer_id := self.customer_id()) is not None:
            page = CustomerPage(
                self.session, self.settings, customer_id, order=self, place=self.TAB
            )
            await self.app.push_screen(page)

    def step_from(self, customer_id: int, step: int) -> int | None:
        """Put the cursor on the next row (`step` 1) or the one before (-1), and return its id.

        None, with the cursor where it was, at the end of the list. A customer who has left the
        list stood before the row under the cursor.
        """
        start = self.list.cursor_position
        wanted = start + (step if self.customer_id() == customer_id or step < 0 else 0)
        while wanted >= 0:
            self.list.move_cursor(wanted)
            if self.list.cursor_position != wanted:
                break
            found = self.customer_id()
            if found != customer_id:
                return found
            wanted += step
        self.list.move_cursor(start)
        return None

    def place_words(self, customer_id: int) -> str:
        """Return where the customer stands in the list: "3 / 27"; "" where he has left it."""
        if self.customer_id() != customer_id:
            return ""
        return f"{self.list.cursor_position + 1:,} / {self.list.count:,}"

    def after_archive(self, archived: Customer) -> None:
        """Take the row out; the next customer is under the cursor."""
        self.list.remove_row(archived.id)
        self.read_customer()
        self.refresh_figures()

    @on(RowSelected)
    async def open_selected(self, message: RowSelected) -> None:
        """Open what was chosen by Enter or a double click."""
        message.stop()
        await self.run_command("desk.open")

    def show_last_entries(self) -> None:
        """Show the last entries under the card, or, without room there, on the line of feedback."""
        if not self.is_laid_out:
            return
        block = self.query_one(LastEntries)
        block.show(self._last_entries)
        self.query_one(FeedbackLine).show_entries(() if block.display else self._last_entries)

    def on_resize(self) -> None:
        """Show the last entries where there is room for them, once the new layout is in force."""
        self.call_after_refresh(self.show_last_entries)
