"""A whole, checked copy of an open SQLite database, made while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import peewee as orm

from tui_crm.db.sqlite_codes import refusal_code
from tui_crm.db.sqlite_connections import make_peewee
from tui_crm.domain.errors import DatabaseUnusable


def copy_checked(
    source: orm.SqliteDatabase, target: Path, *, driver: ModuleType | None
) -> dict[str, int]:
    """Copy `source` into the empty file `target`, check it, and return the rows of each table.

    The copy is one file without a log of its own. Raises DatabaseUnusable: disk_full and the
    like, or backup_failed_check where the copy is damaged or has other counts.
    """
    with _snapshot(source):
        tables = row_counts(source)
        with _opened(target, driver) as copy:
            _copy_pages(source.connection(), copy.connection(), driver)
    with _opened(target, driver) as copy:
        # Out of WAL mode, so that the copy stays one file wherever it is opened.
        copy.execute_sql("PRAGMA journal_mode = DELETE")
        verdict = copy.execute_sql("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok" or row_counts(copy) != tables:
            raise DatabaseUnusable("backup_failed_check", path=str(target))
    return tables


def row_counts(database: orm.SqliteDatabase) -> dict[str, int]:
    """Return the number of rows of each table of `database`, without virtual tables.

    The tables in which a virtual one keeps its data, `<its name>_…`, are left out with it.
    """
    names = database.execute_sql(
        "SELECT name FROM sqlite_master AS a WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' AND NOT EXISTS (SELECT 1 "
        "FROM sqlite_master AS b WHERE b.sql LIKE 'CREATE VIRTUAL%' "
        "AND substr(a.name, 1, length(b.name) + 1) = b.name || '_') ORDER BY name"
    ).fetchall()
    return {name: _count(database, name) for (name,) in names}


def _count(database: orm.SqliteDatabase, table: str) -> int:
    return int(database.execute_sql(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - names of our own tables


def _copy_pages(source: Any, target: Any, driver: ModuleType | None) -> None:
    """Copy all pages in one step: step by step, a copy starts anew at every write of others."""
    if driver is None:
        source.backup(target, pages=-1)
        return
    with target.backup("main", source, "main") as work:
        work.step(-1)


@contextmanager
def _opened(path: Path, driver: ModuleType | None) -> Iterator[orm.SqliteDatabase]:
    database, errors = make_peewee(path, driver)
    try:
        database.connect()
        yield database
    except errors as problem:
        code = refusal_code(problem)
        if code is None:
            raise
        raise DatabaseUnusable(code, path=str(path)) from problem
    finally:
        database.close()


@contextmanager
def _snapshot(source: orm.SqliteDatabase) -> Iterator[None]:
    """Hold one state of `source` for the block, so that counts and copy agree."""
    source.execute_sql("BEGIN DEFERRED")
    try:
        yield
    finally:
        source.execute_sql("ROLLBACK")
