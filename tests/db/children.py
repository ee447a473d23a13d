"""What the tests of the database run in processes of their own: `python -m tests.db.children`."""

import importlib
import os
import resource
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tui_crm.db import open_database
from tui_crm.db.backup import make_backup
from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.store.models import TeamSettingRow as Setting


def count_up(path: str, times: str) -> None:
    """Add 1 to the setting `counter`, so many times, each in a transaction of its own."""
    database = open_database(path, create=False)
    counter = Setting.key == "counter"
    for _ in range(int(times)):
        with database.write():
            value = int(database.scalar(Setting.select(Setting.value).where(counter)))
            database.run(Setting.update(value=str(value + 1)).where(counter))
    database.close()


def open_only(path: str, migrations: str) -> None:
    """Open the database, with the steps of the folder `migrations`."""
    open_database(path, migrations=Path(migrations)).close()


def migrate_until(path: str, migrations: str, statement: str) -> None:
    """Open the database; be killed before the SQL statement of that number, counted from one.

    Where there are fewer statements, print how many there were.
    """
    count = 0

    def count_one(_sql: str) -> None:
        nonlocal count
        count += 1
        if count == int(statement):
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = plain_connect(*arguments, **options)
        connection.set_trace_callback(count_one)
        return connection

    plain_connect = sqlite3.connect
    with patch("sqlite3.connect", connect):
        open_database(path, migrations=Path(migrations)).close()
    sys.stdout.write(str(count))


def write_until_killed(path: str) -> None:
    """Write numbered settings, two in each transaction, and say each number once it is durable."""
    database = open_database(path)
    number = 0
    while True:
        number += 1
        with database.write():
            for half in ("a", "b"):
                database.run(Setting.insert(key=f"{number:06}{half}", value="1"))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def fill_disk(path: str, folder: str) -> None:
    """Write and back up where files cannot grow; print the code of each refusal."""
    database = open_database(path)
    with database.write():
        database.run(Setting.insert(key="before", value="1"))
    limit = Path(path).stat().st_size // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        with database.write():
            rows = ((f"k{number}", "x" * 1000) for number in range(2000))
            database.insert_many(Setting, ["key", "value"], rows)
    except DatabaseUnusable as refusal:
        sys.stdout.write(f"write {refusal.code}\n")
    try:
        make_backup(database, Path(folder), "manual")
    except DatabaseUnusable as refusal:
        sys.stdout.write(f"backup {refusal.code}\n")
    database.close()


def open_as(path: str, user: str) -> None:
    """Open the database at `path` as `user` and print "opened", or the code of the refusal."""
    # Loaded now: the user whom this process becomes may not read our files.
    importlib.import_module("tui_crm.db.sqlite_opening")
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
    try:
        open_database(path).close()
    except DatabaseUnusable as refusal:
        sys.stdout.write(refusal.code)
    else:
        sys.stdout.write("opened")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
