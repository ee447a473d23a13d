"""The keys of all records on disk, and the pairs that share one: memory stays flat.

A temporary SQLite file of hashes and ids alone: no name and no number is ever written to it.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from types import TracebackType
from typing import Self

from tui_crm.domain.errors import CrmError

CACHE_KIB = 32 * 1024
"""Memory for sorting; what does not fit is sorted on disk."""
ASK_EVERY = 100_000
"""Steps of SQLite's machine between two questions whether to go on: a few milliseconds."""

_SETTINGS = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA locking_mode=EXCLUSIVE",
    f"PRAGMA cache_size=-{CACHE_KIB}",
)
_SHARED = """
CREATE TABLE shared AS
SELECT key, COUNT(*) AS size FROM block GROUP BY key HAVING COUNT(*) BETWEEN 2 AND {most}
"""
_SIZES = "SELECT size, COUNT(*) FROM shared GROUP BY size ORDER BY size"
_GATHER = """
CREATE TABLE pair AS
SELECT MIN(key) AS key, a, b
FROM (
    SELECT x.key AS key, x.id AS a, y.id AS b
    FROM shared
    CROSS JOIN block AS x ON x.key = shared.key
    CROSS JOIN block AS y ON y.key = x.key AND y.id > x.id
    WHERE shared.size <= {rarest}
    UNION ALL
    SELECT MIN(key) AS key, a, b
    FROM (
        SELECT x.key AS key, x.id AS a, LEAD(x.id) OVER (PARTITION BY x.key ORDER BY x.id) AS b
        FROM shared CROSS JOIN block AS x ON x.key = shared.key
        WHERE shared.size > {rarest}
    )
    WHERE b IS NOT NULL GROUP BY a, b HAVING COUNT(*) > 1
)
GROUP BY a, b
"""
"""Each pair once, with the smallest key that the two share: pairs of one block stand together.

Of keys that are not rare only neighbours count, and where they share several such keys: so whoever
stands there many times over is found too.
"""


class BlockSpill:
    """(key, id) of every record, then the pairs of ids that share a key; gone with the block.

    All methods raise CrmError no_room_to_sort (params `folder`) where the disk is full.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="tui-crm-")
        path = Path(self._folder.name) / "blocks.db"
        # The cursor goes from thread to thread with whoever runs the check, never to two at once.
        self._sqlite = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        with _refusing():
            for setting in _SETTINGS:
                self._sqlite.execute(setting)
            self._sqlite.execute("CREATE TABLE block (key INTEGER NOT NULL, id INTEGER NOT NULL)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._sqlite.close()
        self._folder.cleanup()

    def add(self, entries: "array[int]") -> None:
        """Keep keys and ids, one after the other: `key, id, key, id, …`; each of 63 bits."""
        pairs = iter(entries)
        insert = "INSERT INTO block VALUES (?, ?)"
        with _refusing():
            self._sqlite.execute("BEGIN")
            self._sqlite.executemany(insert, zip(pairs, pairs, strict=True))
            self._sqlite.execute("COMMIT")

    def gather(self, most: int, *, pairs: int, go_on: Callable[[], bool]) -> int | None:
        """Find the pairs that share a key which at most `most` records have; return how many.

        Where that gave more than `pairs`, only the rarer keys make pairs of all their records, as
        many as give no more, and the others pairs of neighbours. None where `go_on` said no.
        """
        is_stopped = False

        def stops() -> bool:
            nonlocal is_stopped
            is_stopped = is_stopped or not go_on()
            return is_stopped

        self._sqlite.set_progress_handler(stops, ASK_EVERY)
        try:
            with _refusing():
                self._sqlite.execute("CREATE INDEX block_key ON block (key, id)")
                self._sqlite.execute(_SHARED.format(most=int(most)))
                rarest = _largest_size(self._sqlite.execute(_SIZES).fetchall(), pairs)
                self._sqlite.execute(_GATHER.format(rarest=rarest))
                found = self._sqlite.execute("SELECT COUNT(*) FROM pair").fetchone()
        except CrmError:
            if is_stopped:
                return None
            raise
        finally:
            self._sqlite.set_progress_handler(None, 0)
        return int(found[0])

    def pairs(self, rows: int) -> Iterator[list[tuple[int, int]]]:
        """Yield the gathered pairs (smaller id, larger id), `rows` at a time, block by block."""
        with _refusing():
            found = self._sqlite.execute("SELECT a, b FROM pair ORDER BY key, a, b")
        while True:
            with _refusing():
                page = list(islice(found, rows))
            if not page:
                return
            yield page


def _largest_size(counts: Sequence[tuple[int, int]], most_pairs: int) -> int:
    """Return the size of the largest blocks that can be compared, of (size, how many) by size."""
    largest = found = 0
    for size, blocks in counts:
        found += blocks * size * (size - 1) // 2
        if found > most_pairs:
            break
        largest = size
    return largest


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what SQLite cannot do, for want of room most often, into a refusal."""
    try:
        yield
    except sqlite3.Error as error:
        raise CrmError("no_room_to_sort", folder=gettempdir()) from error
