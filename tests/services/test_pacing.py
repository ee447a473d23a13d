"""How many rows the next chunk of a longer piece of work has."""

from collections.abc import Callable

import pytest

from tui_crm.services import pacing
from tui_crm.services.pacing import CHUNK_SECONDS, Pace


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Pace, int, float], int]:
    """Return what runs a chunk of so many rows that takes so long, and gives the next number."""
    now = 0.0
    monkeypatch.setattr(pacing, "perf_counter", lambda: now)

    def run_chunk(pace: Pace, rows: int, seconds: float) -> int:
        nonlocal now
        with pace.timed(rows):
            now += seconds
        return pace.rows

    return run_chunk


def test_chunks_grow_and_shrink_with_the_time_that_they_take(
    run: Callable[[Pace, int, float], int],
) -> None:
    """At most to twice as many, and to the most that there may be; at least one is left."""
    pace = Pace(first=100, most=300)
    assert run(pace, 100, CHUNK_SECONDS / 1.5) == 150
    assert run(pace, 150, CHUNK_SECONDS / 10) == 300
    assert run(pace, 300, CHUNK_SECONDS / 10) == 300
    assert run(pace, 300, CHUNK_SECONDS * 3) == 100
    assert run(pace, 100, CHUNK_SECONDS * 1000) == 1


def test_a_short_chunk_tells_only_that_it_took_too_long(
    run: Callable[[Pace, int, float], int],
) -> None:
    """What is the same for any chunk would count for too much, its rows for too little."""
    pace = Pace(first=100, most=300)
    assert run(pace, 3, CHUNK_SECONDS / 100) == 100
    assert run(pace, 3, CHUNK_SECONDS / 2) == 100
    assert run(pace, 40, CHUNK_SECONDS * 2) == 20
