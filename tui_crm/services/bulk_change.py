"""Bulk change: one field of many customers at once, as one batch that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui_crm.domain.bulk_change import BULK_OWNERS, BulkChange, checked_change
from tui_crm.domain.customer import LIST_FIELDS, Kind
from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepKind
from tui_crm.services import batches
from tui_crm.services.batches import Cancelled, Progress
from tui_crm.services.ownership import owner_columns
from tui_crm.services.pacing import Pace
from tui_crm.services.session import Session
from tui_crm.store import bulk_changes
from tui_crm.store.records import promise_columns
from tui_crm.wording import date_short
from tui_crm.wording.labels import kind_label

FIRST_CHUNK = 250
MOST_CHUNK = 2_500
MOST_FORMER = 4
"""How many former values a preview names."""

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A value that customers have now: its words ("" for none) and how many have it."""

    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a bulk change would do: how many it changes, and how many stay as they are and why.

    `former` are the most frequent values that would be replaced.
    """

    changed: int
    same: int
    archived: int
    gone: int
    former: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a bulk change did: how many of those asked for it changed; the others stay."""

    step_id: int
    changed: int
    left: int


def preview(session: Session, ids: Sequence[int], change: BulkChange) -> Preview:
    """Return what `change_many` would do now. Raises FieldError as that does."""
    change = _checked(session, change)
    columns = _columns(change)
    counts = bulk_changes.census(session.db, session.viewer, ids, columns)
    former = bulk_changes.former_values(session.db, session.viewer, ids, columns, limit=MOST_FORMER)
    return Preview(
        changed=counts.found - counts.archived - counts.same,
        same=counts.same,
        archived=counts.archived,
        gone=len(ids) - counts.found,
        former=tuple(
            Former(words=_words(session, change.field, value), count=count)
            for value, count in former
        ),
    )


def change_many(
    session: Session,
    ids: Sequence[int],
    change: BulkChange,
    *,
    progress: Progress = lambda _done, _of: True,
    taking_back: Progress = lambda _done, _of: True,
) -> Changed:
    """Set one field of many customers, as one step, and return what was done.

    Archived customers, those who have the value already and those who are gone stay as they are.
    `progress` is called after each chunk; where it returns False everything is taken back, of which
    `taking_back` tells, and Cancelled raised. Raises FieldError as `checked_change` does, and
    value_gone for a value or user that there is not; CrmError batch_running.
    """
    change = _checked(session, change)
    columns = _columns(change)
    pace = Pace(first=FIRST_CHUNK, most=MOST_CHUNK)
    changed = done = 0
    detail = _detail(session, change)
    with batches.run(session, StepKind.CHANGE, detail, taking_back=taking_back) as batch:
        while done < len(ids):
            chunk = ids[done : done + pace.rows]
            with session.db.write_bulk(), pace.timed(len(chunk)):
                changed += bulk_changes.set_columns(
                    session.db,
                    session.viewer,
                    chunk,
                    columns,
                    step_id=batch.step_id,
                    at=session.now(),
                )
            done += len(chunk)
            if not progress(done, len(ids)):
                raise Cancelled
        batch.detail["count"] = changed
    return Changed(step_id=batch.step_id, changed=changed, left=len(ids) - changed)


def value_words(session: Session, change: BulkChange) -> str:
    """Return what the customers are given, in words; "" where the field is emptied."""
    if isinstance(change.value, Promise):
        clock = change.value.clock_time
        return change.value.on.isoformat() + (f" {clock:%H:%M}" if clock else "")
    return _words(session, change.field, change.value)


def _words(session: Session, field: str, value: object) -> str:
    """Return what a stored value of a bulk field is called, "" for none."""
    if isinstance(value, int):
        is_owner = field in BULK_OWNERS
        return session.user_name(value) if is_owner else session.value_title(value)
    if isinstance(value, date):
        return date_short(value)
    if field == "kind" and isinstance(value, str):
        return kind_label(Kind(value))
    return "" if value is None else str(value)


def _checked(session: Session, change: BulkChange) -> BulkChange:
    change = checked_change(change, session.local_now())
    if change.field in LIST_FIELDS and change.value is not None:
        value = session.shared.values.get(int(str(change.value)))
        if value is None or value.field != change.field:
            raise FieldError("value_gone", field=change.field)
    if change.field in BULK_OWNERS and change.value is not None:
        user = session.shared.users.get(int(str(change.value)))
        if user is None or not user.is_active:
            raise FieldError("value_gone", field=change.field)
    return change


def _columns(change: BulkChange) -> Columns:
    """Return the columns that the change sets, in database form."""
    if change.field == "owner":
        return dict(owner_columns(change.value if isinstance(change.value, int) else None))
    if change.field == "next_contact":
        promise = change.value if isinstance(change.value, Promise) else None
        next_on, next_minute = promise_columns(promise)
        return {"next_on": next_on, "next_minute": next_minute}
    return {change.field: change.value}


def _detail(session: Session, change: BulkChange) -> dict[str, str | int]:
    """Return what the line in the list of steps needs; the number follows when all is done."""
    detail: dict[str, str | int] = {"field": change.field, "value": value_words(session, change)}
    return detail | {"reason": change.reason} if change.reason else detail
