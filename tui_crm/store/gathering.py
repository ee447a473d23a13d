"""Gathering the ids of a filtered list in its order, where no index has both."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, compress
from operator import and_
from typing import Any, TypeAlias

from peewee import OP, SQL, Case, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.errors import CrmError
from tui_crm.domain.viewer import Viewer
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible

Ids: TypeAlias = "array[int]"
"""Ids of customers, four bytes each."""

FEW = 16_000
"""Up to so many are fetched and sorted; more are dense enough to be met by walking an order."""
SHORT_WALK, LONG_WALK = 1_024, 16_384
"""Rows of an order that are looked at for a first page: a row costs about 4 µs at a million."""
_PAGE = 20_000
_SORTED_AT_ONCE = 1_000

_Part = tuple[Sequence[Any], Sequence[Any], Sequence[Any]]
"""What passes, the order that is walked, and what of it is looked at."""

_C = CustomerTable
_IS_KEPT = _C.archived_at.is_null(True)
_DATES = (_C.next_on, _C.last_follow_up_at)
"""What orders and the index of facets both hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Whom to gather, and in which direction.

    The indexes of the orders leave archived customers out: `has_archived` says that they do not
    help. `can_walk` says that the conditions may be asked row by row, `is_of_order` that they ask
    for nothing but what the index of the order holds. `go_on` is asked now and then; where it says
    no, CrmError cancelled is raised.
    """

    conditions: tuple[Expression, ...]
    is_descending: bool
    has_archived: bool
    can_walk: bool
    is_of_order: bool
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

    @abstractmethod
    def all(self) -> Ids:
        """Return the ids of the whole list."""

    @abstractmethod
    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or with `is_from_end` the last in reverse, or None.

        None means that they are too sparse to be met soon. Fewer than `limit` are the whole list.
        """

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
            if not self._wanted.go_on():
                raise CrmError("cancelled")
            yield page

    def _few(self, conditions: Sequence[Any]) -> list[int] | None:
        """Return the ids of all who meet `conditions`, or None where they are many."""
        found = self._db.rows(self._select(conditions, _C.id).limit(FEW + 1))
        return [row[0] for row in found] if len(found) <= FEW else None

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
        flag = Case(None, [(reduce(and_, passes), SQL("1"))], SQL("0")) if passes else SQL("1")
        order = [part.asc() if is_rising else part.desc() for part in (*along, _C.id)]
        for length in (SHORT_WALK, LONG_WALK):
            query = self._select(where, _C.id, flag).order_by(*order).limit(length)
            rows = self._db.rows(query)
            found = [row[0] for row in rows if row[1]]
            if len(found) >= wanted or len(rows) < length:
                return found[:wanted]
            if len(found) * LONG_WALK < wanted * SHORT_WALK:
                return None
        return None


