"""SQLite: connections, the write lock in front of everything that writes, and its schema."""

import atexit
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import peewee as orm

from tui_crm.db import schema, sqlite_file
from tui_crm.db.database import Database
from tui_crm.db.sqlite_bulk import (
    BULK_PRAGMAS,
    CHUNK_PRAGMAS,
    CheckpointPace,
    changed_settings,
)
from tui_crm.db.sqlite_codes import refusal_code, refused_by_system
from tui_crm.db.sqlite_connections import (
    WORKER_CACHE_KIBIBYTES,
    ThreadConnections,
    make_peewee,
)
from tui_crm.db.transactions import Engine
from tui_crm.domain.errors import DatabaseUnusable

logger = logging.getLogger(__name__)

APPLICATION_ID = 0x7CC5A11D
"""Marks a file as ours in its header: any number that file(1) does not know."""

SAMPLE_ROWS, LARGE_SAMPLE_ROWS = 1_000, 100_000
"""Rows of an index that are looked at for statistics; the large sample takes 80 ms of the lock."""

LOCK_TIMEOUT_SECONDS = 10.0
"""How long a writer queues before it is told that the database is busy."""


class _BulkWork(threading.local):
    checkpoints: CheckpointPace | None = None
    """Of a thread that holds the lock of bulk work."""


