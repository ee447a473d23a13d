"""The list of all customers, with find: to reach anybody, and to log a call outside the queue."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import Customer, CustomerRow
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import SequenceRows
from tui_crm.i18n import _
from tui_crm.screens.desk import DeskScreen
from tui_crm.screens.places import HasPlaces, Place
from tui_crm.services import customers, finding, today
from tui_crm.services.desk import Logged
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.line_input import LimitReached, LineInput
from tui_crm.wording import explain

MAX_QUERY = 200


class CustomersScreen(DeskScreen):
    """All customers by name, or those that hold what is typed."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DESK, Scope.CUSTOMERS)
    TAB: ClassVar[str] = Place.CUSTOMERS
    has_header: ClassVar[bool] = True
    DEFAULT_CSS = """
    CustomersScreen #find { height: 1; border: none; padding: 0 1; }
    """

    def __init__(self, session: Session, settings: Settings, *, find: bool = False) -> None:
        """Show everybody; with `find` the cursor stands where one types what is looked for."""
        super().__init__(session, settings)
        self._query = ""
        self._starts_with_find = find
        # Before a waiting key can arrive. Textual reads it of the screen that is mounted.
        self.AUTO_FOCUS = "#find" if find else "#list"  # type: ignore[misc]

    def compose_above(self) -> ComposeResult:
        """Yield the line in which one types what is looked for."""
        find = LineInput(
            placeholder=_("/ find by name, company or number"), id="find", limit=MAX_QUERY
        )
        find.select_on_focus = True
        yield find

    def empty_text(self) -> Content:
        """Say what to do where nobody is listed."""
        if self._query:
            return Content(_("Nobody found. Esc shows everybody, n adds a new customer."))
        return Content(_("No customers yet. Press n for the first one, or g i to import."))

    def begin(self) -> None:
        """Read the list; start to find where that was asked for."""
        self._load(None)
        if self._starts_with_find:
            self.query_one("#find", Input).focus()

    async def action_find(self) -> None:
        """Type what is looked for."""
        self.query_one("#find", Input).focus()

    @on(Input.Changed, "#find")
    def find_typed(self, message: Input.Changed) -> None:
        """Look for what stands in the line now."""
        message.stop()
        self._query = message.value.strip()
        self._load(None)

    @on(LimitReached)
    def refuse_length(self, message: LimitReached) -> None:
        """Say that more was pasted than anybody looks for."""
        message.stop()
        sentence = _("At most {limit} characters fit here; that would be {length}.")
        self.refuse(sentence.format(limit=message.limit, length=message.length))

    @on(Input.Submitted, "#find")
    def leave_find(self, message: Input.Submitted) -> None:
        """Go to the first hit."""
        message.stop()
        self.list.focus()

    async def action_back(self) -> None:
        """Leave find for the list, then show everybody again, then go back to Today."""
        find = self.query_one("#find", Input)
        if find.has_focus:
            self.list.focus()
        elif find.value:
            find.value = ""
        elif isinstance(self.app, HasPlaces):
            await self.app.go_to(Place.TODAY)

    def reload(self, near: CustomerRow | None = None) -> None:
        """Read the list again, with the cursor on `near`."""
        self.list.empty = self.empty_text()
        if near is not None and not self._query:
            self._load(near)
        else:
            self.list.reload(near=near)
        self.read_customer(keep_number=True)
        self.refresh_figures()

    def _load(self, near: CustomerRow | None) -> None:
        self.list.empty = self.empty_text()
        if not self._query:
            self.workers.cancel_group(self, "find")
            self.list.load(customers.all_rows(self.session), near=near)
            self.refresh_figures()
        else:
            self._find(self._query)

    @work(thread=True, exclusive=True, group="find")
    def _find(self, query: str) -> None:
        """Look on a thread: a scan of a million rows must not hold the keys."""
        found = finding.find_customers(self.session, query)
        self.session.db.close_thread()
        self.app.call_from_thread(self._show_found, query, found)

    def _show_found(self, query: str, found: tuple[CustomerRow, ...]) -> None:
        if query == self._query and self.is_attached:
            self.list.load(SequenceRows(found))

    def after_entry(self, logged: Logged) -> None:
        """Draw the row anew; the cursor goes on to the next where the user wants that."""
        row = today.row_of(self.session, logged.customer.id)
        if row is not None:
            self.list.replace_row(row)
        if self.settings.queue.advance and not logged.stays:
            self.list.action_cursor_down()

    def _archive(self, customer: Customer, reason: str) -> None:
        try:
            archived = customers.archive(self.session, customer.id, reason=reason)
        except CrmError as error:  # Somebody else may have archived or removed him meanwhile.
            self.refuse(explain(error))
            return
        self.list.remove_row(archived.id)
        self.read_customer()
        self.refresh_figures()
        self.tell(_("Archived: {name}.").format(name=archived.display_name))

    async def action_archive(self) -> None:
        """Take the customer under the cursor out of all lists, with a reason."""
        from tui_crm.screens.reason_prompt import ReasonPrompt

        customer = self._customer
        if customer is None:
            return

        def archive(reason: str | None) -> None:
            if reason:
                self._archive(customer, reason)

        title = _("Archive {name}: why?").format(name=customer.display_name)
        prompt = ReasonPrompt(self.session, title, about=f"archive {customer.id}")
        await self.app.push_screen(prompt, archive)
