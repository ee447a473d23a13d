"""SQLite: what is opened and what is refused, who may read it, and that nothing is lost."""

import contextlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playhouse import apsw_ext

from tui_crm.db import Database, open_database, sqlite
from tui_crm.db.sqlite_connections import CACHE_KIBIBYTES, WORKER_CACHE_KIBIBYTES
from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.store.models import TeamSettingRow as Setting

ROOT = Path(__file__).parent.parent.parent


def child(action: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start `action` of `tests.db.children`."""
    command = [sys.executable, "-m", "tests.db.children", action, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def refusal_of(action: Callable[[], object]) -> str:
    """Return the code with which `action` is refused."""
    with pytest.raises(DatabaseUnusable) as refusal:
        action()
    return refusal.value.code


def add(database: Database, key: str) -> None:
    """Write one setting in a transaction of its own."""
    with database.write():
        database.run(Setting.insert(key=key, value="1"))


def keys(database: Database) -> list[str]:
    """Return the keys of all settings, in order."""
    return [key for (key,) in database.rows(Setting.select(Setting.key).order_by(Setting.key))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tui-crm.db"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


# --- what is opened ---


@pytest.mark.usefixtures("open_umask")
def test_files_are_private_and_so_are_folders_made_for_them(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "tui-crm.db"
    database = open_database(path)
    add(database, "a")
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    folders = {stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path.parent.parent)}
    database.close()
    assert {"tui-crm.db", "tui-crm.db-wal", "tui-crm.db-shm", "tui-crm.db.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert folders == {0o700}


def test_each_connection_has_the_settings_that_keep_entries_safe(path: Path) -> None:
    database = open_database(path)
    found: list[dict[str, object]] = []
    names = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "busy_timeout")

    def look() -> None:
        database.rows(Setting.select(Setting.key))
        execute = database.peewee.execute_sql
        found.append({name: execute(f"PRAGMA {name}").fetchone()[0] for name in names})
        database.close_thread()

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    database.close()
    safe = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    assert found == [{**safe, "busy_timeout": 10_000}] * 2


def test_the_connection_of_a_worker_keeps_little_in_memory(path: Path) -> None:
    """A program has several of them, and each stays open as long as its thread."""
    with contextlib.closing(open_database(path, create=True)) as database:
        found: list[object] = []
        asking = threading.Thread(
            target=lambda: found.append(database.scalar_of("PRAGMA cache_size"))
        )
        asking.start()
        asking.join()
        assert found == [-WORKER_CACHE_KIBIBYTES]
        assert database.scalar_of("PRAGMA cache_size") == -CACHE_KIBIBYTES


def test_a_link_leads_to_the_file_and_its_lock(path: Path, tmp_path: Path) -> None:
    open_database(path).close()
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.db"
    link.symlink_to(path)
    database = open_database(link)
    add(database, "a")
    assert database.path == path
    assert os.listdir(tmp_path / "links") == ["link.db"]
    database.close()


def test_an_awkward_name_is_no_part_of_the_address(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20d é 客户;'.db"
    database = open_database(path)
    add(database, "a")
    database.close()
    assert path.stat().st_size > 0


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    database = open_database(path)
    add(database, "a")
    assert keys(database) == ["a"]
    database.close()


def test_a_file_of_the_program_before_write_ahead_logs_gets_one(path: Path) -> None:
    open_database(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    database = open_database(path)
    assert database.peewee.execute_sql("PRAGMA journal_mode").fetchone()[0] == "wal"
    database.close()


def test_another_sqlite_can_drive_it(path: Path) -> None:
    database = open_database(path, driver=apsw_ext)
    add(database, "a")
    with database.write():
        count = database.insert_many(Setting, ["key", "value"], [("b", "1"), ("c", "1")])
        assert database.run(Setting.insert(key="a", value="2").on_conflict_ignore()) == 0
    assert count == 2
    assert keys(database) == ["a", "b", "c"]
    before = database.change_mark()
    add(database, "d")
    assert database.change_mark() == before
    database.close()


def test_opening_what_is_up_to_date_loads_no_migrations(path: Path) -> None:
    open_database(path).close()
    code = (
        "import sys; from tui_crm.db import open_database; "
        f"open_database({str(path)!r}).close(); "
        "print([name for name in sys.modules if name.startswith(('playhouse', 'tui_crm.store'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


# --- what is refused ---


def write_foreign(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipe (title TEXT)")
    raw.close()


def write_marked_foreign(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA application_id = 252006673")
    raw.close()


def write_cut(path: Path, keep: float) -> None:
    database = open_database(path)
    with database.write():
        rows = ((f"k{number}", "x" * 500) for number in range(2000))
        database.insert_many(Setting, ["key", "value"], rows)
    database.close()
    os.truncate(path, int(path.stat().st_size * keep))


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "database_not_a_file"),
    "a pipe": (os.mkfifo, "database_not_a_file"),
    "a text": (lambda path: path.write_text("name,phone\n" * 100), "not_a_database"),
    "one byte": (lambda path: path.write_bytes(b"S"), "not_a_database"),
    "511 bytes of text": (lambda path: path.write_text("n" * 511), "not_a_database"),
    "512 bytes of text": (lambda path: path.write_text("n" * 512), "not_a_database"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 64), "not_a_database"),
    "another program's tables": (write_foreign, "foreign_database"),
    "another program's mark": (write_marked_foreign, "foreign_database"),
    "a file cut in half": (lambda path: write_cut(path, 0.5), "database_damaged"),
    "a file cut to its header": (lambda path: write_cut(path, 0.0001), "not_a_database"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_database_of_ours_is_refused_and_left_as_it_is(kind: str, path: Path) -> None:
    write, code = HOSTILE[kind]
    write(path)
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir())
    assert refusal_of(lambda: open_database(path)) == code
    assert (path.read_bytes() if path.is_file() else None) == before
    assert sorted(path.parent.iterdir()) == beside


def test_a_missing_file_is_refused_without_create(path: Path) -> None:
    assert refusal_of(lambda: open_database(path, create=False)) == "database_missing"
    path.touch()
    assert refusal_of(lambda: open_database(path, create=False)) == "database_missing"
    assert path.stat().st_size == 0


def test_the_home_of_somebody_who_is_not_known_holds_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a folder made that is called so."""
    monkeypatch.chdir(tmp_path)
    assert refusal_of(lambda: open_database("~nobody-is-called-so/a.db")) == "database_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_the_system_refuses_to_look_at_is_refused(path: Path) -> None:
    """As a folder that is closed to us: a file that is not seen is no missing one."""
    long = path.with_name("long" * 100)
    assert refusal_of(lambda: open_database(long, create=False)) == "folder_read_only"
    assert refusal_of(lambda: open_database(long)) == "folder_read_only"


def test_an_unknown_address_is_refused() -> None:
    assert refusal_of(lambda: open_database("mysql://x/y")) == "unknown_database_url"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "tui-crm.db"
    assert refusal_of(lambda: open_database(path)) == "folder_read_only"


def test_the_log_of_a_database_that_is_gone_is_kept(path: Path, tmp_path: Path) -> None:
    """It may hold the last entries, and SQLite would delete it."""
    log = tmp_path / "tui-crm.db-wal"
    log.write_bytes(b"entries")
    assert refusal_of(lambda: open_database(path)) == "log_without_database"
    path.touch()
    assert refusal_of(lambda: open_database(path)) == "log_without_database"
    assert log.read_bytes() == b"entries"


@pytest.mark.parametrize(("target", "mode", "code"), [
    ("file", 0o444, "database_read_only"),
    ("file", 0o000, "database_unreadable"),
    ("folder", 0o555, "folder_read_only"),
])  # fmt: skip
def test_a_file_or_folder_without_rights_is_refused(
    target: str, mode: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may do anything, so the answers of the system are its bits alone."""
    folder = tmp_path / "folder"
    open_database(folder / "tui-crm.db").close()
    named = folder if target == "folder" else folder / "tui-crm.db"

    def may(path: Path, wanted: int) -> bool:
        bits = mode if Path(path) == named else 0o777
        return (bits >> 6) & wanted == wanted

    monkeypatch.setattr(os, "access", may)
    assert refusal_of(lambda: open_database(folder / "tui-crm.db")) == code


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("mode", "code"),
    [(0o444, b"database_read_only"), (0o600, b"database_unreadable"), (0o666, b"opened")],
)
def test_another_user_is_refused_by_the_bits_of_the_file(mode: int, code: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tui-crm.db"
        open_database(path).close()
        path.parent.chmod(0o777)
        path.chmod(mode)
        for lock in path.parent.glob("*.lock*"):
            lock.chmod(0o666)
        said, _ = child("open_as", path, 65534).communicate(timeout=60)
    assert said == code


# --- writing ---


def test_a_deleted_file_stops_the_writing(path: Path) -> None:
    database = open_database(path)
    add(database, "a")
    path.unlink()
    assert refusal_of(lambda: add(database, "b")) == "database_deleted"
    assert not path.exists()
    database.close()


def test_a_replaced_file_stops_the_writing_and_stays_untouched(path: Path, tmp_path: Path) -> None:
    database = open_database(path)
    add(database, "a")
    open_database(tmp_path / "other.db").close()
    os.replace(tmp_path / "other.db", path)
    before = path.read_bytes()
    assert refusal_of(lambda: add(database, "b")) == "database_replaced"
    database.close()
    assert path.read_bytes() == before


def test_a_thread_never_makes_a_new_file_in_place_of_a_deleted_one(path: Path) -> None:
    database = open_database(path)
    path.unlink()
    codes: list[str] = []
    thread = threading.Thread(target=lambda: codes.append(refusal_of(lambda: keys(database))))
    thread.start()
    thread.join()
    database.close()
    assert codes == ["database_deleted"]
    assert not path.exists()


def test_a_writer_that_waits_too_long_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT_SECONDS", 0.05)
    database = open_database(path)
    other = open_database(path)
    with other.write():
        assert refusal_of(lambda: add(database, "a")) == "database_busy"
    add(database, "b")
    assert keys(database) == ["b"]
    database.close()
    other.close()


def test_a_program_that_takes_no_lock_file_is_waited_for_and_then_told_of(path: Path) -> None:
    database = open_database(path)
    database.peewee.timeout = 0.05
    shell = sqlite3.connect(path, isolation_level=None)
    shell.execute("BEGIN IMMEDIATE")
    assert refusal_of(lambda: add(database, "a")) == "database_busy"
    shell.execute("ROLLBACK")
    shell.close()
    add(database, "b")
    assert keys(database) == ["b"]
    database.close()


def test_a_full_disk_takes_the_transaction_back_and_keeps_the_rest(path: Path) -> None:
    """SQLite's own limit on pages raises what a full disk does."""
    database = open_database(path)
    add(database, "a")
    pages = database.peewee.execute_sql("PRAGMA page_count").fetchone()[0]
    database.peewee.execute_sql(f"PRAGMA max_page_count = {pages + 5}")

    def fill() -> None:
        with database.write():
            rows = ((f"k{number}", "x" * 1000) for number in range(1000))
            database.insert_many(Setting, ["key", "value"], rows)

    assert refusal_of(fill) == "disk_full"
    assert keys(database) == ["a"]
    add(database, "b")
    database.close()


def test_files_that_cannot_grow_leave_the_database_whole_and_no_half_backup(
    path: Path, tmp_path: Path
) -> None:
    working = child("fill_disk", path, tmp_path / "backups")
    said, _ = working.communicate(timeout=60)
    assert said.decode().splitlines() == ["write disk_error", "backup disk_error"]
    assert [each.name for each in (tmp_path / "backups").iterdir()] == [".lock"]
    database = open_database(path)
    assert keys(database) == ["before"]
    database.close()


def test_a_damaged_page_is_a_refusal_when_it_is_read(path: Path) -> None:
    database = open_database(path)
    with database.write():
        rows = ((f"k{number:05}", "x" * 500) for number in range(2000))
        database.insert_many(Setting, ["key", "value"], rows)
    database.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 4096 * 20)
    database = open_database(path)
    assert refusal_of(lambda: database.rows(Setting.select())) == "database_damaged"
    database.close()


def test_eight_processes_lose_no_update(path: Path) -> None:
    database = open_database(path)
    with database.write():
        database.run(Setting.insert(key="counter", value="0"))
    children = [child("count_up", path, 100) for _ in range(8)]
    codes = [each.wait(100) for each in children]
    assert codes == [0] * 8
    assert database.scalar(Setting.select(Setting.value)) == "800"
    database.close()


@pytest.mark.parametrize("kills", [10])
def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half_written(
    kills: int, path: Path
) -> None:
    for _ in range(kills):
        writer = child("write_until_killed", path)
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        while acknowledged % 7:
            acknowledged = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().splitlines())])
        writer.wait()
        writer.stdout.close()
        database = open_database(path)
        found = keys(database)
        whole = {f"{number:06}{half}" for number in range(1, len(found) // 2 + 1) for half in "ab"}
        assert set(found) == whole
        assert len(found) // 2 >= acknowledged
        with database.write():
            database.run(Setting.delete())
        database.close()


# --- threads and closing ---


def test_the_connection_of_a_thread_that_died_is_closed_for_it(path: Path) -> None:
    database = open_database(path)
    for _ in range(3):
        thread = threading.Thread(target=lambda: keys(database))
        thread.start()
        thread.join()
    assert isinstance(database, sqlite.SqliteDatabase)
    connections = database._connections
    assert len(connections.take_dead()) == 1
    database.close()


def test_the_last_close_leaves_one_file(path: Path) -> None:
    database = open_database(path)
    thread = threading.Thread(target=lambda: add(database, "a"))
    thread.start()
    thread.join()
    database.close()
    left = {each.name for each in path.parent.iterdir()}
    assert left == {"tui-crm.db", "tui-crm.db.lock", "tui-crm.db.lock-line"}


def test_a_reader_that_closes_does_not_wait_for_a_writer(path: Path) -> None:
    database = open_database(path)

    def read() -> None:
        keys(database)
        database.close_thread()

    with database.write():
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(5)
        assert not thread.is_alive()
    database.close()


def test_a_copy_of_the_whole_folder_opens(path: Path, tmp_path: Path) -> None:
    """Whoever copies the files of an open database gets its committed entries."""
    database = open_database(path)
    add(database, "a")
    shutil.copytree(tmp_path, tmp_path.with_name("copied"))
    copied = open_database(tmp_path.with_name("copied") / path.name)
    assert keys(copied) == ["a"]
    copied.close()
    database.close()


# --- what the planner knows ---


def test_an_index_that_a_small_sample_misjudges_is_looked_at_closely(path: Path) -> None:
    database = open_database(path)
    with database.write():
        database.insert_many(Setting, ["key", "value"], ((f"k{n}", "1") for n in range(2_500)))
        database.peewee.execute_sql("CREATE INDEX by_value ON team_setting (value, key)")
    judged = []
    for closely in ([], ["by_value"]):
        database.analyze(closely=closely)
        rows = database.peewee.execute_sql("SELECT stat FROM sqlite_stat1 WHERE idx = 'by_value'")
        judged.append(rows.fetchone()[0])
    database.close()
    assert judged[0] != judged[1] == "2500 2500 1"
