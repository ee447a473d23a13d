"""The page of one customer: his fields, his follow-ups and his history, on tabs."""

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from textual import on
from textual.app import ComposeResult

from tui_crm.commands.command import Command, Scope
from tui_crm.domain.customer import Customer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import FollowUp
from tui_crm.i18n import _
from tui_crm.screens.breakpoints import HEIGHTS, WIDTHS
from tui_crm.screens.customer_fields import FREE_FIELD
from tui_crm.screens.customer_screen import CustomerScreen
from tui_crm.screens.page_basics import BasicsTab
from tui_crm.screens.page_history import HistoryTab
from tui_crm.screens.page_progress import ProgressTab
from tui_crm.screens.page_tab import PageTab
from tui_crm.screens.places import tabs as places
from tui_crm.services import card, merging
from tui_crm.services.desk import Logged
from tui_crm.services.field_lines import FieldLine
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.list_messages import LoadFailed, RowHighlighted, RowSelected
from tui_crm.widgets.page_header import HeaderContent, PageHeader, PageTabs
from tui_crm.widgets.strip import KeyStrip
from tui_crm.widgets.top_bar import Tab, TopBar
from tui_crm.wording import (
    explain,
    field_title,
    kind_label,
    labelled,
    promise_long,
    state_label,
)


class CustomerOrder(Protocol):
    """The list from which a page was opened: it knows who comes next, and follows along."""

    def step_from(self, customer_id: int, step: int) -> int | None:
        """Go on by `step` rows, 1 or -1, from the customer; None where the list ends."""

    def place_words(self, customer_id: int) -> str:
        """Return where the customer stands: "3 / 27", "" where he has left the list."""

    def after_entry(self, logged: Logged) -> None:
        """Bring the list up to date after an entry."""

    def refresh_all(self, customer_id: int | None = None) -> None:
        """Read the list again, with the cursor on the customer if given."""


