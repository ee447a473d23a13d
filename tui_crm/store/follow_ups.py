"""Follow-ups: written, read by customer and by day, corrected, undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from peewee import SQL, Case, fn

from tui_crm.db import Database
from tui_crm.db.prepared import Prepared
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Correction, FollowUp, Method, OutcomeFlags, RecentEntry
from tui_crm.domain.viewer import Viewer
from tui_crm.store import follow_up_days
from tui_crm.store.fields import MAX_ID, to_day_number, to_microseconds
from tui_crm.store.follow_up_days import FLAGS
from tui_crm.store.models import CorrectionRow, CustomerTable, FollowUpRow
from tui_crm.store.records import promise_columns, promise_of
from tui_crm.store.visibility import only_visible

SELECTED = (
    FollowUpRow.id,
    FollowUpRow.customer,
    FollowUpRow.user,
    FollowUpRow.at,
    FollowUpRow.method,
    FollowUpRow.outcome,
    FollowUpRow.text,
    FollowUpRow.phone,
    FollowUpRow.duration_seconds,
    FollowUpRow.next_on,
    FollowUpRow.next_minute,
    FollowUpRow.corrected_at,
    *(getattr(FollowUpRow, flag) for flag in FLAGS),
)
"""What to select for `follow_up_of`."""


def follow_up_of(row: Sequence[Any]) -> FollowUp:
    """Return the follow-up of a row selected with `SELECTED`."""
    return FollowUp(
        id=row[0],
        customer_id=row[1],
        user_id=row[2],
        at=row[3],
        method=Method(row[4]),
        outcome=row[5],
        text=row[6],
        phone=row[7],
        duration_seconds=row[8],
        promise=promise_of(row[9], row[10]),
        corrected_at=row[11],
        flags=OutcomeFlags(**dict(zip(FLAGS, map(bool, row[12:18]), strict=True))),
    )


def insert(db: Database, follow_up: FollowUp, *, day: date, step_id: int | None) -> int:
    """Store a follow-up of the team's `day`, count it, and return its id."""
    next_on, next_minute = promise_columns(follow_up.promise)
    kind_id = follow_up_days.kind_of(db, follow_up.method.value, follow_up.outcome)
    flags = {flag: getattr(follow_up.flags, flag) for flag in FLAGS}
    columns = {
        "customer": follow_up.customer_id,
        "user": follow_up.user_id,
        "at": to_microseconds(follow_up.at),
        "day": to_day_number(day),
        "kind": kind_id,
        "method": follow_up.method.value,
        "outcome": follow_up.outcome,
        "text": follow_up.text,
        "phone": follow_up.phone,
        "duration_seconds": follow_up.duration_seconds,
        "next_on": next_on,
        "next_minute": next_minute,
        "step": step_id,
    }
    counts = (1, *map(int, flags.values()))
    follow_up_days.add(db, [(to_day_number(day), follow_up.user_id, kind_id, *counts)])
    return db.insert_row(FollowUpRow, columns | flags)


def get(db: Database, viewer: Viewer, follow_up_id: int) -> FollowUp:
    """Return the follow-up. Raises CrmError no_such_follow_up, also for an undone one."""
    if not 0 < follow_up_id <= MAX_ID:
        raise CrmError("no_such_follow_up", id=follow_up_id)
    query = (
        FollowUpRow.select(*SELECTED)
        .join(CustomerTable)
        .where((FollowUpRow.id == follow_up_id) & FollowUpRow.undone_at.is_null())
    )
    row = db.row(only_visible(query, viewer).tuples())
    if row is None:
        raise CrmError("no_such_follow_up", id=follow_up_id)
    return follow_up_of(row)


def of_step(db: Database, step_id: int) -> FollowUp | None:
    """Return the follow-up that a step wrote and that stands, or None."""
    query = FollowUpRow.select(*SELECTED).where(
        (FollowUpRow.step == step_id) & FollowUpRow.undone_at.is_null()
    )
    row = db.row(query.tuples())
    return None if row is None else follow_up_of(row)


