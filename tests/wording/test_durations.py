"""Progress is told with what is left, once that can be guessed."""

import pytest

from tui_crm.wording.durations import duration, progress, seconds_left


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (8, "8 s"), (60, "1 min"), (61, "2 min"), (3600, "1 h"), (4000, "2 h")],
)
def test_a_duration_is_rounded_up_to_one_unit(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "left"),
    [(0, 10, 5.0, None), (5, 10, 0.5, None), (5, 10, 4.0, 4.0), (10, 10, 4.0, 0.0)],
)
def test_what_is_left_follows_from_the_pace(
    done: int, total: int, elapsed: float, left: float | None
) -> None:
    assert seconds_left(done, total, elapsed) == left


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "words"),
    [
        (0, 40_000, 0.0, "0 of 40,000 · 0%"),
        (12_000, 40_000, 9.0, "12,000 of 40,000 · 30% · about 21 s left"),
        (40_000, 40_000, 30.0, "40,000 of 40,000 · 100%"),
        (0, 0, 0.0, "0 of 0 · 100%"),
    ],
)
def test_progress_is_told_in_figures(done: int, total: int, elapsed: float, words: str) -> None:
    assert progress(done, total, elapsed) == words
