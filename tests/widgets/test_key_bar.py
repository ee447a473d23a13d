"""The bar of keys shows whole hints, as many as fit, and what was clicked."""

from dataclasses import replace

import pytest

from tui_crm.widgets.key_bar import KeyHint, place_hints

HINTS = (
    KeyHint(command_id="desk.full_entry", key="f", label="full"),
    KeyHint(command_id="desk.undo", key="u", label="撤销"),
    KeyHint(command_id="app.keys", key="?", label="keys"),
)


@pytest.mark.parametrize(
    ("width", "shown"), [(0, 0), (6, 0), (7, 1), (14, 1), (15, 2), (22, 2), (23, 3), (200, 3)]
)
def test_a_hint_is_shown_whole_or_not_at_all(width: int, shown: int) -> None:
    placed = place_hints(HINTS, width)
    assert [each.hint for each in placed] == list(HINTS[:shown])
    assert all(each.end <= width for each in placed)


def test_hints_stand_apart_measured_in_cells() -> None:
    assert [(each.start, each.end) for each in place_hints(HINTS, 80)] == [
        (1, 7),
        (10, 16),
        (19, 25),
    ]


def test_hints_stand_closer_where_all_of_them_fit_then() -> None:
    assert [each.start for each in place_hints(HINTS, 23)] == [1, 9, 17]


def test_the_key_that_tells_the_others_stays_to_the_last() -> None:
    """A newcomer on a narrow terminal needs it most."""
    hints = (*HINTS[:2], replace(HINTS[2], is_kept=True), replace(HINTS[0], key="q"))
    assert [each.hint.key for each in place_hints(hints, 23)] == ["f", "u", "?"]
    assert [each.hint.key for each in place_hints(hints, 15)] == ["f", "?"]
    assert [each.hint.key for each in place_hints(hints, 9)] == ["?"]
    assert place_hints(hints, 6) == ()
