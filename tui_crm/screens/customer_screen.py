"""A screen on which the keys act on one customer: they log, dial, copy, edit and undo.

The call desks (`DeskScreen`) choose him by the cursor of a list; his page shows him alone.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingsMap
from textual.widgets import Input

from tui_crm.commands.command import Scope
from tui_crm.commands.keys import strokes
from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import AskRule, CannedFollowUp
from tui_crm.domain.planning import current_number
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.desk_words import consequence_words, last_entry, logged_words
from tui_crm.screens.places import HasPlaces, Place, tabs
from tui_crm.services import card, desk, today
from tui_crm.services.desk import Logged
from tui_crm.services.session import Session, new_uuid
from tui_crm.settings import Settings
from tui_crm.widgets.feedback import FeedbackLine, LastEntry
from tui_crm.widgets.strip import KeyStrip, StripKey
from tui_crm.widgets.top_bar import TopBar
from tui_crm.wording import date_long, explain
from tui_crm.wording.canned import canned_label, canned_short

if TYPE_CHECKING:
    from tui_crm.services.undo import Undone


class CustomerScreen(CommandScreen[None]):
    """A screen with a bar of tabs, a strip and a line of feedback, about one customer at a time."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DESK,)
    TAB: ClassVar[str] = ""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self._customer: Customer | None = None
        self._phone_id: int | None = None
        self._is_shown = False
        self._last_entries: tuple[LastEntry, ...] = ()
        self._is_drawn_soon = False

    # --- what differs between screens ---

    def customer_id(self) -> int | None:
        """Return the id of the customer whom the keys are about, None where there is nobody."""
        raise NotImplementedError

    def start(self) -> None:
        """Read what is shown, for the first time."""

    def after_entry(self, logged: Logged) -> None:
        """Bring what is shown up to date after an entry of mine."""

    def refresh_all(self, customer_id: int | None = None) -> None:
        """Read everything again after a change, with `customer_id` as the one shown, if given."""
        raise NotImplementedError

    def draw_customer(self) -> None:
        """Draw what is told of the customer, but for the strip."""

    # --- the screen ---

    @property
    def is_laid_out(self) -> bool:
        """Whether its widgets are there: not before it is composed, nor while it is taken down."""
        return self.is_attached and bool(self.query(TopBar)) and bool(self.query(FeedbackLine))

    def on_mount(self) -> None:
        """Take the canned keys and read what is shown. Textual calls the base classes' own too."""
        self.bind_slots()
        self.show_tabs()
        self.show_moment()
        self.start()

    def on_screen_resume(self) -> None:
        """Show what other screens may have changed."""
        if self._is_shown:
            self.bind_slots()
            self.refresh_all()
        self._is_shown = True

    def show_tabs(self) -> None:
        """Draw the places in the language in use."""
        self.query_one(TopBar).show_tabs(tabs(), self.TAB)

    def show_moment(self) -> None:
        """Draw the clock and all that is relative to it anew."""
        now = self.session.local_now()
        self.query_one(TopBar).show_moment(
            user=harmless_line(self.session.viewer.name),
            day=date_long(now.date()),
            time=f"{now:%H:%M}",
        )

    def settings_changed(self, settings: Settings) -> None:
        """Work by other settings of the user from now on."""
        self.settings = settings

    def bind_slots(self) -> None:
        """Give every canned follow-up its key: anew after the canned follow-ups were edited."""
        slots = [
            Binding(strokes(each.slot)[0], f"log({each.slot!r})", show=False)
            for each in self.session.canned
        ]
        others = {
            key: bindings
            for key, bindings in self._bindings.key_to_bindings.items()
            if not any(binding.action.startswith("log(") for binding in bindings)
        }
        kept = BindingsMap([each for bindings in others.values() for each in bindings])
        self._bindings = BindingsMap.merge([kept, BindingsMap(slots)])

    # --- the customer ---

    def read_customer(self, *, keep_number: bool = False) -> None:
        """Read the customer; what is told of him is drawn a moment later."""
        customer_id = self.customer_id()
        if not keep_number or self._customer is None or customer_id != self._customer.id:
            self._phone_id = None
        self._customer = None
        if customer_id is not None:
            try:
                self._customer = card.get(self.session, customer_id)
            except CrmError as error:
                self.refuse(explain(error))
        self._draw_soon()

    def _draw_soon(self) -> None:
        """Draw what is told of the customer once the list is on the screen: the eye is there.

        Several calls before that, as after a key that logs, are one.
        """
        if not self._is_drawn_soon:
            self._is_drawn_soon = True
            self.call_after_refresh(self._draw_customer)

    def _draw_customer(self) -> None:
        self._is_drawn_soon = False
        if self.is_attached:
            self.draw_customer()
            self._draw_strip()
            self.refresh_commands()

    def _why_keys_are_dead(self) -> str | None:
        if self._customer is None:
            return _("No customer is under the cursor.")
        try:
            desk.check_may_call(self.session, self._customer, phone_id=self._phone_id)
        except CrmError as refusal:
            return explain(refusal)
        return None

    def _draw_strip(self) -> None:
        dead = self._why_keys_are_dead()
        self.query_one(KeyStrip).show(
            tuple(
                StripKey(
                    slot=each.slot,
                    label=canned_short(each),
                    consequence="" if dead else self._consequence(each),
                    is_enabled=dead is None,
                )
                for each in self.session.canned
            )
        )

    def _consequence(self, canned: CannedFollowUp) -> str:
        """Return what the strip shows under a key: a date, or a sign."""
        if self._customer is None:
            return ""
        effect = desk.outlook_of(self.session, self._customer, canned, phone_id=self._phone_id)
        return consequence_words(effect, self.session.today())

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
        if self._customer is None or self._customer.id != customer_id:
            self.read_customer()  # The key was faster than the card.
        reason = self._why_keys_are_dead()
        if reason is not None:
            self.refuse(reason)
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

        name = self._customer.display_name if self._customer is not None else ""
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
                phone_id=self._phone_id,
                promise=promise,
            )
        except CrmError as error:
            self.refuse(explain(error))
            return
        self.show_logged(logged)

    def show_logged(self, logged: Logged) -> None:
        """Bring everything up to date after an entry, and say what was written."""
        self._phone_id = None
        self.after_entry(logged)
        self.read_customer()
        words = logged_words(logged, self.session.today())
        self.tell(words)
        self.call_after_refresh(self._count_entry, words)

    def _count_entry(self, words: str) -> None:
        """Draw counts and last entries after an entry; what was said of it stays."""
        if self.is_attached:
            self.refresh_figures()
            self.tell(words)

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command on a customer cannot run: there is none under the cursor."""
        needs_customer = {
            "desk.open",
            "desk.full_entry",
            "desk.copy_phone",
            "desk.dial",
            "desk.next_number",
            "desk.edit",
        }
        if command_id in needs_customer and self._customer is None:
            return _("No customer is under the cursor.")
        if command_id in ("desk.copy_phone", "desk.dial", "desk.next_number"):
            return self._why_no_number(command_id)
        return None

    def _why_no_number(self, command_id: str) -> str | None:
        number = self._number
        if number is None:
            return _("The customer has no phone number.")
        if command_id == "desk.dial" and number.is_do_not_call:
            return explain(CrmError("number_do_not_call", number=number.raw))
        return None

    @property
    def _number(self) -> PhoneNumber | None:
        """The number that the card shows."""
        return None if self._customer is None else current_number(self._customer, self._phone_id)

    def action_copy_phone(self) -> None:
        """Put the digits of the number shown on the clipboard."""
        from tui_crm.domain.phone import copy_digits

        if (number := self._number) is not None:
            self.app.copy_to_clipboard(copy_digits(number))
            self.tell(_("Copied {number}.").format(number=copy_digits(number)))

    def action_dial(self) -> None:
        """Call the number shown, with the user's command or as a link."""
        from tui_crm.services.dialing import start_dial

        if (number := self._number) is not None:
            start_dial(
                number,
                command=self.settings.dial.arguments(),
                when_failed=lambda error: self.app.call_from_thread(self.refuse, explain(error)),
            )
            self.tell(_("Dialling {number}…").format(number=number.raw))

    def action_next_number(self) -> None:
        """Show the next number that can be called."""
        if self._customer is None:
            return
        number = desk.next_number(self._customer, self._phone_id)
        if number is None:
            self.refuse(_("There is no other number to call."))
            return
        self._phone_id = number.id
        self.draw_customer()
        self._draw_strip()

    async def action_full_entry(self) -> None:
        """Open the full entry on the customer under the cursor."""
        from tui_crm.screens.full_entry import FullEntry

        def show(logged: Logged | None) -> None:
            if logged is not None:
                self.show_logged(logged)

        if self._customer is not None:
            await self.app.push_screen(
                FullEntry(self.session, self._customer, self._phone_id), show
            )

    async def action_new_customer(self) -> None:
        """Open the form of a new customer."""
        await self._open_form(None)

    async def action_edit(self) -> None:
        """Open the form of the customer under the cursor."""
        if self._customer is not None:
            await self._open_form(self._customer)

    async def _open_form(self, customer: Customer | None) -> None:
        from tui_crm.screens.customer_form import CustomerForm

        form = CustomerForm(self.session, customer)

        def show(saved: Customer | None) -> None:
            if saved is not None:
                self.refresh_all(saved.id)
                self.tell(form.saved_words(saved))

        await self.app.push_screen(form, show)

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

        self.refresh_all(undone.customer_id)
        self.tell(_("Undone: {step}").format(step=words_of(self.session, undone.step)))

    async def action_find(self) -> None:
        """Go to the list of customers and type what is looked for."""
        if isinstance(self.app, HasPlaces):
            await self.app.go_to(Place.CUSTOMERS, find=True)

    def tell(self, sentence: str) -> None:
        """Say what was done, on the line of feedback."""
        self.query_one(FeedbackLine).tell(sentence)

    def refresh_figures(self) -> None:
        """Draw counts and last entries anew."""
        now = self.session.local_now()
        self._last_entries = tuple(
            last_entry(entry, now) for entry in today.last_entries(self.session)
        )
        self.show_last_entries()

    def show_last_entries(self) -> None:
        """Show my last entries on the line of feedback."""
        if self.is_laid_out:
            self.query_one(FeedbackLine).show_entries(self._last_entries)

    def refuse(self, reason: str) -> None:
        """Say why something was not done, on the line of feedback."""
        self.query_one(FeedbackLine).tell(reason, is_warning=True)
