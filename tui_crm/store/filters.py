"""Who is on a list: the filter of a list of customers, as conditions on their columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import SQL, Expression, fn

from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import (
    LIST_FACETS,
    QUEUE_FACETS,
    CustomerFilter,
    Due,
    Facet,
    FacetValue,
    LastContact,
)
from tui_crm.store.fields import to_day_number, to_microseconds
from tui_crm.store.models import CustomerTable

_C = CustomerTable
_NEVER = 2**62
"""Later than any day number and any instant, and within 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterDays:
    """What the words of a filter mean now: days of the team, and an aware instant.

    `soon_until` is the last day that counts as soon, `recent_since` where the first day that
    counts as recent begins. `is_along_facets` has dates compared in a way that only the index of
    facets answers: any other one that a planner may take costs a look-up for each row.
    """

    today: date
    soon_until: date
    recent_since: datetime
    is_along_facets: bool = False


def conditions(wanted: CustomerFilter, days: FilterDays) -> dict[Facet, Expression]:
    """Return a condition for each facet that leaves somebody out; all must hold."""
    return {
        facet: has_one_of(facet, wanted.chosen(facet), days) for facet in wanted.active_facets()
    }


def classified(condition: Expression, wanted: CustomerFilter) -> Expression:
    """Return `condition` and what `wanted` asks of classifications and kind, in literals."""
    for facet in QUEUE_FACETS:
        if not wanted.passes_everybody(facet):
            condition &= has_one_of(facet, wanted.chosen(facet), None)
    return condition


def has_one_of(facet: Facet, chosen: frozenset[FacetValue], days: FilterDays | None) -> Expression:
    """Return the condition that a customer has one of the values of `chosen` in `facet`.

    Without `days` only for facets that ask for no day.
    """
    if facet in LIST_FACETS:
        return _listed(getattr(_C, facet.value), chosen)
    if facet is Facet.OWNER:
        return _owned(chosen)
    by_day = None if days is None else _BY_DAY.get(facet)
    conditions_of = _DAYLESS[facet]() if by_day is None or days is None else by_day(days)
    return _any_of([conditions_of[value] for value in sorted(chosen, key=str)])


def _listed(column: Any, chosen: frozenset[FacetValue]) -> Expression:
    ids = sorted(int(value) for value in chosen if value is not None)
    parts = []
    if ids:
        parts.append(column.in_([SQL(str(each)) for each in ids]))
    if None in chosen:
        parts.append(column.is_null(True))
    return _any_of(parts)


def _owned(chosen: frozenset[FacetValue]) -> Expression:
    """Return "owned or helped by one of them", None being the pool."""
    people = chosen - {None}
    own = _listed(_C.owner, chosen)
    if not people:
        return own
    return own | (_C.owner.is_null(False) & _listed(_C.second_owner, people))


def _any_of(parts: list[Expression]) -> Expression:
    first, *others = parts
    for part in others:
        first |= part
    return first


def _kinds() -> Mapping[FacetValue, Expression]:
    return {kind: _C.kind == SQL(f"'{kind.value}'") for kind in Kind}


def _dues(days: FilterDays) -> Mapping[FacetValue, Expression]:
    today = SQL(str(to_day_number(days.today)))
    soon_until = SQL(str(to_day_number(days.soon_until)))
    early, late = _dates(_C.next_on, days)
    return {
        Due.OVERDUE: late < today,
        Due.TODAY: early == today,
        Due.SOON: (early > today) & (early <= soon_until),
        Due.LATER: early > soon_until,
        Due.NONE: _C.next_on.is_null(True),
    }


def _dates(column: Any, days: FilterDays) -> tuple[Any, Any]:
    """Return the column twice; along the facets nothing counts as early, then as late."""
    if not days.is_along_facets:
        return column, column
    return fn.COALESCE(column, SQL("0")), fn.COALESCE(column, SQL(str(_NEVER)))


def _contacts(days: FilterDays) -> Mapping[FacetValue, Expression]:
    since = SQL(str(to_microseconds(days.recent_since)))
    last = _C.last_follow_up_at
    early, late = _dates(last, days)
    return {
        LastContact.NEVER: last.is_null(True),
        LastContact.RECENT: early >= since,
        LastContact.LONG_AGO: late < since,
    }


def _refusals() -> Mapping[FacetValue, Expression]:
    return {True: _C.is_do_not_call & SQL("TRUE"), False: ~_C.is_do_not_call}


def _archives(days: FilterDays) -> Mapping[FacetValue, Expression]:
    at, zero = _C.archived_at, SQL("0")
    if days.is_along_facets:
        return {True: fn.COALESCE(at, zero) != zero, False: fn.COALESCE(at, zero) == zero}
    return {True: at.is_null(False), False: at.is_null(True)}


_DAYLESS: Mapping[Facet, Callable[[], Mapping[FacetValue, Expression]]] = {
    Facet.KIND: _kinds,
    Facet.DO_NOT_CALL: _refusals,
}
_BY_DAY: Mapping[Facet, Callable[[FilterDays], Mapping[FacetValue, Expression]]] = {
    Facet.DUE: _dues,
    Facet.LAST_CONTACT: _contacts,
    Facet.ARCHIVED: _archives,
}
