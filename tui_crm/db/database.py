"""The seam between the two engines: queries, and one way to write."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

import peewee as orm

from tui_crm.db.changes import Changes
from tui_crm.db.prepared import Prepared


class Database(Changes):
    """An open database, used by any number of threads: each has its own connection.

    Changes go through `run` and the methods that insert and update rows, inside `write()`.
    """

    # --- reading ---

    def rows(self, query: orm.Query) -> list[tuple[Any, ...]]:
        """Run `query` and return its rows, converted by the fields.

        A query that changes rows and returns them (RETURNING) needs `write()`.
        """
        self._check_may_run(query)
        self._ensure_connected()
        try:
            return list(query.tuples().execute(self.peewee))
        except self._errors as problem:
            self._raise(problem)

    def row(self, query: orm.Query) -> tuple[Any, ...] | None:
        """Run `query` and return its first row, or None where there is none."""
        found = self.rows(query)
        return found[0] if found else None

    def scalar(self, query: orm.Query) -> Any:
        """Run `query` and return the first column of its first row, or None."""
        found = self.row(query)
        return None if found is None else found[0]

    def prepared_rows(self, prepared: Prepared, *values: object) -> list[tuple[Any, ...]]:
        """Run `prepared` with `values`, in database form, and return its rows, converted."""
        self._ensure_connected()
        select = self._sql_of(prepared)
        try:
            found = self.peewee.execute_sql(select.sql, values).fetchall()
        except self._errors as problem:
            self._raise(problem)
        return [*map(select.converted, found)] if select.converters else found

    def pages(self, query: orm.Query, *, rows: int) -> Iterator[list[tuple[Any, ...]]]:
        """Run `query` and yield its rows, `rows` at a time: memory stays flat however many.

        They come as the driver gives them, from one snapshot. Take them all before this thread
        writes.
        """
        self._ensure_connected()
        sql, values = self.peewee.get_sql_context().sql(query).query()
        try:
            with self._cursor_of(sql, values) as cursor:
                found = iter(cursor)
                while page := list(islice(found, rows)):
                    yield page
        except self._errors as problem:
            self._raise(problem)

    @abstractmethod
    def change_mark(self) -> object:
        """Return a value that changes whenever another connection has committed a change.

        Compare marks of one thread only. It may also change without need.
        """

    # --- bulk work ---

    @abstractmethod
    def batch_lock(self) -> AbstractContextManager[bool]:
        """Hold, for the block, what one worker at a time can have; give whether it is ours.

        For work of many transactions. It stops nobody from writing, and ends with its holder.
        """

    @abstractmethod
    def analyze(self, *, closely: Sequence[str] = ()) -> None:
        """Refresh what the query planner knows of the tables, after bulk work.

        `closely` names indexes whose first columns repeat so often that a small sample misleads.
        """

    @abstractmethod
    def page_fault(self) -> str | None:
        """Return what is wrong with the file in the engine's words, "" for nothing.

        None where a server looks after its files itself. Reads the whole file.
        """

    @abstractmethod
    def dangling_references(self) -> int:
        """Return how many rows refer to one that is not there."""

    # --- parts ---

    @abstractmethod
    def _cursor_of(
        self, sql: str, values: Sequence[object]
    ) -> AbstractContextManager[Iterable[tuple[Any, ...]]]:
        """Run a select and give its rows as they are asked for."""

    def _check_may_run(self, query: orm.Query) -> None:
        if isinstance(query, (orm.Insert, orm.Update, orm.Delete)):
            self._check_may_write()