class IndexedGathering(Gathering):
    """In the order of an index: of the columns `by`, of which the first may be null."""

    def __init__(
        self, db: Database, viewer: Viewer, wanted: Gathered, *, by: Sequence[Any]
    ) -> None:
        super().__init__(db, viewer, wanted)
        self._by = tuple(by)

    def all(self) -> Ids:
        """Return the ids of the whole list."""
        few = self._few(self._conditions)
        if few is not None:
            return self._sorted(few)
        if self._wanted.has_archived:
            return self._sorted_by_engine()
        listed = _flags(self._pages(self._select(self._conditions, _C.id)))
        order = [part.desc() if self._is_descending else part.asc() for part in (*self._by, _C.id)]
        where = (_IS_KEPT, self._by[0].is_null(False))
        found = array("i")
        for page in self._pages(self._select(where, _C.id).order_by(*order)):
            ids = [row[0] for row in page if row[0] < len(listed)]
            found.extend(compress(ids, map(listed.__getitem__, ids)))
            for each in ids:
                listed[each] = 0
        rest = array("i", compress(range(len(listed)), listed))
        found.extend(reversed(rest) if self._is_descending else rest)
        return found

    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or the last in reverse, or None; see `Gathering`."""
        if self._wanted.has_archived or not self._wanted.can_walk:
            return None
        is_rising = self._is_descending is is_from_end
        first = self._by[0]
        valued = (_IS_KEPT, first.is_null(False))
        parts: list[_Part] = [(self._conditions, self._by, valued)]
        if self._wanted.is_of_order:
            # Then the index leads to the first of them, however many others stand before.
            parts = [((), self._by, (*valued, *self._conditions))]
        if first.null:
            parts.append(((*self._conditions, first.is_null(True)), (), (_IS_KEPT,)))
        found = array("i")
        for passes, along, where in reversed(parts) if is_from_end else parts:
            walked = self._walked(
                passes, limit - len(found), along=along, where=where, is_rising=is_rising
            )
            if walked is None and along:
                walked = self._of_few_with_value(is_from_end=is_from_end)
            if walked is None:
                return None
            found.extend(walked[: limit - len(found)])
            if len(found) >= limit:
                return found
        return found

    def _of_few_with_value(self, *, is_from_end: bool) -> "Ids | None":
        """Return all who have a value, in order or from the end; None where they are many.

        Most of those on the list may have none: "never contacted" by next contact.
        """
        first = self._by[0]
        if all(first is not each for each in _DATES):
            return None
        zero = SQL("0")  # Compared so that the index of facets answers, and no other is taken.
        few = self._few((*self._conditions, fn.COALESCE(first, zero) != zero))
        if few is None:
            return None
        found = self._sorted(few)
        return found[::-1] if is_from_end else found

    def _sorted(self, ids: Sequence[int]) -> Ids:
        valued, rest = [], []
        for start in range(0, len(ids), _SORTED_AT_ONCE):
            listed = ", ".join(map(str, ids[start : start + _SORTED_AT_ONCE]))
            is_one = Expression(_C.id, OP.IN, SQL(f"({listed})"))
            for row in self._db.rows(self._select([is_one], _C.id, *self._by)):
                if row[1] is None:
                    rest.append(row[0])
                else:
                    valued.append((*row[1:], row[0]))
        valued.sort(reverse=self._is_descending)
        rest.sort(reverse=self._is_descending)
        return array("i", chain((row[-1] for row in valued), rest))

    def _sorted_by_engine(self) -> Ids:
        parts = (*self._by, _C.id)
        order = [part.desc() if self._is_descending else part.asc() for part in parts]
        query = self._select(self._conditions, _C.id)
        query = query.order_by(self._by[0].is_null(True), *order)
        return array("i", (row[0] for page in self._pages(query) for row in page))


class RankedGathering(Gathering):
    """In the order of a list of values: `ranks` are the values of `column`, the first first."""

    def __init__(
        self,
        db: Database,
        viewer: Viewer,
        wanted: Gathered,
        *,
        column: Any,
        ranks: Sequence[int],
    ) -> None:
        super().__init__(db, viewer, wanted)
        self._column = column
        values = ranks[::-1] if self._is_descending else ranks
        self._places: Mapping[Any, int] = {value: place for place, value in enumerate(values)}

    def all(self) -> Ids:
        """Return the ids of the whole list."""
        rest = len(self._places)
        buckets: list[list[int] | Ids] = [array("i") for _ in range(rest + 1)]
        for page in self._pages(self._select(self._conditions, _C.id, self._column)):
            for customer_id, value in page:
                buckets[self._places.get(value, rest)].append(customer_id)
        found = array("i")
        for place, bucket in enumerate(buckets):
            found.extend(sorted(bucket, reverse=self._is_descending))
            buckets[place] = []
        return found

    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or the last in reverse, or None; see `Gathering`."""
        if not self._wanted.can_walk:
            return None
        # One pass over the index of facets, which keeps the best so far.
        whens = [
            (self._column == SQL(str(value)), SQL(str(at))) for value, at in self._places.items()
        ]
        last = SQL(str(len(self._places)))
        place = Case(None, whens, last) if whens else last
        # The sum keeps the engine from walking along the ids, where those wanted are far apart.
        number = _C.id + SQL("0")
        is_rising = self._is_descending is is_from_end
        order = [place.desc() if is_from_end else place.asc()]
        order.append(number.asc() if is_rising else number.desc())
        query = self._select(self._conditions, _C.id).order_by(*order).limit(limit)
        return array("i", (row[0] for row in self._db.rows(query)))


def _flags(pages: Iterable[list[tuple[Any, ...]]]) -> bytearray:
    """Return a byte for each id up to the highest, 1 for those on the pages."""
    flags = bytearray()
    for page in pages:
        ids = [row[0] for row in page]
        highest = max(ids)
        if highest >= len(flags):
            flags.extend(bytes(highest + 1 - len(flags)))
        for each in ids:
            flags[each] = 1
    return flags
