"""A customer as typed or imported, before it is stored: the value and its limits (SPEC 3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tui_crm.domain.customer import (
    LINE_FIELDS,
    LIST_FIELDS,
    MAX_LINE,
    MAX_NAME,
    MAX_TEXT,
    Kind,
    PhoneNumber,
)
from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import checked_line, checked_text, clean_line

CUSTOM_PREFIX = "custom."
"""Begins the code of a free field: `custom.<title>`."""

OWNER_FIELDS = ("owner", "second_owner")

TEXT_LIMITS = {
    "name": MAX_NAME,
    "company": MAX_NAME,
    **dict.fromkeys((*LINE_FIELDS, *LIST_FIELDS, *OWNER_FIELDS), MAX_LINE),
    "note": MAX_TEXT,
}
"""The text fields of a draft in the order of forms, and the most characters each may have."""

MANY_LINE_FIELDS = frozenset({"note"})
"""The text fields that may have several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDraft:
    """What a form, `add`, `edit` or a row of a file says about one customer.

    Classifications are the words of their values, owners are logins: whoever stores the draft
    looks them up. "" and None mean "nothing given"; `kind` None is a lead where the customer is
    new. `id` is the identity that a row brings along, as typed ("" where it brings none).
    `custom` holds (title, value) pairs, each title once.
    """

    id: str = ""
    kind: Kind | None = None
    name: str = ""
    company: str = ""
    phones: tuple[PhoneNumber, ...] = ()
    email: str = ""
    wechat: str = ""
    website: str = ""
    fax: str = ""
    address: str = ""
    area: str = ""
    industry: str = ""
    level: str = ""
    status: str = ""
    source: str = ""
    referrer: str = ""
    owner: str = ""
    second_owner: str = ""
    birthday: str = ""
    lunar_birthday: str = ""
    time_zone: str = ""
    product_interest: str = ""
    budget: str = ""
    competitor: str = ""
    note: str = ""
    custom: tuple[tuple[str, str], ...] = ()
    promise: Promise | None = None

    @property
    def has_identity(self) -> bool:
        """Whether there is a name, company, number or e-mail address to know the customer by."""
        return bool(self.name.strip() or self.company.strip() or self.phones or self.email.strip())


def text_of(draft: CustomerDraft, code: str) -> str:
    """Return the value of the text field `code`, one of `TEXT_LIMITS`."""
    value = getattr(draft, code)
    if code not in TEXT_LIMITS or not isinstance(value, str):
        raise KeyError(code)
    return value


def with_texts(draft: CustomerDraft, texts: Mapping[str, str]) -> CustomerDraft:
    """Return `draft` with the text fields that `texts` names, codes of `TEXT_LIMITS`, replaced.

    Raises KeyError for any other code.
    """
    changes: dict[str, Any] = {}
    for code, text in texts.items():
        if code not in TEXT_LIMITS:
            raise KeyError(code)
        changes[code] = text
    return replace(draft, **changes)


def validate_draft(draft: CustomerDraft) -> CustomerDraft:
    """Return `draft` as it may be stored: its texts cleaned, empty free fields left out.

    Raises FieldError `no_identity` (field `name`) where name, company, number and e-mail address
    are all empty, and `too_long` (params `limit`, `length`) for the first field over its limit.
    """
    # A million rows pass here: what needs no change is not made anew.
    changes: dict[str, Any] = {
        code: text
        for code in TEXT_LIMITS
        if (given := getattr(draft, code)) and (text := _checked(given, code)) != given
    }
    if draft.phones and (phones := tuple(map(_checked_phone, draft.phones))) != draft.phones:
        changes["phones"] = phones
    if draft.custom and (custom := tuple(_checked_custom(draft.custom))) != draft.custom:
        changes["custom"] = custom
    if draft.id and (row_id := clean_line(draft.id)) != draft.id:
        changes["id"] = row_id
    cleaned = replace(draft, **changes) if changes else draft
    if not cleaned.has_identity:
        raise FieldError("no_identity", field="name")
    return cleaned


def _checked(text: str, code: str) -> str:
    if text.isprintable() and len(text) <= TEXT_LIMITS[code] and text == text.strip():
        return text
    check = checked_text if code in MANY_LINE_FIELDS else checked_line
    return check(text, field=code, limit=TEXT_LIMITS[code])


def _checked_phone(phone: PhoneNumber) -> PhoneNumber:
    raw = checked_line(phone.raw, field="phones", limit=MAX_LINE)
    label = checked_line(phone.label, field="phones", limit=MAX_LINE)
    if (raw, label) == (phone.raw, phone.label):
        return phone
    return replace(phone, raw=raw, label=label)


def _checked_custom(custom: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Yield the free fields that hold something; a column nobody foresaw may hold a paragraph."""
    for title, value in custom:
        short = checked_line(title, field=CUSTOM_PREFIX + title[:MAX_NAME], limit=MAX_NAME)
        text = checked_text(value, field=CUSTOM_PREFIX + short, limit=MAX_TEXT)
        if short and text.strip():
            yield short, text
