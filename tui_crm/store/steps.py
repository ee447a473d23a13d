"""Steps and their lines of change: the stack of undo."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from peewee import SQL

from tui_crm.db import Database, Prepared
from tui_crm.domain.steps import ChangeLine, Step, StepKind, StepState
from tui_crm.store.fields import MAX_ID, to_microseconds
from tui_crm.store.models import ChangeRow, StepRow

SELECTED = (
    StepRow.id,
    StepRow.uuid,
    StepRow.user,
    StepRow.kind,
    StepRow.at,
    StepRow.customer_id,
    StepRow.detail,
    StepRow.state,
    StepRow.undone_at,
)
"""What to select for `step_of`."""

_BY_UUID = Prepared(lambda value: StepRow.select(*SELECTED).where(StepRow.uuid == value))

_STANDS = StepRow.state == SQL("'done'")
"""Written out, so that the partial index of the undo stack answers it."""


def step_of(row: Sequence[Any]) -> Step:
    """Return the step of a row selected with `SELECTED`."""
    return Step(
        id=row[0],
        uuid=row[1],
        user_id=row[2],
        kind=StepKind(row[3]),
        at=row[4],
        customer_id=row[5],
        detail=tuple(json.loads(row[6]).items()),
        state=StepState(row[7]),
        undone_at=row[8],
    )


def insert(
    db: Database,
    *,
    uuid: str,
    user_id: int,
    kind: StepKind,
    at: datetime,
    customer_id: int | None = None,
    detail: Mapping[str, str | int] | None = None,
    state: StepState = StepState.DONE,
) -> int:
    """Store a step and return its id. `uuid` is the client's: 32 hexadecimal digits, unique."""
    step = {
        "uuid": uuid,
        "user": user_id,
        "kind": kind.value,
        "at": to_microseconds(at),
        "customer_id": customer_id,
        "detail": _detail_text(detail or {}),
        "state": state.value,
    }
    return db.insert_row(StepRow, step)


def _detail_text(detail: Mapping[str, str | int]) -> str:
    # In ASCII: a file's name may hold what no database stores.
    return json.dumps(dict(detail))


def by_uuid(db: Database, uuid: str) -> Step | None:
    """Return the step that carries the client's `uuid`, or None."""
    found = db.prepared_rows(_BY_UUID, uuid)
    return step_of(found[0]) if found else None


def get(db: Database, step_id: int) -> Step | None:
    """Return the step, or None."""
    if not 0 < step_id <= MAX_ID:
        return None
    row = db.row(StepRow.select(*SELECTED).where(StepRow.id == step_id).tuples())
    return None if row is None else step_of(row)


def newest_standing(db: Database, user_id: int) -> Step | None:
    """Return the user's newest step that is not undone, or None."""
    query = (
        StepRow.select(*SELECTED)
        .where((StepRow.user == user_id) & _STANDS)
        .order_by(StepRow.id.desc())
        .limit(1)
    )
    row = db.row(query.tuples())
    return None if row is None else step_of(row)


def of_user(db: Database, user_id: int, *, limit: int) -> tuple[Step, ...]:
    """Return the user's newest steps, undone ones too, newest first."""
    query = (
        StepRow.select(*SELECTED)
        .where(StepRow.user == user_id)
        .order_by(StepRow.id.desc())
        .limit(limit)
    )
    return tuple(step_of(row) for row in db.rows(query.tuples()))


def running(db: Database) -> tuple[Step, ...]:
    """Return the batches that did not end: running ones and killed ones."""
    query = StepRow.select(*SELECTED).where(StepRow.state == SQL("'running'"))
    return tuple(step_of(row) for row in db.rows(query.tuples()))


def set_state(
    db: Database,
    step_id: int,
    state: StepState,
    *,
    undone_at: datetime | None = None,
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Move a step to `state`, with the figures of `detail` where it is given."""
    columns: dict[str, Any] = {"state": state.value, "undone_at": undone_at}
    if detail is not None:
        columns["detail"] = _detail_text(detail)
    db.run(StepRow.update(**columns).where(StepRow.id == step_id))


def remove(db: Database, step_id: int) -> None:
    """Delete a step that did nothing: nothing refers to it."""
    db.run(StepRow.delete().where(StepRow.id == step_id))


def changes(
    db: Database, step_id: int, *, below: int | None = None, limit: int = 1000
) -> tuple[ChangeLine, ...]:
    """Return the lines of change of a step that stand, newest first, below the id `below`.

    Newest first, because a batch may have changed one customer twice.
    """
    query = (
        ChangeRow.select(
            ChangeRow.id, ChangeRow.step, ChangeRow.customer, ChangeRow.before, ChangeRow.after
        )
        .where((ChangeRow.step == step_id) & ChangeRow.undone_at.is_null())
        .order_by(ChangeRow.id.desc())
        .limit(limit)
    )
    if below is not None:
        query = query.where(ChangeRow.id < below)
    return tuple(
        ChangeLine(id=row[0], step_id=row[1], customer_id=row[2], before=row[3], after=row[4])
        for row in db.rows(query.tuples())
    )


def newest_change(db: Database, step_id: int, *, below: int | None = None) -> ChangeLine | None:
    """Return the newest line of change of a step that stands, below the id `below`, or None."""
    found = changes(db, step_id, below=below, limit=1)
    return found[0] if found else None


def close_change(db: Database, change_id: int, undone_at: datetime) -> None:
    """Mark a line of change as undone."""
    db.run(ChangeRow.update(undone_at=undone_at).where(ChangeRow.id == change_id))


def set_customer(db: Database, step_id: int, customer_id: int) -> None:
    """Note the customer that a step made."""
    db.run(StepRow.update(customer_id=customer_id).where(StepRow.id == step_id))


def written_on_since(db: Database, step_ids: Sequence[int]) -> dict[int, tuple[int, int, datetime]]:
    """Return (customer id, user id, when) of the newest step that wrote on a customer of each step.

    Only steps after which somebody wrote are in it. For steps of few customers, not for batches.
    """
    later, later_step = ChangeRow.alias(), StepRow.alias()
    query = (
        ChangeRow.select(ChangeRow.step, ChangeRow.customer, later_step.user, later_step.at)
        .join(later, on=(later.customer == ChangeRow.customer) & (later.id > ChangeRow.id))
        .join(later_step, on=later.step == later_step.id)
        .where(
            ChangeRow.step.in_(list(step_ids))
            & ChangeRow.undone_at.is_null()
            & later.undone_at.is_null()
        )
        .order_by(later.id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.rows(query.tuples())}