def of_customer(
    db: Database, viewer: Viewer, customer_id: int, *, limit: int | None = 50
) -> tuple[FollowUp, ...]:
    """Return a customer's newest follow-ups, newest first; all of them with `limit` None."""
    most = MAX_ID if limit is None else limit
    return tuple(map(follow_up_of, db.prepared_rows(_of_customer(viewer), customer_id, most)))


@lru_cache(maxsize=64)
def _of_customer(viewer: Viewer) -> Prepared:
    return Prepared(
        lambda value: only_visible(
            FollowUpRow.select(*SELECTED)
            .join(CustomerTable)
            .where((FollowUpRow.customer == value) & FollowUpRow.undone_at.is_null())
            .order_by(FollowUpRow.at.desc(), FollowUpRow.id.desc())
            .limit(value),
            viewer,
        )
    )


def recent(db: Database, viewer: Viewer, *, since: datetime, limit: int) -> tuple[RecentEntry, ...]:
    """Return the viewer's own newest entries since an instant, newest first."""
    values = (viewer.user_id, to_microseconds(since), limit)
    return tuple(map(_entry, db.prepared_rows(_recent(viewer), *values)))


@lru_cache(maxsize=64)
def _recent(viewer: Viewer) -> Prepared:
    return Prepared(
        lambda value: only_visible(
            FollowUpRow.select(*SELECTED, CustomerTable.name, CustomerTable.company)
            .join(CustomerTable)
            .where(
                (FollowUpRow.user == value)
                & (FollowUpRow.at >= value)
                & FollowUpRow.undone_at.is_null()
            )
            .order_by(FollowUpRow.at.desc(), FollowUpRow.id.desc())
            .limit(value),
            viewer,
        )
    )


def page_after(
    db: Database, viewer: Viewer, follow_up_id: int, *, limit: int
) -> tuple[RecentEntry, ...]:
    """Return the next follow-ups of everybody behind an id, by id, with whom they were about."""
    query = (
        FollowUpRow.select(*SELECTED, CustomerTable.name, CustomerTable.company)
        .join(CustomerTable)
        .where((FollowUpRow.id > follow_up_id) & FollowUpRow.undone_at.is_null())
        .order_by(FollowUpRow.id)
        .limit(limit)
    )
    return tuple(_entry(row) for row in db.rows(only_visible(query, viewer).tuples()))


