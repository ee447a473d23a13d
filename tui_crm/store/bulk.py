"""Customers inserted by the thousand: ids ahead, and rows in the order of the columns."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tui_crm.db import Database
from tui_crm.domain.customer import LINE_FIELDS, LIST_FIELDS, Kind, PhoneNumber
from tui_crm.domain.draft import DraftValues
from tui_crm.domain.sort_keys import company_sort_key, name_sort_key
from tui_crm.store import numbers, search_index
from tui_crm.store.models import CustomerTable, PhoneRow
from tui_crm.store.records import identity_hash, promise_columns, shown_phone
from tui_crm.store.search_texts import IndexText, index_text, search_fields

Column = Sequence[object]
"""The values of one column in database form, one for each row."""

TEXT_COLUMNS = ("name", "company", *LINE_FIELDS, "note")
"""The columns that hold a text of the draft, in the order of `BulkCustomer.texts`."""
_DERIVED_TEXTS = (
    "kind",
    "custom",
    "next_on",
    "next_minute",
    "sort_name",
    "sort_company",
    "identity_hash",
)
"""The columns of `BulkCustomer` behind its texts, in its order."""
_NOTHING_YET: dict[str, int | str] = {
    "version": 1,
    "archive_reason": "",
    "is_reclaimed": False,
    "last_outcome": "",
    "last_text": "",
    "unreached_count": 0,
}
"""Columns of which a new customer has nothing yet; the others that are missing are null."""
_PHONE_COLUMNS = ("customer", "position", *numbers.COLUMNS)


class BulkCustomer(NamedTuple):
    """What is stored of a new customer and can be told without the database.

    A tuple of plain values, so that a million of them pass between processes. `texts` are in the
    order of TEXT_COLUMNS, each of `phones` in that of `numbers.COLUMNS`; `index_text` is a plain
    tuple of what `IndexText` has.
    """

    texts: tuple[str, ...]
    kind: str
    custom: str
    next_on: int | None
    next_minute: int | None
    sort_name: bytes
    sort_company: bytes | None
    identity_hash: int
    phones: tuple[tuple[str | bool, ...], ...]
    first_phone: str
    index_text: tuple[str, str, tuple[str, ...]]


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


def bulk_customer(values: DraftValues) -> BulkCustomer:
    """Return what is stored of the validated attributes of a draft, derived as for any customer."""
    text_of = values.get
    name, company, phones = text_of("name", ""), text_of("company", ""), text_of("phones", ())
    kind, custom = text_of("kind"), text_of("custom")
    next_on, next_minute = promise_columns(text_of("promise"))
    return BulkCustomer(
        tuple([text_of(code, "") for code in TEXT_COLUMNS]),
        kind.value if kind else Kind.LEAD.value,
        _custom_json(custom) if custom else "",
        next_on,
        next_minute,
        name_sort_key(name, company),
        company_sort_key(company),
        identity_hash(name, company, text_of("email", "")),
        tuple([numbers.column_values(phone) for phone in phones]),
        shown_phone(phones),
        _index_text(values),
    )


def _index_text(values: DraftValues) -> tuple[str, str, tuple[str, ...]]:
    text_of = values.get
    fields = search_fields(
        name=text_of("name", ""),
        company=text_of("company", ""),
        phones=[(phone.raw, phone.key) for phone in text_of("phones", ())],
        address=text_of("address", ""),
        email=text_of("email", ""),
        wechat=text_of("wechat", ""),
    )
    text = index_text(fields)
    return text.names, text.others, text.words


@lru_cache(maxsize=4096)
def _custom_json(custom: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(custom), ensure_ascii=False)


def with_numbers(customer: BulkCustomer, phones: Sequence[PhoneNumber]) -> BulkCustomer:
    """Return the customer with the same numbers in other marks."""
    return customer._replace(
        phones=tuple(numbers.column_values(phone) for phone in phones),
        first_phone=shown_phone(phones),
    )


def insert(db: Database, made: Sequence[NewCustomer], making: Making) -> None:
    """Insert customers with their numbers and what is searched of them, inside a transaction."""
    db.insert_columns(CustomerTable, _customer_columns(made, making))
    phones = [
        (each.id, position, *phone)
        for each in made
        for position, phone in enumerate(each.customer.phones)
    ]
    if phones:
        by_column = zip(*phones, strict=True)
        db.insert_columns(PhoneRow, dict(zip(_PHONE_COLUMNS, by_column, strict=True)))
    search_index.insert(db, [(each.id, IndexText._make(each.customer.index_text)) for each in made])


def _customer_columns(made: Sequence[NewCustomer], making: Making) -> dict[str, Column]:
    """Return the values of `made` by column, in database form."""
    count = len(made)
    ids, customers, placements = zip(*made, strict=True)
    texts, *derived, _phones, first_phones, _index_texts = zip(*customers, strict=True)
    values, owners, second_owners, marks = zip(*placements, strict=True)
    same = {
        "created_by": making.user_id,
        "created_at": making.at,
        "updated_at": making.at,
        "created_step": making.step_id,
        **_NOTHING_YET,
    }
    return {
        "id": ids,
        **dict(zip(TEXT_COLUMNS, zip(*texts, strict=True), strict=True)),
        **dict(zip(_DERIVED_TEXTS, derived, strict=True)),
        **dict(zip(LIST_FIELDS, zip(*values, strict=True), strict=True)),
        "owner": owners,
        "second_owner": second_owners,
        "first_phone": first_phones,
        "is_do_not_call": marks,
        "is_blocked": marks,
        **{name: [value] * count for name, value in same.items()},
    }
