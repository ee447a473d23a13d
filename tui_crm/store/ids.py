"""Ids of customers: given once, and never again to somebody else."""

import json
from collections.abc import Sequence

from peewee import Select, Value, fn

from tui_crm.db import Database, Engine
from tui_crm.store import aliases
from tui_crm.store.models import CustomerTable, TeamSettingRow

_HIGHEST_REMOVED = "customer.highest_removed_id"


def reserve(db: Database, count: int) -> Sequence[int]:
    """Return ids for the next `count` customers, inside the transaction that inserts them."""
    if db.engine is Engine.POSTGRES:
        # Inserted ids do not move PostgreSQL's sequence on: it has to be asked for each.
        sequence = fn.nextval(fn.pg_get_serial_sequence(CustomerTable._meta.table_name, "id"))
        last = Value(count).cast("integer")
        numbered = Select([fn.generate_series(1, last).alias("number")], [sequence])
        return [int(row[0]) for row in db.rows(numbered)]
    first = max(newest(db), _highest_removed(db)) + 1
    return range(first, first + count)


def newest(db: Database) -> int:
    """Return the highest id of a customer, also of a merged one, 0 where there is none."""
    highest = int(db.scalar(CustomerTable.select(fn.MAX(CustomerTable.id))) or 0)
    return max(highest, aliases.newest(db))


def retire(db: Database, customer_ids: Sequence[int]) -> None:
    """Keep the ids of customers that are removed from being given again.

    An export or a link that names one of them must not come to mean somebody else.
    """
    highest = max(customer_ids)
    if highest <= _highest_removed(db):
        return
    db.run(TeamSettingRow.delete().where(TeamSettingRow.key == _HIGHEST_REMOVED))
    db.run(TeamSettingRow.insert(key=_HIGHEST_REMOVED, value=json.dumps(str(highest))))


def _highest_removed(db: Database) -> int:
    query = TeamSettingRow.select(TeamSettingRow.value).where(
        TeamSettingRow.key == _HIGHEST_REMOVED
    )
    value = db.scalar(query)
    return 0 if value is None else int(json.loads(value))
