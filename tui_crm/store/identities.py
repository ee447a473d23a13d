"""By what customers are known, read for many at once: numbers, names, companies, addresses."""

from collections.abc import Collection
from dataclasses import dataclass

from peewee import fn

from tui_crm.db import Database
from tui_crm.domain.viewer import Viewer
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerTable, PhoneRow
from tui_crm.store.visibility import only_visible


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
    if not keys:
        return []
    query = (
        PhoneRow.select(PhoneRow.key, CustomerTable.id, CustomerTable.name, CustomerTable.company)
        .join(CustomerTable)
        .where(among(db, PhoneRow.key, keys))
    )
    found = db.rows(only_visible(query, viewer).tuples())
    return sorted(found, key=lambda row: row[1])


def namesakes(db: Database, viewer: Viewer, hashes: Collection[int]) -> list[tuple[int, int, bool]]:
    """Return (identity hash, customer id, whether he has a number to compare), by id."""
    if not hashes:
        return []
    has_number = fn.EXISTS(
        PhoneRow.select(PhoneRow.id).where(
            (PhoneRow.customer == CustomerTable.id) & (PhoneRow.key != "")
        )
    )
    query = CustomerTable.select(CustomerTable.identity_hash, CustomerTable.id, has_number).where(
        among(db, CustomerTable.identity_hash, hashes)
    )
    found = db.rows(only_visible(query, viewer).tuples())
    return sorted(((row[0], row[1], bool(row[2])) for row in found), key=lambda row: row[1])


def typed_alike(db: Database, viewer: Viewer, raws: Collection[str]) -> list[int]:
    """Return the ids of those who have an unmatchable number typed as one of `raws`, by id."""
    if not raws:
        return []
    query = (
        PhoneRow.select(CustomerTable.id)
        .join(CustomerTable)
        .where((PhoneRow.key == "") & among(db, PhoneRow.raw_text, raws))
    )
    return sorted({row[0] for row in db.rows(only_visible(query, viewer).tuples())})


def identities(db: Database, viewer: Viewer, ids: Collection[int]) -> dict[int, Identity]:
    """Return by what the customers are known; one that is gone is left out."""
    if not ids:
        return {}
    numbers: dict[int, tuple[tuple[str, str], ...]] = {}
    rows = PhoneRow.select(PhoneRow.customer, PhoneRow.key, PhoneRow.raw_text)
    for row in db.rows(rows.where(among(db, PhoneRow.customer, ids)).tuples()):
        numbers[row[0]] = (*numbers.get(row[0], ()), (row[1], row[2]))
    query = CustomerTable.select(
        CustomerTable.id, CustomerTable.name, CustomerTable.company, CustomerTable.email
    ).where(among(db, CustomerTable.id, ids))
    return {
        row[0]: Identity(
            customer_id=row[0],
            name=row[1],
            company=row[2],
            email=row[3],
            numbers=numbers.get(row[0], ()),
        )
        for row in db.rows(only_visible(query, viewer).tuples())
    }
