"""One lock file in front of a SQLite database: writers queue in turn, across processes.

SQLite's own busy handler retries at random, so one of several writers can wait for seconds.
The lock is advisory (`flock`) and belongs to an open file: threads of one process exclude each
other as processes do, and a process that dies lets go. POSIX only.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_crm.domain.errors import DatabaseUnusable


class FileLock:
    """The lock file at `path`, created with `mode` where there is none. Not reentrant."""

    def __init__(self, path: Path, *, mode: int) -> None:
        self.path = path
        self._mode = mode

    @contextmanager
    def held(self, timeout_seconds: float) -> Iterator[None]:
        """Hold the lock for the block.

        Raises DatabaseUnusable (database_busy) when others kept it for `timeout_seconds`, and
        OSError where the file cannot be opened.
        """
        descriptor = self._acquire(timeout_seconds)
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def held_if_free(self) -> Iterator[bool]:
        """Hold the lock for the block where nobody else does; give whether it is ours.

        Raises OSError where the file cannot be opened.
        """
        try:
            descriptor = self._acquire(0)
        except DatabaseUnusable:
            yield False
            return
        try:
            yield True
        finally:
            os.close(descriptor)

    def _acquire(self, timeout_seconds: float) -> int:
        while True:
            descriptor = self._open()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if timeout_seconds <= 0:
                    os.close(descriptor)
                    raise _busy(timeout_seconds) from None
                _Turn(descriptor).wait(timeout_seconds)
            if self._is_current(descriptor):
                return descriptor
            # Somebody removed the file while we waited: another one may be locked by now.
            os.close(descriptor)

    def _open(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, self._mode)
            os.fchmod(descriptor, self._mode)
            return descriptor

    def _is_current(self, descriptor: int) -> bool:
        try:
            there = os.stat(self.path)
        except FileNotFoundError:
            return False
        ours = os.fstat(descriptor)
        return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _busy(seconds: float) -> DatabaseUnusable:
    return DatabaseUnusable("database_busy", seconds=round(seconds))


class _Turn:
    """A wait for the lock in the kernel's queue, which is fair but knows no timeout.

    A thread of its own waits; where nobody wants the turn any more, it closes the file.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._mutex = threading.Lock()
        self._has_come = threading.Event()
        self._is_given_up = False

    def wait(self, timeout_seconds: float) -> None:
        threading.Thread(target=self._queue, name="write-turn", daemon=True).start()
        try:
            self._has_come.wait(timeout_seconds)
        except BaseException:
            if not self._give_up():
                os.close(self._descriptor)
            raise
        if self._give_up():
            raise _busy(timeout_seconds)

    def _give_up(self) -> bool:
        """Leave the queue; return whether it was in time, and the turn has not come."""
        with self._mutex:
            self._is_given_up = not self._has_come.is_set()
            return self._is_given_up

    def _queue(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._mutex:
            if self._is_given_up:
                os.close(self._descriptor)
            else:
                self._has_come.set()
