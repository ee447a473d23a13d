"""Customers inserted by the thousand: ids ahead, and rows in the order of the columns."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from tui_crm.db import Database
from tui_crm.domain.customer import LINE_FIELDS, LIST_FIELDS, PhoneNumber
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.text import sort_key
from tui_crm.store import numbers
from tui_crm.store.models import CustomerTable, CustomerTextRow, PhoneRow
from tui_crm.store.records import find_text_of, identity_hash, promise_columns, shown_phone

Row = tuple[object, ...]
"""The values of a row in database form, in the order of its columns."""

TEXT_COLUMNS = ("name", "company", *LINE_FIELDS, "note")
"""The columns that hold a text of the draft, in the order of `BulkCustomer.texts`."""
_NEVER = {
    "version": 1,
    "archive_reason": "",
    "is_reclaimed": False,
    "last_outcome": "",
    "last_text": "",
    "unreached_count": 0,
}
"""Columns of which a new customer has nothing yet; the others that are missing are null."""
_COLUMNS = (
    "id",
    *TEXT_COLUMNS,
    "kind",
    "custom",
    "next_on",
    "next_minute",
    "sort_name",
    "identity_hash",
    *LIST_FIELDS,
    "owner",
    "second_owner",
    "first_phone",
    "is_do_not_call",
    "is_blocked",
    "created_by",
    "created_at",
    "updated_at",
    "created_step",
    *_NEVER,
)
_PHONE_COLUMNS = ("customer", "position", *numbers.COLUMNS)
_NOTHING_YET = tuple(_NEVER.values())


class BulkCustomer(NamedTuple):
    """What is stored of a new customer and can be told without the database.

    A tuple of plain values, so that a million of them pass between processes. `texts` are in the
    order of TEXT_COLUMNS, each of `phones` in that of `numbers.COLUMNS`.
    """

    texts: tuple[str, ...]
    kind: str
    custom: str
    next_on: int | None
    next_minute: int | None
    sort_name: bytes
    identity_hash: int
    phones: tuple[tuple[str | bool, ...], ...]
    first_phone: str
    find_text: str


class Placement(NamedTuple):
    """What the database decides of a new customer: list values by LIST_FIELDS, owners, marks."""

    values: tuple[int | None, ...]
    owner: int | None
    second_owner: int | None
    is_do_not_call: bool


class NewCustomer(NamedTuple):
    """One customer to insert."""

    id: int
    customer: BulkCustomer
    placement: Placement


class Making(NamedTuple):
    """What all customers of a batch share: who made them, when (microseconds), by which step."""

    user_id: int
    at: int
    step_id: int


def bulk_customer(draft: CustomerDraft) -> BulkCustomer:
    """Return what is stored of a validated draft; derived as for a customer made by hand."""
    next_on, next_minute = promise_columns(draft.promise)
    return BulkCustomer(
        texts=tuple([getattr(draft, code) for code in TEXT_COLUMNS]),
        kind=draft.kind.value if draft.kind else "lead",
        custom=json.dumps(dict(draft.custom), ensure_ascii=False) if draft.custom else "",
        next_on=next_on,
        next_minute=next_minute,
        sort_name=sort_key(draft.name or draft.company),
        identity_hash=identity_hash(draft.name, draft.company, draft.email),
        phones=tuple([numbers.column_values(phone) for phone in draft.phones]),
        first_phone=shown_phone(draft.phones),
        find_text=find_text_of(
            draft.name, draft.company, [(phone.key, phone.raw) for phone in draft.phones]
        ),
    )


def with_numbers(customer: BulkCustomer, phones: Sequence[PhoneNumber]) -> BulkCustomer:
    """Return the customer with the same numbers in other marks."""
    return customer._replace(
        phones=tuple(numbers.column_values(phone) for phone in phones),
        first_phone=shown_phone(phones),
    )


def insert(db: Database, made: Sequence[NewCustomer], making: Making) -> None:
    """Insert customers with their numbers and what find looks through, inside a transaction."""
    db.insert_many(CustomerTable, _COLUMNS, (_customer_row(each, making) for each in made))
    db.insert_many(
        PhoneRow,
        _PHONE_COLUMNS,
        [
            (each.id, position, *phone)
            for each in made
            for position, phone in enumerate(each.customer.phones)
        ],
    )
    db.insert_many(
        CustomerTextRow,
        ("customer", "text"),
        [(each.id, each.customer.find_text) for each in made],
    )


def _customer_row(made: NewCustomer, making: Making) -> Row:
    customer_id, customer, placement = made
    user_id, at, step_id = making
    return (
        customer_id,
        *customer.texts,
        customer.kind,
        customer.custom,
        customer.next_on,
        customer.next_minute,
        customer.sort_name,
        customer.identity_hash,
        *placement.values,
        placement.owner,
        placement.second_owner,
        customer.first_phone,
        placement.is_do_not_call,
        placement.is_do_not_call,
        user_id,
        at,
        at,
        step_id,
        *_NOTHING_YET,
    )