def _entry(row: Sequence[Any]) -> RecentEntry:
    return RecentEntry(
        customer_id=row[1], name=row[18], company=row[19], follow_up=follow_up_of(row[:18])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """What a user did since an instant: entries, customers, calls, people reached, first entry."""

    done: int
    calls: int
    reached: int
    first_at: datetime | None


def figures(db: Database, viewer: Viewer, *, since: datetime) -> DayFigures:
    """Return what the viewer did since the aware instant `since`."""
    ((done, calls, reached, first_at),) = db.prepared_rows(
        _FIGURES, viewer.user_id, to_microseconds(since)
    )
    return DayFigures(
        done=int(done),
        calls=int(calls or 0),
        reached=int(reached or 0),
        first_at=FollowUpRow.at.python_value(first_at),
    )


def _figures(value: SQL) -> Any:
    is_call = FollowUpRow.method == SQL(f"'{Method.CALL.value}'")
    one, none = SQL("1"), SQL("0")
    return FollowUpRow.select(
        fn.COUNT(FollowUpRow.customer.distinct()),
        fn.SUM(Case(None, [(is_call, one)], none)),
        fn.SUM(Case(None, [(is_call & FollowUpRow.reached, one)], none)),
        fn.MIN(FollowUpRow.at).coerce(False),
    ).where(
        (FollowUpRow.user == value) & (FollowUpRow.at >= value) & FollowUpRow.undone_at.is_null()
    )


_FIGURES = Prepared(_figures)


def undo(db: Database, step_id: int, undone_at: datetime) -> None:
    """Take back the follow-ups of a step; their rows stay as a trace, and are not counted."""
    follow_up_days.take_out_step(db, step_id)
    change = FollowUpRow.update(undone_at=undone_at)
    db.run(change.where((FollowUpRow.step == step_id) & FollowUpRow.undone_at.is_null()))


def is_last_of_its_instant(db: Database, follow_up: FollowUp) -> bool:
    """Whether nothing of the customer that stands was written at the same instant, but later."""
    later = FollowUpRow.select(FollowUpRow.id).where(
        (FollowUpRow.customer == follow_up.customer_id)
        & (FollowUpRow.at == follow_up.at)
        & (FollowUpRow.id > follow_up.id)
        & FollowUpRow.undone_at.is_null()
    )
    return db.row(later.limit(1).tuples()) is None


def set_text(db: Database, follow_up_id: int, text: str, *, corrected_at: datetime | None) -> None:
    """Give a follow-up its corrected text, or with None its first one back."""
    change = FollowUpRow.update(text=text, corrected_at=corrected_at)
    db.run(change.where(FollowUpRow.id == follow_up_id))


def keep_former_text(
    db: Database, follow_up: FollowUp, *, user_id: int, at: datetime, step_id: int
) -> None:
    """Record the text that a correction replaces, with who and when."""
    db.run(
        CorrectionRow.insert(
            follow_up=follow_up.id,
            former_text=follow_up.text,
            corrected_by=user_id,
            corrected_at=at,
            step=step_id,
        )
    )


def corrections(db: Database, viewer: Viewer, follow_up_id: int) -> tuple[Correction, ...]:
    """Return the former texts of a follow-up, oldest first, undone corrections left out."""
    query = (
        CorrectionRow.select(
            CorrectionRow.id,
            CorrectionRow.follow_up,
            CorrectionRow.former_text,
            CorrectionRow.corrected_by,
            CorrectionRow.corrected_at,
        )
        .join(FollowUpRow)
        .join(CustomerTable)
        .where((CorrectionRow.follow_up == follow_up_id) & CorrectionRow.undone_at.is_null())
        .order_by(CorrectionRow.id)
    )
    return tuple(
        Correction(
            id=row[0],
            follow_up_id=row[1],
            former_text=row[2],
            corrected_by=row[3],
            corrected_at=row[4],
        )
        for row in db.rows(only_visible(query, viewer).tuples())
    )


def correction_of_step(db: Database, step_id: int) -> Correction | None:
    """Return the correction that a step made, or None."""
    query = CorrectionRow.select(
        CorrectionRow.id,
        CorrectionRow.follow_up,
        CorrectionRow.former_text,
        CorrectionRow.corrected_by,
        CorrectionRow.corrected_at,
    ).where((CorrectionRow.step == step_id) & CorrectionRow.undone_at.is_null())
    row = db.row(query.tuples())
    if row is None:
        return None
    return Correction(
        id=row[0], follow_up_id=row[1], former_text=row[2], corrected_by=row[3], corrected_at=row[4]
    )


def newer_correction(db: Database, correction: Correction) -> bool:
    """Whether the follow-up was corrected again after `correction`."""
    query = (
        CorrectionRow.select(CorrectionRow.id)
        .where(
            (CorrectionRow.follow_up == correction.follow_up_id)
            & (CorrectionRow.id > correction.id)
            & CorrectionRow.undone_at.is_null()
        )
        .limit(1)
    )
    return db.row(query.tuples()) is not None


def undo_correction(db: Database, correction: Correction, undone_at: datetime) -> None:
    """Mark a correction as undone; the text is given back by `set_text`."""
    change = CorrectionRow.update(undone_at=undone_at)
    db.run(change.where(CorrectionRow.id == correction.id))
