"""Gathering the ids of a filtered list in an order that has an index."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

from peewee import OP, SQL, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.viewer import Viewer
from tui_crm.store import gathering
from tui_crm.store.gathering import Gathered, Gathering, Ids
from tui_crm.store.models import CustomerTable

_SORTED_AT_ONCE = 1_000

_C = CustomerTable
_IS_KEPT = _C.archived_at.is_null(True)
_DATES = (_C.next_on, _C.last_follow_up_at, _C.created_at)
"""What the index of facets holds of the orders, with the minute of the first."""


class IndexedGathering(Gathering):
    """In the order of an index: of the columns `by`, of which the first may be null."""

    def __init__(
        self, db: Database, viewer: Viewer, wanted: Gathered, *, by: Sequence[Any]
    ) -> None:
        super().__init__(db, viewer, wanted)
        self._by = tuple(by)
        self._is_along_facets = any(self._by[0] is each for each in _DATES)

    def all(self) -> Ids:
        """Return the ids of the whole list."""
        few = self._few(self._conditions, gathering.FEW)
        if few is not None:
            return self._sorted([row[0] for row in few])
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
        if not self._wanted.can_walk:
            return None
        if not self._wanted.has_archived:
            return self._kept_head(limit, is_from_end=is_from_end)
        archived = self._archived_head(limit, is_from_end=is_from_end)
        if not self._wanted.has_kept:
            return archived
        both = self._sorted([*self._kept_head(limit, is_from_end=is_from_end), *archived])
        return (both[::-1] if is_from_end else both)[:limit]

    def _kept_head(self, limit: int, *, is_from_end: bool) -> Ids:
        """Return the first who are not archived: whoever has a value stands before the rest."""
        parts = [True] * self._wanted.has_valued
        parts += [False] * (self._wanted.has_rest and self._by[0].null)
        found, are_many = array("i"), False
        for has_value in reversed(parts) if is_from_end else parts:
            wanted = limit - len(found)
            walk = self._walked_of_those if has_value else self._walked_of_the_rest
            walked = walk(wanted, is_from_end=is_from_end)
            if walked is None and self._is_along_facets:
                return self._best(limit, is_from_end=is_from_end)
            if walked is None and not are_many:
                few = self._few(self._kept(), gathering.FEW)
                if few is not None:
                    whole = self._sorted([row[0] for row in few])
                    return (whole[::-1] if is_from_end else whole)[:limit]
                are_many = True
            if walked is None:
                walked = self._far_apart(wanted, has_value=has_value, is_from_end=is_from_end)
            found.extend(walked)
            if len(found) >= limit:
                break
        return found

    def _walked_of_those(self, wanted: int, *, is_from_end: bool) -> Sequence[int] | None:
        """Return the first who have a value, or None where they are not met soon."""
        passes, where = self._conditions, (_IS_KEPT, self._by[0].is_null(False))
        if self._wanted.is_of_order:
            # Then the index leads to the first of them, however many others stand before.
            passes, where = (), (*where, *self._conditions)
        is_rising = self._is_descending is is_from_end
        return self._walked(passes, wanted, along=self._by, where=where, is_rising=is_rising)

    def _walked_of_the_rest(self, wanted: int, *, is_from_end: bool) -> Sequence[int] | None:
        """Return the first who have no value, by id, or None where they are not met soon."""
        passes = (*self._conditions, self._by[0].is_null(True))
        is_rising = self._is_descending is is_from_end
        return self._walked(passes, wanted, along=(), where=(_IS_KEPT,), is_rising=is_rising)

    def _far_apart(self, wanted: int, *, has_value: bool, is_from_end: bool) -> Sequence[int]:
        """Return the first who have a value, or have none, where their order leads past many."""
        return self._met(
            self._kept(),
            wanted,
            along=self._by if has_value else (),
            where=(_IS_KEPT, self._by[0].is_null(not has_value)),
            is_rising=self._is_descending is is_from_end,
        )

    def _best(self, limit: int, *, is_from_end: bool) -> Ids:
        """Return the first who are not archived, by one pass over the index of facets."""
        query = self._select(self._kept(), _C.id)
        query = query.order_by(*self._order(is_from_end=is_from_end)).limit(limit)
        return array("i", (row[0] for row in self._db.rows(query)))

    def _kept(self) -> tuple[Expression, ...]:
        """Return who is wanted and not archived, in words that only the index of facets answers."""
        if not self._wanted.has_archived:
            return self._conditions
        return (*self._conditions, ~_is_archived())

    def _archived_head(self, limit: int, *, is_from_end: bool) -> Ids:
        """Return the first of those who are archived, by their own index."""
        conditions = [_C.archived_at.is_null(False)]
        if self._wanted.among_archived:
            # The sum keeps the engine from looking up whoever is among them, to sort them then.
            among = self._select((*self._wanted.among_archived, _is_archived()), _C.id)
            conditions.append((_C.id + SQL("0")).in_(among))
        query = self._select(conditions, _C.id)
        query = query.order_by(*self._order(is_from_end=is_from_end)).limit(limit)
        return array("i", (row[0] for row in self._db.rows(query)))

    def _order(self, *, is_from_end: bool = False) -> list[Any]:
        """Return the order in words of the engine, who has no value last, or all from the end."""
        is_rising = self._is_descending is is_from_end
        # The sum keeps the engine from walking another index, since each one ends in the id.
        parts = (*self._by, _C.id + SQL("0"))
        order = [part.asc() if is_rising else part.desc() for part in parts]
        if self._by[0].null:
            is_last = self._by[0].is_null(True)
            order.insert(0, is_last.desc() if is_from_end else is_last.asc())
        return order

    def _sorted(self, ids: Sequence[int]) -> Ids:
        """Return `ids` in their order: whoever has a value stands before the rest."""
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
        return array("i", [*(row[-1] for row in valued), *rest])

    def _sorted_by_engine(self) -> Ids:
        query = self._select(self._conditions, _C.id).order_by(*self._order())
        return array("i", (row[0] for page in self._pages(query) for row in page))


def _is_archived() -> Expression:
    zero = SQL("0")
    return fn.COALESCE(_C.archived_at, zero) != zero


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
