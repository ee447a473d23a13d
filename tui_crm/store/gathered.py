"""A list whose order no index has: its ids are gathered once, and pages are read by id."""

from array import array
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.paging import Key, Outline
from tui_crm.domain.viewer import Viewer
from tui_crm.store import customers

Ids: TypeAlias = "array[int]"
"""Ids of customers, four bytes each."""

NEAR_ROWS = 256
"""How many rows behind one that has gone are looked for in its stead."""


class GatheredRows:
    """The customers whose ids `gather` returns, in its order, as they were when it was called.

    `outline` gathers anew: a list that is read again shows who is on it by then. A key holds the
    place and the id, so that it leads to the row wherever it has moved.
    """

    def __init__(self, db: Database, viewer: Viewer, gather: Callable[[], Ids]) -> None:
        self._db = db
        self._viewer = viewer
        self._gather = gather
        self._ids = gather()

    def key_of(self, row: CustomerRow) -> Key:
        """Return where the row stands; one that is not on the list stands at its end."""
        ids = self._ids
        place = _found(ids, row.id)
        return (len(ids) if place is None else place, row.id)

    def first(self, limit: int) -> Sequence[CustomerRow]:
        """Return the first rows."""
        return self._rows(self._ids[:limit])

    def last(self, limit: int) -> Sequence[CustomerRow]:
        """Return the last rows, in the list's order."""
        return self._rows(self._ids[-limit:] if limit else self._ids[:0])

    def after(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows behind `key`."""
        ids = self._ids
        place, is_there = _place(ids, key)
        start = place + is_there
        return self._rows(ids[start : start + limit])

    def before(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows that lead up to `key`, in the list's order."""
        ids = self._ids
        place, _ = _place(ids, key)
        return self._rows(ids[max(0, place - limit) : place])

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._ids)

    def outline(self, every: int, near: CustomerRow | None) -> Outline[Key]:
        """Gather anew; return count, anchors and the position of `near`."""
        former, ids = self._ids, self._gather()
        self._ids = ids
        position = 0 if near is None else _position(former, ids, near.id)
        places = range(every - 1, len(ids), every)
        return Outline(
            count=len(ids),
            anchors=tuple((place, ids[place]) for place in places),
            position=position,
        )

    def _rows(self, ids: Ids) -> Sequence[CustomerRow]:
        return customers.rows(self._db, self._viewer, ids)


def _found(ids: Ids, wanted: int) -> int | None:
    try:
        return ids.index(wanted)
    except ValueError:
        return None


def _place(ids: Ids, key: Key) -> tuple[int, bool]:
    """Return where the row of `key` stands and True; if it has gone, where it stood and False."""
    place, row_id = key
    if not isinstance(place, int) or not isinstance(row_id, int):
        raise TypeError(key)
    if place < len(ids) and ids[place] == row_id:
        return place, True
    moved_to = _found(ids, row_id)
    return (min(place, len(ids)), False) if moved_to is None else (moved_to, True)


def _position(former: Ids, ids: Ids, wanted: int) -> int:
    """Return where `wanted` stands in `ids`, else where the next one of `former` that is left."""
    place = _found(ids, wanted)
    if place is not None:
        return place
    stood_at = _found(former, wanted)
    if stood_at is None:
        return 0
    following = former[stood_at + 1 : stood_at + 1 + NEAR_ROWS]
    ranks = {row_id: rank for rank, row_id in enumerate(following)}
    left = [(ranks[row_id], place) for place, row_id in enumerate(ids) if row_id in ranks]
    return min(left)[1] if left else min(stood_at, len(ids))
