"""Lists of what happened, newest first, in pages: for what belongs to one customer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from tui_crm.db import Database
from tui_crm.domain.paging import Key, Outline


class Happened(Protocol):
    """A row that says when it happened; `id` is unique in the list."""

    @property
    def id(self) -> int:
        """What tells rows of one instant apart: the higher one came later."""

    @property
    def at(self) -> datetime:
        """The aware instant."""


HappenedT = TypeVar("HappenedT", bound=Happened)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One of the queries that a list is made of.

    `select` returns the query, cut to what is visible, of the columns given to it. `at` and `id`
    are the expressions that a row is sorted by, `columns` what `make` makes a row of.
    """

    select: Callable[..., Any]
    at: Any
    id: Any
    columns: Sequence[Any]
    make: Callable[[Sequence[Any]], Any]


class NewestFirst(Generic[HappenedT]):
    """A keyset query over streams, merged: the newest row first, of one instant the highest id.

    Meant for one customer's rows, a few thousand at the most: the outline reads all keys.
    """

    def __init__(self, db: Database, streams: Sequence[Stream]) -> None:
        self._db = db
        self._streams = tuple(streams)

    def key_of(self, row: HappenedT) -> Key:
        """Return where the row stands."""
        return (row.at, row.id)

    def first(self, limit: int) -> Sequence[HappenedT]:
        """Return the newest rows."""
        return self._page(None, limit, is_older=True)

    def last(self, limit: int) -> Sequence[HappenedT]:
        """Return the oldest rows, in the list's order."""
        return self._page(None, limit, is_older=False)

    def after(self, key: Key, limit: int) -> Sequence[HappenedT]:
        """Return the rows that are older than `key`."""
        return self._page(key, limit, is_older=True)

    def before(self, key: Key, limit: int) -> Sequence[HappenedT]:
        """Return the rows that lead up to `key`, in the list's order."""
        return self._page(key, limit, is_older=False)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._keys())

    def outline(self, every: int, near: HappenedT | None) -> Outline[Key]:
        """Return count, anchors and the position of `near`."""
        keys = self._keys()
        position = 0
        if near is not None:
            wanted = self.key_of(near)
            position = next((n for n, key in enumerate(keys) if key <= wanted), len(keys))
        return Outline(count=len(keys), anchors=tuple(keys[every - 1 :: every]), position=position)

    def _keys(self) -> list[Key]:
        found: list[Key] = []
        for stream in self._streams:
            found.extend(map(tuple, self._db.rows(stream.select(stream.at, stream.id).tuples())))
        return sorted(found, reverse=True)

    def _page(self, key: Key | None, limit: int, *, is_older: bool) -> Sequence[HappenedT]:
        found: list[HappenedT] = []
        for stream in self._streams:
            query = stream.select(*stream.columns)
            if key is not None:
                query = query.where(_beyond(stream, key, is_older=is_older))
            order = (stream.at, stream.id)
            ways = [part.desc() if is_older else part.asc() for part in order]
            rows = self._db.rows(query.order_by(*ways).limit(limit).tuples())
            found.extend(map(stream.make, rows))
        found.sort(key=self.key_of, reverse=is_older)
        page = list(islice(found, limit))
        return page if is_older else page[::-1]


def _beyond(stream: Stream, key: Key, *, is_older: bool) -> Any:
    at, row_id = key
    if is_older:
        return (stream.at < at) | ((stream.at == at) & (stream.id < row_id))
    return (stream.at > at) | ((stream.at == at) & (stream.id > row_id))
