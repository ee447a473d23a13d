"""The customer whom the keys act on: the number shown of him, and what each key would do."""

from tui_crm.domain.customer import Customer, Kind, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.planning import current_number
from tui_crm.i18n import _
from tui_crm.screens.desk_words import consequence_words
from tui_crm.services import card, desk
from tui_crm.services.session import Session
from tui_crm.widgets.card_lines import CardContent
from tui_crm.widgets.strip import StripKey
from tui_crm.wording import explain
from tui_crm.wording.canned import canned_short

CARD_FOLLOW_UPS = 12
"""How many follow-ups the card reads; it draws as many as fit."""

_NEED_CUSTOMER = frozenset(
    {
        "desk.open",
        "desk.full_entry",
        "desk.copy_phone",
        "desk.dial",
        "desk.next_number",
        "desk.edit",
        "desk.make_customer",
        "desk.archive",
    }
)
_CHANGE_STANDING = frozenset({"desk.make_customer", "desk.archive"})
_NEED_NUMBER = frozenset({"desk.copy_phone", "desk.dial", "desk.next_number"})


def why_no_entry(session: Session, customer: Customer) -> str | None:
    """Return why no full entry can be written on a customer, in the language in use, or None."""
    try:
        desk.check_may_write(session, customer)
    except CrmError as refusal:
        return explain(refusal)
    return None


class CurrentCustomer:
    """The customer turned to last, read from the database when he is first asked for.

    Turning to somebody costs nothing, so that a cursor which only passes by is not held up.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wanted: int | None = None
        self._customer: Customer | None = None
        self._is_read = True
        self._problem: CrmError | None = None
        self._refusal: str | None = None
        self._is_refusal_known = False
        self._phone_id: int | None = None

    @property
    def id(self) -> int | None:
        """The id of the customer turned to, None for nobody."""
        return self._wanted

    def turn_to(self, customer_id: int | None, *, keep_number: bool = False) -> None:
        """Turn to somebody, or to nobody; he is read anew, also where he is the same.

        With `keep_number` the same customer keeps the number shown.
        """
        if not keep_number or customer_id != self._wanted:
            self._phone_id = None
        self._wanted = customer_id
        self._customer = self._problem = None
        self._is_read = customer_id is None
        self._is_refusal_known = False

    @property
    def customer(self) -> Customer | None:
        """The customer, None where there is nobody, or he cannot be read: see `problem`."""
        if not self._is_read and self._wanted is not None:
            self._is_read = True
            try:
                self._customer = card.get(self._session, self._wanted)
            except CrmError as error:
                self._problem = error
        return self._customer

    @property
    def problem(self) -> CrmError | None:
        """Why he could not be read: somebody else may have removed him."""
        return self._problem if self.customer is None else None

    @property
    def phone_id(self) -> int | None:
        """The number chosen, None for the first that can be called."""
        return self._phone_id

    @property
    def number(self) -> PhoneNumber | None:
        """The number shown, None where there is none."""
        customer = self.customer
        return None if customer is None else current_number(customer, self._phone_id)

    def show_next_number(self) -> bool:
        """Choose the next number that can be called; return whether there is one."""
        customer = self.customer
        number = None if customer is None else desk.next_number(customer, self._phone_id)
        if number is None:
            return False
        self._phone_id = number.id
        self._is_refusal_known = False
        return True

    @property
    def refusal(self) -> str | None:
        """Why the keys are dead, in the language in use, None where they are not."""
        if not self._is_refusal_known:
            self._refusal = self._why_keys_are_dead()
            self._is_refusal_known = True
        return self._refusal

    def _why_keys_are_dead(self) -> str | None:
        customer = self.customer
        if customer is None:
            return _("No customer is under the cursor.")
        try:
            desk.check_may_call(self._session, customer, phone_id=self._phone_id)
        except CrmError as refusal:
            return explain(refusal)
        return None

    def why_not(self, command_id: str) -> str | None:
        """Return why a command on him cannot run now, or None."""
        if command_id not in _NEED_CUSTOMER:
            return None
        if self.customer is None:
            return _("No customer is under the cursor.")
        if command_id in _NEED_NUMBER and self.number is None:
            return _("The customer has no phone number.")
        if command_id in _CHANGE_STANDING:
            return self._why_standing_stays(self.customer, command_id)
        if command_id == "desk.full_entry":
            return why_no_entry(self._session, self.customer)
        return self.refusal if command_id == "desk.dial" else None

    def _why_standing_stays(self, customer: Customer, command_id: str) -> str | None:
        if customer.archived_at is not None:
            return _("The customer is archived already. Undo takes it back.")
        if command_id == "desk.make_customer" and customer.kind is Kind.CUSTOMER:
            return _("This is a customer already; no key makes a lead again.")
        return None

    def strip_keys(self) -> tuple[StripKey, ...]:
        """Return what the strip shows: each key with what it would do to him now."""
        customer, session = self.customer, self._session
        is_enabled = customer is not None and self.refusal is None
        today = session.today()
        keys = []
        for canned in session.canned:
            consequence = ""
            if customer is not None and is_enabled:
                effect = desk.outlook_of(session, customer, canned, phone_id=self._phone_id)
                consequence = consequence_words(effect, today)
            label = canned_short(canned)
            keys.append(
                StripKey(
                    slot=canned.slot, label=label, consequence=consequence, is_enabled=is_enabled
                )
            )
        return tuple(keys)

    def card_content(self) -> CardContent | None:
        """Return what the card shows of him, None where there is nobody."""
        customer, session = self.customer, self._session
        if customer is None:
            return None
        return CardContent(
            customer=customer,
            follow_ups=card.timeline(session, customer.id, limit=CARD_FOLLOW_UPS),
            level=session.value_title(customer.level),
            status=session.value_title(customer.status),
            owner=self._owner_to_show(customer),
            now=session.local_now().replace(second=0, microsecond=0),
            phone_id=self._phone_id,
            notice=self.refusal or "",
        )

    def _owner_to_show(self, customer: Customer) -> str:
        """Return the owner's name where he is somebody else."""
        if customer.owner in (None, self._session.viewer.user_id):
            return ""
        return self._session.user_name(customer.owner)
