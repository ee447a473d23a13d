"""All fields of a customer in groups, one line each: the first tab of his page."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.i18n import N_, _, pgettext
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import STATE, shown_texts, shown_title, state_text
from tui_crm.wording import state_label

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Customer"), ("name", "company", "kind", STATE)),
    (N_("Numbers"), ("phones",)),
    (N_("Reach"), ("email", "wechat", "website", "fax", "address", "area", "time_zone")),
    (N_("Standing"), ("level", "status", "industry", "source", "referrer")),
    (N_("Business"), ("next_contact", "product_interest", "budget", "competitor", "note")),
    (N_("Birthdays"), ("birthday", "lunar_birthday")),
    (N_("In charge"), ("owner", "second_owner")),
    (N_("Free fields"), (CUSTOM_PREFIX,)),
    (N_("Record"), ("id", "created_by", "created_at", "updated_at", "version")),
)
"""The groups from top to bottom, each its title, untranslated, and its codes of SPEC 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One line: `group` is the title of its group on the first line of it, else "".

    `code` is the field's, `text` what it holds as people read it, "" for nothing. A number has
    a line of its own, `phone`. `id` is its place from the top.
    """

    id: int
    group: str
    code: str
    title: str
    text: str
    phone: PhoneNumber | None = None

    @property
    def is_free(self) -> bool:
        """Whether it is a free field."""
        return self.code.startswith(CUSTOM_PREFIX)


def field_lines(session: Session, customer: Customer) -> tuple[FieldLine, ...]:
    """Return a line for every field of SPEC 3, for each number and each free field."""
    return tuple(_lines(session, customer))


def _lines(session: Session, customer: Customer) -> Iterator[FieldLine]:
    place = 0
    for group, codes in GROUPS:
        shown = _(group)
        for title, code, text, phone in _of_group(session, customer, codes):
            line = FieldLine(id=place, group=shown, code=code, title=title, text=text, phone=phone)
            yield line
            place, shown = place + 1, ""


def _of_group(
    session: Session, customer: Customer, codes: tuple[str, ...]
) -> Iterator[tuple[str, str, str, PhoneNumber | None]]:
    """Yield title, code, text and number of each line."""
    texts = shown_texts(session, customer)
    for code in codes:
        if code == "phones":
            yield from _numbers(session, customer)
        elif code == STATE:
            yield shown_title(session, code), code, standing_text(customer), None
        elif code == CUSTOM_PREFIX:
            for title, text in customer.custom:
                yield title, CUSTOM_PREFIX + title, text, None
        else:
            yield shown_title(session, code), code, texts[code], None


def _numbers(
    session: Session, customer: Customer
) -> Iterator[tuple[str, str, str, PhoneNumber | None]]:
    if not customer.phones:
        yield shown_title(session, "phones"), "phones", "", None
    for phone in customer.phones:
        title = phone.label or pgettext("field", "Phone")
        yield title, "phones", phone.raw + marks_of(phone), phone


def marks_of(phone: PhoneNumber) -> str:
    """Return the marks of a number as its text form has them: " [bad] [dnc]"."""
    bad = " [bad]" if phone.is_bad else ""
    refused = " [dnc]" if phone.is_do_not_call else ""
    return f"{bad}{refused}"


def standing_text(customer: Customer) -> str:
    """Return where he stands, and why he cannot be called, if that is so."""
    standing, why = state_label(customer.state), state_text(customer)
    return f"{standing} · {why}" if why else standing
