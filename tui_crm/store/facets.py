"""How many customers each value of each facet would list: one pass over the index of facets."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from peewee import SQL, Case, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import (
    CustomerFilter,
    Facet,
    FacetCounts,
    FacetValue,
    values_of,
)
from tui_crm.domain.errors import CrmError
from tui_crm.domain.viewer import Viewer
from tui_crm.store.filters import FilterDays, conditions, has_one_of
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible

_C = CustomerTable
_PAGE = 5_000

INDEX = "customer_facets"
"""The index of facets, through which the planner leaps where it knows how often values repeat."""

_GROUPED = (
    *(_C.status, _C.level, _C.area, _C.industry, _C.owner, _C.second_owner, _C.kind),
    _C.is_do_not_call,
)
"""The first columns of `INDEX`: rows come grouped, nothing is sorted."""
_BUCKETED = (Facet.DUE, Facet.LAST_CONTACT, Facet.ARCHIVED)
"""The facets whose values are made of columns that hold many."""
_Group = Mapping[Facet, frozenset[FacetValue]]
"""The values that the customers of a group have; two owners where one helps the other."""


class _Tally:
    """The counts so far. `wanted` looks at the facets by which rows are grouped."""

    def __init__(self, wanted: CustomerFilter) -> None:
        self.listed = 0
        self.counts: dict[Facet, Counter[FacetValue]] = {facet: Counter() for facet in Facet}
        self._chosen = {
            facet: wanted.chosen(facet)
            for facet in wanted.active_facets()
            if facet not in _BUCKETED
        }

    def add(self, group: _Group, count: int) -> bool:
        """Count a group where it belongs; return whether it is listed."""
        failed = [facet for facet, chosen in self._chosen.items() if not group[facet] & chosen]
        if not failed:
            self.listed += count
        if len(failed) <= 1:
            for facet in failed or group:
                for value in group[facet]:
                    self.counts[facet][value] += count
        return not failed


def counts(
    db: Database,
    viewer: Viewer,
    wanted: CustomerFilter,
    days: FilterDays,
    *,
    besides: Sequence[Expression],
    go_on: Callable[[], bool],
) -> FacetCounts:
    """Return the counts of all facets; `besides` are conditions that all of them share.

    Raises CrmError cancelled soon after `go_on` has said no.
    """
    days = replace(days, is_along_facets=True)
    active = conditions(wanted, days)
    shared = [*besides, *(active[facet] for facet in _BUCKETED if facet in active)]
    summed = [facet for facet in _BUCKETED if facet not in active]
    sums = [(facet, value) for facet in summed for value in values_of(facet)]
    columns = [_count_of(facet, value, days) for facet, value in sums]
    query = _where(_C.select(*_GROUPED, fn.COUNT(_C.id), *columns), shared).group_by(*_GROUPED)
    tally = _Tally(wanted)
    for row in _rows(db, only_visible(query, viewer), go_on):
        if tally.add(_group_of(row), row[len(_GROUPED)]):
            for (facet, value), count in zip(sums, row[len(_GROUPED) + 1 :], strict=True):
                tally.counts[facet][value] += int(count)
    for facet in _BUCKETED:
        if facet in active:
            others = [*besides, *(part for each, part in active.items() if each is not facet)]
            values = values_of(facet)
            query = _where(_C.select(*(_count_of(facet, each, days) for each in values)), others)
            (row,) = _rows(db, only_visible(query, viewer), go_on)
            tally.counts[facet].update(
                {value: int(count or 0) for value, count in zip(values, row, strict=True)}
            )
    return FacetCounts(
        listed=tally.listed,
        by_facet={facet: dict(+found) for facet, found in tally.counts.items()},
    )


def _count_of(facet: Facet, value: FacetValue, days: FilterDays) -> Any:
    condition = has_one_of(facet, frozenset({value}), days)
    return fn.SUM(Case(None, [(condition, SQL("1"))], SQL("0")))


def _where(query: Any, parts: Sequence[Expression]) -> Any:
    return query.where(*parts) if parts else query


def _rows(db: Database, query: Any, go_on: Callable[[], bool]) -> Iterator[tuple[Any, ...]]:
    for page in db.pages(query.tuples(), rows=_PAGE):
        if not go_on():
            raise CrmError("cancelled")
        yield from page


def _group_of(row: Sequence[Any]) -> _Group:
    status, level, area, industry, owner, second_owner, kind, is_do_not_call = row[:8]
    owners = {owner} if owner is None or second_owner is None else {owner, second_owner}
    return {
        Facet.STATUS: frozenset({status}),
        Facet.LEVEL: frozenset({level}),
        Facet.AREA: frozenset({area}),
        Facet.INDUSTRY: frozenset({industry}),
        Facet.OWNER: frozenset(owners),
        Facet.KIND: frozenset({Kind(kind)}),
        Facet.DO_NOT_CALL: frozenset({bool(is_do_not_call)}),
    }
