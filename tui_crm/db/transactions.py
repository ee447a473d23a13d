"""What queries and changes stand on: a connection for each thread, one transaction at a time."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import peewee as orm

from tui_crm.domain.errors import DatabaseUnusable

logger = logging.getLogger(__name__)


class Engine(StrEnum):
    """The kinds of database."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


class _ThreadState(threading.local):
    is_writing = False


class Transactions(ABC):
    """The connections of all threads to one database, and the transactions on them.

    `location` is its path, or its URL with `***` for the password; `path` is None on
    PostgreSQL. `peewee` is for schema tools and tests. A thread other than the opener ends with
    `close_thread()`. All methods raise DatabaseUnusable when the database has become so.
    """

    engine: Engine
    location: str
    path: Path | None
    peewee: orm.Database

    _errors: tuple[type[BaseException], ...] = (orm.PeeweeException,)
    """What the driver raises, alone or wrapped by peewee."""

    def __init__(self) -> None:
        self._thread = _ThreadState()
        self._is_closed = False

    # --- writing ---

    @contextmanager
    def write(self) -> Iterator[None]:
        """Run the block as one transaction: all of it is durable afterwards, or nothing happened.

        Any exception takes everything back. Raises RuntimeError inside another `write()` of
        this thread.
        """
        if self._thread.is_writing:
            raise RuntimeError("write() inside write(): one intention is one transaction")
        self._ensure_connected()
        self._thread.is_writing = True
        try:
            with self._alone(), self._transaction():
                yield
        except self._errors as problem:
            self._raise(problem)
        finally:
            self._thread.is_writing = False

    def write_bulk(self) -> AbstractContextManager[None]:
        """Run the block as one transaction of a longer piece of work, at most 150 ms long.

        It may be durable only with the next `write()`. The next chunk queues behind the writers
        that wait by then: an entry typed meanwhile waits for one chunk, not for the whole work.
        """
        return self.write()

    # --- ending ---

    def close_thread(self) -> None:
        """Close this thread's connection; a later query of the thread opens a new one."""
        self.peewee.close()

    @abstractmethod
    def close(self) -> None:
        """Close the connections of all threads, which must have ended their work."""

    # --- what the engines differ in ---

    @abstractmethod
    def _connect_thread(self) -> None:
        """Open the connection of this thread."""

    @abstractmethod
    def _alone(self) -> AbstractContextManager[None]:
        """Hold what a writer needs before its transaction begins."""

    @abstractmethod
    def _translated(self, problem: BaseException) -> DatabaseUnusable | None:
        """Return the refusal that `problem` means, or None where it is none."""

    @abstractmethod
    def _is_in_transaction(self) -> bool:
        """Return whether the driver still has a transaction open on this thread's connection."""

    # --- shared parts ---

    def _ensure_connected(self) -> None:
        if self._is_closed:
            raise RuntimeError("the database is closed")
        if self.peewee.is_closed():
            self._connect_thread()

    def _check_may_write(self) -> None:
        if not self._thread.is_writing:
            raise RuntimeError("a change outside write()")

    def _raise(self, problem: BaseException) -> NoReturn:
        """Raise what `problem` means, or itself; called while it is being handled."""
        refusal = self._translated(problem)
        if refusal is None:
            raise problem
        raise refusal from problem

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # On peewee's stack, so that whatever asks peewee knows that a transaction is open.
        self.peewee.begin()
        self.peewee.push_transaction(self)
        try:
            yield
            self.peewee.commit()
        except BaseException:
            self._roll_back()
            raise
        finally:
            if self.peewee.in_transaction():
                self.peewee.pop_transaction()

    def _roll_back(self) -> None:
        """Take the open transaction back; a connection that cannot is thrown away."""
        if self.peewee.is_closed():
            return  # Thrown away already, and peewee would open a new one.
        try:
            if self._is_in_transaction():
                self.peewee.rollback()
        except self._errors as problem:
            # The server or SQLite rolls back what loses its connection.
            logger.warning("rollback failed: %s", type(problem).__name__)
            self._discard_connection()

    def _discard_connection(self) -> None:
        connection = self.peewee.connection()
        self.peewee.dispose()
        self._quietly(connection.close)

    def _quietly(self, action: Callable[[], object]) -> None:
        """Do what must not fail: a close that goes wrong is logged."""
        try:
            action()
        except self._errors as problem:
            logger.warning("closing failed: %s", type(problem).__name__)
