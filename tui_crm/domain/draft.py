"""A customer as typed or imported, before it is stored: the value and its limits (SPEC 3)."""

from collections.abc import Iterator
from dataclasses import dataclass

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


def validate_draft(draft: CustomerDraft) -> CustomerDraft:
    """Return `draft` unchanged where it may be stored.

    Raises FieldError `no_identity` (field `name`) where name, company, number and e-mail address
    are all empty, and `too_long` (params `limit`, `length`) for the first field over its limit.
    """
    if not draft.has_identity:
        raise FieldError("no_identity", field="name")
    for code, text, limit in _limited(draft):
        if len(text) > limit:
            raise FieldError("too_long", field=code, limit=limit, length=len(text))
    return draft


def _limited(draft: CustomerDraft) -> Iterator[tuple[str, str, int]]:
    """Yield (field, text, limit) for everything in the draft that has a limit."""
    for code, limit in TEXT_LIMITS.items():
        yield code, text_of(draft, code), limit
    for phone in draft.phones:
        yield "phones", phone.raw, MAX_LINE
        yield "phones", phone.label, MAX_LINE
    for title, value in draft.custom:
        # Free fields are texts: a column that nobody foresaw may hold a paragraph.
        yield CUSTOM_PREFIX + title[:MAX_NAME], title, MAX_NAME
        yield CUSTOM_PREFIX + title, value, MAX_TEXT
