"""A customer as typed or imported, before it is stored: the value and its limits (SPEC 3)."""

from collections.abc import Callable, Iterator, Mapping
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


DraftValues = dict[str, Any]
"""Attributes of a `CustomerDraft` by name; those that are missing are empty."""

_IDENTITY = ("name", "company", "phones", "email")


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
    given = {code: value for code in _CHECKED if (value := getattr(draft, code))}
    return replace(draft, **validated(given))


def validated(values: DraftValues) -> DraftValues:
    """Return attributes of a draft as they may be stored; those that are not given are empty.

    `validate_draft` for the million rows that need no draft. Raises what that raises.
    """
    checked = {
        code: _CHECKED[code](value, code) if code in _CHECKED else value
        for code, value in values.items()
        if value
    }
    if not any(map(checked.get, _IDENTITY)):
        raise FieldError("no_identity", field="name")
    return checked


def _checked_text(text: str, code: str) -> str:
    if _fits(text, TEXT_LIMITS[code]):
        return text
    check = checked_text if code in MANY_LINE_FIELDS else checked_line
    return check(text, field=code, limit=TEXT_LIMITS[code])


def _fits(text: str, limit: int) -> bool:
    """Whether the text is stored as it is, in a field of one line or of many."""
    return len(text) <= limit and text.isprintable() and text == text.strip()


def _checked_id(text: str, _code: str) -> str:
    return clean_line(text)


def _checked_phones(phones: tuple[PhoneNumber, ...], code: str) -> tuple[PhoneNumber, ...]:
    return tuple([_checked_phone(phone, code) for phone in phones])


def _checked_phone(phone: PhoneNumber, code: str) -> PhoneNumber:
    if _fits(phone.raw, MAX_LINE) and _fits(phone.label, MAX_LINE):
        return phone
    raw = checked_line(phone.raw, field=code, limit=MAX_LINE)
    return replace(phone, raw=raw, label=checked_line(phone.label, field=code, limit=MAX_LINE))


def _checked_custom(custom: tuple[tuple[str, str], ...], _code: str) -> tuple[tuple[str, str], ...]:
    if all(
        title and text and _fits(title, MAX_NAME) and _fits(text, MAX_TEXT)
        for title, text in custom
    ):
        return custom
    return tuple(_kept_custom(custom))


def _kept_custom(custom: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Yield the free fields that hold something; a column nobody foresaw may hold a paragraph."""
    for title, value in custom:
        short = checked_line(title, field=CUSTOM_PREFIX + title[:MAX_NAME], limit=MAX_NAME)
        text = checked_text(value, field=CUSTOM_PREFIX + short, limit=MAX_TEXT)
        if short and text.strip():
            yield short, text


_CHECKED: dict[str, Callable[[Any, str], Any]] = {
    **dict.fromkeys(TEXT_LIMITS, _checked_text),
    "phones": _checked_phones,
    "custom": _checked_custom,
    "id": _checked_id,
}
"""What makes the value of an attribute one that may be stored, by the attribute's name."""
