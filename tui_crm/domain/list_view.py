"""How somebody looks at the list of customers: order, filters, columns and place; kept as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import (
    MAX_DAYS,
    CustomerFilter,
    CustomerSort,
    Due,
    Facet,
    FacetValue,
    LastContact,
    SortKey,
)

MOST_CELLS = 60
"""The widest that a column can be made."""
LEAST_CELLS = 2
VIEW_KEYS = tuple("123456789")
"""The keys that a saved view can have: pressed after `g`."""

_CODES: Mapping[Facet, type[Kind] | type[Due] | type[LastContact]] = {
    Facet.KIND: Kind,
    Facet.DUE: Due,
    Facet.LAST_CONTACT: LastContact,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """A column in the user's order. `cells` is the width that he gave it, 0 for its own."""

    id: str
    cells: int = 0
    is_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A view of the list. `columns` is empty where they are as shipped; `place` is a row's id."""

    sort: CustomerSort = field(default_factory=CustomerSort)
    wanted: CustomerFilter = field(default_factory=CustomerFilter)
    columns: tuple[ColumnChoice, ...] = ()
    place: int | None = None


def ordered(choices: Iterable[ColumnChoice], known: Iterable[str]) -> tuple[ColumnChoice, ...]:
    """Return the choices of the columns that are `known`, then the known ones without a choice."""
    wanted = set(known)
    chosen = tuple(each for each in choices if each.id in wanted)
    missing = wanted - {each.id for each in chosen}
    return (*chosen, *(ColumnChoice(id=each, is_shown=False) for each in known if each in missing))


def as_json(view: ListView) -> str:
    """Return the view as JSON."""
    wanted = {facet.value: sorted(view.wanted.chosen(facet), key=str) for facet in Facet}
    return json.dumps(
        {
            "sort": [view.sort.key.value, view.sort.is_descending],
            "filter": wanted,
            "days": [view.wanted.due_days, view.wanted.contact_days],
            "columns": [[each.id, each.cells, each.is_shown] for each in view.columns],
            "place": view.place,
        }
    )


def from_json(text: str) -> ListView:
    """Return the view that `as_json` wrote; what is damaged, or not known here, is left out."""
    try:
        stored = json.loads(text)
    except ValueError:
        return ListView()
    if not isinstance(stored, dict):
        return ListView()
    place = stored.get("place")
    return ListView(
        sort=_sort(stored.get("sort")),
        wanted=_filter(stored.get("filter"), stored.get("days")),
        columns=_columns(stored.get("columns")),
        place=place if isinstance(place, int) else None,
    )


def _sort(stored: Any) -> CustomerSort:
    match stored:
        case [str(key), bool(is_descending)] if key in list(SortKey):
            return CustomerSort(key=SortKey(key), is_descending=is_descending)
    return CustomerSort()


def _filter(stored: Any, days: Any) -> CustomerFilter:
    wanted = CustomerFilter()
    match days:
        case [int(due), int(contact)] if min(due, contact) >= 0 and max(due, contact) <= MAX_DAYS:
            wanted = CustomerFilter(due_days=due, contact_days=contact)
    if not isinstance(stored, dict):
        return wanted
    for facet in Facet:
        values = stored.get(facet.value)
        if isinstance(values, list):
            wanted = wanted.with_chosen(facet, _values(facet, values))
    return wanted


def _values(facet: Facet, stored: list[Any]) -> list[FacetValue]:
    if (codes := _CODES.get(facet)) is not None:
        return [codes(each) for each in stored if each in list(codes)]
    if facet in (Facet.DO_NOT_CALL, Facet.ARCHIVED):
        return [each for each in stored if isinstance(each, bool)]
    return [
        each
        for each in stored
        if each is None or (isinstance(each, int) and not isinstance(each, bool))
    ]


def _columns(stored: Any) -> tuple[ColumnChoice, ...]:
    found: dict[str, ColumnChoice] = {}
    for each in stored if isinstance(stored, list) else ():
        match each:
            case [str(name), int(cells), bool(is_shown)]:
                width = 0 if cells < LEAST_CELLS else min(cells, MOST_CELLS)
                found.setdefault(name, ColumnChoice(id=name, cells=width, is_shown=is_shown))
    return tuple(found.values())
