"""Bulk work on SQLite: settings of the connection, and checkpoints between the chunks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_crm.db import open_database
from tui_crm.db.sqlite import SqliteDatabase
from tui_crm.db.sqlite_bulk import MOST_CHUNKS, CheckpointPace
from tui_crm.store.models import TeamSettingRow

FULL, NORMAL = 2, 1


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    """Give an empty database on a file."""
    opened = open_database(tmp_path / "tui-crm.db", create=True)
    assert isinstance(opened, SqliteDatabase)
    yield opened
    opened.close()


def settings(database: SqliteDatabase) -> dict[str, object]:
    names = ("synchronous", "cache_size", "wal_autocheckpoint")
    return {name: database.scalar_of(f"PRAGMA {name}") for name in names}


def write_chunk(database: SqliteDatabase, number: int) -> object:
    """Write some pages; return how durable the chunk was while it was written."""
    with database.write_bulk():
        database.run(TeamSettingRow.insert(key=f"k{number}", value="x" * 50_000))
        return settings(database)["synchronous"]


def test_only_the_chunks_of_a_batch_may_wait_for_the_disk(database: SqliteDatabase) -> None:
    """Steps and entries never do, and afterwards the connection is as it was."""
    before = settings(database)
    assert before["synchronous"] == FULL
    assert write_chunk(database, 0) == FULL
    with database.batch_lock() as is_ours:
        assert is_ours
        assert write_chunk(database, 1) == NORMAL
        with database.write():
            assert settings(database)["synchronous"] == FULL
        with pytest.raises(ZeroDivisionError), database.write_bulk():
            raise ZeroDivisionError
        assert settings(database)["synchronous"] == FULL
    assert settings(database) == before


def test_the_log_is_written_into_the_file_between_the_chunks(database: SqliteDatabase) -> None:
    """Never by a commit of the work itself, which would hold the lock for longer."""
    size = database.path.stat().st_size
    with database.batch_lock():
        for number in range(4 * MOST_CHUNKS):
            write_chunk(database, number)
        assert database.path.stat().st_size > size + MOST_CHUNKS * 50_000
        left = database.scalar_of("PRAGMA wal_checkpoint(PASSIVE)")
    assert left == 0


def test_checkpoints_come_as_rarely_as_they_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as rarely after a short one, up to a limit; twice as often after a long one."""
    now = 0.0
    monkeypatch.setattr("tui_crm.db.sqlite_bulk.perf_counter", lambda: now)
    pace = CheckpointPace()

    def chunks_until_one(*, lasts: float) -> int:
        nonlocal now
        chunks = 1
        while not pace.is_due():
            chunks += 1
        with pace.timed():
            now += lasts
        return chunks

    assert [chunks_until_one(lasts=0.01) for _ in range(6)] == [1, 2, 4, 8, 16, 16]
    assert [chunks_until_one(lasts=0.07) for _ in range(2)] == [16, 16]
    assert [chunks_until_one(lasts=0.3) for _ in range(6)] == [16, 8, 4, 2, 1, 1]
