"""Statements whose SQL is written once: building it anew costs more than running it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import peewee as orm

_PLAIN_FIELDS = (
    orm.AutoField,
    orm.IntegerField,
    orm.SmallIntegerField,
    orm.BigIntegerField,
    orm.TextField,
    orm.BlobField,
    orm.ForeignKeyField,
)
"""Fields whose values are taken as the driver gives them; their subclasses may convert."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Prepared:
    """A select, or a change, whose values are given when it is run.

    `build` is called once for each database, with what stands in the place of a value, and
    returns the query. All its values must be left open. A column that is no field comes as the
    driver gives it.
    """

    build: Callable[[orm.SQL], orm.Query]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The SQL of a query, and how each column that needs it is converted, by its place."""

    sql: str
    converters: tuple[tuple[int, Callable[[Any], Any]], ...]

    def converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a row of the driver as the fields would give it."""
        values = list(row)
        for place, convert in self.converters:
            values[place] = convert(values[place])
        return tuple(values)


def compiled(prepared: Prepared, database: orm.Database) -> Compiled:
    """Return the SQL of `prepared` in the words of `database`.

    Raises ValueError where a value was not left open.
    """
    query = prepared.build(orm.SQL(database.param))
    sql, values = database.get_sql_context().sql(query).query()
    if values:
        raise ValueError(sql)
    return Compiled(
        sql=sql,
        converters=tuple(
            (place, field.python_value)
            for place, field in enumerate(query._returning or ())  # type: ignore[attr-defined]  # no stub
            if isinstance(field, orm.Field) and type(field) not in _PLAIN_FIELDS
        ),
    )


def can_be_written(value: object) -> bool:
    """Whether a statement may hold the value itself: no text of the user's can be one of them."""
    return value is None or value == "" or isinstance(value, int)


@lru_cache(maxsize=256)
def insert_sql(
    model: type[orm.Model],
    names: tuple[str, ...],
    mark: str,
    same: tuple[tuple[str, object], ...] = (),
    *,
    rows: int = 1,
) -> str:
    """Return the SQL that inserts `rows` rows with the fields `names`, `mark` for each value.

    `same` are further fields with what every row holds there, as `can_be_written` allows.
    """
    columns = ", ".join(_column(model, name) for name in (*names, *dict(same)))
    values = ", ".join([*[mark] * len(names), *(_written(value) for _name, value in same)])
    each = ", ".join([f"({values})"] * rows)
    return f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES {each}'  # noqa: S608 - names of our own models


def _written(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int) else "''"


@lru_cache(maxsize=256)
def replacing_sql(model: type[orm.Model], key: str, columns: tuple[str, ...]) -> str:
    """Return what makes an insert of `columns` change the row that has its `key` already."""
    changes = ", ".join(
        f"{column} = excluded.{column}"
        for column in (_column(model, name) for name in columns if name != key)
    )
    return f" ON CONFLICT ({_column(model, key)}) DO UPDATE SET {changes}"


@lru_cache(maxsize=256)
def add_up_sql(
    model: type[orm.Model], key: tuple[str, ...], columns: tuple[str, ...], mark: str
) -> str:
    """Return the SQL that inserts a row, or adds `columns` to those of the row with its `key`."""
    table = model._meta.table_name
    same = ", ".join(_column(model, name) for name in key)
    sums = ", ".join(
        f'{column} = "{table}".{column} + excluded.{column}'
        for column in (_column(model, name) for name in columns)
    )
    return f"{insert_sql(model, (*key, *columns), mark)} ON CONFLICT ({same}) DO UPDATE SET {sums}"


@lru_cache(maxsize=256)
def update_sql(
    model: type[orm.Model], names: tuple[str, ...], where: tuple[str, ...], mark: str
) -> str:
    """Return the SQL that sets the fields `names` in the rows whose fields `where` are given."""
    changes = ", ".join(f"{_column(model, name)} = {mark}" for name in names)
    tests = " AND ".join(f"{_column(model, name)} = {mark}" for name in where)
    return f'UPDATE "{model._meta.table_name}" SET {changes} WHERE {tests}'  # noqa: S608 - the same


def _column(model: type[orm.Model], name: str) -> str:
    fields: Mapping[str, orm.Field] = model._meta.combined
    return f'"{fields[name].column_name}"'