class SqliteDatabase(Database):
    """A SQLite file in WAL mode. Every write, checkpoint and close holds its lock file."""

    engine = Engine.SQLITE
    path: Path

    def __init__(self, path: Path, *, driver: ModuleType | None = None) -> None:
        """Prepare the connections to `path`, which exists. Nothing is opened yet."""
        super().__init__()
        self.path = path
        self.location = str(path)
        self._driver = driver
        self._sqlite, self._errors = make_peewee(path, driver)
        self.peewee = self._sqlite
        self._is_recognised = False
        self._identity = sqlite_file.identity(path)
        self._lock = sqlite_file.write_lock_of(path)
        self._connections = ThreadConnections()
        self._bulk = _BulkWork()
        # The last close of a file checkpoints: it must not be left to the end of the process.
        atexit.register(self.close)

    def change_mark(self) -> object:
        """Return the file's `data_version` as this thread's connection sees it."""
        return self.scalar_of("PRAGMA data_version")

    def analyze(self, *, closely: Sequence[str] = ()) -> None:
        """Refresh the planner's statistics from a sample of each index, of some a large one."""
        for limit, index in ((SAMPLE_ROWS, ""), *((LARGE_SAMPLE_ROWS, each) for each in closely)):
            with self.write():
                self.scalar_of(f"PRAGMA analysis_limit = {limit}")
                self.scalar_of(f"ANALYZE {index}")

    def page_fault(self) -> str:
        """Return the first fault that SQLite finds in its pages, "" for none."""
        try:
            verdict = str(self.scalar_of("PRAGMA quick_check(1)"))
        except DatabaseUnusable as fault:
            if fault.code != "database_damaged":
                raise
            verdict = fault.code
        return "" if verdict == "ok" else verdict

    def dangling_references(self) -> int:
        """Return how many rows refer to one that is not there."""
        return int(self.scalar_of("SELECT count(*) FROM pragma_foreign_key_check"))

    @contextmanager
    def batch_lock(self) -> Iterator[bool]:
        """Hold the lock of bulk work, a file of its own, where it is free; give whether it is."""
        lock = sqlite_file.batch_lock_of(self.path)
        with ExitStack() as stack:
            try:
                is_ours = stack.enter_context(lock.held_if_free())
            except OSError as problem:
                raise refused_by_system(problem, lock.path) from problem
            if is_ours:
                stack.enter_context(self._pragmas(BULK_PRAGMAS))
                self._bulk.checkpoints = CheckpointPace()
                stack.callback(setattr, self._bulk, "checkpoints", None)
            yield is_ours

    @contextmanager
    def write_bulk(self) -> Iterator[None]:
        """Run the block as one transaction of a longer piece of work, at most 150 ms long.

        Within `batch_lock()` it is as durable as the next `write()`, and the log is written into
        the file between the chunks, never while one is at work.
        """
        checkpoints = self._bulk.checkpoints
        if checkpoints is None:
            with self.write():
                yield
            return
        with self._pragmas(CHUNK_PRAGMAS), self.write():
            yield
        if checkpoints.is_due():
            with self._alone(), checkpoints.timed():
                self.scalar_of("PRAGMA wal_checkpoint(PASSIVE)")

    def _pragmas(self, settings: Mapping[str, object]) -> AbstractContextManager[None]:
        return changed_settings(
            self.scalar_of, settings, is_closed=lambda: bool(self.peewee.is_closed())
        )

    def close_thread(self) -> None:
        """Close this thread's connection; a later query of the thread opens a new one."""
        if self.peewee.is_closed():
            return
        if not self._connections.close_mine_unless_last(self._close_mine):
            with self._alone_if_possible():
                self._close_mine()

    def close(self) -> None:
        """Close the connections of all threads, which must have ended their work."""
        if self._is_closed:
            return
        self._is_closed = True
        atexit.unregister(self.close)
        self.close_thread()
        self._close_each(self._connections.take_all())

    def scalar_of(self, sql: str) -> Any:
        """Run `sql` and return the first column of its first row, or None."""
        self._ensure_connected()
        try:
            row = self.peewee.execute_sql(sql).fetchone()
        except self._errors as problem:
            self._raise(problem)
        return None if row is None else row[0]

    def copy_into(self, target: Path) -> dict[str, int]:
        """Copy everything into the empty file `target`, check it, return the rows of each table.

        Raises DatabaseUnusable, as `copy_checked` does.
        """
        from tui_crm.db.sqlite_copy import copy_checked

        self._ensure_connected()
        try:
            return copy_checked(self._sqlite, target, driver=self._driver)
        except self._errors as problem:
            self._raise(problem)

    # --- opening ---

    def recognise(self, *, create: bool) -> None:
        """Check that the file is ours or, with `create`, an empty one that may become ours.

        Raises DatabaseUnusable; the file is unchanged then.
        """
        mark = self.scalar_of("PRAGMA application_id")
        if mark != APPLICATION_ID:
            if mark != 0 or self.scalar_of("SELECT count(*) FROM sqlite_master"):
                raise DatabaseUnusable("foreign_database", path=self.location)
            if not create:
                raise DatabaseUnusable("database_missing", path=self.location)
        self._is_recognised = True

    def bring_up_to_date(self, migrations: Path, backups: Path) -> None:
        """Put the file into WAL mode and run the steps of `migrations` that are pending.

        Raises DatabaseUnusable where the schema is newer than the steps, and when a step fails:
        the file is as before then.
        """
        version = self.schema_version()
        schema.check_not_newer(version, self.peewee, migrations)
        self._use_write_ahead_log()
        if version < schema.newest_version(migrations):
            with self._alone():
                self._migrate(migrations, backups)

    def schema_version(self) -> int:
        """Return the number of the newest step that the file has gone through, 0 for none."""
        return int(self.scalar_of("PRAGMA user_version"))

    def _use_write_ahead_log(self) -> None:
        if self.scalar_of("PRAGMA journal_mode") == "wal":
            return
        with self._alone():
            if self.scalar_of("PRAGMA journal_mode = WAL") != "wal":
                raise DatabaseUnusable("write_ahead_log_impossible", path=self.location)

    def _migrate(self, migrations: Path, backups: Path) -> None:
        """Run all pending steps in one transaction, after a backup; the lock is held.

        Foreign keys are off from before it begins, since inside they cannot be switched off and
        rebuilding a table would delete the rows that refer to it. They are checked at the end.
        """
        # Another process may have been faster, or newer.
        schema.check_not_newer(self.schema_version(), self.peewee, migrations)
        steps = schema.pending_steps(self.peewee, migrations)
        if not steps:
            return
        if self.schema_version() > 0:
            from tui_crm.db.backup import make_backup

            make_backup(self, backups, "migration")
        self.scalar_of("PRAGMA foreign_keys = OFF")
        try:
            with self._transaction():
                schema.apply_steps(self.peewee, steps, self._translated)
                if self.scalar_of("PRAGMA foreign_key_check") is not None:
                    raise DatabaseUnusable("migration_failed", step=steps[-1].name)
                self.scalar_of(f"PRAGMA application_id = {APPLICATION_ID}")
                self.scalar_of(f"PRAGMA user_version = {schema.newest_version(migrations)}")
        except self._errors as problem:
            self._raise(problem)
        finally:
            self.scalar_of("PRAGMA foreign_keys = ON")

    # --- what the engines differ in ---

    @contextmanager
    def _cursor_of(self, sql: str, values: Sequence[object]) -> Iterator[Iterable[tuple[Any, ...]]]:
        with closing(self.peewee.execute_sql(sql, values)) as cursor:
            yield cursor

    def _connect_thread(self) -> None:
        self._close_each(self._connections.take_dead())
        self._check_same_file()
        try:
            self.peewee.connect()
        except self._errors as problem:
            self._raise(problem)
        self._connections.add(self.peewee.connection())
        if threading.current_thread() is not threading.main_thread():
            self.scalar_of(f"PRAGMA cache_size = -{WORKER_CACHE_KIBIBYTES}")
        self._check_same_file()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock file for the block: nobody else writes, checkpoints or closes.

        Raises DatabaseUnusable when it cannot be had in time, and when the file was deleted or
        replaced since it was opened: what is written then would be lost.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(self._lock.held(LOCK_TIMEOUT_SECONDS))
            except OSError as problem:
                raise refused_by_system(problem, self._lock.path) from problem
            self._check_same_file()
            yield

    def _is_in_transaction(self) -> bool:
        return bool(self.peewee.connection().in_transaction)

    def _inserted_id(self, sql: str, values: Sequence[Any]) -> int:
        # Not with RETURNING: an older SQLite has none.
        cursor = self.peewee.execute_sql(sql, values)
        return int(self.peewee.last_insert_id(cursor))

    def _run_insert(self, query: orm.Insert) -> int:
        new_id = super()._run_insert(query)
        # SQLite's last id is that of an earlier insert when this one was left out.
        has_clause = getattr(query, "_on_conflict", None) is not None
        return 0 if has_clause and not self.scalar_of("SELECT changes()") else new_id

    def _translated(self, problem: BaseException) -> DatabaseUnusable | None:
        code = refusal_code(problem)
        return None if code is None else DatabaseUnusable(code, path=self.location)

    # --- the file ---

    def _check_same_file(self) -> None:
        there = sqlite_file.identity(self.path)
        if there != self._identity:
            code = "database_deleted" if there is None else "database_replaced"
            raise DatabaseUnusable(code, path=self.location)

    def _close_mine(self) -> None:
        self._quietly(self.peewee.close)

    def _close_each(self, connections: list[Any]) -> None:
        if not connections:
            return
        with self._alone_if_possible():
            for connection in connections:
                self._quietly(connection.close)

    @contextmanager
    def _alone_if_possible(self) -> Iterator[None]:
        """Hold the lock, but go on without it where it cannot be had: closing must not fail.

        A file that is not ours gets no lock file beside it.
        """
        with ExitStack() as stack:
            try:
                if self._is_recognised:
                    stack.enter_context(self._lock.held(LOCK_TIMEOUT_SECONDS))
            except OSError as problem:
                logger.warning("closing without the lock: %s", type(problem).__name__)
            yield
