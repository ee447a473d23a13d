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
    def timed(self) -> Iterator[None]:
        """Run a chunk of `rows` rows; `rows` is that of the next one afterwards."""
        started = perf_counter()
        yield
        wanted = int(self.rows * CHUNK_SECONDS / max(perf_counter() - started, 1e-6))
        self.rows = max(1, min(wanted, MOST_GROWTH * self.rows, self._most))
