"""The prompts at the bottom: a typed date is shown while typing, and what was shown is returned."""

from datetime import date, timedelta

import pytest

from tests.support.forms import NOT_DISMISSED, FormApp
from tests.support.screens import drawn_text, wait_until
from tests.support.sessions import WEDNESDAY_AT_TEN, FixedClock
from tui_crm.domain.promise import Promise
from tui_crm.domain.when import parse_when
from tui_crm.i18n import LANGUAGES, speaking
from tui_crm.screens.when_prompt import DatePrompt, WhenPrompt, suggested_dates
from tui_crm.services.session import Session


def _app(session: Session, title: str = "张三 · 稍后再打") -> FormApp:
    return FormApp(lambda: WhenPrompt(session, title))


async def test_the_meaning_is_shown_while_typing_and_returned(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"next tue 3pm")
        await wait_until(pilot, lambda: "→ Tue 24 Nov 2026 15:00" in drawn_text(app))
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 24), minute=15 * 60)


async def test_chinese_is_understood_too(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test() as pilot:
        await pilot.press(*"明天下午3点", "f2")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 19), minute=15 * 60)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sat", "on a weekend"),
        ("2027-02-08", "day off"),
        ("tomorrow 22:00", "outside calling hours"),
        ("2031-05-20", "the holidays of 2031 are not published yet"),
    ],
)
async def test_an_unusual_date_is_kept_with_a_warning(
    sqlite_session: Session, typed: str, told: str
) -> None:
    expected = parse_when(typed, sqlite_session.local_now())
    app = _app(sqlite_session)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press(*typed)
        await wait_until(pilot, lambda: told in drawn_text(app))
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == expected


@pytest.mark.parametrize("typed", ["", "soon", "yesterday", "2026-02-30", "today 9:00"])
async def test_what_is_not_understood_is_an_error_and_nothing_is_saved(
    sqlite_session: Session, typed: str
) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert app.result is NOT_DISMISSED
        assert app.screen.query(".remark.-error")
        await pilot.press("ctrl+u", *"+3d", "enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 21))


async def test_what_was_shown_is_saved_though_the_minute_turned(
    sqlite_session: Session, clock: FixedClock
) -> None:
    app = _app(sqlite_session)
    async with app.run_test() as pilot:
        await pilot.press(*"in 2 hours")
        await wait_until(pilot, lambda: "12:00" in drawn_text(app))
        clock.advance(minutes=3)
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 18), minute=12 * 60)


async def test_a_time_that_passed_before_it_was_saved_is_refused_and_shown_anew(
    sqlite_session: Session, clock: FixedClock
) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press(*"10:05")
        await wait_until(pilot, lambda: "Wed 18 Nov 2026 10:05" in drawn_text(app))
        clock.advance(minutes=5)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "has passed meanwhile" in drawn_text(app))
        assert app.result is NOT_DISMISSED
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 19), minute=10 * 60 + 5)


async def test_esc_returns_nothing_and_asks_where_something_was_typed(
    sqlite_session: Session,
) -> None:
    app = _app(sqlite_session)
    async with app.run_test() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None
        await app.open()
        await pilot.press(*"fri", "escape")
        await wait_until(pilot, lambda: "Throw away what you typed?" in drawn_text(app))
        await pilot.press("n")
        assert app.result is NOT_DISMISSED
        await pilot.press("escape", "y")
        await pilot.pause()
        assert app.result is None


async def test_the_arrows_take_a_suggestion(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "up", "enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 19), minute=9 * 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_suggestion_is_understood(language: str) -> None:
    with speaking(language):
        for suggestion in suggested_dates():
            assert parse_when(suggestion, WEDNESDAY_AT_TEN).on >= WEDNESDAY_AT_TEN.date()


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24), (120, 40)])
async def test_no_terminal_is_too_small(sqlite_session: Session, size: tuple[int, int]) -> None:
    app = _app(sqlite_session, "[/nope]\x1b]0;c4n4ry\x07\u202e宽" * 20)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"fri", "enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 20))


async def test_the_prompt_leaves_the_list_in_view(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        sheet = app.screen.query_one("#sheet").region
        assert sheet.bottom == 40
        assert sheet.height <= 4


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        ("2025年3月1日", date(2025, 3, 1)),
        ("yesterday", date(2026, 11, 17)),
        ("昨天", date(2026, 11, 17)),
        ("today", date(2026, 11, 18)),
        ("fri", date(2026, 11, 20)),
        ("12-01", date(2026, 12, 1)),
        ("20261102", date(2026, 11, 2)),
    ],
)
async def test_the_date_prompt_takes_any_day(
    sqlite_session: Session, typed: str, day: date
) -> None:
    app = FormApp(lambda: DatePrompt(sqlite_session, "Show what is due up to"))
    async with app.run_test() as pilot:
        await pilot.press(*typed, "enter")
        await pilot.pause()
    assert app.result == day


async def test_the_date_prompt_refuses_what_is_no_day(sqlite_session: Session) -> None:
    app = FormApp(lambda: DatePrompt(sqlite_session, "Show what is due up to"))
    async with app.run_test() as pilot:
        await pilot.press(*"46000", "enter")
        await pilot.pause()
        assert app.result is NOT_DISMISSED
        assert app.screen.query(".remark.-error")


async def test_midnight_turns_and_the_day_shown_is_still_returned(
    sqlite_session: Session, clock: FixedClock
) -> None:
    clock.set(WEDNESDAY_AT_TEN.replace(hour=23, minute=59))
    app = _app(sqlite_session)
    async with app.run_test() as pilot:
        await pilot.press(*"明天")
        await wait_until(pilot, lambda: "Thu 19 Nov 2026" in drawn_text(app))
        clock.advance(minutes=2)
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == Promise(on=date(2026, 11, 18) + timedelta(days=1))
