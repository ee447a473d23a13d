"""The queue of Today: whose promise is due, in the order in which they are called (SPEC 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import SQL, Case, Expression, fn

from tui_crm.db import Database
from tui_crm.db.prepared import Prepared
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import CustomerFilter
from tui_crm.domain.paging import Key
from tui_crm.domain.promise import ALL_DAY
from tui_crm.domain.viewer import Viewer
from tui_crm.store.fields import to_day_number
from tui_crm.store.filters import classified
from tui_crm.store.keyset import CustomerRows, Listing, literal
from tui_crm.store.list_rows import ROW_COLUMNS, row_of
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible

_C = CustomerTable
EVERYBODY = CustomerFilter()
"""The filter of a queue that leaves nobody out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFigures:
    """How many promises are overdue (before today) and how many are due from today on."""

    overdue: int
    due: int


def _mine(user_id: int | SQL) -> tuple[Expression, Expression]:
    """Return the two disjoint ways in which a customer is the user's own to call."""
    is_open = _C.next_on.is_null(False) & ~_C.is_blocked
    owned = (_C.owner == user_id) & is_open
    helped = (
        (_C.second_owner == user_id)
        & _C.owner.is_null(False)
        & _C.second_owner.is_null(False)
        & (_C.owner != user_id)
        & is_open
    )
    return owned, helped


def due_rows(
    db: Database,
    viewer: Viewer,
    *,
    today: date,
    chosen: date,
    is_exact: bool,
    wanted: CustomerFilter = EVERYBODY,
) -> CustomerRows:
    """Return the queue up to the day `chosen`, or with `is_exact` of that day alone.

    Order: overdue (before `today`) by date, then by date, time, all-day, then by id. Of `wanted`
    the classifications and the kind are looked at.
    """
    listing = _due(viewer, today, chosen, is_exact=is_exact, wanted=wanted)
    return CustomerRows(db, listing, key_of_row=_key_of_row(today))


@lru_cache(maxsize=64)
def _due(
    viewer: Viewer, today: date, chosen: date, *, is_exact: bool, wanted: CustomerFilter
) -> Listing:
    last = literal(to_day_number(chosen))
    in_time = (_C.next_on == last) if is_exact else (_C.next_on <= last)
    in_time = classified(in_time, wanted)
    mine = _mine(literal(viewer.user_id))
    return _in_order(viewer, *(way & in_time for way in mine), today=today)


def promised_rows(db: Database, viewer: Viewer, *, today: date) -> CustomerRows:
    """Return everybody to whom a contact is promised, whoever calls, in the order of the queue.

    Left out, as from the queue: those on whom the keys are dead, and those in the pool.
    """
    is_open = _C.next_on.is_null(False) & _C.owner.is_null(False) & ~_C.is_blocked
    return CustomerRows(db, _in_order(viewer, is_open, today=today), key_of_row=_key_of_row(today))


def _in_order(viewer: Viewer, *conditions: Expression, today: date) -> Listing:
    late = _C.next_on < literal(to_day_number(today))
    minute = Case(None, [(late, literal(0))], _C.next_minute)
    return Listing(viewer, conditions=conditions, order=(_C.next_on, minute, _C.id))


def _key_of_row(today: date) -> Callable[[CustomerRow], Key]:
    def key_of_row(row: CustomerRow) -> Key:
        promise = row.promise
        if promise is None:
            raise ValueError(row.id)
        late = promise.on < today
        timed = ALL_DAY if promise.minute is None else promise.minute
        return (to_day_number(promise.on), 0 if late else timed, row.id)

    return key_of_row


def figures(
    db: Database,
    viewer: Viewer,
    *,
    today: date,
    chosen: date,
    is_exact: bool,
    wanted: CustomerFilter = EVERYBODY,
) -> DueFigures:
    """Return the counts of the queue, from the same indexes."""
    day, last, user = to_day_number(today), to_day_number(chosen), viewer.user_id
    owned, helped = _figures(viewer, is_exact=is_exact, wanted=wanted)
    ((late, count),) = db.prepared_rows(owned, day, user, last)
    ((late_helped, count_helped),) = db.prepared_rows(helped, day, user, user, last)
    overdue = int(late or 0) + int(late_helped or 0)
    return DueFigures(overdue=overdue, due=int(count) + int(count_helped) - overdue)


@lru_cache(maxsize=64)
def _figures(
    viewer: Viewer, *, is_exact: bool, wanted: CustomerFilter
) -> tuple[Prepared, Prepared]:
    """Return the counts of the own and of the helped: values are today, user(s), chosen day."""

    def counted(value: SQL, way: int) -> Any:
        late = Case(None, [(_C.next_on < value, SQL("1"))], SQL("0"))
        in_time = (_C.next_on == value) if is_exact else (_C.next_on <= value)
        where = classified(_mine(value)[way] & in_time, wanted)
        return only_visible(_C.select(fn.SUM(late), fn.COUNT(_C.id)).where(where), viewer)

    return Prepared(lambda value: counted(value, 0)), Prepared(lambda value: counted(value, 1))


def timed_rows(
    db: Database, viewer: Viewer, *, on: date, after_minute: int, until_minute: int
) -> tuple[CustomerRow, ...]:
    """Return the viewer's callbacks of a day whose minute lies in (after, until], by time."""
    found: list[CustomerRow] = []
    for mine in _mine(viewer.user_id):
        query = _C.select(*ROW_COLUMNS).where(
            mine
            & (_C.next_on == on)
            & (_C.next_minute > after_minute)
            & (_C.next_minute <= until_minute)
        )
        found.extend(row_of(row) for row in db.rows(only_visible(query, viewer).tuples()))
    return tuple(
        sorted(found, key=lambda row: (row.promise.sort_key() if row.promise else (), row.id))
    )


def fresh_rows(
    db: Database, viewer: Viewer, *, limit: int, wanted: CustomerFilter = EVERYBODY
) -> tuple[CustomerRow, ...]:
    """Return the viewer's own leads that were never contacted and have no promise, by id."""
    is_fresh = (
        (_C.owner == viewer.user_id)
        & _C.next_on.is_null()
        & _C.last_follow_up_at.is_null()
        & ~_C.is_blocked
    )
    query = _C.select(*ROW_COLUMNS).where(classified(is_fresh, wanted))
    query = query.order_by(_C.id).limit(limit)
    return tuple(row_of(row) for row in db.rows(only_visible(query, viewer).tuples()))
