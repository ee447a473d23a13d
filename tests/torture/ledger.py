"""The proof that entries are whole: each has its step, follow-up, change and customer, or nothing.

Entries are calls on customers whose name begins with LEAD; what bulk work wrote is left alone.
Reads the file with SQLite alone, so that a fault of the program cannot hide itself.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Literal

Act = Literal["log", "undo", "batch"]
Acknowledged = tuple[Act, str]
"""What the program said it had done, and the UUID of the entry, or how far the batch was."""

LEAD = "lead "
"""How the names of those begin on whom entries are made."""

OF_ENTRIES = "step_id IN (SELECT id FROM step WHERE kind = 'follow_up')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is wrong with a file: entries lost, entries half-written, damage. All empty: nothing.

    `entries` is how many there are, acknowledged or not.
    """

    lost: tuple[str, ...] = ()
    half_written: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    entries: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.half_written or self.damage)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    step_id: int
    customer_id: int
    is_undone: bool
    text: str
    next_on: int | None
    reached: bool


def audit(path: Path, acknowledged: Iterable[Acknowledged], *, is_thorough: bool) -> Findings:
    """Return what is wrong with the database at `path`, which nobody has open.

    Its leads were made at version 1 without a promise, and all entries are calls logged by key or
    undone. `is_thorough` has SQLite look at every page too.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return _audit(connection, acknowledged, is_thorough=is_thorough)
    except sqlite3.DatabaseError as problem:
        return Findings(damage=(str(problem),))
    finally:
        connection.close()


def _audit(
    connection: sqlite3.Connection, acknowledged: Iterable[Acknowledged], *, is_thorough: bool
) -> Findings:
    steps: dict[str, tuple[int, int, str]] = {
        uuid: (step_id, customer_id, state)
        for uuid, step_id, customer_id, state in connection.execute(
            "SELECT uuid, id, customer_id, state FROM step WHERE kind = 'follow_up'"
        )
    }
    half: list[str] = []
    entries = _entries(connection, steps, half)
    _check_customers(connection, entries, half)
    damage = []
    if is_thorough:
        damage = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        damage += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return Findings(
        lost=tuple(_lost(steps, acknowledged)),
        half_written=tuple(half),
        damage=tuple(damage),
        entries=len(steps),
    )


def _lost(
    steps: dict[str, tuple[int, int, str]], acknowledged: Iterable[Acknowledged]
) -> Iterable[str]:
    for act, uuid in acknowledged:
        if act == "batch":
            continue
        step = steps.get(uuid)
        if step is None or (act == "undo" and step[2] != "undone"):
            yield f"{act} {uuid}"


def _entries(
    connection: sqlite3.Connection, steps: dict[str, tuple[int, int, str]], half: list[str]
) -> list[_Entry]:
    """Return the entries in order; note those whose parts are not all there, or disagree."""
    written = connection.execute(
        "SELECT step_id, customer_id, undone_at IS NOT NULL, text, next_on, reached "
        f"FROM follow_up WHERE {OF_ENTRIES} ORDER BY id"
    ).fetchall()
    changes = connection.execute(
        f"SELECT step_id, customer_id, undone_at IS NOT NULL FROM change WHERE {OF_ENTRIES}"
    ).fetchall()
    expected = Counter((each[0], each[1], each[2] == "undone") for each in steps.values())
    for name, found in (("follow-ups", [row[:3] for row in written]), ("changes", changes)):
        there = Counter((row[0], row[1], bool(row[2])) for row in found)
        if there != expected:
            half.append(f"{name}: {set(there.items()) ^ set(expected.items())}")
    return [
        _Entry(
            step_id=row[0],
            customer_id=row[1],
            is_undone=bool(row[2]),
            text=row[3],
            next_on=row[4],
            reached=bool(row[5]),
        )
        for row in written
    ]


def _check_customers(
    connection: sqlite3.Connection, entries: Sequence[_Entry], half: list[str]
) -> None:
    """Note the customers whose columns are not what their entries make of them."""
    of_customer: dict[int, list[_Entry]] = {}
    for entry in entries:
        of_customer.setdefault(entry.customer_id, []).append(entry)
    stored = connection.execute(
        "SELECT id, version, last_text, next_on, unreached_count FROM customer "
        f"WHERE name LIKE '{LEAD}%'"
    )
    for customer_id, *columns in stored:
        mine = of_customer.get(customer_id, [])
        standing = [each for each in mine if not each.is_undone]
        newest = standing[-1] if standing else None
        unreached = sum(1 for _ in takewhile(lambda each: not each.reached, reversed(standing)))
        expected = [
            1 + len(mine) + len(mine) - len(standing),
            newest.text if newest else "",
            newest.next_on if newest else None,
            unreached,
        ]
        if columns != expected:
            half.append(f"customer {customer_id}: {columns} instead of {expected}")
