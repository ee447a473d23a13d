"""The picture of the days: heights of bars, the weeks below, and which days are in sight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult

from tests.support.screens import ThemedApp, drawn_lines
from tui_crm import i18n
from tui_crm.domain.timeline import DayCount
from tui_crm.widgets.day_strip import CHOSEN_SIGN, LABEL_CELLS, DayStrip, axis, bar_rows

TODAY = date(2026, 11, 18)
EIGHTHS = " ▁▂▃▄▅▆▇█"


@pytest.mark.parametrize(
    ("value", "highest", "rows", "bar"),
    [
        (0, 10, 2, "  "),
        (10, 10, 2, "██"),
        (5, 10, 2, " █"),
        (1, 1000, 3, "  ▁"),
        (3, 4, 1, "▆"),
        (0, 0, 1, " "),
    ],
)
def test_a_bar_is_as_high_as_its_share(value: int, highest: int, rows: int, bar: str) -> None:
    """From the top down; what is more than nothing is seen."""
    assert bar_rows(value, highest, rows) == bar


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 5))
def test_a_bar_is_full_below_its_top_and_empty_above(value: int, highest: int, rows: int) -> None:
    """It has a sign a row, and more is never lower."""
    bar = bar_rows(value, max(value, highest), rows)
    heights = [EIGHTHS.index(sign) for sign in bar]
    assert len(bar) == rows
    assert heights == sorted(heights)
    assert all(each in (0, 8) for each in heights) or sum(0 < each < 8 for each in heights) == 1
    taller = bar_rows(min(value + 1, max(value, highest)), max(value, highest), rows)
    assert sum(EIGHTHS.index(sign) for sign in taller) >= sum(heights)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@given(first=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 150))
def test_the_axis_has_a_cell_a_day_and_marks_mondays(language: str, first: date, days: int) -> None:
    """Below each Monday stands its day, in both languages."""
    with i18n.speaking(language):
        line = axis(first, days)
    assert cell_len(line) == days
    mondays = [place for place in range(days - 6) if (first + timedelta(days=place)).weekday() == 0]
    for place in mondays:
        assert line[place].isdecimal()


class StripApp(ThemedApp):
    """The picture alone; every Monday has ten calls, four of which reached somebody."""

    CSS = "DayStrip { height: 5; }"

    def compose(self) -> ComposeResult:
        yield DayStrip()

    def on_mount(self) -> None:
        days = (TODAY - timedelta(days=number) for number in range(400))
        counts = {
            day: DayCount(day=day, entries=12, calls=10, reached=4)
            for day in days
            if day.weekday() == 0
        }
        self.query_one(DayStrip).show(counts, TODAY)


async def test_today_is_at_the_right_and_time_moves_where_a_day_is_out_of_sight() -> None:
    app = StripApp()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        strip = app.query_one(DayStrip)
        lines = drawn_lines(app)
        days = 60 - LABEL_CELLS - 1
        assert strip.first_shown == TODAY - timedelta(days=days - 1)
        assert lines[4][LABEL_CELLS + days - 1] == CHOSEN_SIGN
        assert "calls 10" in lines[2]
        assert "reached 4" in lines[3]
        assert [line[LABEL_CELLS + days - 3] for line in lines[:4]] == ["█"] * 4
        far = TODAY - timedelta(days=200)
        strip.choose(far)
        await pilot.pause()
        assert strip.first_shown <= far <= strip.first_shown + timedelta(days=days - 1)
        place = (far - strip.first_shown).days
        assert drawn_lines(app)[4][LABEL_CELLS + place] == CHOSEN_SIGN
        strip.choose(TODAY)
        await pilot.pause()
        assert strip.first_shown == TODAY - timedelta(days=days - 1)


async def test_at_midnight_the_new_day_comes_in() -> None:
    """But not where somebody looks at another time."""
    app = StripApp()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        strip = app.query_one(DayStrip)
        strip.show({}, TODAY + timedelta(days=1))
        days = 60 - LABEL_CELLS - 1
        assert strip.first_shown == TODAY - timedelta(days=days - 2)
        strip.choose(TODAY - timedelta(days=200))
        first = strip.first_shown
        strip.show({}, TODAY + timedelta(days=2))
        assert strip.first_shown == first


@pytest.mark.parametrize("size", [(3, 3), (16, 3), (17, 3), (18, 1), (200, 10)])
async def test_no_size_is_too_small(size: tuple[int, int]) -> None:
    """Where there is no room for a day nothing is drawn."""
    app = StripApp()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert all(cell_len(line) <= size[0] for line in drawn_lines(app))


async def test_what_is_no_call_is_counted_where_the_filter_is_about_it() -> None:
    """The word beside the bars says what they are."""
    app = StripApp()
    async with app.run_test(size=(60, 10)) as pilot:
        strip = app.query_one(DayStrip)
        strip.show(strip._counts, TODAY, word="visit")
        await pilot.pause()
        assert "visit 12" in drawn_lines(app)[2]
