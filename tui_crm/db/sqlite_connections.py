"""The connections of a SQLite database: one a thread, all closed behind the write lock."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import peewee

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_SECONDS = 10.0
"""How long a program that takes no lock file, such as SQLite's own shell, is waited for."""

CACHE_KIBIBYTES = 4 * 1024
"""Page cache of a connection. Four times as much makes nothing faster: the system keeps the file
in memory too."""
WORKER_CACHE_KIBIBYTES = 1024
"""The same of a thread beside the main one, of which a program has several."""

PRAGMAS: tuple[tuple[str, object], ...] = (
    ("foreign_keys", "ON"),
    # NORMAL lost acknowledged commits in 118 of 120 simulated power cuts, FULL in none.
    ("synchronous", "FULL"),
    ("cache_size", -CACHE_KIBIBYTES),
    # Sorting would put customers into temporary files.
    ("temp_store", "MEMORY"),
    # A file that is cut short under a mapping kills the process (SIGBUS).
    ("mmap_size", 0),
    # The log is cut back to this after bulk work, in bytes.
    ("journal_size_limit", 64 * 1024 * 1024),
)
"""Settings of each connection. None of them touches the file."""


def make_peewee(
    path: Path, driver: ModuleType | None
) -> tuple[peewee.SqliteDatabase, tuple[type[BaseException], ...]]:
    """Return peewee's database for `path`, not connected, and what it and its driver raise."""
    # mode=rw: a later thread's connection never makes a new file in place of a deleted one.
    uri = f"{path.as_uri()}?mode=rw"
    settings: dict[str, Any] = {
        "pragmas": PRAGMAS,
        "timeout": BUSY_TIMEOUT_SECONDS,
        "lock_type": "IMMEDIATE",
        "autoconnect": False,
    }
    if driver is not None:
        flags = driver.apsw.SQLITE_OPEN_READWRITE | driver.apsw.SQLITE_OPEN_URI
        return (
            driver.APSWDatabase(uri, flags=flags, **settings),
            (peewee.PeeweeException, driver.apsw.Error),
        )
    # Another thread closes what a worker that died left open.
    database = peewee.SqliteDatabase(uri, uri=True, check_same_thread=False, **settings)
    return database, (peewee.PeeweeException, sqlite3.Error)


class ThreadConnections:
    """Which connection belongs to which thread."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._of_thread: dict[threading.Thread, Any] = {}

    def add(self, connection: object) -> None:
        """Note that `connection` belongs to this thread."""
        with self._mutex:
            self._of_thread[threading.current_thread()] = connection

    def close_mine_unless_last(self, close: Callable[[], None]) -> bool:
        """Call `close` where other threads have connections still; return whether it was called.

        They stay open until it is done, so it is not the last close of the file, which
        checkpoints. Either way this thread's connection is noted no more.
        """
        with self._mutex:
            self._of_thread.pop(threading.current_thread(), None)
            if not self._of_thread:
                return False
            close()
            return True

    def take_dead(self) -> list[Any]:
        """Take out and return the connections of threads that ended without closing theirs."""
        with self._mutex:
            dead = [thread for thread in self._of_thread if not thread.is_alive()]
            return [self._of_thread.pop(thread) for thread in dead]

    def take_all(self) -> list[Any]:
        """Take out and return all connections."""
        with self._mutex:
            connections = list(self._of_thread.values())
            self._of_thread.clear()
            return connections
