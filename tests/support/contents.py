"""Everything that stands in a database, to be compared before and after."""

from collections.abc import Collection

from tui_crm.db import Database
from tui_crm.store.models import (
    TABLES,
    ChangeRow,
    CustomerAliasRow,
    CustomerTable,
    DoNotCallRow,
    KeptApartRow,
    StepRow,
)

Contents = dict[str, list[tuple[str, ...]]]
"""Name of a table -> its rows, sorted, each value as Python writes it."""

_CHANGES_WITH_EVERY_WRITE = {CustomerTable: {"version", "updated_at"}}
_OF_STEPS = {
    ChangeRow: ChangeRow.step,
    DoNotCallRow: DoNotCallRow.step,
    CustomerAliasRow: CustomerAliasRow.step,
    KeptApartRow: KeptApartRow.step,
}


def contents(db: Database, *, but_steps: Collection[int] = ()) -> Contents:
    """Return all rows of all tables, without `but_steps` and the lines that these wrote.

    Versions and times of change of customers, which no undo gives back, are left out.
    """
    found: Contents = {}
    for table in TABLES:
        left_out = _CHANGES_WITH_EVERY_WRITE.get(table, set())
        fields = [each for each in table._meta.sorted_fields if each.name not in left_out]
        query = table.select(*(each.coerce(False) for each in fields))
        if but_steps and table is StepRow:
            query = query.where(StepRow.id.not_in(list(but_steps)))
        elif but_steps and table in _OF_STEPS:
            column = _OF_STEPS[table]
            query = query.where(column.is_null() | column.not_in(list(but_steps)))
        found[table._meta.table_name] = sorted(
            tuple(_shown(value) for value in row) for row in db.rows(query.tuples())
        )
    return found


def _shown(value: object) -> str:
    return repr(bytes(value)) if isinstance(value, memoryview | bytes) else repr(value)
