"""Lists that need no store: rows of a table in memory, read as the store reads them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.domain.paging import Outline


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NamedRow:
    """A row sorted by name."""

    name: str
    id: int
    company: str = ""


Key = tuple[str, int]


@dataclass
class MemoryQuery:
    """A keyset query on a sorted list; `calls` names what was asked, in order.

    `when_outlined` is called on the thread of an outline that is gathered and not handed out yet.
    """

    rows: list[NamedRow]
    calls: list[str] = field(default_factory=list)
    is_broken: bool = False
    when_outlined: Callable[[], object] | None = None

    @classmethod
    def numbered(cls, count: int) -> "MemoryQuery":
        """Make a list of `count` rows named after their position, ids from 1."""
        return cls([NamedRow(id=n + 1, name=f"row {n:07}") for n in range(count)])

    def add(self, row: NamedRow) -> int:
        """Put `row` where it belongs and return its position."""
        insort(self.rows, row)
        return self.rows.index(row)

    def drop(self, *row_ids: int) -> None:
        """Take rows out."""
        self.rows = [row for row in self.rows if row.id not in row_ids]

    def key_of(self, row: NamedRow) -> Key:
        """Return name and id."""
        return (row.name, row.id)

    def first(self, limit: int) -> Sequence[NamedRow]:
        """Return the first rows."""
        return self._asked("first", self.rows[:limit])

    def last(self, limit: int) -> Sequence[NamedRow]:
        """Return the last rows."""
        return self._asked("last", self.rows[-limit:] if limit else [])

    def after(self, key: Key, limit: int) -> Sequence[NamedRow]:
        """Return the rows that follow `key`."""
        start = bisect_right(self.rows, key, key=self.key_of)
        return self._asked("after", self.rows[start : start + limit])

    def before(self, key: Key, limit: int) -> Sequence[NamedRow]:
        """Return the rows that lead up to `key`."""
        stop = bisect_left(self.rows, key, key=self.key_of)
        return self._asked("before", self.rows[max(0, stop - limit) : stop])

    def count(self) -> int:
        """Return how many rows there are."""
        self._asked("count", ())
        return len(self.rows)

    def outline(self, every: int, near: NamedRow | None) -> Outline[Key]:
        """Return every `every`-th key and the position of `near`."""
        self._asked("outline", ())
        rows = self.rows
        ids = {row.id: position for position, row in enumerate(rows)}
        position = 0
        if near is not None:
            position = ids.get(near.id, bisect_left(rows, self.key_of(near), key=self.key_of))
        anchors = tuple(self.key_of(row) for row in rows[every - 1 :: every])
        outline = Outline(count=len(rows), anchors=anchors, position=position)
        if self.when_outlined is not None:
            self.when_outlined()
        return outline

    def _asked(self, what: str, rows: Iterable[NamedRow]) -> Sequence[NamedRow]:
        if self.is_broken:
            raise DatabaseUnusable("database_damaged")
        self.calls.append(what)
        return list(rows)
