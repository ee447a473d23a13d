"""A list whose order no index has: its ids are gathered once, and pages are read by id."""

from array import array
from collections.abc import Sequence
from threading import Lock

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.paging import Key, Outline
from tui_crm.domain.viewer import Viewer
from tui_crm.store import customers
from tui_crm.store.gathering import Gathering, Ids

HEAD_ROWS = 256
"""Rows that can be read before all are gathered: the first block of a list."""
MOST_LED_TO = 16 * HEAD_ROWS
"""Up to so many are found like the first ones, for whoever goes down while all are gathered."""


class GatheredRows:
    """The customers that a gathering finds, in its order, as they were when it was asked.

    Made with the first rows; the others are gathered when they are asked for, at the latest by
    `outline`, which gathers anew each time: a list that is read again shows who is on it by then.
    A key holds the place and the id, so that it leads to the row wherever that has moved.
    """

    def __init__(self, db: Database, viewer: Viewer, gathering: Gathering) -> None:
        self._db = db
        self._viewer = viewer
        self._gathering = gathering
        self._lock = Lock()
        self._ids: Ids | None = None
        self._is_fresh = True
        head = gathering.head(HEAD_ROWS)
        self._head = array("i") if head is None else head
        if head is None:
            self._ids = gathering.all()
        elif len(head) < HEAD_ROWS:
            self._ids = head
        gathering.be_open()

    def key_of(self, row: CustomerRow) -> Key:
        """Return where the row stands; one that is not on the list stands at its end."""
        ids = self._head if self._ids is None else self._ids
        place = _found(ids, row.id)
        return (len(ids) if place is None else place, row.id)

    def first(self, limit: int) -> Sequence[CustomerRow]:
        """Return the first rows."""
        is_in_head = self._ids is None and limit <= len(self._head)
        ids = self._head if is_in_head else self._all()
        return self._rows(ids[:limit])

    def last(self, limit: int) -> Sequence[CustomerRow]:
        """Return the last rows, in the list's order."""
        if self._ids is None:
            tail = self._gathering.head(limit, is_from_end=True)
            if tail is not None:
                return self._rows(tail[::-1])
        ids = self._all()
        return self._rows(ids[max(0, len(ids) - limit) :])

    def after(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows behind `key`."""
        ids = self._reaching(key, limit + 1)
        place, is_there = _place(ids, key)
        start = place + is_there
        return self._rows(ids[start : start + limit])

    def before(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows that lead up to `key`, in the list's order."""
        ids = self._reaching(key, 1)
        place, _ = _place(ids, key)
        return self._rows(ids[max(0, place - limit) : place])

    def count(self) -> int:
        """Return how many rows there are."""
        return self._gathering.count() if self._ids is None else len(self._ids)

    def outline(self, every: int, near: CustomerRow | None) -> Outline[Key]:
        """Gather anew; return count, anchors and the position of `near`."""
        former = self._head if self._ids is None else self._ids
        ids = self._anew()
        position = 0 if near is None else _position(former, ids, near.id)
        places = range(every - 1, len(ids), every)
        return Outline(
            count=len(ids),
            anchors=tuple((place, ids[place]) for place in places),
            position=position,
        )

    def _reaching(self, key: Key, rows: int) -> Ids:
        """Return the ids as far as `rows` from `key` on, or all: gathering does not hold the keys.

        The lock is not waited for while the row of the key is among the first.
        """
        ids, reach = self._head, int(key[0]) + rows if isinstance(key[0], int) else 0
        if self._ids is not None or reach > MOST_LED_TO or key[1] not in ids:
            return self._all()
        if reach > len(ids):
            wanted = min(MOST_LED_TO, max(reach, 2 * len(ids)))
            further = self._gathering.head(wanted)
            if further is None:
                return self._all()
            self._head = ids = further
        return ids

    def _all(self) -> Ids:
        """Return the ids of the whole list, gathered now if they were not."""
        with self._lock:
            if self._ids is None:
                self._ids = self._gathering.all()
            return self._ids

    def _anew(self) -> Ids:
        """Return the ids as they are now; those that were gathered at the opening are."""
        if self._is_fresh:
            self._is_fresh = False
            return self._all()
        ids = self._gathering.all()
        with self._lock:
            self._ids = ids
        return ids

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
    following = former[stood_at + 1 : stood_at + 1 + HEAD_ROWS]
    ranks = {row_id: rank for rank, row_id in enumerate(following)}
    left = [(ranks[row_id], place) for place, row_id in enumerate(ids) if row_id in ranks]
    return min(left)[1] if left else min(stood_at, len(ids))
