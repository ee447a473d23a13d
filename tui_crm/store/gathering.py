"""Gathering the ids of a filtered list in its order, where no index has both."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, TypeAlias

from peewee import SQL, Case, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.errors import CrmError
from tui_crm.domain.viewer import Viewer
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible

Ids: TypeAlias = "array[int]"
"""Ids of customers, four bytes each."""

FEW = 16_000
"""Up to so many are fetched and sorted: as dear as finding them once more and walking an order."""
SHORT_WALK, LONG_WALK = 1_024, 16_384
"""Rows of an order that are looked at for a first page: a row costs about 4 µs at a million."""
LONG_WALK_BY_ID = 65_536
"""The same along the ids, where row stands beside row: each costs a tenth."""
_PAGE = 20_000

_C = CustomerTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Whom to gather, and in which direction.

    The indexes of the orders leave archived customers out: `has_kept` and `has_archived` say
    which of both are asked for, `among_archived` are the conditions but that. `can_walk` says that
    the conditions may be asked row by row, `is_of_order` that they ask for nothing but what the
    index of the order holds. `has_valued` and `has_rest` say whether those may be among them who
    have what they are ordered by, and those who have not. `go_on` is asked now and then until the
    list is open; where it says no, CrmError cancelled is raised.
    """

    conditions: tuple[Expression, ...]
    among_archived: tuple[Expression, ...]
    is_descending: bool
    has_kept: bool
    has_archived: bool
    can_walk: bool
    is_of_order: bool
    has_valued: bool
    has_rest: bool
    go_on: Callable[[], bool]


class Gathering(ABC):
    """How the ids of those who are wanted are found in an order, ties by id.

    Whoever has no value stands last in both directions.
    """

    def __init__(self, db: Database, viewer: Viewer, wanted: Gathered) -> None:
        self._db = db
        self._viewer = viewer
        self._wanted = wanted
        self._conditions = wanted.conditions
        self._is_descending = wanted.is_descending
        self._go_on = wanted.go_on

    @abstractmethod
    def all(self) -> Ids:
        """Return the ids of the whole list."""

    @abstractmethod
    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or with `is_from_end` the last in reverse, or None.

        None means that only the whole list tells. Fewer than `limit` are the whole list.
        """

    def be_open(self) -> None:
        """Gather for the list that is open now: whoever waited for its opening does no longer."""
        self._go_on = lambda: True

    def count(self) -> int:
        """Return how many there are."""
        return int(self._db.scalar(self._select(self._conditions, fn.COUNT(_C.id))) or 0)

    def _select(self, conditions: Sequence[Any], *columns: Any) -> Any:
        query = _C.select(*columns)
        if conditions:
            query = query.where(*conditions)
        return only_visible(query, self._viewer).tuples()

    def _pages(self, query: Any) -> Iterator[list[tuple[Any, ...]]]:
        for page in self._db.pages(query, rows=_PAGE):
            if not self._go_on():
                raise CrmError("cancelled")
            yield page

    def _few(
        self, conditions: Sequence[Any], most: int, *columns: Any
    ) -> list[tuple[Any, ...]] | None:
        """Return (id, `columns`) of all who meet `conditions`, None where they are over `most`."""
        query = self._select(conditions, _C.id, *columns)
        found = list(self._db.rows(query.limit(most + 1)))
        return found if len(found) <= most else None

    def _walked(
        self,
        passes: Sequence[Any],
        wanted: int,
        *,
        along: Sequence[Any],
        where: Sequence[Any],
        is_rising: bool,
    ) -> "Sequence[int] | None":
        """Return the first ids of an order that pass, or None where they are not met soon.

        Fewer than `wanted` are all there are.
        """
        query = self._select(where, _C.id, passing(passes)).order_by(
            *_ordered(along, is_rising=is_rising)
        )
        length, longest = SHORT_WALK, LONG_WALK if along else LONG_WALK_BY_ID
        while True:
            rows = self._db.rows(query.limit(length))
            found = [row[0] for row in rows if row[1]]
            if len(found) >= wanted or len(rows) < length:
                return found[:wanted]
            if length >= longest or len(found) * longest < wanted * length:
                return None
            # As far as it takes if they go on as they began, and half as far again.
            length = min(longest, 1 + length * wanted * 3 // (len(found) * 2))

    def _met(
        self,
        among: Sequence[Any],
        wanted: int,
        *,
        along: Sequence[Any],
        where: Sequence[Any],
        is_rising: bool,
    ) -> Sequence[int]:
        """Return the first ids of an order that are among those who meet `among`.

        Those are found first, by the index of facets, or all others where those are fewer. Then
        the order is walked by its own index, and no row is looked up for it: a step costs a
        twentieth of one of `_walked`.
        """
        # The sum keeps the engine from looking up whoever is among them, to sort them then.
        number = _C.id + SQL("0") if along else _C.id
        if self._are_most(among):
            is_one = number.not_in(self._select([passing(among) == SQL("0")], _C.id))
        else:
            is_one = number.in_(self._select(among, _C.id))
        query = self._select((*where, is_one), _C.id)
        query = query.order_by(*_ordered(along, is_rising=is_rising)).limit(wanted)
        return [row[0] for row in self._db.rows(query)]

    def _are_most(self, among: Sequence[Any]) -> bool:
        """Whether those who meet `among` are likely more than the others: a few are looked at."""
        query = self._select((), passing(among)).order_by(_C.id).limit(SHORT_WALK)
        flags = [bool(row[0]) for row in self._db.rows(query)]
        return 2 * sum(flags) > len(flags)


def passing(conditions: Sequence[Any]) -> Any:
    """Return 1 for whoever meets all of `conditions`, else 0; never null."""
    if not conditions:
        return SQL("1")
    return Case(None, [(reduce(and_, conditions), SQL("1"))], SQL("0"))


def _ordered(along: Sequence[Any], *, is_rising: bool) -> list[Any]:
    return [part.asc() if is_rising else part.desc() for part in (*along, _C.id)]
