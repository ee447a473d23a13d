"""Lock files in front of a SQLite database: its writers take turns, across processes.

SQLite's own busy handler retries at random, so one of several writers can wait for seconds.
The locks are advisory (`flock`) and belong to an open file: threads of one process exclude each
other as processes do, and a process that dies lets go. POSIX only.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


class FileLock:
    """The lock file at `path`, created with `mode` where there is none. Not reentrant."""

    def __init__(self, path: Path, *, mode: int) -> None:
        self.path = path
        self._mode = mode

    @contextmanager
    def held(self, timeout_seconds: float) -> Iterator[None]:
        """Hold the lock for the block.

        Raises TimeoutError when others kept it for `timeout_seconds`, and another OSError where
        the file cannot be opened.
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
        with ExitStack() as stack:
            try:
                stack.enter_context(self.held(0))
            except TimeoutError:
                yield False
            else:
                yield True

    def _acquire(self, timeout_seconds: float) -> int:
        while True:
            descriptor = self._open()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
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


class TurnLock:
    """The lock of a writer: one works, one is next, and the others wait to be next.

    Whoever comes right back, as bulk work does after each chunk, finds the place of the next one
    taken: an entry typed meanwhile waits for one chunk and is not overtaken by the second.
    """

    def __init__(self, work: Path, line: Path, *, mode: int) -> None:
        self.path = work
        self._work = FileLock(work, mode=mode)
        self._line = FileLock(line, mode=mode)

    @contextmanager
    def held(self, timeout_seconds: float) -> Iterator[None]:
        """Hold the lock for the block; raises what `FileLock.held` raises."""
        deadline = time.monotonic() + timeout_seconds
        with ExitStack() as work:
            with self._line.held(timeout_seconds):
                work.enter_context(self._work.held(deadline - time.monotonic()))
            yield


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
        if timeout_seconds <= 0:
            os.close(self._descriptor)
            raise TimeoutError
        threading.Thread(target=self._queue, name="write-turn", daemon=True).start()
        try:
            self._has_come.wait(timeout_seconds)
        except BaseException:
            if not self._give_up():
                os.close(self._descriptor)
            raise
        if self._give_up():
            raise TimeoutError

    def _give_up(self) -> bool:
        """Leave the queue; return whether that was in time, and the turn has not come."""
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
