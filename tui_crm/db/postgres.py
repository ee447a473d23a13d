"""PostgreSQL: opening, its transactions, and its schema. Needs psycopg 3, the extra `postgres`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import peewee as orm

from tui_crm.db import schema
from tui_crm.db.database import Database
from tui_crm.db.postgres_codes import refusal_code
from tui_crm.db.postgres_url import without_password, without_secrets
from tui_crm.db.transactions import Engine
from tui_crm.domain.errors import DatabaseUnusable

CONNECT_TIMEOUT_SECONDS = 10

MIGRATION_LOCK = 0x7CC5A11D
"""The key of the advisory lock that a migrating program holds."""

BATCH_LOCK = 0x7CC5A11E
"""The key of the advisory lock that a program with bulk work holds."""

CURSOR_ROWS = 10_000
"""Rows that a cursor brings at a time."""

SESSION = "SET timezone = 'UTC'; SET lock_timeout = '10s'; SET jit = off"
"""Settings of each connection: a row kept locked for 10 s is a refusal, not a frozen screen.

Set after connecting, since those in a URL's `options` would be lost otherwise.
"""


def open_postgres(url: str, *, create: bool, migrations: Path) -> "PostgresDatabase":
    """Open the database at `url`; see `open_database`."""
    if find_spec("psycopg") is None:
        raise DatabaseUnusable("postgres_driver_missing")
    database = PostgresDatabase(url)
    try:
        database.bring_up_to_date(migrations, create=create)
    except BaseException:
        database.close()
        raise
    return database


class PostgresDatabase(Database):
    """A PostgreSQL database. Backups are its administrator's, with pg_dump."""

    engine = Engine.POSTGRES
    path = None

    def __init__(self, url: str) -> None:
        """Prepare the connections to `url`. Nothing is opened yet."""
        import psycopg

        super().__init__()
        self._url = url.replace("postgres://", "postgresql://", 1)
        self.location = without_password(self._url)
        self._errors = (orm.PeeweeException, psycopg.Error)
        settings: dict[str, Any] = {"fallback_application_name": "tui-crm"}
        if "connect_timeout=" not in url:
            settings["connect_timeout"] = CONNECT_TIMEOUT_SECONDS
        self.peewee = orm.PostgresqlDatabase(
            self._url, prefer_psycopg3=True, autoconnect=False, **settings
        )

    def change_mark(self) -> object:
        """Return what the server has committed so far, in all its databases."""
        return self._scalar_of("SELECT pg_current_snapshot()::text")

    def analyze(self, *, closely: Sequence[str] = ()) -> None:
        """Refresh the planner's statistics of our tables from a sample of their rows.

        It serves all indexes.
        """
        with self.write():
            tables = ", ".join(f'"{name}"' for name in self.peewee.get_tables())
            self.peewee.execute_sql(f"ANALYZE {tables}")

    def page_fault(self) -> None:
        """Return None: the server checks its pages as it reads them."""
        return

    def dangling_references(self) -> int:
        """Return 0: the server lets none come about."""
        return 0

    @contextmanager
    def batch_lock(self) -> Iterator[bool]:
        """Hold the advisory lock of bulk work where it is free; give whether it is.

        It belongs to this thread's connection: with the connection it is lost.
        """
        is_ours = bool(self._scalar_of(f"SELECT pg_try_advisory_lock({BATCH_LOCK})"))
        try:
            yield is_ours
        finally:
            if is_ours and not self.peewee.is_closed():
                self._scalar_of(f"SELECT pg_advisory_unlock({BATCH_LOCK})")

    def close_thread(self) -> None:
        """Close this thread's connection; a later query of the thread opens a new one."""
        self._quietly(self.peewee.close)

    def close(self) -> None:
        """Close this thread's connection; those of other threads close as the threads end."""
        self._is_closed = True
        self.close_thread()

    def bring_up_to_date(self, migrations: Path, *, create: bool) -> None:
        """Run the steps of `migrations` that are pending, all in one transaction.

        Raises DatabaseUnusable where the schema is newer than the steps, where the database
        belongs to something else, and when a step fails: it is as before then.
        """
        version = self._check_version(migrations)
        if version == schema.newest_version(migrations):
            return
        if version == 0 and not create:
            raise DatabaseUnusable("database_missing", path=self.location)
        with self.write():
            self.peewee.execute_sql("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
            # Another process may have been faster, or newer.
            if self._check_version(migrations) == 0 and self.peewee.get_tables():
                raise DatabaseUnusable("foreign_database", path=self.location)
            if steps := schema.pending_steps(self.peewee, migrations):
                schema.apply_steps(self.peewee, steps, self._translated)

    def _check_version(self, migrations: Path) -> int:
        self._ensure_connected()
        try:
            version = schema.newest_applied(self.peewee).version
        except self._errors as problem:
            self._raise(problem)
        schema.check_not_newer(version, self.peewee, migrations)
        return version

    def _scalar_of(self, sql: str) -> Any:
        self._ensure_connected()
        try:
            return self.peewee.execute_sql(sql).fetchone()[0]
        except self._errors as problem:
            self._raise(problem)

    # --- what the engines differ in ---

    @contextmanager
    def _cursor_of(self, sql: str, values: Sequence[object]) -> Iterator[Iterable[tuple[Any, ...]]]:
        # A cursor without a name would bring all rows at once.
        connection = self.peewee.connection()
        with connection.transaction(), connection.cursor(name="pages") as cursor:
            cursor.itersize = CURSOR_ROWS
            cursor.execute(sql, values)
            yield cursor

    def _connect_thread(self) -> None:
        try:
            self.peewee.connect()
            self.peewee.execute_sql(SESSION)
        except self._errors as problem:
            reason = without_secrets(str(problem).strip().partition("\n")[0], self._url)
            # Without the driver's error, whose text may quote the password.
            raise DatabaseUnusable("cannot_connect", path=self.location, reason=reason) from None

    def _alone(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _is_in_transaction(self) -> bool:
        connection = self.peewee.connection()
        status: bool = connection.info.transaction_status != 0  # libpq: 0 is idle
        return status

    def _translated(self, problem: BaseException) -> DatabaseUnusable | None:
        code = refusal_code(problem)
        if not self.peewee.is_closed() and self.peewee.connection().closed:
            # The next query connects again.
            self.peewee.dispose()
            code = "connection_lost"
        return None if code is None else DatabaseUnusable(code, path=self.location)
