"""How much of a longer piece of work one transaction takes: the lock may last 150 ms (SPEC 11)."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

CHUNK_SECONDS = 0.03
"""What a chunk should take: a fifth of what it may, as machines are not always idle."""
MOST_GROWTH = 2
"""A chunk has at most so many times the rows of the one before."""


class Pace:
    """The rows of the next chunk, as many as took about CHUNK_SECONDS before."""

    def __init__(self, *, first: int, most: int) -> None:
        self.rows = first
        self._most = most

    @contextmanager
    def timed(self, rows: int | None = None) -> Iterator[None]:
        """Run a chunk of `rows` rows, or of as many as it may have.

        `rows` of the pace is that of the next chunk afterwards. A chunk of fewer tells little of
        one that is full, unless it took too long.
        """
        count = self.rows if rows is None else rows
        started = perf_counter()
        yield
        wanted = int(count * CHUNK_SECONDS / max(perf_counter() - started, 1e-6))
        if count == self.rows or wanted < count:
            self.rows = max(1, min(wanted, MOST_GROWTH * count, self._most))
