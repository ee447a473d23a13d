"""Customers as the duplicate check sees them, read for the whole database or for some.

These reads pass over who may see whom: the check compares everybody with everybody, and what it
found is cut to what a viewer may see where it is read (`store/duplicate_pairs.py`).
"""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from peewee import Expression, fn

from tui_crm.db import Database
from tui_crm.domain.duplicates.record import Record, contacts_in
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerTable, PhoneRow

PAGE_ROWS = 2_000
"""Customers read at a time."""

_C = CustomerTable
_COLUMNS = (
    *(_C.id, _C.version, _C.name, _C.company, _C.email, _C.address, _C.birthday, _C.wechat),
    *(_C.website, _C.custom),
)
_STANDING = _C.archived_at.is_null(True)


class StoredRecord(NamedTuple):
    """What is compared of a customer, and the version of him that was read."""

    record: Record
    version: int


def count(db: Database) -> int:
    """Return how many customers are compared: all but the archived ones."""
    return int(db.scalar(_C.select(fn.COUNT(_C.id)).where(_STANDING)) or 0)


def pages(db: Database) -> Iterator[list[StoredRecord]]:
    """Yield all customers but the archived ones by id, some thousand at a time.

    Each page is read at its own moment, so that no long read holds up the writers' log.
    """
    last = 0
    while rows := _rows(db, _C.id > last, limit=PAGE_ROWS):
        first, last = last, rows[-1][0]
        keys = _keys(db, (PhoneRow.customer > first) & (PhoneRow.customer <= last))
        yield [_stored(row, keys.get(row[0], ())) for row in rows]


def some(db: Database, customer_ids: Collection[int]) -> list[StoredRecord]:
    """Return those of the customers who are there and not archived, by id."""
    rows = _rows(db, among(db, _C.id, customer_ids)) if customer_ids else []
    keys = _keys(db, among(db, PhoneRow.customer, customer_ids)) if rows else {}
    return [_stored(row, keys.get(row[0], ())) for row in rows]


def _rows(db: Database, which: Expression, *, limit: int | None = None) -> list[tuple[Any, ...]]:
    query = _C.select(*_COLUMNS).where(_STANDING & which).order_by(_C.id).limit(limit)
    return db.rows(query.tuples())


def _keys(db: Database, which: Expression) -> dict[int, list[str]]:
    """Return customer id -> the keys of his numbers, in their order."""
    found: dict[int, list[str]] = {}
    query = PhoneRow.select(PhoneRow.customer, PhoneRow.key).where(which)
    for customer, key in db.rows(query.order_by(PhoneRow.customer, PhoneRow.position).tuples()):
        if key:
            found.setdefault(customer, []).append(key)
    return found


def _stored(row: Sequence[Any], phones: Collection[str]) -> StoredRecord:
    (customer_id, version, name, company, email, address, birthday, wechat, website, text) = row
    custom = tuple(json.loads(text).items()) if text else ()
    return StoredRecord(
        Record(
            id=customer_id,
            name=name,
            company=company,
            phones=tuple(phones),
            contacts=contacts_in(custom),
            email=email,
            address=address,
            birthday=birthday,
            wechat=wechat,
            website=website,
            custom=custom,
        ),
        version,
    )
