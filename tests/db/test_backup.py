"""Copies: whole, checked, kept for a while, and good for a restore."""

import itertools
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playhouse import apsw_ext

from tui_crm import clock
from tui_crm.db import Database, open_database, sqlite_copy
from tui_crm.db.backup import (
    Reason,
    backup_if_due,
    backups_of,
    drop_expired,
    hash_of,
    kept,
    make_backup,
    manifest_of,
    read_manifest,
)
from tui_crm.db.lock import FileLock
from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.store.models import TeamSettingRow as Setting

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Return a database with three settings."""
    with sqlite_database.write():
        sqlite_database.insert_many(Setting, ["key", "value"], [("a", "1"), ("b", "2"), ("c", "3")])
    return sqlite_database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """Return the present as a list of one moment, which a test may replace."""
    present = [NOON]
    monkeypatch.setattr(clock, "utc_now", lambda: present[0])
    return present


def names(folder: Path) -> list[str]:
    """Return the names in `folder` but that of its lock, in order."""
    return sorted(each.name for each in folder.iterdir() if each.name != ".lock")


def settings(database: Database) -> list[tuple[str, str]]:
    """Return all settings in order."""
    query = Setting.select(Setting.key, Setting.value).order_by(Setting.key)
    return [(key, value) for key, value in database.rows(query)]


@pytest.mark.usefixtures("set_clock")
def test_a_copy_and_its_manifest_are_named_after_time_and_reason(
    database: Database, folder: Path
) -> None:
    made = make_backup(database, folder, "manual")
    assert made == folder / "tui-crm-20270301T120000Z-manual.db"
    assert names(folder) == [
        "tui-crm-20270301T120000Z-manual.db",
        "tui-crm-20270301T120000Z-manual.json",
    ]


def test_the_manifest_tells_what_the_copy_holds(database: Database, folder: Path) -> None:
    made = make_backup(database, folder, "manual")
    manifest = read_manifest(made)
    assert manifest.sha256 == hash_of(made)
    assert manifest.size_bytes == made.stat().st_size
    assert manifest.tables["team_setting"] == 3
    assert manifest.schema_version >= 1
    assert manifest.reason == Reason.MANUAL


def test_a_copy_opens_as_a_database_with_the_same_rows(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    made = make_backup(database, folder, "manual")
    with database.write():
        database.run(Setting.delete())
    restored = tmp_path / "restored.db"
    restored.write_bytes(made.read_bytes())
    again = open_database(restored, create=False)
    assert settings(again) == [("a", "1"), ("b", "2"), ("c", "3")]
    again.close()


def test_copies_are_private_whatever_the_umask(database: Database, folder: Path) -> None:
    before = os.umask(0)
    try:
        make_backup(database, folder, "manual")
    finally:
        os.umask(before)
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.usefixtures("set_clock")
def test_copies_of_one_second_do_not_replace_each_other(database: Database, folder: Path) -> None:
    made = [make_backup(database, folder, "manual") for _ in range(3)]
    assert len(set(made)) == 3
    assert [each.path for each in backups_of(Path("tui-crm.db"), folder)] == sorted(made)


def test_a_copy_made_while_others_write_is_one_moment_of_the_database(
    database: Database, folder: Path
) -> None:
    """Pairs are written together, so each copy holds whole pairs."""
    is_over = threading.Event()

    def write_pairs() -> None:
        for number in itertools.count():
            if is_over.is_set():
                break
            with database.write():
                for half in "xy":
                    database.run(Setting.insert(key=f"{number}{half}", value="p"))
        database.close_thread()

    writer = threading.Thread(target=write_pairs)
    writer.start()
    copies = [make_backup(database, folder, "manual") for _ in range(5)]
    is_over.set()
    writer.join()
    for each in copies:
        with sqlite3.connect(each) as raw:
            count = raw.execute("SELECT count(*) FROM team_setting WHERE value = 'p'").fetchone()
        raw.close()
        assert count[0] % 2 == 0


def test_another_sqlite_copies_too(tmp_path: Path, folder: Path) -> None:
    database = open_database(tmp_path / "x.db", driver=apsw_ext)
    with database.write():
        database.run(Setting.insert(key="a", value="1"))
    made = make_backup(database, folder, "manual")
    assert read_manifest(made).tables["team_setting"] == 1
    database.close()


def test_a_copy_that_does_not_pass_leaves_nothing(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = iter([{"team_setting": 3}, {"team_setting": 2}])
    monkeypatch.setattr(sqlite_copy, "row_counts", lambda _database: next(counted))
    with pytest.raises(DatabaseUnusable) as refusal:
        make_backup(database, folder, "manual")
    assert refusal.value.code == "backup_failed_check"
    assert names(folder) == []


def test_a_damaged_database_makes_no_copy(sqlite_database: Database, folder: Path) -> None:
    """One byte of an index changed: every query still answers, but the check finds it."""
    database = sqlite_database
    with database.write():
        rows = ((f"key{number:04}", "v") for number in range(500))
        database.insert_many(Setting, ["key", "value"], rows)
    path = database.path
    assert path is not None
    database.close()
    content = bytearray(path.read_bytes())
    content[content.rindex(b"key0250") + 6] ^= 1
    path.write_bytes(content)
    opened = open_database(path)
    with pytest.raises(DatabaseUnusable) as refusal:
        make_backup(opened, folder, "manual")
    opened.close()
    assert refusal.value.code == "backup_failed_check"
    assert names(folder) == []


def test_what_a_killed_copy_left_is_cleared_away(database: Database, folder: Path) -> None:
    folder.mkdir()
    for ending in ("partial", "partial-journal"):
        (folder / f"tui-crm-20270301T115900Z-daily.{ending}").write_bytes(b"half")
    make_backup(database, folder, "manual")
    assert {each.suffix for each in folder.iterdir()} == {".db", ".json", ""}


def test_a_folder_that_cannot_be_made_is_a_refusal(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnusable) as refusal:
        make_backup(database, tmp_path / "file" / "backups", "manual")
    assert refusal.value.code == "folder_read_only"


def test_postgres_is_left_to_its_administrator(postgres_database: Database, folder: Path) -> None:
    assert backup_if_due(postgres_database, NOON) is None
    with pytest.raises(TypeError):
        make_backup(postgres_database, folder, "manual")


# --- once a day ---


def test_the_first_start_of_a_day_makes_a_copy(
    database: Database, folder: Path, set_clock: list[datetime]
) -> None:
    first = backup_if_due(database, set_clock[0])
    assert first is not None
    assert first.parent == folder
    set_clock[0] += timedelta(hours=3)
    assert backup_if_due(database, set_clock[0]) is None
    set_clock[0] += timedelta(days=1)
    assert backup_if_due(database, set_clock[0]) is not None
    assert len(backups_of(Path("tui-crm.db"), folder)) == 2


def test_the_day_is_that_of_the_team(database: Database, set_clock: list[datetime]) -> None:
    """17:00 in UTC is the next day in Shanghai."""
    zone = ZoneInfo("Asia/Shanghai")
    assert backup_if_due(database, set_clock[0].astimezone(zone)) is not None
    set_clock[0] = NOON.replace(hour=17)
    assert backup_if_due(database, set_clock[0]) is None
    assert backup_if_due(database, set_clock[0].astimezone(zone)) is not None


def test_a_copy_from_a_future_day_does_not_stop_todays(
    database: Database, set_clock: list[datetime]
) -> None:
    set_clock[0] = NOON.replace(year=2028)
    assert backup_if_due(database, set_clock[0]) is not None
    set_clock[0] = NOON
    assert backup_if_due(database, set_clock[0]) is not None


def test_a_copy_that_another_program_is_making_is_not_made_twice(
    database: Database, folder: Path
) -> None:
    folder.mkdir()
    with FileLock(folder / ".lock", mode=0o600).held(0):
        assert backup_if_due(database, NOON) is None
    assert names(folder) == []


def test_it_runs_in_a_thread(database: Database, folder: Path) -> None:
    made: list[Path | None] = []

    def work() -> None:
        made.append(backup_if_due(database, clock.utc_now()))
        database.close_thread()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert made == [each.path for each in backups_of(Path("tui-crm.db"), folder)]


# --- how long they are kept ---


def days_back(*days: int, hour: int = 12) -> list[datetime]:
    """Return moments so many days before 2027-03-01."""
    start = datetime.combine(date(2027, 3, 1), time(hour), tzinfo=UTC)
    return [start - timedelta(days=each) for each in days]


def test_the_newest_of_seven_days_is_kept() -> None:
    made = days_back(*range(7)) + days_back(*range(7), hour=9)
    assert kept(made) == set(days_back(*range(7)))


def test_a_year_of_daily_copies_shrinks_to_days_weeks_and_months() -> None:
    """2027-03-01 is a Monday: its week and the three before; its month and the eleven before."""
    remaining = sorted(kept(days_back(*range(400))), reverse=True)
    assert [(NOON.date() - each.date()).days for each in remaining] == [
        *range(7),  # days; the 1st is this week's and this month's too, the day before last week's
        8,  # the Sunday before: week 3
        15,  # week 4
        29, 60, 91, 121, 152, 182, 213, 244, 274, 305,  # the last days of January back to April
    ]  # fmt: skip


def test_days_without_a_copy_do_not_count() -> None:
    """After a long absence nothing is dropped for its age alone."""
    made = days_back(300, 301, 302)
    assert kept(made) == set(made)


def test_nothing_made_keeps_nothing() -> None:
    assert kept([]) == set()


def test_expired_copies_go_with_their_manifests_and_manual_ones_stay(
    database: Database, folder: Path, set_clock: list[datetime]
) -> None:
    for hours in range(0, 24 * 10, 12):
        set_clock[0] = NOON + timedelta(hours=hours)
        make_backup(database, folder, "manual" if hours == 0 else "daily")
    dropped = drop_expired(Path("tui-crm.db"), folder, set_clock[0])
    left = backups_of(Path("tui-crm.db"), folder)
    assert left[0].reason is Reason.MANUAL
    assert {each.made_at for each in left[1:]} == kept(
        NOON + timedelta(hours=hours) for hours in range(12, 24 * 10, 12)
    )
    assert not any(path.exists() or manifest_of(path).exists() for path in dropped)
    assert all(manifest_of(each.path).exists() for each in left)
    assert len(dropped) + len(left) == 20


def test_copies_of_another_database_are_not_touched(database: Database, folder: Path) -> None:
    make_backup(database, folder, "daily")
    foreign = folder / "other-20200101T000000Z-daily.db"
    foreign.touch()
    (folder / "notes.txt").touch()
    drop_expired(Path("tui-crm.db"), folder, NOON)
    assert foreign.exists()
    assert [each.path.name for each in backups_of(Path("other.db"), folder)] == [foreign.name]


def test_no_folder_holds_no_copies(tmp_path: Path) -> None:
    assert backups_of(tmp_path / "x.db", tmp_path / "nowhere") == []
