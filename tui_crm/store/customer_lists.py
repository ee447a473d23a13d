"""The lists of customers: opened by filter and order, counted by facet, gone through by id."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from peewee import Expression, fn

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import (
    LIST_FACETS,
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
from tui_crm.store import facets, live_rows
from tui_crm.store.filters import FilterDays, conditions
from tui_crm.store.gathered import GatheredRows
from tui_crm.store.gathering import Gathered
from tui_crm.store.gathering_indexed import IndexedGathering
from tui_crm.store.gathering_ranked import RankedGathering
from tui_crm.store.models import CustomerTable
from tui_crm.store.text_filter import TextFilter, text_conditions
from tui_crm.store.visibility import only_visible

PAGE_IDS = 5_000
"""Ids read at a time by `ids_in_pages`."""

_DATES_ALONE = ((Facet.DUE, Facet.ARCHIVED), (Facet.LAST_CONTACT, Facet.ARCHIVED))
"""What the indexes of dates answer better than the index of facets."""
_OF_ORDER = {SortKey.NEXT_CONTACT: _DATES_ALONE[0], SortKey.LAST_CONTACT: _DATES_ALONE[1]}
"""What the index of an order answers alone."""

_WITHOUT: Mapping[SortKey, tuple[Facet, FacetValue]] = {
    SortKey.NEXT_CONTACT: (Facet.DUE, Due.NONE),
    SortKey.LAST_CONTACT: (Facet.LAST_CONTACT, LastContact.NEVER),
}
"""The facet that looks at the date of an order, and its value for those who have none."""

_C = CustomerTable
_INDEXED: Mapping[SortKey, tuple[Any, ...]] = {
    SortKey.NAME: (_C.sort_name,),
    SortKey.COMPANY: (_C.sort_company,),
    SortKey.NEXT_CONTACT: (_C.next_on, _C.next_minute),
    SortKey.LAST_CONTACT: (_C.last_follow_up_at,),
    SortKey.CREATED: (_C.created_at,),
}
"""The columns of the indexes that orders have; the other orders are those of lists of values."""


def _where(
    db: Database, wanted: CustomerFilter, days: FilterDays, text: TextFilter | None
) -> list[Expression]:
    return [*conditions(wanted, days).values(), *_text_parts(db, text)]


def _text_parts(db: Database, text: TextFilter | None) -> list[Expression]:
    return [] if text is None else text_conditions(db, text)


def _filtered(query: Any, parts: Sequence[Expression]) -> Any:
    return query.where(*parts) if parts else query


def opened(
    db: Database,
    viewer: Viewer,
    *,
    wanted: CustomerFilter,
    sort: CustomerSort,
    days: FilterDays,
    text: TextFilter | None,
    ranks: Sequence[int],
    go_on: Callable[[], bool],
) -> KeysetQuery[CustomerRow, Key]:
    """Return the list. `ranks` are the ids by which a classification or the owner is ordered.

    `text` is what the text of `wanted` asks, here as below.
    """
    is_of_order = not wanted.text and wanted.active_facets() == _OF_ORDER.get(sort.key)
    days = replace(days, is_along_facets=not is_of_order)
    by_facet, by_text = conditions(wanted, days), _text_parts(db, text)
    parts = [*by_facet.values(), *by_text]
    among_archived = [by_facet[each] for each in by_facet if each is not Facet.ARCHIVED]
    has_archived = not wanted.archived or True in wanted.archived
    if len(parts) == 1 and not has_archived and sort.key in live_rows.LIVE:
        return live_rows.all_rows(db, viewer, key=sort.key, is_descending=sort.is_descending)
    has_valued, has_rest = _sides(wanted, sort.key)
    gathered = Gathered(
        conditions=tuple(parts),
        among_archived=(*among_archived, *by_text),
        is_descending=sort.is_descending,
        has_kept=not wanted.archived or False in wanted.archived,
        has_archived=has_archived,
        can_walk=text is None or text.is_along_rows,
        is_of_order=is_of_order,
        has_valued=has_valued,
        has_rest=has_rest,
        go_on=go_on,
    )
    if (columns := _INDEXED.get(sort.key)) is not None:
        return GatheredRows(db, viewer, IndexedGathering(db, viewer, gathered, by=columns))
    ranked = RankedGathering(
        db,
        viewer,
        gathered,
        column=getattr(_C, sort.key.value),
        ranks=ranks,
        can_leap=_can_leap(wanted, sort.key),
    )
    return GatheredRows(db, viewer, ranked)


def _can_leap(wanted: CustomerFilter, key: SortKey) -> bool:
    """Whether SQLite leaps to a value: past columns of few values, of which none is asked for."""
    is_asked = any(wanted.chosen(facet) for facet in LIST_FACETS)
    return key is not SortKey.OWNER and not is_asked


def _sides(wanted: CustomerFilter, key: SortKey) -> tuple[bool, bool]:
    """Return whether those may be asked for who have what they are ordered by, and who have not."""
    if key not in _WITHOUT:
        return True, True
    facet, nothing = _WITHOUT[key]
    chosen = wanted.chosen(facet)
    return chosen != {nothing}, not chosen or nothing in chosen


def counted(
    db: Database,
    viewer: Viewer,
    *,
    wanted: CustomerFilter,
    days: FilterDays,
    text: TextFilter | None,
    go_on: Callable[[], bool],
) -> FacetCounts:
    """Return the counts of all facets; raises CrmError cancelled once `go_on` says no."""
    parts = _text_parts(db, text)
    return facets.counts(db, viewer, wanted, days, besides=parts, go_on=go_on)


def number(
    db: Database,
    viewer: Viewer,
    *,
    wanted: CustomerFilter,
    days: FilterDays,
    text: TextFilter | None,
) -> int:
    """Return how many are on the list, by one statement."""
    days = replace(days, is_along_facets=wanted.active_facets() not in _DATES_ALONE)
    query = _filtered(_C.select(fn.COUNT(_C.id)), _where(db, wanted, days, text))
    return int(db.scalar(only_visible(query, viewer).tuples()) or 0)


def ids_in_pages(
    db: Database,
    viewer: Viewer,
    *,
    wanted: CustomerFilter,
    days: FilterDays,
    text: TextFilter | None,
) -> Iterator[Sequence[int]]:
    """Yield the ids of all who are on the list, ascending, in pages."""
    last = 0
    parts = _where(db, wanted, days, text)
    while True:
        query = _filtered(_C.select(_C.id).where(_C.id > last), parts)
        query = query.order_by(_C.id).limit(PAGE_IDS)
        page = [row[0] for row in db.rows(only_visible(query, viewer).tuples())]
        if page:
            yield page
        if len(page) < PAGE_IDS:
            return
        last = page[-1]
