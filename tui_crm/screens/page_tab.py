"""One tab of the page of a customer: a list, and in full the row under its cursor."""

from collections.abc import Sequence
from typing import Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui_crm.domain.customer import Customer
from tui_crm.domain.paging import Key, KeysetQuery, RowT
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Column
from tui_crm.widgets.list_messages import RowHighlighted
from tui_crm.widgets.virtual_list import VirtualList


class PageTab(Widget, Generic[RowT]):
    """What the tabs share. Its customer is read by the page; a tab out of sight reads nothing.

    Where it is narrow the details stand below the list, where it is low there are none.
    """

    DEFAULT_CSS = """
    PageTab {
        layout: horizontal;
        height: 1fr;
        & VirtualList { width: 1fr; height: 1fr; }
        & .details {
            width: 42;
            padding: 0 1;
            background: $surface;
            border-left: vkey $border;
            scrollbar-size-vertical: 1;
        }
        & .details-text { height: auto; }
    }
    """

    def __init__(self, session: Session, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.session = session
        self.customer: Customer | None = None
        self._shown_id: int | None = None

    # --- what differs between tabs ---

    def title(self) -> str:
        """Return the word on the tab."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column[RowT]]:
        """Return the columns of the list."""
        raise NotImplementedError

    def rows(self, customer: Customer) -> KeysetQuery[RowT, Key]:
        """Return the list of a customer."""
        raise NotImplementedError

    def details(self, row: RowT) -> Content:
        """Return the row in full."""
        raise NotImplementedError

    def empty_text(self) -> Content:
        """Return what stands in an empty list."""
        return Content("")

    # --- composition ---

    @property
    def list(self) -> VirtualList[RowT, Key]:
        """The list."""
        return self.query_one(VirtualList)

    @property
    def row(self) -> RowT | None:
        """The row under the cursor, None in an empty list."""
        return self.list.cursor_row

    def compose(self) -> ComposeResult:
        """Lay out the list and the details."""
        yield VirtualList[RowT, Key](self.columns(), has_header=True)
        with VerticalScroll(classes="details", can_focus=False):
            yield Static(classes="details-text")

    def show(self, customer: Customer) -> None:
        """Show a customer, from the first row; one who is shown already keeps the row."""
        self.customer = customer
        self.list.empty = self.empty_text()
        rows = self.rows(customer)
        is_same = customer.id == self._shown_id
        self._shown_id = customer.id
        place = self.list.cursor_position
        self.list.load(rows, near=self.row if is_same else None)
        if is_same and self.list.cursor_position == 0:
            self.list.move_cursor(place)
        self.show_details()

    def show_details(self) -> None:
        """Draw the row under the cursor in full."""
        row, shown = self.row, self.query_one(".details-text", Static)
        shown.update(Content("") if row is None else self.details(row))
        self.query_one(".details", VerticalScroll).scroll_home(animate=False)

    def language_changed(self) -> None:
        """Draw everything anew in another language."""
        self.list.set_columns(self.columns())

    @on(RowHighlighted)
    def follow_cursor(self, _message: RowHighlighted) -> None:
        """Show another row in full; the page hears of it too."""
        self.show_details()
