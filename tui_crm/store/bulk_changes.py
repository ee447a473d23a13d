"""Many customers given the same columns, and given back what they had: chunks of ids in SQL.

Written through SQL alone, since reading and writing customers one by one takes a millisecond
each. The lines of change are those that single edits leave.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Any, NamedTuple

import peewee
from peewee import SQL, Case, fn

from tui_crm.db import Database, Engine, Prepared
from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.viewer import Viewer
from tui_crm.store import lists
from tui_crm.store.fields import MAX_ID, to_microseconds
from tui_crm.store.membership import among, among_given, given
from tui_crm.store.models import ChangeRow, CustomerTable, ListValueRow
from tui_crm.store.visibility import only_visible

Columns = Mapping[str, Any]
"""Names of columns of a customer, and values in database form."""

Shape = tuple[tuple[str, bool], ...]
"""Names of columns, and whether each is to be null."""

_NEXT_VERSION = CustomerTable.version + SQL("1")
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
    open_values = _in_order({**columns, "updated_at": to_microseconds(at)})
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
        query = CustomerTable.update(**columns, updated_at=mark, version=_NEXT_VERSION)
        return query.where(among_given(engine, CustomerTable.id, mark))

    return Prepared(build)


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
    lines = db.prepared_rows(_LINES, step_id, MAX_ID if below is None else below, limit)
    if not lines:
        return Restored(below or 0, 0, ())
    standing = [row for row in lines if not row[2]]
    if standing:
        names = tuple(json.loads(lines[0][3]))
        line_ids, ids = [row[0] for row in standing], [row[1] for row in standing]
        _lay_back(db, step_id, line_ids, ids, names, at)
    return Restored(lines[-1][0], len(lines), tuple(row[1] for row in lines if row[2]))


def _lines(mark: SQL) -> Any:
    """Return the select of the newest lines of a step below one, and whether newer ones stand."""
    later = ChangeRow.alias()
    is_written_on = fn.EXISTS(
        later.select(later.id).where(
            (later.customer == ChangeRow.customer)
            & (later.id > ChangeRow.id)
            & later.undone_at.is_null()
        )
    )
    return (
        ChangeRow.select(ChangeRow.id, ChangeRow.customer, is_written_on, ChangeRow.before)
        .where((ChangeRow.step == mark) & (ChangeRow.id < mark) & ChangeRow.undone_at.is_null())
        .order_by(ChangeRow.id.desc())
        .limit(mark)
        .tuples()
    )


_LINES = Prepared(_lines)


def _lay_back(
    db: Database,
    step_id: int,
    lines: Sequence[int],
    ids: Sequence[int],
    names: tuple[str, ...],
    at: datetime,
) -> None:
    """Restore the columns `names`, which every line has, of the customers, and close the lines.

    `lines` go down, one for each of `ids`.
    """
    moment, of_him = to_microseconds(at), (lines[-1], lines[0], step_id)
    values: dict[str, tuple[int, ...]] = dict.fromkeys(names, of_him)
    open_values = chain.from_iterable(_in_order(values | {"updated_at": (moment,)}))
    columns = tuple(_FormerColumn(name, _type(db, name), _successors(db, name)) for name in names)
    db.run_prepared(_laying_back(db.engine, columns), *open_values, given(db.engine, ids))
    db.run_prepared(_closing(db.engine), moment, given(db.engine, lines))


class _FormerColumn(NamedTuple):
    """A column to restore, its type, and what takes the place of values that were removed."""

    name: str
    type_name: str
    successors: tuple[tuple[int, int | None], ...]


@lru_cache(maxsize=64)
def _laying_back(engine: Engine, columns: tuple[_FormerColumn, ...]) -> Prepared:
    """Return what gives customers back what their lines hold.

    Its values are in order: for a column the lowest line, the highest and the step; the moment.
    """

    def build(mark: SQL) -> Any:
        of_him = (
            (ChangeRow.customer == CustomerTable.id)
            & (ChangeRow.id >= mark)
            & (ChangeRow.id <= mark)
            # Not by the index of steps: it would lead through the whole chunk for each customer.
            & (ChangeRow.step + SQL("0") == mark)
        )
        former = {each.name: _former(engine, each).where(of_him) for each in columns}
        query = CustomerTable.update(**former, updated_at=mark, version=_NEXT_VERSION)
        return query.where(among_given(engine, CustomerTable.id, mark))

    return Prepared(build)


@lru_cache(maxsize=2)
def _closing(engine: Engine) -> Prepared:
    """Return what closes lines: its values are the moment and the lines."""
    return Prepared(
        lambda mark: ChangeRow.update(undone_at=mark).where(among_given(engine, ChangeRow.id, mark))
    )


def _former(engine: Engine, column: _FormerColumn) -> Any:
    """Return the sub-select that reads a column of a customer from a line of change."""
    value: Any
    if engine is Engine.POSTGRES:
        text = fn.json_extract_path_text(ChangeRow.before.cast("json"), SQL(f"'{column.name}'"))
        value = text.cast(column.type_name)
    else:
        value = fn.json_extract(ChangeRow.before, SQL(f"'$.{column.name}'"))
    if column.successors:
        whens = [(value == SQL(str(old)), _literal(new)) for old, new in column.successors]
        value = Case(None, whens, value)
    return ChangeRow.select(value)


def _type(db: Database, name: str) -> str:
    context = db.peewee.get_sql_context()
    return str(getattr(CustomerTable, name).ddl_datatype(context).sql)


def _successors(db: Database, name: str) -> tuple[tuple[int, int | None], ...]:
    """Return the values of a list that were removed since, each with what took its place."""
    if name not in LIST_FIELDS:
        return ()
    query = ListValueRow.select(ListValueRow.id).where(
        (ListValueRow.field == name) & ListValueRow.is_removed
    )
    return tuple((row[0], lists.standing(db, row[0])) for row in db.rows(query.tuples()))


def _literal(number: int | None) -> SQL:
    return SQL("NULL" if number is None else str(number))


def _in_order(values: Mapping[str, Any]) -> list[Any]:
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
