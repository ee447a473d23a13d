"""The table of working days: one year at a time, edited by hand, and filled in."""

from datetime import date

import pytest

from tests.support.hostile import ESCAPES, MARKUP
from tests.support.screens import drawn_text
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.working_day_form import WorkingDayForm
from tui_crm.screens.working_days import WorkingDays
from tui_crm.services import working_days
from tui_crm.services.session import Session
from tui_crm.services.working_days import YearStanding, standing_of

NATIONAL_DAY = date(2026, 10, 1)


async def test_the_year_shows_days_off_and_days_worked(sqlite_session: Session) -> None:
    app = ShownApp(WorkingDays(sqlite_session))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("home")
        await pilot.pause()
        lines = drawn_text(app).splitlines()
        assert any("The holidays of 2026 are published." in line for line in lines)
        day = next(line for line in lines if "Thu 1 Oct 2026" in line)
        assert " off " in day
        assert "shipped" in day
        make_up = next(line for line in lines if "Sat 10 Oct 2026" in line)
        assert " worked " in make_up


async def test_the_cursor_begins_on_the_day_that_comes_next(sqlite_session: Session) -> None:
    working_days.set_day(sqlite_session, date(2026, 11, 20), is_working=False)
    working_days.set_day(sqlite_session, date(2026, 12, 24), is_working=False)
    screen = WorkingDays(sqlite_session)
    app = ShownApp(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen.row is not None
        assert screen.row.day == date(2026, 11, 20)


async def test_a_year_that_is_not_published_says_so(sqlite_session: Session) -> None:
    app = ShownApp(WorkingDays(sqlite_session, 2030))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The holidays of 2030 are not filled in" in drawn_text(app)
        assert "every day is what its weekday says" in drawn_text(app)
        await pilot.press("f")
        await pilot.pause()
        assert "The holidays of 2030 are not published yet" in drawn_text(app)
        assert "1 Oct 2030" in drawn_text(app) or "Jan 2030" in drawn_text(app)
    assert standing_of(sqlite_session, 2030) is YearStanding.NOT_PUBLISHED


async def test_years_are_changed_by_key(sqlite_session: Session) -> None:
    app = ShownApp(WorkingDays(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right")
        await pilot.pause()
        assert "‹ 2027 ›" in drawn_text(app)
        await pilot.press("left", "[")
        await pilot.pause()
        assert "‹ 2025 ›" in drawn_text(app)
        await pilot.press("]")
        await pilot.pause()
        assert "‹ 2026 ›" in drawn_text(app)


async def test_a_day_is_added_and_the_rules_follow(sqlite_session: Session) -> None:
    app = ShownApp(WorkingDays(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, WorkingDayForm)
        await pilot.press(*"11-20")
        await pilot.pause()
        assert "→ Fri 20 Nov 2026 · worked now" in app.screen.form["day"].shown_remark
        await pilot.press("tab", "tab", *"团建", "enter")
        await pilot.pause()
        assert "Saved: Fri 20 Nov 2026." in drawn_text(app)
        assert "团建" in drawn_text(app)
        assert "set by hand" in drawn_text(app)
    assert not sqlite_session.rules.calendar.is_working_day(date(2026, 11, 20))
    assert sqlite_session.rules.calendar.holiday_name(date(2026, 11, 20)) == "团建"


async def test_a_day_that_is_none_is_refused_beside_its_field(sqlite_session: Session) -> None:
    before = working_days.days(sqlite_session, 2026)
    app = ShownApp(WorkingDays(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"13-45", "f2")
        await pilot.pause()
        assert isinstance(app.screen, WorkingDayForm)
        assert "2026-13-45" in app.screen.form["day"].shown_remark
    assert working_days.days(sqlite_session, 2026) == before


async def test_a_holiday_is_made_a_working_day_and_given_back_to_its_weekday(
    sqlite_session: Session,
) -> None:
    screen = WorkingDays(sqlite_session)
    app = ShownApp(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        place = [row.day for row in screen.read_rows()].index(NATIONAL_DAY)
        await pilot.press("home", *["down"] * place, "enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkingDayForm)
        await pilot.press("right", "f2")
        await pilot.pause()
        assert sqlite_session.rules.calendar.is_working_day(NATIONAL_DAY)
        await pilot.press("f")
        assert sqlite_session.rules.calendar.is_working_day(NATIONAL_DAY)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await pilot.pause()
        assert "Removed: Thu 1 Oct 2026." in drawn_text(app)
        assert NATIONAL_DAY not in sqlite_session.rules.calendar.exceptions
        await pilot.press("f")
    assert sqlite_session.rules.calendar.exceptions[NATIONAL_DAY] is False


def test_a_country_without_tables_is_told(session: Session) -> None:
    working_days.change_setting(session, "country", "XX")
    assert standing_of(session, 2026) is YearStanding.NOT_FILLED_IN
    assert working_days.fill_in_year(session, 2026) is YearStanding.UNKNOWN


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (120, 40)])
async def test_the_table_is_drawn_at_any_size_in_both_languages(
    sqlite_session: Session, size: tuple[int, int], language: str
) -> None:
    with i18n.speaking(language):
        sqlite_session.reload()
        app = ShownApp(WorkingDays(sqlite_session))
        async with app.run_test(size=size) as pilot:
            await pilot.press("home", "right", "left")
            await pilot.pause()
            if size[0] >= 80:
                assert ("元旦" if language == "zh" else "New Year") in drawn_text(app)


@pytest.mark.parametrize("name", [*ESCAPES, *MARKUP])
async def test_hostile_names_are_drawn_and_asked_about_harmlessly(
    sqlite_session: Session, name: str
) -> None:
    working_days.set_day(sqlite_session, date(2026, 11, 20), is_working=False, name=f"x{name}")
    app = ShownApp(WorkingDays(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "\x1b" not in drawn_text(app)
        await pilot.press("n", "e")
        await pilot.pause()
        assert "\x1b" not in drawn_text(app)
