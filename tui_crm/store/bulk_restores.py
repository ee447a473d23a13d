"""Customers of a bulk change given back what they had: chunks of lines of change, in SQL alone.

The lines hold the former columns as JSON, from which one statement restores a whole chunk.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from peewee import SQL, Case, fn

from tui_crm.db import Database, Engine, Prepared
from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.store import customers, lists
from tui_crm.store.bulk_changes import NEXT_VERSION, in_table_order
from tui_crm.store.fields import MAX_ID, to_microseconds
from tui_crm.store.membership import among_given, given
from tui_crm.store.models import ChangeRow, CustomerTable, ListValueRow


class Restored(NamedTuple):
    """A chunk taken back: the lowest line of it, how many lines, and the customers that stay."""

    lowest_line: int
    lines: int
    skipped: tuple[int, ...]


def restore_columns(
    db: Database, step_id: int, *, below: int | None, limit: int, at: datetime
) -> Restored:
    """Give the next customers of a bulk change back what they had, one version on.

    Newest line first, below the line `below`. Those on whom something newer stands are skipped.
    Inside a transaction.
    """
    asked = (step_id, MAX_ID if below is None else below, limit)
    lines = db.prepared_rows(_LINES, *asked)
    if lines and db.engine is Engine.POSTGRES:
        # Somebody may write on them between the look and the hold, and nobody behind it.
        customers.hold(db, *(row[1] for row in lines))
        lines = db.prepared_rows(_LINES, *asked)
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
    open_values = chain.from_iterable(in_table_order(values | {"updated_at": (moment,)}))
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
        query = CustomerTable.update(**former, updated_at=mark, version=NEXT_VERSION)
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
