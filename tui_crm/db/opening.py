"""Opening: which engine a location names."""

import os
from pathlib import Path
from types import ModuleType

from tui_crm import paths
from tui_crm.db.database import Database
from tui_crm.domain.errors import DatabaseUnusable

POSTGRES_SCHEMES = ("postgresql://", "postgres://")
MIGRATIONS_FOLDER = Path(__file__).parent.parent / "migrations"


def open_database(
    location: str | Path,
    *,
    create: bool = True,
    driver: ModuleType | None = None,
    migrations: Path = MIGRATIONS_FOLDER,
    backups: Path | None = None,
) -> Database:
    """Open the database at `location`, brought to the newest schema, and return it.

    `location` is a path (SQLite) or a URL `postgresql://…`. Without `create` there must be one
    already. `driver` is a module with peewee's `APSWDatabase`, for tests that need another
    SQLite than Python's: never both on one file in one process. `migrations` is the folder of
    the steps, `backups` that of the backup before a step (None: `backups` beside the file).

    Raises DatabaseUnusable, whose code says why and whose sentence says what to do.
    """
    if isinstance(location, str) and location.startswith(POSTGRES_SCHEMES):
        from tui_crm.db.postgres import open_postgres

        return open_postgres(location, create=create, migrations=migrations)
    if isinstance(location, str) and "://" in location:
        raise DatabaseUnusable("unknown_database_url", scheme=location.partition("://")[0])
    from tui_crm.db.sqlite_opening import open_sqlite

    path = _resolved(location)
    folder = paths.backups_folder(path) if backups is None else backups
    return open_sqlite(path, create=create, driver=driver, migrations=migrations, backups=folder)


def _resolved(location: str | Path) -> Path:
    """Return the real path: SQLite puts -wal beside the real file, and the lock belongs there too.

    Raises DatabaseUnusable where it begins with a `~` of somebody who is not known.
    """
    try:
        return Path(os.path.realpath(Path(location).expanduser()))
    except RuntimeError as error:
        raise DatabaseUnusable("database_missing", path=str(location)) from error
