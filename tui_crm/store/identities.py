"""By what customers are known, read for many at once: numbers, names, companies, addresses."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from tui_crm.db import Database
from tui_crm.domain.viewer import Viewer
from tui_crm.store.models import CustomerTable, PhoneRow
from tui_crm.store.visibility import only_visible

MOST_PARAMETERS = 20_000
"""Values in one query: SQLite takes 32,766, PostgreSQL 65,535."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """By what one customer is known; `numbers` are (key, raw)."""

    customer_id: int
    name: str
    company: str
    email: str
    numbers: tuple[tuple[str, str], ...] = ()


def holders(db: Database, viewer: Viewer, keys: Collection[str]) -> list[tuple[str, int, str, str]]:
    """Return (key, customer id, name, company) of those who have one of the numbers, by id."""
    found: list[tuple[str, int, str, str]] = []
    for part in _parts(keys):
        query = (
            PhoneRow.select(
                PhoneRow.key, CustomerTable.id, CustomerTable.name, CustomerTable.company
            )
            .join(CustomerTable)
            .where(PhoneRow.key.in_(part))
        )
        found += db.rows(only_visible(query, viewer).tuples())
    found.sort(key=lambda row: row[1])
    return found


def namesakes(db: Database, viewer: Viewer, hashes: Collection[int]) -> list[tuple[int, int, bool]]:
    """Return (identity hash, customer id, whether he has a number to compare), by id."""
    has_number = fn.EXISTS(
        PhoneRow.select(PhoneRow.id).where(
            (PhoneRow.customer == CustomerTable.id) & (PhoneRow.key != "")
        )
    )
    found: list[tuple[int, int, bool]] = []
    for part in _parts(hashes):
        query = CustomerTable.select(
            CustomerTable.identity_hash, CustomerTable.id, has_number
        ).where(CustomerTable.identity_hash.in_(part))
        rows = db.rows(only_visible(query, viewer).tuples())
        found += [(row[0], row[1], bool(row[2])) for row in rows]
    found.sort(key=lambda row: row[1])
    return found


def typed_alike(db: Database, viewer: Viewer, raws: Collection[str]) -> list[int]:
    """Return the ids of those who have an unmatchable number typed as one of `raws`, by id."""
    found: set[int] = set()
    for part in _parts(raws):
        query = (
            PhoneRow.select(CustomerTable.id)
            .join(CustomerTable)
            .where((PhoneRow.key == "") & PhoneRow.raw_text.in_(part))
        )
        found.update(row[0] for row in db.rows(only_visible(query, viewer).tuples()))
    return sorted(found)


def identities(db: Database, viewer: Viewer, ids: Collection[int]) -> dict[int, Identity]:
    """Return by what the customers are known; one that is gone is left out."""
    found: dict[int, Identity] = {}
    for part in _parts(ids):
        numbers: dict[int, tuple[tuple[str, str], ...]] = {}
        rows = PhoneRow.select(PhoneRow.customer, PhoneRow.key, PhoneRow.raw_text)
        for row in db.rows(rows.where(PhoneRow.customer.in_(part)).tuples()):
            numbers[row[0]] = (*numbers.get(row[0], ()), (row[1], row[2]))
        query = CustomerTable.select(
            CustomerTable.id, CustomerTable.name, CustomerTable.company, CustomerTable.email
        ).where(CustomerTable.id.in_(part))
        for row in db.rows(only_visible(query, viewer).tuples()):
            found[row[0]] = Identity(
                customer_id=row[0],
                name=row[1],
                company=row[2],
                email=row[3],
                numbers=numbers.get(row[0], ()),
            )
    return found


def _parts(values: Collection[Any]) -> Iterator[Sequence[Any]]:
    in_order = list(values)
    for start in range(0, len(in_order), MOST_PARAMETERS):
        yield in_order[start : start + MOST_PARAMETERS]
