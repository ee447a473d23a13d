"""Gathering the ids of a filtered list in an order that has an index."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import Any

from peewee import OP, SQL, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.viewer import Viewer
from tui_crm.store.gathering import Gathered, Gathering, Ids
from tui_crm.store.models import CustomerTable

_SORTED_AT_ONCE = 1_000

_Part = tuple[Sequence[Any], Sequence[Any], Sequence[Any]]
"""What passes, the order that is walked, and what of it is looked at."""

_C = CustomerTable
_IS_KEPT = _C.archived_at.is_null(True)
_DATES = (_C.next_on, _C.last_follow_up_at)
"""What orders and the index of facets both hold."""


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
