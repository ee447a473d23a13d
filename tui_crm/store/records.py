"""Between the value `Customer` and the columns of its row, both ways."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, Protocol

from tui_crm.domain.agreeing import agreeing_form
from tui_crm.domain.customer import LINE_FIELDS, Customer, Kind, PhoneNumber
from tui_crm.domain.promise import ALL_DAY, Promise
from tui_crm.domain.sort_keys import company_sort_key, name_sort_key
from tui_crm.domain.text import fold
from tui_crm.store.fields import DayField, UtcField
from tui_crm.store.models import CustomerTable

Columns = dict[str, Any]
"""Column names and values in database form: str, int, bool, bytes or None."""

_PLAIN = (
    "name",
    "company",
    *LINE_FIELDS,
    "note",
    "area",
    "industry",
    "level",
    "status",
    "owner",
    "second_owner",
    "created_by",
    "archive_reason",
    "is_reclaimed",
    "is_do_not_call",
    "last_outcome",
    "last_text",
    "unreached_count",
)
"""Fields whose column holds just the value."""

_INSTANTS = ("archived_at", "last_follow_up_at", "last_contact_at", "created_at", "updated_at")

STORED = (
    *_PLAIN,
    *_INSTANTS,
    "kind",
    "custom",
    "next_on",
    "next_minute",
    "frozen_until",
    "version",
)
"""The columns that say what is known; all others are derived from them and the numbers."""

DERIVED = ("is_blocked", "first_phone", "sort_name", "sort_company", "identity_hash")
DERIVED_FROM = (
    "name",
    "company",
    "email",
    "phones",
    "archived_at",
    "is_do_not_call",
    "frozen_until",
)
"""The fields from which the columns of `DERIVED` follow."""

SELECTED = [CustomerTable.id, *(getattr(CustomerTable, column) for column in STORED)]
"""What to select for `customer_of`."""

_utc = UtcField()
_day = DayField()


def promise_columns(promise: Promise | None) -> tuple[int | None, int | None]:
    """Return (next_on, next_minute) as stored."""
    if promise is None:
        return None, None
    return _day.db_value(promise.on), ALL_DAY if promise.minute is None else promise.minute


def promise_of(next_on: date | int | None, next_minute: int | None) -> Promise | None:
    """Return the promise of the two columns; `next_on` is a date or a stored day number."""
    on = _day.python_value(next_on) if isinstance(next_on, int) else next_on
    if on is None:
        return None
    return Promise(on=on, minute=None if next_minute in (None, ALL_DAY) else next_minute)


def stored_columns(customer: Customer) -> Columns:
    """Return the columns of `STORED` in database form."""
    columns: Columns = {name: getattr(customer, name) for name in _PLAIN}
    for name in _INSTANTS:
        columns[name] = _utc.db_value(getattr(customer, name))
    columns["kind"] = customer.kind.value
    columns["custom"] = (
        json.dumps(dict(customer.custom), ensure_ascii=False) if customer.custom else ""
    )
    columns["next_on"], columns["next_minute"] = promise_columns(customer.promise)
    columns["frozen_until"] = _day.db_value(customer.frozen_until)
    columns["version"] = customer.version
    return columns


def derived_columns(customer: Customer) -> Columns:
    """Return the columns of `DERIVED` in database form."""
    return {
        "is_blocked": customer.archived_at is not None
        or customer.is_do_not_call
        or customer.frozen_until is not None,
        "first_phone": shown_phone(customer.phones),
        "sort_name": name_sort_key(customer.name, customer.company),
        "sort_company": company_sort_key(customer.company),
        "identity_hash": identity_hash(customer.name, customer.company, customer.email),
    }


class ShownNumber(Protocol):
    """What a list needs to know of a number."""

    @property
    def raw(self) -> str:
        """The number as typed."""

    @property
    def is_callable(self) -> bool:
        """Whether it may and can be called."""


def shown_phone(phones: Sequence[ShownNumber]) -> str:
    """Return the number that a list shows, as typed: the first callable one, else the first."""
    for phone in phones:
        if phone.is_callable:
            return phone.raw
    return phones[0].raw if phones else ""


def identity_hash(name: str, company: str, email: str = "") -> int:
    """Return 63 bits that are equal where name and company agree, as `agreeing_form` has it.

    Those who have neither are known by their e-mail address.
    """
    text = f"{agreeing_form(name)}\0{agreeing_form(company)}"
    if text == "\0":
        text = f"\0\0{fold(email).strip()}"
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def customer_of(row: Sequence[Any], phones: Iterable[PhoneNumber] = ()) -> Customer:
    """Return the value of a row selected with `SELECTED`."""
    columns = dict(zip(STORED, row[1:], strict=True))
    next_on, next_minute = columns.pop("next_on"), columns.pop("next_minute")
    columns["kind"] = Kind(columns["kind"])
    custom = columns["custom"]
    columns["custom"] = tuple(json.loads(custom).items()) if custom else ()
    return Customer(
        id=row[0], phones=tuple(phones), promise=promise_of(next_on, next_minute), **columns
    )


def customer_with(customer: Customer, columns: Columns, phones: Sequence[PhoneNumber]) -> Customer:
    """Return `customer` with the stored-form `columns` of `STORED` laid over it, and `phones`."""
    merged = stored_columns(customer) | columns
    row: list[Any] = [customer.id]
    for name in STORED:
        value = merged[name]
        if name in _INSTANTS:
            value = _utc.python_value(value)
        elif name == "frozen_until":
            value = _day.python_value(value)
        row.append(value)
    return customer_of(row, phones)


def phone_record(phone: PhoneNumber) -> dict[str, Any]:
    """Return a number as it is written into a change line."""
    return {
        "id": phone.id,
        "raw": phone.raw,
        "key": phone.key,
        "e164": phone.e164,
        "extension": phone.extension,
        "label": phone.label,
        "is_bad": phone.is_bad,
        "is_do_not_call": phone.is_do_not_call,
    }


CORRECTED_TEXT = "text"
"""What a line of change calls the text of a follow-up that was corrected."""

_TOLD_WITH = {
    "next_on": ("next_minute",),
    "next_minute": ("next_on",),
    "last_follow_up_at": ("last_outcome", "last_text"),
    "archived_at": ("archive_reason",),
}


def told_together(columns: Iterable[str]) -> frozenset[str]:
    """Return the changed columns and those without which a line of change could not be read.

    A day means little without its time, a follow-up without its outcome.
    """
    changed = frozenset(columns)
    return changed.union(*(_TOLD_WITH.get(name, ()) for name in changed))


_CODES = {
    "next_on": "next_contact",
    "next_minute": "next_contact",
    "last_follow_up_at": "follow_up",
    "is_do_not_call": "state",
    "archived_at": "state",
    "frozen_until": "state",
    "is_reclaimed": "state",
}
_UNTOLD = frozenset(
    {"unreached_count", "last_outcome", "last_text", "last_contact_at", "archive_reason"}
)


def changed_codes(columns: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of the fields that changed columns belong to, each once.

    A new follow-up is `follow_up`; what comes along with it is left out.
    """
    told = (_CODES.get(name, name) for name in columns if name not in _UNTOLD)
    return tuple(dict.fromkeys(told))
