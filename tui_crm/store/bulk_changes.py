"""Many customers given the same columns, and given back what they had: chunks of ids in SQL.

Written through SQL alone, since reading and writing customers one by one takes a millisecond
each. The lines of change are those that single edits leave.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import peewee
from peewee import SQL, Case, fn

from tui_crm.db import Database, Engine
from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.viewer import Viewer
from tui_crm.store import lists
from tui_crm.store.fields import to_microseconds
from tui_crm.store.membership import among
from tui_crm.store.models import ChangeRow, CustomerTable, ListValueRow
from tui_crm.store.visibility import only_visible

Columns = Mapping[str, Any]
"""Names of columns of a customer, and values in database form."""

_LIVES = CustomerTable.archived_at.is_null(True)


class Census(NamedTuple):
    """What stands in the columns of some customers: how many are archived, and have it already."""

    found: int
    archived: int
    same: int


def census(db: Database, viewer: Viewer, ids: Sequence[int], columns: Columns) -> Census:
    """Count those of `ids` that are there, are archived, and live with just these columns."""
    same = _LIVES & ~_differs(columns)
    query = CustomerTable.select(
        fn.COUNT(CustomerTable.id), _counted(~_LIVES), _counted(same)
    ).where(among(db, CustomerTable.id, ids))
    row = db.row(only_visible(query, viewer).tuples())
    return Census(*(int(each or 0) for each in row or (0, 0, 0)))


def former_values(
    db: Database, viewer: Viewer, ids: Sequence[int], columns: Columns, *, limit: int
) -> tuple[tuple[Any, int], ...]:
    """Return (value of the first of `columns`, how many have it), most first, at most `limit`.

    Only of those whom a change to `columns` would change.
    """
    column = getattr(CustomerTable, next(iter(columns)))
    query = (
        CustomerTable.select(column, fn.COUNT(CustomerTable.id))
        .where(among(db, CustomerTable.id, ids) & _LIVES & _differs(columns))
        .group_by(column)
        .order_by(fn.COUNT(CustomerTable.id).desc(), column)
        .limit(limit)
    )
    return tuple((row[0], int(row[1])) for row in db.rows(only_visible(query, viewer).tuples()))


def set_columns(
    db: Database,
    viewer: Viewer,
    ids: Sequence[int],
    columns: Columns,
    *,
    step_id: int,
    at: datetime,
) -> int:
    """Give a chunk of customers the same columns, one version on, with a line of change each.

    Archived ones and those who have the values are left out; returns how many were changed.
    Inside a transaction.
    """
    query = CustomerTable.select(CustomerTable.id).where(
        among(db, CustomerTable.id, ids) & _LIVES & _differs(columns)
    )
    changed = [row[0] for row in db.rows(_locked(db, only_visible(query, viewer)).tuples())]
    if not changed:
        return 0
    lines = CustomerTable.select(
        peewee.Value(step_id).cast("integer"),
        CustomerTable.id,
        _as_json(db, columns),
        peewee.Value(json.dumps(dict(columns), ensure_ascii=False)).cast("text"),
    ).where(among(db, CustomerTable.id, changed))
    db.run(
        ChangeRow.insert_from(
            lines.order_by(CustomerTable.id),
            [ChangeRow.step, ChangeRow.customer, ChangeRow.before, ChangeRow.after],
        )
    )
    db.run(
        CustomerTable.update(
            **columns, version=CustomerTable.version + 1, updated_at=to_microseconds(at)
        ).where(among(db, CustomerTable.id, changed))
    )
    return len(changed)


class Restored(NamedTuple):
    """A chunk taken back: the lowest line of it, how many lines, and the customers that stay."""

    lowest_line: int
    lines: int
    skipped: tuple[int, ...]


def restore_columns(
    db: Database, step_id: int, *, below: int | None, limit: int, at: datetime
) -> Restored:
    """Give the next customers of a step of `set_columns` back what they had, one version on.

    Newest line first, below the line `below`. Those on whom something newer stands are skipped.
    Inside a transaction.
    """
    later = ChangeRow.alias()
    is_written_on = fn.EXISTS(
        later.select(later.id).where(
            (later.customer == ChangeRow.customer)
            & (later.id > ChangeRow.id)
            & later.undone_at.is_null()
        )
    )
    query = (
        ChangeRow.select(ChangeRow.id, ChangeRow.customer, is_written_on, ChangeRow.before)
        .where((ChangeRow.step == step_id) & ChangeRow.undone_at.is_null())
        .order_by(ChangeRow.id.desc())
        .limit(limit)
    )
    if below is not None:
        query = query.where(ChangeRow.id < below)
    lines = db.rows(query.tuples())
    if not lines:
        return Restored(below or 0, 0, ())
    standing = [row for row in lines if not row[2]]
    if standing:
        names = tuple(json.loads(lines[0][3]))
        line_ids, ids = [row[0] for row in standing], [row[1] for row in standing]
        _lay_back(db, step_id, line_ids, ids, names, at)
    return Restored(lines[-1][0], len(lines), tuple(row[1] for row in lines if row[2]))


def _lay_back(
    db: Database,
    step_id: int,
    lines: Sequence[int],
    ids: Sequence[int],
    names: Sequence[str],
    at: datetime,
) -> None:
    """Restore the columns `names`, which every line has, of the customers, and close the lines.

    `lines` go down, one for each of `ids`.
    """
    moment = to_microseconds(at)
    of_him = (
        (ChangeRow.customer == CustomerTable.id)
        & ChangeRow.id.between(lines[-1], lines[0])
        # Not by the index of steps: it would lead through the whole chunk for each customer.
        & (ChangeRow.step + 0 == step_id)
    )
    former = {name: _former(db, name).where(of_him) for name in names}
    for name in former.keys() & set(LIST_FIELDS):
        former[name] = _of_today(db, name, former[name])
    bumped = {"version": CustomerTable.version + 1, "updated_at": moment}
    is_one = among(db, CustomerTable.id, ids)
    db.run(CustomerTable.update(**former, **bumped).where(is_one))
    db.run(ChangeRow.update(undone_at=moment).where(among(db, ChangeRow.id, lines)))


def _former(db: Database, name: str) -> Any:
    """Return the sub-select that reads a column of a customer from a line of change."""
    value: Any
    if db.engine is Engine.POSTGRES:
        text = fn.json_extract_path_text(ChangeRow.before.cast("json"), name)
        column = getattr(CustomerTable, name)
        value = text.cast(column.ddl_datatype(db.peewee.get_sql_context()).sql)
    else:
        value = fn.json_extract(ChangeRow.before, f"$.{name}")
    return ChangeRow.select(value)


def _of_today(db: Database, name: str, former: Any) -> Any:
    """Return `former` with the values that took the place of those removed since."""
    query = ListValueRow.select(ListValueRow.id).where(
        (ListValueRow.field == name) & ListValueRow.is_removed
    )
    removed = [row[0] for row in db.rows(query.tuples())]
    if not removed:
        return former
    return Case(former, [(each, lists.standing(db, each)) for each in removed], former)


def _differs(columns: Columns) -> Any:
    """Return the condition that any column holds another value; NULL is a value here."""
    return reduce(or_, (_is_other(getattr(CustomerTable, name), columns[name]) for name in columns))


def _is_other(column: peewee.Field, value: Any) -> Any:
    if value is None:
        return column.is_null(False)
    return column.is_null() | (column != value)


def _counted(condition: Any) -> Any:
    return fn.SUM(Case(None, [(condition, 1)], 0))


def _locked(db: Database, query: Any) -> Any:
    """Return a select that also keeps others from its rows; SQLite's writer is alone anyway."""
    if db.engine is Engine.POSTGRES:
        return query.order_by(CustomerTable.id).for_update()
    return query


def _as_json(db: Database, columns: Columns) -> Any:
    """Return the stored columns as the JSON text of a line of change."""
    build = fn.json_build_object if db.engine is Engine.POSTGRES else fn.json_object
    pairs: list[Any] = []
    for name in columns:
        pairs += [SQL(f"'{name}'"), getattr(CustomerTable, name)]
    return build(*pairs).cast("text")
