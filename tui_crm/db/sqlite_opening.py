"""A SQLite file on its way to be a database: made where there is none, checked, migrated."""

from pathlib import Path
from types import ModuleType

from tui_crm import paths
from tui_crm.db import sqlite_file
from tui_crm.db.sqlite import LOCK_TIMEOUT_SECONDS, SqliteDatabase
from tui_crm.db.sqlite_codes import refused_by_system
from tui_crm.domain.errors import DatabaseUnusable


def open_sqlite(
    path: Path, *, create: bool, driver: ModuleType | None, migrations: Path, backups: Path
) -> SqliteDatabase:
    """Open the file at `path`, which is absolute and resolved; see `open_database`."""
    if create and not _is_there(path):
        _create(path)
    if not _is_there(path):
        raise DatabaseUnusable("database_missing", path=str(path))
    sqlite_file.check_place(path)
    sqlite_file.check_file(path)
    sqlite_file.check_no_orphaned_log(path)
    database = SqliteDatabase(path, driver=driver)
    try:
        database.recognise(create=create)
        database.bring_up_to_date(migrations, backups)
    except BaseException:
        database.close()
        raise
    return database


def _is_there(path: Path) -> bool:
    """Whether there is a file. Raises DatabaseUnusable where its folder may not be entered."""
    try:
        return path.exists()
    except OSError as problem:
        raise refused_by_system(problem, path) from problem


def _create(path: Path) -> None:
    """Make an empty private file at `path` and the folder that it needs."""
    try:
        paths.make_private_folder(path.parent)
        sqlite_file.check_place(path)
        sqlite_file.check_no_orphaned_log(path)
        with sqlite_file.write_lock_of(path).held(LOCK_TIMEOUT_SECONDS):
            if not path.exists():
                sqlite_file.create_private(path)
    except OSError as problem:
        raise refused_by_system(problem, path) from problem
