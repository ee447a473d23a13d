"""Lock files: taking turns."""

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from tui_crm.db.lock import FileLock, TurnLock


@pytest.fixture
def lock(tmp_path: Path) -> FileLock:
    return FileLock(tmp_path / "x.lock", mode=0o600)


def test_a_lock_that_is_free_is_held_at_once_and_let_go(lock: FileLock) -> None:
    for _ in range(2):
        with lock.held(0):
            assert lock.path.exists()


def test_the_file_is_private_whatever_the_umask(lock: FileLock) -> None:
    before = os.umask(0)
    try:
        with lock.held(0):
            assert stat.S_IMODE(lock.path.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_lock_that_stays_taken_times_out(lock: FileLock) -> None:
    with lock.held(0), pytest.raises(TimeoutError), lock.held(0.05):
        pass


def test_after_a_timeout_the_lock_can_be_had_again(lock: FileLock) -> None:
    """The thread that queued in vain must not take it, nor let go what we took after it."""
    with lock.held(0), pytest.raises(TimeoutError), lock.held(0.05):
        pass
    with lock.held(1), pytest.raises(TimeoutError), lock.held(0.05):
        pass


def test_a_waiting_thread_gets_its_turn(lock: FileLock) -> None:
    has_it = threading.Event()

    def wait() -> None:
        with lock.held(10):
            has_it.set()

    waiting = threading.Thread(target=wait)
    with lock.held(0):
        waiting.start()
        assert not has_it.wait(0.05)
    waiting.join(10)
    assert has_it.is_set()


def test_held_if_free_tells_whether_it_is_ours(lock: FileLock) -> None:
    with lock.held_if_free() as first, lock.held_if_free() as second:
        assert (first, second) == (True, False)
    with lock.held_if_free() as third:
        assert third


def test_a_lock_file_that_was_removed_meanwhile_is_not_the_lock(lock: FileLock) -> None:
    """Whoever waited for the removed file goes on to the one that is there now."""
    has_it = threading.Event()

    def wait() -> None:
        with lock.held(10):
            has_it.set()

    waiting = threading.Thread(target=wait)
    with lock.held(0):
        waiting.start()
        assert not has_it.wait(0.05)
        lock.path.unlink()
        new = FileLock(lock.path, mode=0o600)
        taken = new.held(0)
        taken.__enter__()
    assert not has_it.wait(0.05)
    taken.__exit__(None, None, None)
    waiting.join(10)
    assert has_it.is_set()


def test_a_lock_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), FileLock(tmp_path / "no" / "x", mode=0o600).held(0):
        pass


def is_free(lock: FileLock) -> bool:
    """Return whether nobody holds `lock`."""
    with lock.held_if_free() as is_ours:
        return is_ours


def test_whoever_comes_right_back_does_not_overtake(tmp_path: Path) -> None:
    """A loop of bulk work lets a waiting entry in after the chunk that was running."""
    lock = TurnLock(tmp_path / "work", tmp_path / "line", mode=0o600)
    order: list[str] = []
    is_waiting = threading.Event()

    def enter() -> None:
        is_waiting.set()
        with lock.held(10):
            order.append("entry")

    entry = threading.Thread(target=enter)
    with lock.held(0):
        order.append("chunk")
        entry.start()
        is_waiting.wait()
        line = FileLock(tmp_path / "line", mode=0o600)
        deadline = time.monotonic() + 10
        while is_free(line):
            assert time.monotonic() < deadline
    for _ in range(3):
        with lock.held(10):
            order.append("chunk")
    entry.join(10)
    assert order == ["chunk", "entry", "chunk", "chunk", "chunk"]


def test_the_timeout_of_a_turn_counts_both_places(tmp_path: Path) -> None:
    lock = TurnLock(tmp_path / "work", tmp_path / "line", mode=0o600)
    with lock.held(0), pytest.raises(TimeoutError), lock.held(0.05):
        pass
    with lock.held(1):
        pass
