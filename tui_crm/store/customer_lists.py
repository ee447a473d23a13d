"""The lists of customers: opened by filter and order, counted by facet, gone through by id."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from peewee import SQL, Case, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import (
    CustomerFilter,
    CustomerSort,
    Due,
    Facet,
    FacetCounts,
    FacetValue,
    LastContact,
    SortKey,
)
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.viewer import Viewer
from tui_crm.store import find
from tui_crm.store.filters import FilterDays, conditions, has_one_of
from tui_crm.store.gathered import GatheredRows, Ids
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible

PAGE_IDS = 5_000
"""Ids read at a time by `ids_in_pages`."""

_C = CustomerTable


def _where(db: Database, wanted: CustomerFilter, days: FilterDays) -> list[Expression]:
    parts = list(conditions(wanted, days).values())
    if words := find.words_of(wanted.text):
        parts.append(_C.id.in_(find.holding(db, words)))
    return parts


def _filtered(query: Any, parts: Sequence[Expression]) -> Any:
    return query.where(*parts) if parts else query


def opened(
    db: Database,
    viewer: Viewer,
    *,
    wanted: CustomerFilter,
    sort: CustomerSort,
    days: FilterDays,
    ranks: Sequence[int],
) -> KeysetQuery[CustomerRow, Key]:
    """Return the list. `ranks` are the ids by which a classification or the owner is ordered."""

    def gather() -> Ids:
        query = _filtered(_C.select(_C.id), _where(db, wanted, days))
        parts = _order(sort.key, ranks)
        order = [part.desc() if sort.is_descending else part.asc() for part in parts]
        rows = db.rows(only_visible(query.order_by(*order), viewer).tuples())
        return array("i", (row[0] for row in rows))

    return GatheredRows(db, viewer, gather)


def _order(key: SortKey, ranks: Sequence[int]) -> list[Any]:
    """Return what the list is ordered by, ascending; who has nothing there comes last."""
    if key is SortKey.NAME:
        return [_C.sort_name, _C.id]
    if key is SortKey.COMPANY:
        return [_C.company == "", _C.company, _C.id]
    if key is SortKey.NEXT_CONTACT:
        return [_C.next_on.is_null(), _C.next_on, _C.next_minute, _C.id]
    if key is SortKey.LAST_CONTACT:
        return [_C.last_follow_up_at.is_null(), _C.last_follow_up_at, _C.id]
    if key is SortKey.CREATED:
        return [_C.created_at, _C.id]
    column = getattr(_C, key.value)
    whens = [(column == value, SQL(str(rank))) for rank, value in enumerate(ranks)]
    last = SQL(str(len(ranks)))
    return [Case(None, whens, last) if whens else last, _C.id]


def counted(
    db: Database,
    viewer: Viewer,
    *,
    wanted: CustomerFilter,
    days: FilterDays,
    go_on: Callable[[], bool],
) -> FacetCounts | None:
    """Return the counts of all facets, or None once `go_on` says no."""
    active = conditions(wanted, days)
    parts = _where(db, wanted, days)
    text = parts[len(active) :]
    listed = int(
        db.scalar(only_visible(_filtered(_C.select(fn.COUNT(_C.id)), parts), viewer).tuples())
    )
    by_facet: dict[Facet, dict[FacetValue, int]] = {}
    for facet in Facet:
        if not go_on():
            return None
        others = [part for each, part in active.items() if each is not facet] + text
        by_facet[facet] = _facet_counts(db, viewer, facet, others, days)
    return FacetCounts(listed=listed, by_facet=by_facet)


def _facet_counts(
    db: Database, viewer: Viewer, facet: Facet, others: list[Expression], days: FilterDays
) -> dict[FacetValue, int]:
    fixed = {Facet.DUE: Due, Facet.LAST_CONTACT: LastContact}.get(facet)
    if fixed is not None:
        values: list[FacetValue] = list(fixed)
    elif facet is Facet.ARCHIVED:
        values = [True, False]
    else:
        column = getattr(_C, "is_do_not_call" if facet is Facet.DO_NOT_CALL else facet.value)
        query = _filtered(_C.select(column, fn.COUNT(_C.id)), others).group_by(column)
        rows = db.rows(only_visible(query, viewer).tuples())
        values = [row[0] for row in rows]
        if facet is not Facet.OWNER:
            return dict(rows)
        helpers = _filtered(_C.select(_C.second_owner), others).distinct()
        more = db.rows(only_visible(helpers, viewer).tuples())
        values += [row[0] for row in more if row[0] is not None and row[0] not in values]
    found: dict[FacetValue, int] = {}
    for value in values:
        condition = has_one_of(facet, frozenset({value}), days)
        query = _filtered(_C.select(fn.COUNT(_C.id)), [*others, condition])
        if count := int(db.scalar(only_visible(query, viewer).tuples())):
            found[value] = count
    return found


def ids_in_pages(
    db: Database, viewer: Viewer, *, wanted: CustomerFilter, days: FilterDays
) -> Iterator[Sequence[int]]:
    """Yield the ids of all who are on the list, ascending, in pages."""
    last = 0
    parts = _where(db, wanted, days)
    while True:
        query = _filtered(_C.select(_C.id).where(_C.id > last), parts)
        query = query.order_by(_C.id).limit(PAGE_IDS)
        page = [row[0] for row in db.rows(only_visible(query, viewer).tuples())]
        if page:
            yield page
        if len(page) < PAGE_IDS:
            return
        last = page[-1]
