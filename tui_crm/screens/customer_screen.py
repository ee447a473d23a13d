"""A screen on which the keys act on one customer: they log, dial, copy, edit and undo.

The call desks (`DeskScreen`) choose him by the cursor of a list; his page shows him alone.
"""

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from tui_crm.domain.customer import Customer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import AskRule, CannedFollowUp
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepKind
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.customer_frame import CustomerFrame
from tui_crm.screens.desk_words import logged_words
from tui_crm.screens.places import HasPlaces, Place
from tui_crm.services import desk
from tui_crm.services.desk import Logged
from tui_crm.services.session import new_uuid
from tui_crm.widgets.strip import KeyStrip
from tui_crm.wording import explain
from tui_crm.wording.canned import canned_label
from tui_crm.wording.punctuation import in_a_row

if TYPE_CHECKING:
    from tui_crm.services.undo import Undone


class CustomerScreen(CustomerFrame):
    """The screen whose keys act on the customer that it shows."""

    # --- what differs between screens ---

    def after_entry(self, logged: Logged) -> None:
        """Bring what is shown up to date after an entry of mine."""

    def after_undo(self, customer_id: int | None) -> None:
        """Bring what is shown up to date after a step of mine on a customer was taken back."""
        self.refresh_all(customer_id)

    def after_archive(self, archived: Customer) -> None:
        """Bring what is shown up to date after the customer was archived."""
        self.refresh_all()

    # --- logging ---

    @on(KeyStrip.SlotClicked)
    async def log_clicked(self, message: KeyStrip.SlotClicked) -> None:
        """Log what was clicked on the strip."""
        message.stop()
        await self.action_log(message.slot)

    async def action_log(self, slot: str) -> None:
        """Log the canned follow-up of a key on the customer under the cursor."""
        if isinstance(self.focused, Input):
            return
        customer_id = self.customer_id()
        if customer_id is None:
            self.refuse(_("No customer is under the cursor."))
            return
        if self.current.id != customer_id:
            self.read_customer()  # The key was faster than the card.
        if self.current.refusal is not None:
            self.refuse(self.current.refusal)
            return
        canned = next((each for each in self.session.canned if each.slot == slot), None)
        if canned is not None and isinstance(canned.next_rule, AskRule):
            await self._ask_then_log(customer_id, canned)
        else:
            self._log(customer_id, slot, promise=None)

    async def _ask_then_log(self, customer_id: int, canned: CannedFollowUp) -> None:
        from tui_crm.screens.when_prompt import WhenPrompt

        def log(promise: Promise | None) -> None:
            if promise is not None:
                self._log(customer_id, canned.slot, promise=promise)

        customer = self.current.customer
        name = customer.display_name if customer is not None else ""
        title = f"{harmless_line(name)} · {canned_label(canned)}"
        about = f"{customer_id} {canned.slot}"
        await self.app.push_screen(WhenPrompt(self.session, title, about=about), log)

    def _log(self, customer_id: int, slot: str, *, promise: Promise | None) -> None:
        try:
            logged = desk.log_canned(
                self.session,
                customer_id,
                slot,
                entry_uuid=new_uuid(),
                phone_id=self.current.phone_id,
                promise=promise,
            )
        except CrmError as error:
            self.refuse(explain(error))
            return
        self.show_logged(logged)

    def show_logged(self, logged: Logged) -> None:
        """Bring everything up to date after an entry, and say what was written.

        All of it is painted at once: a key that logs is over when the next customer stands there.
        """
        self.after_entry(logged)
        self.draw_at_once()
        self.tell_entry(logged_words(logged, self.session.today()))

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command on the customer cannot run."""
        return self.current.why_not(command_id)

    def action_copy_phone(self) -> None:
        """Put the digits of the number shown on the clipboard."""
        from tui_crm.domain.phone import copy_digits

        if (number := self.current.number) is not None:
            self.app.copy_to_clipboard(copy_digits(number))
            self.tell(_("Copied {number}.").format(number=copy_digits(number)))

    def action_dial(self) -> None:
        """Call the number shown, with the user's command or as a link."""
        from tui_crm.services.dialing import start_dial

        if (number := self.current.number) is not None:
            start_dial(
                number,
                command=self.settings.dial.arguments(),
                when_failed=lambda error: self.show_from_thread(self.refuse, explain(error)),
            )
            self.tell(_("Dialling {number}…").format(number=number.raw))

    def action_next_number(self) -> None:
        """Show the next number that can be called."""
        if self.current.show_next_number():
            self.draw_customer()
            self.draw_strip()
        else:
            self.refuse(_("There is no other number to call."))

    async def action_full_entry(self) -> None:
        """Open the full entry on the customer under the cursor."""
        from tui_crm.screens.full_entry import FullEntry

        def show(logged: Logged | None) -> None:
            if logged is not None:
                self.show_logged(logged)

        if (customer := self.current.customer) is not None:
            await self.app.push_screen(
                FullEntry(self.session, customer, self.current.phone_id), show
            )

    async def action_new_customer(self) -> None:
        """Open the form of a new customer."""
        await self.open_form(None)

    async def action_edit(self) -> None:
        """Open the form of the customer under the cursor."""
        if (customer := self.current.customer) is not None:
            await self.open_form(customer)

    async def open_form(self, customer: Customer | None, *, starts_at: str = "") -> None:
        """Open the form of a customer, or of a new one, on the field with the code `starts_at`."""
        from tui_crm.screens.customer_form import CustomerForm

        form = CustomerForm(self.session, customer, starts_at=starts_at)

        def show(saved: Customer | None) -> None:
            if saved is not None:
                self.refresh_all(saved.id)
                self.tell(in_a_row([form.saved_words(saved), *self._whereabouts(saved, customer)]))

        await self.app.push_screen(form, show)

    def _whereabouts(self, saved: Customer, before: Customer | None) -> tuple[str, ...]:
        """Return where a new customer is found who stands nowhere here; () where that is seen."""
        key = self.shown_key_of("app.go_no_next_step")
        is_elsewhere = before is None and saved.promise is None and self.customer_id() != saved.id
        if not is_elsewhere or not key:
            return ()
        return (_("No next contact is set: {key} lists such customers.").format(key=key),)

    def action_make_customer(self) -> None:
        """Make the lead a customer by hand."""
        from tui_crm.services import customers

        if (customer := self.current.customer) is not None:
            customers.make_customer(self.session, customer.id)
            self.refresh_all(customer.id)
            told = _("{name} is a customer now. u takes it back.")
            self.tell(told.format(name=customer.display_name))

    async def action_archive(self) -> None:
        """Take the customer out of all lists, with a reason."""
        from tui_crm.screens.reason_prompt import ReasonPrompt

        customer = self.current.customer
        if customer is None:
            return

        def archive(reason: str | None) -> None:
            if reason:
                self._archive(customer, reason)

        title = _("Archive {name}: why?").format(name=customer.display_name)
        prompt = ReasonPrompt(self.session, title, about=f"archive {customer.id}")
        await self.app.push_screen(prompt, archive)

    def _archive(self, customer: Customer, reason: str) -> None:
        from tui_crm.services import customers

        try:
            archived = customers.archive(self.session, customer.id, reason=reason)
        except CrmError as error:  # Somebody else may have archived or removed him meanwhile.
            self.refuse(explain(error))
            return
        self.after_archive(archived)
        self.tell(_("Archived: {name}.").format(name=archived.display_name))

    async def action_undo(self) -> None:
        """Take back my newest step; a batch asks first and runs on a thread."""
        from tui_crm.services import undo

        step = undo.newest(self.session)
        if undo.is_batch(step):
            await self.action_steps()
            return
        self.show_undone(undo.undo(self.session, step.id))

    async def action_steps(self) -> None:
        """Open the list of my steps."""
        from tui_crm.screens.steps import Steps

        await self.app.push_screen(Steps(self.session), self.refresh_all)

    def show_undone(self, undone: "Undone") -> None:
        """Bring everything up to date after an undo, with the cursor on its customer."""
        from tui_crm.services.undo import words_of

        if undone.step.kind is StepKind.MERGE:
            self.refresh_all(undone.customer_id)  # Somebody else is back as well.
        else:
            self.after_undo(undone.customer_id)
        self.tell(_("Undone: {step}").format(step=words_of(self.session, undone.step)))

    async def action_find(self) -> None:
        """Go to the list of customers and type what is looked for."""
        if isinstance(self.app, HasPlaces):
            await self.app.go_to(Place.CUSTOMERS, find=True)
