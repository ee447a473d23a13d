"""Who has a list value: counted, and given another one in chunks."""

import json
from collections.abc import Sequence
from datetime import datetime

from peewee import fn

from tui_crm.db import Database, Engine
from tui_crm.store.membership import among
from tui_crm.store.models import CannedRow, ChangeRow, CustomerTable

_CHANGE_COLUMNS = ("step", "customer", "before", "after")


def counts(db: Database, field: str) -> dict[int, int]:
    """Return value id -> how many customers have it, whoever sees them, archived ones too."""
    column = getattr(CustomerTable, field)
    query = (
        CustomerTable.select(column, fn.COUNT(CustomerTable.id))
        .where(column.is_null(False))
        .group_by(column)
    )
    return {row[0]: int(row[1]) for row in db.rows(query.tuples())}


def newest_customer(db: Database) -> int:
    """Return the highest id of a customer, 0 where there is none."""
    return int(db.scalar(CustomerTable.select(fn.MAX(CustomerTable.id)).tuples()) or 0)


def canned_setting(db: Database, field: str, value_id: int) -> tuple[int, ...]:
    """Return the ids of the canned follow-ups that set the value; none but for status and level."""
    column = getattr(CannedRow, f"set_{field}", None)
    if column is None:
        return ()
    query = CannedRow.select(CannedRow.id).where(column == value_id).order_by(CannedRow.id)
    return tuple(row[0] for row in db.rows(query.tuples()))


def customers_with(
    db: Database, field: str, value_id: int, *, after: int = 0, limit: int
) -> list[int]:
    """Return the next ids of customers with the value, behind the id `after`."""
    query = (
        CustomerTable.select(CustomerTable.id)
        .where((getattr(CustomerTable, field) == value_id) & (CustomerTable.id > after))
        .order_by(CustomerTable.id)
        .limit(limit)
    )
    return [row[0] for row in db.rows(query.tuples())]


def replace(
    db: Database,
    field: str,
    customer_ids: Sequence[int],
    *,
    value_id: int,
    into: int | None,
    step_id: int,
    at: datetime,
) -> int:
    """Give those of the customers (a chunk) who still have the value another; return how many.

    Each goes one version on, with a line of change for the step. Inside a transaction.
    """
    column = getattr(CustomerTable, field)
    query = (
        CustomerTable.select(CustomerTable.id)
        .where(among(db, CustomerTable.id, customer_ids) & (column == value_id))
        .order_by(CustomerTable.id)
    )
    if db.engine is Engine.POSTGRES:  # SQLite's writer is alone anyway.
        query = query.for_update()
    having = [row[0] for row in db.rows(query.tuples())]
    if not having:
        return 0
    change = {
        field: into,
        "version": CustomerTable.version + 1,
        "updated_at": at,
    }
    db.run(CustomerTable.update(**change).where(among(db, CustomerTable.id, having)))
    before, after = json.dumps({field: value_id}), json.dumps({field: into})
    lines = ((step_id, customer_id, before, after) for customer_id in having)
    db.insert_many(ChangeRow, _CHANGE_COLUMNS, lines)
    return len(having)
