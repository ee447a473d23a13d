"""Many customers given the same columns, in chunks of ids in SQL; see `bulk_restores`.

Written through SQL alone, since reading and writing customers one by one takes a millisecond
each. The lines of change are those that single edits leave.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

import peewee
from peewee import SQL, Case, fn

from tui_crm.db import Database, Engine, Prepared
from tui_crm.domain.viewer import Viewer
from tui_crm.store.fields import to_microseconds
from tui_crm.store.membership import among, among_given, given
from tui_crm.store.models import ChangeRow, CustomerTable
from tui_crm.store.visibility import only_visible

Columns = Mapping[str, Any]
"""Names of columns of a customer, and values in database form."""

Shape = tuple[tuple[str, bool], ...]
"""Names of columns, and whether each is to be null."""

NEXT_VERSION = CustomerTable.version + SQL("1")
"""What a customer's version becomes, in a statement without values of its own."""
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
    shape = tuple((name, value is None) for name, value in columns.items())
    values = [value for value in columns.values() if value is not None]
    found = db.prepared_rows(_differing(db.engine, viewer, shape), given(db.engine, ids), *values)
    changed = [row[0] for row in found]
    if not changed:
        return 0
    members, names = given(db.engine, changed), tuple(columns)
    after = json.dumps(dict(columns), ensure_ascii=False)
    db.run_prepared(_noting(db.engine, names), step_id, after, members)
    open_values = in_table_order({**columns, "updated_at": to_microseconds(at)})
    values = [value for value in open_values if value is not None]
    db.run_prepared(_setting(db.engine, shape), *values, members)
    return len(changed)


@lru_cache(maxsize=64)
def _differing(engine: Engine, viewer: Viewer, shape: Shape) -> Prepared:
    """Return the select of those among some whom a change would change."""

    def build(mark: SQL) -> Any:
        is_one = among_given(engine, CustomerTable.id, mark)
        differs = _differs({name: None if is_null else mark for name, is_null in shape})
        query = CustomerTable.select(CustomerTable.id).where(is_one & _LIVES & differs)
        return _locked(engine, only_visible(query, viewer)).tuples()

    return Prepared(build)


@lru_cache(maxsize=64)
def _noting(engine: Engine, names: tuple[str, ...]) -> Prepared:
    """Return what writes the lines of change: its values are the step, the text of what is set."""

    def build(mark: SQL) -> Any:
        lines = CustomerTable.select(
            peewee.Cast(mark, "integer"),
            CustomerTable.id,
            _as_json(engine, names),
            peewee.Cast(mark, "text"),
        ).where(among_given(engine, CustomerTable.id, mark))
        columns = [ChangeRow.step, ChangeRow.customer, ChangeRow.before, ChangeRow.after]
        return ChangeRow.insert_from(lines.order_by(CustomerTable.id), columns)

    return Prepared(build)


@lru_cache(maxsize=64)
def _setting(engine: Engine, shape: Shape) -> Prepared:
    """Return what gives customers the columns: its values are theirs and the moment, in order."""

    def build(mark: SQL) -> Any:
        columns = {name: SQL("NULL") if is_null else mark for name, is_null in shape}
        query = CustomerTable.update(**columns, updated_at=mark, version=NEXT_VERSION)
        return query.where(among_given(engine, CustomerTable.id, mark))

    return Prepared(build)


def in_table_order(values: Mapping[str, Any]) -> list[Any]:
    """Return values by the place of their columns in the table: so an update names them."""
    names = CustomerTable._meta.sorted_field_names
    return [values[name] for name in sorted(values, key=names.index)]


def _differs(columns: Columns) -> Any:
    """Return the condition that any column holds another value; NULL is a value here."""
    return reduce(or_, (_is_other(getattr(CustomerTable, name), columns[name]) for name in columns))


def _is_other(column: peewee.Field, value: Any) -> Any:
    if value is None:
        return column.is_null(False)
    return column.is_null() | (column != value)


def _counted(condition: Any) -> Any:
    return fn.SUM(Case(None, [(condition, 1)], 0))


def _locked(engine: Engine, query: Any) -> Any:
    """Return a select that also keeps others from its rows; SQLite's writer is alone anyway."""
    if engine is Engine.POSTGRES:
        return query.order_by(CustomerTable.id).for_update()
    return query


def _as_json(engine: Engine, names: Sequence[str]) -> Any:
    """Return the stored columns as the JSON text of a line of change."""
    build = fn.json_build_object if engine is Engine.POSTGRES else fn.json_object
    pairs: list[Any] = []
    for name in names:
        pairs += [SQL(f"'{name}'"), getattr(CustomerTable, name)]
    return build(*pairs).cast("text")
