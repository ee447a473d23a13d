"""Changes of a database: everything that is written goes through here, inside `write()`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

import peewee as orm

from tui_crm.db.prepared import (
    Compiled,
    Prepared,
    add_up_sql,
    can_be_written,
    compiled,
    insert_sql,
    replacing_sql,
    update_sql,
)
from tui_crm.db.transactions import Transactions

ROWS_TOGETHER = 1_000
"""Rows that one statement inserts: SQLite takes 32,766 values, PostgreSQL 65,535."""


class Changes(Transactions):
    """What can be changed inside `write()`; each raises RuntimeError outside it."""

    def __init__(self) -> None:
        super().__init__()
        self._compiled: WeakKeyDictionary[Prepared, Compiled] = WeakKeyDictionary()

    def run(self, query: orm.Query) -> int:
        """Run a change inside `write()`; return the id of an inserted row, else the rows changed.

        The id means something for one row of a table with a numeric key; it is 0 where a
        conflict clause left the row out. Raises RuntimeError outside `write()`.
        """
        self._check_may_write()
        try:
            if isinstance(query, orm.Insert):
                return self._run_insert(query)
            return int(query.execute(self.peewee))
        except self._errors as problem:
            self._raise(problem)

    def run_prepared(self, prepared: Prepared, *values: object) -> None:
        """Run a change that returns nothing, with `values` in database form, inside `write()`.

        Raises RuntimeError outside it.
        """
        self._check_may_write()
        sql = self._sql_of(prepared).sql
        try:
            self.peewee.execute_sql(sql, values)
        except self._errors as problem:
            self._raise(problem)

    def insert_row(self, model: type[orm.Model], values: Mapping[str, Any]) -> int:
        """Insert one row of a table with an `id`, and return that; inside `write()`.

        `values` holds names of fields and what the database stores. Defaults are not filled in.
        """
        self._check_may_write()
        sql = insert_sql(model, tuple(values), self.peewee.param)
        try:
            return self._inserted_id(sql, tuple(values.values()))
        except self._errors as problem:
            self._raise(problem)

    def update_rows(
        self, model: type[orm.Model], values: Mapping[str, Any], *, where: Mapping[str, Any]
    ) -> int:
        """Set fields of the rows whose fields equal `where`; return how many; inside `write()`.

        Names of fields, and values as the database stores them.
        """
        self._check_may_write()
        sql = update_sql(model, tuple(values), tuple(where), self.peewee.param)
        try:
            cursor = self.peewee.execute_sql(sql, (*values.values(), *where.values()))
            return int(self.peewee.rows_affected(cursor))
        except self._errors as problem:
            self._raise(problem)

    def insert_many(
        self, model: type[orm.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> int:
        """Insert `rows` through the driver's `executemany` and return how many there were.

        `columns` are names of fields, and each row holds their values in the form that the
        database stores. Defaults are not filled in. Raises RuntimeError outside `write()`.
        """
        self._check_may_write()
        sql = insert_sql(model, tuple(columns), self.peewee.param)
        counted = _Counted(rows)
        try:
            self.peewee.cursor().executemany(sql, counted)
        except self._errors as problem:
            self._raise(problem)
        return counted.count

    def insert_together(
        self,
        model: type[orm.Model],
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        key: str = "",
    ) -> None:
        """Insert rows of few columns, a thousand with each statement, inside `write()`.

        For tables with triggers that fill an index: SQLite writes that out behind every statement
        in a trigger's midst, which costs more than all the rest. Defaults are not filled in. Where
        a unique `key` is named, a row that has it already takes the other columns.
        """
        self._check_may_write()
        width = len(columns)
        try:
            for start in range(0, len(rows), ROWS_TOGETHER):
                some = rows[start : start + ROWS_TOGETHER]
                sql = insert_sql(model, tuple(columns), self.peewee.param, rows=len(some))
                if key:
                    sql += replacing_sql(model, key, tuple(columns))
                values = tuple(chain.from_iterable(some))
                if len(values) != width * len(some):
                    raise ValueError(model)
                self.peewee.execute_sql(sql, values)
        except self._errors as problem:
            self._raise(problem)

    def insert_missing(
        self, model: type[orm.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Insert those of `rows` whose key is not there yet, inside `write()`.

        Two writers never wait for one another where both give their rows in one order.
        """
        self._check_may_write()
        sql = insert_sql(model, tuple(columns), self.peewee.param)
        try:
            self.peewee.cursor().executemany(f"{sql} ON CONFLICT DO NOTHING", rows)
        except self._errors as problem:
            self._raise(problem)

    def insert_columns(self, model: type[orm.Model], columns: Mapping[str, Sequence[Any]]) -> None:
        """Insert rows of which the columns are given; of a table with many columns of one value.

        `columns` are names of fields with the values of all rows, as the database stores them.
        One that holds one value throughout is written into the statement: binding it for each
        row costs more than storing it. Raises RuntimeError outside `write()`.
        """
        self._check_may_write()
        first, *others = columns
        same = {
            name: values[0]
            for name, values in ((other, columns[other]) for other in others)
            if values and can_be_written(values[0]) and values.count(values[0]) == len(values)
        }
        varying = {name: columns[name] for name in (first, *others) if name not in same}
        mark = self.peewee.param
        sql = insert_sql(model, tuple(varying), mark, tuple(same.items()))
        try:
            self.peewee.cursor().executemany(sql, zip(*varying.values(), strict=True))
        except self._errors as problem:
            self._raise(problem)

    def add_up(
        self,
        model: type[orm.Model],
        *,
        key: Sequence[str],
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
    ) -> None:
        """Add numbers to the rows of a table with a unique `key`; a missing row is inserted.

        Each of `rows` holds the values of `key`, then those of `columns`, as the database stores
        them. Raises RuntimeError outside `write()`.
        """
        self._check_may_write()
        sql = add_up_sql(model, tuple(key), tuple(columns), self.peewee.param)
        try:
            self.peewee.cursor().executemany(sql, rows)
        except self._errors as problem:
            self._raise(problem)

    # --- parts ---

    def _sql_of(self, prepared: Prepared) -> Compiled:
        if (written := self._compiled.get(prepared)) is None:
            written = self._compiled[prepared] = compiled(prepared, self.peewee)
        return written

    def _inserted_id(self, sql: str, values: Sequence[Any]) -> int:
        cursor = self.peewee.execute_sql(f'{sql} RETURNING "id"', values)
        return int(cursor.fetchone()[0])

    def _run_insert(self, query: orm.Insert) -> int:
        result = query.execute(self.peewee)
        return result if isinstance(result, int) else 0


class _Counted:
    """An iterator that knows how many items it has given."""

    def __init__(self, items: Iterable[Sequence[Any]]) -> None:
        self.count = 0
        self._items = iter(items)

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return self

    def __next__(self) -> Sequence[Any]:
        item = next(self._items)
        self.count += 1
        return item
