"""Rows by position, read from a keyset query in blocks that come and go."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import Generic

from tui_crm.domain.paging import KeysetQuery, KeyT, Outline, RowT

BLOCK_ROWS = 256
"""Rows read by one query, and the distance of anchors (SPEED "Lists")."""
CACHED_ROWS = 5 * BLOCK_ROWS
"""Rows kept, 0.6 MB for each block of 256; the blocks least recently used leave first."""


class PagedRows(Generic[RowT, KeyT]):
    """The rows of `query` by position, a few blocks of them in memory.

    Opening reads the first block. A list that ends within it is complete; a longer one is `count`
    rows long as far as known, until `settle` has counted it. Far blocks can be read once their
    key is known: from the outline, from the block before or after them, or as the last one.

    Edits (`remove`, `replace`, `insert`) follow what has already changed in the database.
    """

    def __init__(
        self, query: KeysetQuery[RowT, KeyT], outline: Outline[KeyT] | None = None
    ) -> None:
        self.query = query
        self.is_stale = False
        """Whether the database was seen to have changed since the list was counted."""
        self.edit_count = 0
        """How often rows were removed or inserted here."""
        self._taken_out: set[int] = set()
        """The ids of the rows that were removed here."""
        self._blocks: OrderedDict[int, list[RowT]] = OrderedDict()
        self._keys: dict[int, KeyT] = {}
        """By block, the key that its rows follow; the first block has none."""
        self._anchors: Sequence[KeyT] = ()
        """The keys of the blocks from the second on, as far as the outline has them."""
        if outline is not None:
            self.is_counted = True
            self._ends = list(outline.ends) or _block_ends(BLOCK_ROWS, outline.count)
            self._anchors = outline.anchors
            return
        rows = list(query.first(BLOCK_ROWS))
        self.is_counted = len(rows) < BLOCK_ROWS
        self._ends = [len(rows)]
        """By block, the position behind its last row."""
        self._keep(0, rows)

    @property
    def count(self) -> int:
        """How many rows there are, as far as known."""
        return self._ends[-1]

    @property
    def is_one_block(self) -> bool:
        """Whether all rows are in memory."""
        return self.is_counted and len(self._ends) == 1

    def settle(self, count: int) -> None:
        """Take `count` as the length of the whole list, which stood at one block so far."""
        if not self.is_counted:
            self.is_counted = True
            self._ends = _block_ends(self.count, max(self.count, count))

    def fetch(self, start: int, stop: int) -> None:
        """Read the blocks of the positions from `start` to before `stop`, where they can be."""
        start, stop = max(0, start), min(stop, self.count)
        if start < stop:
            for block in range(self._block_at(start), self._block_at(stop - 1) + 1):
                self._fetch_block(block)

    def row(self, position: int) -> RowT | None:
        """Return the row at `position`, or None where it is not in memory."""
        if not 0 <= position < self.count:
            return None
        block = self._block_at(position)
        rows = self._blocks.get(block, ())
        offset = position - self._start(block)
        return rows[offset] if offset < len(rows) else None

    def position_of(self, row_id: int) -> int | None:
        """Return where the row stands, or None where it is not in memory."""
        for position, row in self._in_memory():
            if row.id == row_id:
                return position
        return None

    def remove(self, position: int) -> None:
        """Take out the row at `position`; those behind it move up."""
        block = self._block_at(position)
        if rows := self._blocks.get(block):
            self._taken_out.add(rows.pop(position - self._start(block)).id)
        self._lengthen(block, by=-1)

    def replace(self, position: int, row: RowT) -> None:
        """Put `row` in the place of the one in memory at `position`."""
        block = self._block_at(position)
        self._blocks[block][position - self._start(block)] = row

    def insert(self, position: int, row: RowT) -> None:
        """Put `row` before the one at `position`; at `count`, behind the last."""
        block = self._block_at(position)
        self._taken_out.discard(row.id)
        if (rows := self._blocks.get(block)) is not None:
            rows.insert(position - self._start(block), row)
        self._lengthen(block, by=1)

    def place_of_changed(self, row: RowT) -> int | None:
        """Return where `row` stands as it is now: in its place, or whence it was removed here.

        Its neighbours are asked for, whatever the order. None where it is not in the list, moved
        to another place, or stands among rows that are not in memory.
        """
        place = self.position_of(row.id)
        if place is None and row.id not in self._taken_out:
            return None
        found = self._place_among(row)
        return found if place in (None, found) else None

    def _place_among(self, row: RowT) -> int | None:
        query = self.query
        leading = query.before(query.key_of(row), 1)
        found = query.after(query.key_of(leading[-1]), 1) if leading else query.first(1)
        if not found or found[0].id != row.id:
            return None
        if not leading:
            return 0
        before = self.position_of(leading[-1].id)
        return None if before is None else before + 1

    def _block_at(self, position: int) -> int:
        return min(bisect_right(self._ends, position), len(self._ends) - 1)

    def _start(self, block: int) -> int:
        return self._ends[block - 1] if block else 0

    def _in_memory(self) -> Iterator[tuple[int, RowT]]:
        for block, rows in self._blocks.items():
            yield from enumerate(rows, start=self._start(block))

    def _lengthen(self, block: int, *, by: int) -> None:
        self._ends[block:] = [end + by for end in self._ends[block:]]
        self.edit_count += 1

    def _fetch_block(self, block: int) -> None:
        if block in self._blocks:
            self._blocks.move_to_end(block)
            return
        length = self._ends[block] - self._start(block)
        rows = self._read(block, length)
        if rows is None:
            return
        self.is_stale = self.is_stale or len(rows) < length
        self._keep(block, rows)

    def _read(self, block: int, length: int) -> list[RowT] | None:
        """Read one block, or return None where no key leads to it yet."""
        if block == 0:
            return list(self.query.first(length))
        key = self._keys.get(block)
        if key is None and block <= len(self._anchors):
            key = self._anchors[block - 1]
        if key is not None:
            return list(self.query.after(key, length))
        if block == len(self._ends) - 1:
            return list(self.query.last(length))
        if following := self._blocks.get(block + 1):
            return list(self.query.before(self.query.key_of(following[0]), length))
        return None

    def _keep(self, block: int, rows: list[RowT]) -> None:
        if rows:
            self._keys.setdefault(block + 1, self.query.key_of(rows[-1]))
        self._blocks[block] = rows
        kept = sum(map(len, self._blocks.values()))
        while kept > CACHED_ROWS and len(self._blocks) > 1:
            _least_used, gone = self._blocks.popitem(last=False)
            kept -= len(gone)


def surviving_position(
    old: PagedRows[RowT, KeyT], position: int, new: PagedRows[RowT, KeyT]
) -> int:
    """Return where the row at `position` of `old`, or the first below it that is left, is in `new`.

    Both hold their rows in memory. Where no such row is left, returns the last position.
    """
    while (row := old.row(position)) is not None:
        if (survivor := new.position_of(row.id)) is not None:
            return survivor
        position += 1
    return new.count - 1


def _block_ends(first: int, count: int) -> list[int]:
    """Return the ends of blocks, the first of `first` rows, that hold `count` rows together."""
    whole_blocks, rest = divmod(max(0, count - first), BLOCK_ROWS)
    lengths = chain([min(first, count)], repeat(BLOCK_ROWS, whole_blocks), [rest] if rest else [])
    return list(accumulate(lengths))
