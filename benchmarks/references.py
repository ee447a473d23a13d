"""The least that this machine needs: one fdatasync, one raw transaction, a raw query."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import Reference

TIMES = 100
_PAGE_BYTES = 4096
_STATEMENTS = (
    "INSERT INTO entry (customer, text) VALUES (1, 'no answer')",
    "INSERT INTO entry (customer, text) VALUES (1, 'the step')",
    "UPDATE entry SET text = 'changed' WHERE id = 1",
    "INSERT INTO entry (customer, text) VALUES (1, 'the change')",
)


def one_fdatasync(folder: Path) -> Reference:
    """Measure writing a page to a file in `folder` and waiting until it is on the disk."""
    taken = []
    path = folder / "fdatasync"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for _ in range(TIMES):
            start = perf_counter()
            os.write(descriptor, b"x" * _PAGE_BYTES)
            os.fdatasync(descriptor)
            taken.append(perf_counter() - start)
    finally:
        os.close(descriptor)
        path.unlink()
    return Reference(what="one fdatasync", p50=median(taken) * 1000)


def raw_transaction(folder: Path) -> Reference:
    """Measure as many statements as an entry needs, in one transaction of the bare driver."""
    path = folder / "raw.db"
    taken = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, customer INT, text TEXT)")
        for _ in range(TIMES):
            start = perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            for statement in _STATEMENTS:
                connection.execute(statement)
            connection.execute("COMMIT")
            taken.append(perf_counter() - start)
    return Reference(what="raw sqlite3 transaction", p50=median(taken) * 1000)


def raw_queue(database: Path, owner: int, day_number: int) -> Reference:
    """Measure the first page of a queue, read by the bare driver without making values."""
    sql = (
        "SELECT id, name, company, first_phone, level_id, status_id, next_on, next_minute,"
        " last_outcome, last_text FROM customer WHERE owner_id = ? AND next_on IS NOT NULL"
        " AND NOT is_blocked AND next_on <= ? ORDER BY next_on, next_minute, id LIMIT 64"
    )
    taken = []
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        for _ in range(TIMES):
            start = perf_counter()
            connection.execute(sql, (owner, day_number)).fetchall()
            taken.append(perf_counter() - start)
    return Reference(what="raw sqlite3 query", p50=median(taken) * 1000)
