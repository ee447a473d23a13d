"""Simulated power cuts during bulk work: the batch is whole or gone, and no entry is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from unittest.mock import patch

from playhouse import apsw_ext

from tests.torture.bulk_work import (
    BatchWork,
    fill_stock,
    small_chunks,
    somebody_calling,
    take_back_newest,
)
from tests.torture.desk_work import make_office, session_on
from tests.torture.ledger import LEAD, Acknowledged, audit
from tests.torture.power import Ack, Disk, Recorder, recording
from tests.torture.power_cuts import CHECKPOINT_PAGES, Outcome, files_of, lay_out, moments
from tui_crm.domain.errors import CrmError
from tui_crm.services import batches
from tui_crm.services.session import Session
from tui_crm.store import follow_up_days

_NOT_OF_A_LEAD = f"NOT IN (SELECT id FROM customer WHERE name LIKE '{LEAD}%')"
_WRITTEN = {
    "customer": f"id {_NOT_OF_A_LEAD}",
    "phone": f"customer_id {_NOT_OF_A_LEAD}",
    "customer_search": f"customer_id {_NOT_OF_A_LEAD}",
    "follow_up": f"customer_id {_NOT_OF_A_LEAD}",
    "change": f"customer_id {_NOT_OF_A_LEAD} AND undone_at IS NULL",
    "do_not_call": "1",
    "correction": "1",
    "list_value": "NOT is_removed",
}
"""The tables that bulk work writes, and which of their rows are not of an entry."""
_MOVES_ON = frozenset({"version", "updated_at"})
"""Columns of a customer that taking back does not put back."""

Select = Callable[[str], list[tuple[object, ...]]]
Dump = dict[str, list[tuple[object, ...]]]


class End(StrEnum):
    """How a recorded batch ends: it is done, stopped by its user, or done and then undone."""

    DONE = "done"
    CANCELLED = "cancelled"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recorded batch: what it wrote and synced, and the rows before it and when it was done."""

    name: str
    recorder: Recorder
    disk: Disk
    before: Dump
    done: Dump


def record(
    path: Path,
    work: BatchWork,
    *,
    has_stock: bool = True,
    end: End = End.DONE,
    synchronous: str = "FULL",
    seed: int = 1,
) -> Recording:
    """Do the work through the recording VFS, with calls logged between its chunks.

    Of the batch "done", "undoing" and "undone" are said, as it comes to that. Another setting of
    `synchronous` holds for everything, chunks too.
    """
    make_office(path, size=0)
    if has_stock:
        session = session_on(path)
        fill_stock(session, path.parent)
        session.close()
    connection = sqlite3.connect(path)
    before = _dump(_select_of(connection))
    connection.close()
    with recording() as recorder, small_chunks(), _chunks_as(synchronous):
        bulk, desk = (_session(path, synchronous) for _ in range(2))
        files = files_of(path)
        calling = somebody_calling(desk, seed, lambda what: recorder.note(Ack(what)))
        recorder.is_on = True
        work(bulk, path.parent, calling)
        recorder.note(Ack(("batch", "undone" if end is End.CANCELLED else "done")))
        done = _dump(_select_of(bulk.db.peewee.connection()))
        if end is End.UNDONE:
            recorder.note(Ack(("batch", "undoing")))
            take_back_newest(bulk, calling)
            recorder.note(Ack(("batch", "undone")))
        recorder.is_on = False
        desk.close()
        bulk.close()
    disk = Disk(files, recorder.events)
    return Recording(name=path.name, recorder=recorder, disk=disk, before=before, done=done)


def _session(path: Path, synchronous: str) -> Session:
    session = session_on(path, driver=apsw_ext)
    session.db.scalar_of(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if synchronous != "FULL":
        session.db.scalar_of(f"PRAGMA synchronous = {synchronous}")
    return session


def _chunks_as(synchronous: str) -> AbstractContextManager[object]:
    """Commit chunks as the program does, or in a control no better than the rest."""
    if synchronous == "FULL":
        return nullcontext()
    return patch("tui_crm.db.sqlite.CHUNK_PRAGMAS", {"synchronous": synchronous})


def cut_batch(folder: Path, recorded: Recording, *, images: int, seed: int) -> Outcome:
    """Cut the power at `images` random moments; open what the disk holds then, and audit it."""
    outcome = Outcome()
    target = folder / "image"
    target.mkdir()
    cuts = moments(recorded.recorder, images=images, seed=seed)
    for files, said in recorded.disk.images(cuts):
        lay_out(files, target)
        path = target / recorded.name
        outcome.images += 1
        try:
            faults = tuple(_after_start(path, recorded, said))
        except (CrmError, sqlite3.DatabaseError) as problem:
            outcome.damaged += 1
            outcome.first_fault = outcome.first_fault or f"it does not open: {problem!r}"
            continue
        found = audit(path, said, is_thorough=True)
        outcome.lost += bool(found.lost)
        outcome.half_written += bool(found.half_written or faults)
        outcome.damaged += bool(found.damage)
        if faults or not found.is_sound:
            outcome.first_fault = outcome.first_fault or f"{faults} {found}"
    return outcome


def _after_start(path: Path, recorded: Recording, said: list[Acknowledged]) -> Iterator[str]:
    """Start on an image as the program does; yield what is wrong with its batch then."""
    session = session_on(path)
    try:
        taken = batches.take_back_killed(session)
        state = _state_of_batch(session)
        stages = [stage for act, stage in said if act == "batch"]
        if state not in _allowed(stages):
            yield f"the batch is {state} after {stages}"
        if stages and stages[-1] != "undoing" and taken:
            yield f"it was taken back after {stages}"
        expected = recorded.done if state == "done" else recorded.before
        for table, rows in _dump(_select_of(session.db.peewee.connection())).items():
            if rows != expected[table]:
                yield f"{state}: {len(rows)} rows in {table} instead of {len(expected[table])}"
        day = follow_up_days.next_day(session.db, None)
        while day is not None:
            if not follow_up_days.is_right(session.db, day):
                yield f"the counts of {day} are wrong"
            day = follow_up_days.next_day(session.db, day)
    finally:
        session.close()


def _allowed(stages: list[str]) -> tuple[str | None, ...]:
    """Return the states that the step may have, None for no step, after what was said of it."""
    if not stages:
        return (None, "done", "undone")
    return {"done": ("done",), "undoing": ("done", "undone"), "undone": ("undone",)}[stages[-1]]


def _state_of_batch(session: Session) -> str | None:
    """Return the state of the newest batch that is none of the stock, None without one."""
    sql = (
        "SELECT state FROM step WHERE kind IN ('demo', 'import', 'change') "
        "AND detail NOT LIKE '%stock.csv%' ORDER BY id DESC LIMIT 1"
    )
    row = session.db.peewee.execute_sql(sql).fetchone()
    return None if row is None else str(row[0])


def _select_of(connection: sqlite3.Connection) -> Select:
    """Return what runs a select on a connection of either driver."""
    return lambda sql: connection.cursor().execute(sql).fetchall()


def _dump(select: Select) -> Dump:
    """Return the rows that bulk work leaves, by table, in the order of their ids."""
    found = {}
    for table, condition in _WRITTEN.items():
        columns = [str(row[1]) for row in select(f"PRAGMA table_info({table})")]
        kept = ", ".join(f'"{name}"' for name in columns if name not in _MOVES_ON)
        found[table] = select(f'SELECT {kept} FROM "{table}" WHERE {condition} ORDER BY 1')
    return found
