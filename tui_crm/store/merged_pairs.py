"""Pairs of the duplicate check of two customers who become one: they move with them, and back.

A verdict was given on the two as they were. So a pair that moved is marked as never compared, as
one of which a customer has changed is: the review compares it when it shows it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from peewee import fn

from tui_crm.db import Database, Engine, Prepared
from tui_crm.store import aliases, customers
from tui_crm.store.models import DuplicateCheckRow, DuplicatePairRow

StoredRow = Mapping[str, Any]
"""Names of columns and values in database form, of a table whose rows hold no bytes."""

NEVER_COMPARED = 0
"""A version that no customer has."""
_UNCOMPARED = {"a_version": NEVER_COMPARED, "b_version": NEVER_COMPARED}

_FIELDS = DuplicatePairRow._meta.sorted_fields
_NAMES = {field.column_name: field.name for field in _FIELDS}


Pair = tuple[int, int]
"""Two ids, the smaller first."""


def _query(value: Any) -> Any:
    row = DuplicatePairRow
    is_named = (row.a == value) | (row.a == value) | (row.b == value) | (row.b == value)
    return row.select().where(is_named).order_by(row.id)


_PAIRS = Prepared(_query)
_PAIRS_HELD = Prepared(lambda value: _query(value).for_update())


def move(db: Database, winner_id: int, loser_id: int) -> tuple[StoredRow, ...]:
    """Give the loser's pairs to the winner, inside a transaction; return those of both before.

    A pair that both have stands once, and theirs with each other is none: what is left of the
    loser's goes when he does.
    """
    rows = _pairs(db, winner_id, loser_id)
    known = {winner_id} | {_partner(row, winner_id) for row in rows if winner_id in _pair(row)}
    for row in rows:
        if loser_id in _pair(row) and (other := _partner(row, loser_id)) not in known:
            a, b = _sorted(winner_id, other)
            values = {"a": a, "b": b, **_UNCOMPARED}
            db.update_rows(DuplicatePairRow, values, where={"id": row["id"]})
    return rows


def lay_back(db: Database, winner_id: int, loser_id: int, rows: Sequence[StoredRow]) -> None:
    """Give two customers who are parted again the pairs that both had, inside a transaction.

    What a newer check found stays. A pair with somebody who was merged meanwhile becomes one with
    who stayed, and with whom the winner came to be paired since the loser is too: both are
    compared when they are shown.
    """
    now = {_pair(row): row for row in _pairs(db, winner_id, loser_id)}
    standing = _standing(db, rows)
    for pair in _moved(rows, winner_id, loser_id, standing):
        if pair in now and _is_of(now[pair], rows):
            db.run(DuplicatePairRow.delete().where(DuplicatePairRow.id == now.pop(pair)["id"]))
    wanted = _wanted(rows, standing)
    since = [row for pair, row in now.items() if pair not in wanted]
    for row in since:
        copy = _between(row, loser_id, _partner(row, winner_id))
        wanted.setdefault(_pair(copy), {**copy, "id": None})
    _put(db, wanted, now)


def _moved(
    rows: Sequence[StoredRow], winner_id: int, loser_id: int, standing: Mapping[int, int]
) -> list[Pair]:
    """Return the pairs that `move` made of the loser's, with those who stand there today."""
    own = {_partner(row, winner_id) for row in rows if winner_id in _pair(row)}
    others = [_partner(row, loser_id) for row in rows if loser_id in _pair(row)]
    return [
        _sorted(winner_id, standing[other])
        for other in others
        if other not in {winner_id, *own} and other in standing
    ]


def _is_of(row: StoredRow, rows: Sequence[StoredRow]) -> bool:
    """Whether a row is one of `rows` and no newer check found it again."""
    return any(
        (row["id"], row["found_by_id"]) == (each["id"], each["found_by_id"]) for each in rows
    )


def _standing(db: Database, rows: Sequence[StoredRow]) -> dict[int, int]:
    """Return id -> who stands for it today, for the ids in `rows` that still lead to somebody."""
    ids = {each for row in rows for each in _pair(row)}
    merged = aliases.standing_ids(db, ids)
    standing = {each: merged.get(each, each) for each in ids}
    there = customers.there(db, set(standing.values()))
    return {each: customer for each, customer in standing.items() if customer in there}


def _wanted(rows: Sequence[StoredRow], standing: Mapping[int, int]) -> dict[Pair, StoredRow]:
    """Return the rows as they are to be again, by their pairs of today."""
    found: dict[Pair, StoredRow] = {}
    for row in rows:
        a, b = (standing.get(each) for each in _pair(row))
        if a is not None and b is not None and a != b:
            is_as_was = (a, b) == _pair(row)
            found.setdefault(_sorted(a, b), row if is_as_was else _between(row, a, b))
    return found


def _put(db: Database, wanted: Mapping[Pair, StoredRow], now: Mapping[Pair, StoredRow]) -> None:
    """Store rows, but where a newer check has found the pair."""
    # The newest check may be at work. It could not find who was gone, and must not forget him.
    newest = db.scalar(DuplicateCheckRow.select(fn.MAX(DuplicateCheckRow.id)))
    for pair, row in wanted.items():
        known = now.get(pair)
        if known == row or (known is not None and known["found_by_id"] > row["found_by_id"]):
            continue
        if known is not None:
            db.run(DuplicatePairRow.delete().where(DuplicatePairRow.id == known["id"]))
        _insert(db, {**row, "found_by_id": newest})


def _insert(db: Database, row: StoredRow) -> None:
    """Insert a row with its former id, or with a new one where that is somebody else's today."""
    query = DuplicatePairRow.select(DuplicatePairRow.id).where(DuplicatePairRow.id == row["id"])
    values = {_NAMES[name]: value for name, value in row.items()}
    if row["id"] is None or db.row(query.tuples()) is not None:
        del values["id"]
    db.run(DuplicatePairRow.insert(**values))


# --- rows and whom they name ---


def _pairs(db: Database, *customer_ids: int) -> tuple[StoredRow, ...]:
    """Return the rows that name one of two customers, by id; on PostgreSQL they are held.

    Two merges that share a pair would else each lay theirs over the other's.
    """
    prepared = _PAIRS_HELD if db.engine is Engine.POSTGRES else _PAIRS
    return tuple(
        dict(zip(_NAMES, row, strict=True))
        for row in db.prepared_rows(prepared, *customer_ids, *customer_ids)
    )


def _pair(row: StoredRow) -> Pair:
    return row["a_id"], row["b_id"]


def _partner(row: StoredRow, customer_id: int) -> int:
    a, b = _pair(row)
    return b if a == customer_id else a


def _between(row: StoredRow, a: int, b: int) -> StoredRow:
    """Return a row as one of two others, who were never compared."""
    a, b = _sorted(a, b)
    return {**row, "a_id": a, "b_id": b, **_UNCOMPARED}


def _sorted(a: int, b: int) -> Pair:
    return min(a, b), max(a, b)