class CustomerPage(CustomerScreen):
    """One customer on tabs; the canned keys work on him as on the desk.

    `order` is the list beneath, None where the page was opened without one; `place` its tab.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DESK, Scope.CUSTOMER_PAGE)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CSS = """
    CustomerPage {
        &.-low FeedbackLine, &.-flat FeedbackLine { display: none; }
        &.-low PageHeader, &.-flat PageHeader { height: 1; }
        &.-narrow PageTab { layout: vertical; }
        &.-narrow PageTab .details {
            width: 1fr;
            height: 5;
            border-left: none;
            border-top: hkey $border;
        }
        &.-narrow BasicsTab .details { display: none; }
        &.-narrow.-low PageTab .details, &.-flat PageTab .details { display: none; }
        &.-flat KeyStrip, &.-flat TopBar, &.-flat KeyBar, &.-flat PageTabs { display: none; }
    }
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        customer_id: int,
        *,
        order: CustomerOrder | None = None,
        place: str = "",
    ) -> None:
        super().__init__(session, settings)
        self._shown_id = customer_id
        self._order = order
        self._place = place
        self._active = BasicsTab.CODE

    # --- composition ---

    def compose(self) -> ComposeResult:
        """Lay out bar, head, tabs, strip and feedback."""
        yield TopBar(self._place, id="top")
        yield PageHeader(id="header")
        yield PageTabs(id="tabs")
        yield BasicsTab(self.session, id=BasicsTab.CODE)
        yield ProgressTab(self.session, id=ProgressTab.CODE)
        yield HistoryTab(self.session, id=HistoryTab.CODE)
        yield KeyStrip(id="strip")
        yield FeedbackLine(id="feedback")
        yield KeyBar()

    @property
    def page_tabs(self) -> tuple[PageTab[Any], ...]:
        """The tabs, from left to right."""
        return tuple(self.query(PageTab))

    @property
    def active_tab(self) -> PageTab[Any]:
        """The tab that is seen."""
        return self.query_one(f"#{self._active}", PageTab)

    def start(self) -> None:
        """Show the customer, on the first tab."""
        self._show_tab(self._active)
        self.read_customer()
        self.refresh_figures()

    def show_tabs(self) -> None:
        """Draw the places and the tabs in the language in use."""
        self.query_one(TopBar).show_tabs(places(), self._place)
        shown = [Tab(id=str(each.id), title=each.title()) for each in self.page_tabs]
        self.query_one(PageTabs).show(shown, self._active)

    def language_changed(self) -> None:
        """Draw everything anew in another language."""
        for tab in self.page_tabs:
            tab.language_changed()
        self.show_tabs()
        self.show_moment()
        self.refresh_all()

    # --- the customer ---

    def customer_id(self) -> int | None:
        """Return the id of the customer whose page it is."""
        return self._shown_id

    def refresh_all(self, customer_id: int | None = None) -> None:
        """Read the page again after a change, of `customer_id` if that is given."""
        if customer_id is not None and customer_id != self._shown_id:
            self._turn_to(customer_id)
        self.read_customer(keep_number=True)
        self.refresh_figures()

    def _turn_to(self, customer_id: int) -> None:
        """Show another customer, where there is one: an undone one may be gone."""
        try:
            self._shown_id = card.get(self.session, customer_id).id
        except CrmError:
            return
        if self._order is not None:
            self._order.refresh_all(customer_id)

    def after_entry(self, logged: Logged) -> None:
        """Tell the list; go on to its next customer where the user wants that."""
        if self._order is None:
            return
        self._order.after_entry(logged)
        if self.settings.queue.advance and not logged.stays:
            self._shown_id = self._order.step_from(self._shown_id, 1) or self._shown_id

    def draw_customer(self) -> None:
        """Draw the head and the tab that is seen; of a merged customer, of him who stayed."""
        customer = self.current.customer
        self.query_one(PageHeader).show(None if customer is None else self._head(customer))
        if customer is not None:
            self._shown_id = customer.id
            self.active_tab.show(customer)

    def _head(self, customer: Customer) -> HeaderContent:
        is_named_so = customer.company == customer.display_name
        number = self.current.number
        label = f"  {number.label}" if number is not None and number.label else ""
        tags = (
            self.session.value_title(customer.level),
            self.session.value_title(customer.status),
            kind_label(customer.kind),
        )
        return HeaderContent(
            name=customer.display_name,
            company="" if is_named_so else customer.company,
            tags=" · ".join(each for each in tags if each),
            number="" if number is None else f"▸ {number.raw}{label}",
            facts=self._facts(customer),
            notice=self.current.refusal or "",
            place="" if self._order is None else self._order.place_words(customer.id),
        )

    def _facts(self, customer: Customer) -> str:
        owner = self.session.user_name(customer.owner) or state_label(customer.state)
        facts = [labelled(field_title("owner"), owner)]
        if customer.promise is not None:
            when = promise_long(customer.promise, self.session.today())
            facts.insert(0, _("Next contact: {when}").format(when=when))
        return " · ".join(facts)

    # --- tabs ---

    def _show_tab(self, code: str) -> None:
        self._active = code
        for tab in self.page_tabs:
            tab.display = tab.id == code
        self.show_tabs()
        self.active_tab.list.focus()
        if (customer := self.current.customer) is not None:
            self.active_tab.show(customer)
        self.refresh_commands()

    def action_next_tab(self) -> None:
        """Show the tab to the right, after the last one the first."""
        self._step_tab(1)

    def action_previous_tab(self) -> None:
        """Show the tab to the left."""
        self._step_tab(-1)

    def _step_tab(self, step: int) -> None:
        codes = [str(each.id) for each in self.page_tabs]
        self._show_tab(codes[(codes.index(self._active) + step) % len(codes)])

    @on(PageTabs.Chosen)
    def choose_tab(self, message: PageTabs.Chosen) -> None:
        """Show the tab that was clicked."""
        message.stop()
        self._show_tab(message.tab_id)

    @on(RowHighlighted)
    def follow_cursor(self, message: RowHighlighted) -> None:
        """Dim what cannot be done with another row."""
        message.stop()
        self.refresh_commands()

    @on(LoadFailed)
    def tell_failure(self, message: LoadFailed) -> None:
        """Say why the rows cannot be read."""
        message.stop()
        self.refuse(explain(message.error))

    @on(RowSelected)
    async def choose_row(self, message: RowSelected) -> None:
        """Change what Enter or a double click stands on: a field, or the text of an entry."""
        message.stop()
        if self._active == BasicsTab.CODE:
            await self.run_command("desk.edit")
        elif self._active == ProgressTab.CODE:
            await self.run_command("customer_page.correct")

    # --- commands ---

    def offered_commands(self) -> Iterator[tuple[Command, tuple[str, ...]]]:
        """Yield the commands in force: the page itself cannot be opened."""
        for command, keys in super().offered_commands():
            if command.id != "desk.open":
                yield command, keys

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot be run now."""
        if command_id == "desk.open":
            return _("This is the page already.")
        if command_id in ("customer_page.next_customer", "customer_page.previous_customer"):
            no_list = _("The page was opened without a list: there is no next customer.")
            return None if self._order is not None else no_list
        if command_id == "customer_page.correct" and self._follow_up is None:
            return _("No entry is under the cursor: they are on the tab “Progress”.")
        if command_id == "customer_page.remove_field" and self._free_field is None:
            return _("No free field is under the cursor: they are on the tab “Basics”.")
        return super().why_not(command_id)

    def action_next_customer(self) -> None:
        """Show the next customer of the list."""
        self._step_customer(1)

    def action_previous_customer(self) -> None:
        """Show the customer before."""
        self._step_customer(-1)

    def _step_customer(self, step: int) -> None:
        found = None if self._order is None else self._order.step_from(self._shown_id, step)
        if found is None:
            end = _("This is the last one of the list.")
            self.refuse(end if step > 0 else _("This is the first one of the list."))
            return
        self._shown_id = found
        self.read_customer()

    @property
    def _follow_up(self) -> FollowUp | None:
        """The entry under the cursor."""
        row = self.active_tab.row if self.is_laid_out else None
        return row if isinstance(row, FollowUp) else None

    async def action_correct(self) -> None:
        """Change the text of the entry under the cursor."""
        from tui_crm.screens.correct_prompt import CorrectPrompt

        def show(corrected: FollowUp | None) -> None:
            if corrected is not None:
                self.refresh_all()
                self.tell(_("Corrected; the former text is kept."))

        if (follow_up := self._follow_up) is not None:
            await self.app.push_screen(CorrectPrompt(self.session, follow_up), show)

    @property
    def _free_field(self) -> FieldLine | None:
        """The free field under the cursor."""
        row = self.active_tab.row if self.is_laid_out else None
        return row if isinstance(row, FieldLine) and row.is_free else None

    async def action_edit(self) -> None:
        """Open the form, on the field under the cursor."""
        row = self.active_tab.row if self._active == BasicsTab.CODE else None
        if (customer := self.current.customer) is not None:
            await self.open_form(customer, starts_at="" if row is None else row.code)

    async def action_add_field(self) -> None:
        """Open the form where a free field is typed."""
        if (customer := self.current.customer) is not None:
            await self.open_form(customer, starts_at=FREE_FIELD)

    def action_remove_field(self) -> None:
        """Take the free field under the cursor away."""
        customer, field = self.current.customer, self._free_field
        if customer is None or field is None:
            return
        merging.save(self.session, customer, {field.code: ""})
        self.refresh_all()
        self.tell(_("Removed: {title}. u brings it back.").format(title=field.title))
