"""List values merged and removed: everybody who had one gets another, or none (SPEC 3).

A batch: the value is taken from the list first, so that nobody gets it any more, then customers
move over in chunks. Canned follow-ups that set it follow at once. One step, which can be undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.domain.value_lists import ListAction, ListsChange, ListsPart, ListValue
from tui_crm.services import batches
from tui_crm.services.batches import Batch, Cancelled, Progress
from tui_crm.services.list_undo import LISTS_NOTE, refuse_used
from tui_crm.services.pacing import Pace
from tui_crm.services.session import Session, value_word
from tui_crm.store import lists, steps, value_use

FIRST_CHUNK = 250
MOST_CHUNK = 5_000
"""Customers moved over in one transaction, at first and at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A value that was taken from its list: how many customers had it, and its step."""

    customers: int
    step_id: int


def _go_on(_done: int, _total: int) -> bool:
    return True


def merge(
    session: Session,
    value_id: int,
    into_id: int,
    *,
    progress: Progress = _go_on,
    taking_back: Progress = _go_on,
) -> Retired:
    """Give everybody who has a value another of the same list, and take the first from it.

    Raises CrmError no_such_value, same_value, values_of_two_lists, batch_running, and Cancelled
    where `progress` says so: then everything is taken back, of which `taking_back` tells.
    """
    value, into = _live(session, value_id), _live(session, into_id)
    if value.id == into.id:
        raise CrmError("same_value", name=value_word(value))
    if value.field != into.field:
        raise CrmError("values_of_two_lists")
    notes = {"value": value_word(value), "into": value_word(into)}
    return _retire(session, value, into, ListAction.MERGE, notes, progress, taking_back)


def remove(
    session: Session,
    value_id: int,
    *,
    is_emptied: bool = False,
    progress: Progress = _go_on,
    taking_back: Progress = _go_on,
) -> Retired:
    """Take a value from its list; with `is_emptied` whoever has it has none then.

    `progress` and `taking_back` are called as `merge` does.

    Raises CrmError no_such_value, value_in_use (params `name`, `count`) without `is_emptied`
    where a customer has it or a canned follow-up sets it, batch_running, Cancelled.
    """
    value = _live(session, value_id)
    if not is_emptied:
        refuse_used(session, value)
    notes = {"value": value_word(value)}
    return _retire(session, value, None, ListAction.REMOVE, notes, progress, taking_back)


def _live(session: Session, value_id: int) -> ListValue:
    for value in lists.all_values(session.db):
        if value.id == value_id:
            return value
    raise CrmError("no_such_value", id=value_id)


def _retire(
    session: Session,
    value: ListValue,
    into: ListValue | None,
    action: ListAction,
    notes: Mapping[str, str],
    progress: Progress,
    taking_back: Progress,
) -> Retired:
    detail = {"action": action.value, "field": value.field, **notes, "customers": 0}
    with batches.run(session, StepKind.MERGE_VALUES, detail, taking_back=taking_back) as batch:
        _take_from_list(session, value, into, batch)
        batch.detail["customers"] = _move_customers(session, value, into, batch, progress)
    session.reload()
    return Retired(customers=int(batch.detail["customers"]), step_id=batch.step_id)


def _take_from_list(
    session: Session, value: ListValue, into: ListValue | None, batch: Batch
) -> None:
    into_id = None if into is None else into.id
    with session.db.write():
        if _live(session, value.id) != value:
            raise CrmError("lists_changed_since")
        if into is not None:
            _live(session, into.id)
        column = f"set_{value.field}"
        canned = value_use.canned_setting(session.db, value.field, value.id)
        change = ListsChange(
            before=ListsPart(
                values={value.id: {"is_removed": False, "merged_into": None}},
                canned={each: {column: value.id} for each in canned},
            ),
            after=ListsPart(
                values={value.id: {"is_removed": True, "merged_into": into_id}},
                canned={each: {column: into_id} for each in canned},
            ),
        )
        lists.put(session.db, change.after)
        batch.detail[LISTS_NOTE] = change.as_text()
        # A kill from here on is taken back with the list as it was.
        steps.set_state(session.db, batch.step_id, StepState.RUNNING, detail=batch.detail)
    session.reload()


def _move_customers(
    session: Session,
    value: ListValue,
    into: ListValue | None,
    batch: Batch,
    progress: Progress,
) -> int:
    """Move everybody over and return how many; passes go on until nobody has the value.

    Who has it is read outside of the lock, so that a chunk holds it for the writing only.
    """
    total = value_use.counts(session.db, value.field).get(value.id, 0)
    pace = Pace(first=FIRST_CHUNK, most=MOST_CHUNK)
    done = last = 0
    while True:
        ids = value_use.customers_with(
            session.db, value.field, value.id, after=last, limit=pace.rows
        )
        if not ids and last == 0:
            return done
        last = ids[-1] if ids else 0
        if ids:
            with session.db.write_bulk(), pace.timed(len(ids)):
                done += value_use.replace(
                    session.db,
                    value.field,
                    ids,
                    value_id=value.id,
                    into=None if into is None else into.id,
                    step_id=batch.step_id,
                    at=session.now(),
                )
        if not progress(min(done, total), total):
            raise Cancelled
