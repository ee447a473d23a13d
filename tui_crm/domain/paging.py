"""A list of any length, read by key in pages: what a list and the store agree on.

Rows stand in a fixed order, and each has a key that says where. A page is read from a key
onwards, so that its cost does not grow with the place in the list (no OFFSET).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Identified(Protocol):
    """A row that can be recognised after a change: its `id` is unique in the list."""

    @property
    def id(self) -> int:
        """The stored id."""


RowT = TypeVar("RowT", bound=Identified)
KeyT = TypeVar("KeyT")
KeyT_co = TypeVar("KeyT_co", covariant=True)


Key = tuple[object, ...]
"""A key of the store: the values that a row is sorted by, its id last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline(Generic[KeyT_co]):
    """A whole list at one moment, without its rows.

    `anchors` holds the key of every n-th row: of the n-th, the 2n-th and so on, counted from one.
    `position` is where the row asked for stands, counted from zero; where it has gone, the place
    of the row that follows it (`count` if none does). `anchors` may be read only when asked for.

    Where `ends` are given, the list is to be read in blocks of at most n rows that end before
    these positions, and the anchors are the keys of the last rows of all blocks but the last.
    """

    count: int
    anchors: Sequence[KeyT_co]
    position: int = 0
    ends: Sequence[int] = ()


class KeysetQuery(Protocol[RowT, KeyT]):
    """One filtered and sorted list, read in pages; rows come in the list's order.

    Pages are read on the thread of the user interface, within milliseconds. `outline` is called
    on a worker thread, `count` on either. Everything may raise DatabaseUnusable.
    """

    def key_of(self, row: RowT) -> KeyT:
        """Return where `row` stands: what it is sorted by, and its id."""

    def first(self, limit: int) -> Sequence[RowT]:
        """Return the first rows, at most `limit`."""

    def last(self, limit: int) -> Sequence[RowT]:
        """Return the last rows, at most `limit`."""

    def after(self, key: KeyT, limit: int) -> Sequence[RowT]:
        """Return the rows that follow `key`, at most `limit`; the key's own row may be gone."""

    def before(self, key: KeyT, limit: int) -> Sequence[RowT]:
        """Return the rows that lead up to `key`, at most `limit`."""

    def count(self) -> int:
        """Return how many rows there are."""

    def outline(self, every: int, near: RowT | None) -> Outline[KeyT]:
        """Return the outline with an anchor at every `every`-th row and the position of `near`.

        May take a second. `near` is looked for by its id, so that it is found where a change has
        put it; reads one snapshot.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which rows are marked: those in `ids`, or with `is_inverted` all but those."""

    ids: frozenset[int] = frozenset()
    is_inverted: bool = False

    def __contains__(self, row_id: int) -> bool:
        return (row_id in self.ids) is not self.is_inverted

    def count(self, rows: int) -> int:
        """Return how many of a list of `rows` rows are marked."""
        return rows - len(self.ids) if self.is_inverted else len(self.ids)

    def toggled(self, row_id: int) -> "Marks":
        """Return these marks with that of one row turned over."""
        return Marks(ids=self.ids ^ {row_id}, is_inverted=self.is_inverted)

    def with_ids(self, row_ids: frozenset[int]) -> "Marks":
        """Return these marks with the rows of `row_ids` marked too."""
        ids = self.ids - row_ids if self.is_inverted else self.ids | row_ids
        return Marks(ids=ids, is_inverted=self.is_inverted)


class SequenceRows(Generic[RowT]):
    """A keyset query over rows that are in memory: for lists that are short by nature."""

    def __init__(self, rows: Sequence[RowT]) -> None:
        self._rows = tuple(rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}

    def key_of(self, row: RowT) -> Key:
        """Return where the row stands; a row that is not in the list stands at its end."""
        return (self._places.get(row.id, len(self._rows)),)

    def first(self, limit: int) -> Sequence[RowT]:
        """Return the first rows."""
        return self._rows[:limit]

    def last(self, limit: int) -> Sequence[RowT]:
        """Return the last rows, in the list's order."""
        return self._rows[-limit:] if limit else ()

    def after(self, key: Key, limit: int) -> Sequence[RowT]:
        """Return the rows behind `key`."""
        place = _place(key)
        return self._rows[place + 1 : place + 1 + limit]

    def before(self, key: Key, limit: int) -> Sequence[RowT]:
        """Return the rows that lead up to `key`, in the list's order."""
        place = _place(key)
        return self._rows[max(0, place - limit) : place]

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def outline(self, every: int, near: RowT | None) -> Outline[Key]:
        """Return count, anchors and the position of `near`."""
        count = len(self._rows)
        anchors = tuple((place,) for place in range(every - 1, count, every))
        position = 0 if near is None else _place(self.key_of(near))
        return Outline(count=count, anchors=anchors, position=position)


def _place(key: Key) -> int:
    place = key[0]
    if not isinstance(place, int):
        raise TypeError(key)
    return place
