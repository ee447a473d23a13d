"""List and timeline are mounted ahead and kept: they come back as if they were opened anew."""

import gc
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.support.screens import (
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import add_customer
from tui_crm.app import CrmApp
from tui_crm.domain.paging import Marks
from tui_crm.domain.timeline import TimelineFilter
from tui_crm.screens import kept_screens
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.places import Place
from tui_crm.screens.timeline import TimelineScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.services import desk
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session, new_uuid
from tui_crm.settings import Settings
from tui_crm.settings.options import ThemeChoice

WIDE = (120, 30)
TableScreenT = TypeVar("TableScreenT", CustomersScreen, TimelineScreen)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))


async def shown(pilot: Pilot[Any], app: CrmApp, key: str, kind: type[TableScreenT]) -> TableScreenT:
    """Go where `g` and a key lead, and wait for the rows there."""
    await pilot.press("g", key)
    await until_open(pilot, kind)
    screen = app.screen
    assert isinstance(screen, kind)
    await wait_until(pilot, lambda: screen.list.is_counted)
    await pilot.pause()
    return screen


async def listed(pilot: Pilot[Any], app: CrmApp) -> CustomersScreen:
    """Go to the list and wait for its rows."""
    return await shown(pilot, app, "c", CustomersScreen)


async def at_the_timeline(pilot: Pilot[Any], app: CrmApp) -> TimelineScreen:
    """Go to the timeline and wait for its rows."""
    return await shown(pilot, app, "l", TimelineScreen)


async def back_on_today(pilot: Pilot[Any], app: CrmApp) -> None:
    """Go to Today."""
    await pilot.press("g", "t")
    await until_open(pilot, TodayScreen)
    await pilot.pause()


async def test_the_list_is_mounted_ahead_and_read_when_it_is_shown(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_screens, "PREPARE_AFTER_SECONDS", 0.05)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: app.is_screen_installed(Place.CUSTOMERS))
        ahead = app.get_screen(Place.CUSTOMERS)
        assert isinstance(ahead, CustomersScreen)
        await wait_until(pilot, lambda: ahead.is_mounted)
        assert isinstance(app.screen, TodayScreen)
        add_customer(sqlite_session, "Later Than That")
        assert await listed(pilot, app) is ahead
        assert "Later Than That" in drawn_text(app)


async def test_the_timeline_is_mounted_ahead_and_read_when_it_is_shown(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_screens, "PREPARE_AFTER_SECONDS", 0.05)
    customer = add_customer(sqlite_session, "Ann", phones="13800138000")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: app.is_screen_installed(Place.TIMELINE))
        ahead = app.get_screen(Place.TIMELINE)
        assert isinstance(ahead, TimelineScreen)
        await wait_until(pilot, lambda: ahead.is_mounted)
        assert isinstance(app.screen, TodayScreen)
        assert not ahead.day_list.is_counted
        desk.log_canned(sqlite_session, customer.id, "1", entry_uuid=new_uuid())
        assert await at_the_timeline(pilot, app) is ahead
        assert ahead.day_list.count == 2, "the heading of the day and the call"
        assert ahead.list.has_focus
        assert "Ann" in drawn_text(app)


async def test_what_is_kept_from_the_collector_goes_with_the_program(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that runs one app after the other would keep them all."""
    monkeypatch.setattr(kept_screens, "PREPARE_AFTER_SECONDS", 0.05)
    async with CrmApp(sqlite_session).run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: gc.get_freeze_count() > 0)
    assert gc.get_freeze_count() == 0


async def test_the_timeline_comes_back_with_the_newest_day_and_without_filters(
    sqlite_session: Session,
) -> None:
    fill_demo(sqlite_session, customers=60, seed=3)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_the_timeline(pilot, app)
        first_seen, heading = drawn_text(app), screen.row
        count = screen.day_list.count
        await pilot.press("[", "[", "/", *"zebra", "enter")
        await wait_until(pilot, lambda: screen._search is not None and screen._search.is_over)
        assert screen.strip.chosen != sqlite_session.today()
        await back_on_today(pilot, app)
        assert await at_the_timeline(pilot, app) is screen
        assert screen._search is None
        assert (screen.row, screen.day_list.count) == (heading, count)
        assert drawn_text(app) == first_seen


async def test_a_search_ends_with_the_timeline_that_is_left(sqlite_session: Session) -> None:
    fill_demo(sqlite_session, customers=60, seed=3)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_the_timeline(pilot, app)
        screen._apply(TimelineFilter(text="a"))
        search = screen._search
        assert search is not None
        await back_on_today(pilot, app)
        assert search.is_over
        assert screen.day_list.cursor_row is None


async def test_the_list_comes_back_without_what_was_typed_and_marked(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "Ann")
    bob = add_customer(sqlite_session, "Bob")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await listed(pilot, app)
        await pilot.press("space", "/", *"Bob")
        await wait_until(pilot, lambda: screen.customer_id() == bob.id and screen.list.count == 1)
        await pilot.press("enter")
        await back_on_today(pilot, app)
        add_customer(sqlite_session, "Cleo")
        again = await listed(pilot, app)
        assert again is screen
        assert screen.list.marks == Marks()
        assert screen.query_one("#find", Input).value == ""
        assert screen.list.has_focus
        assert screen.list.count == 3
        assert screen.customer_id() == bob.id, "the list is taken up where it was left"
        text = drawn_text(app)
        assert all(name in text for name in ("Ann", "Bob", "Cleo"))


async def test_a_slash_on_today_leads_to_where_one_types_again_and_again(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "Ann")
    bob = add_customer(sqlite_session, "Bob")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await find(pilot, app, bob.id)
        await back_on_today(pilot, app)
        await find(pilot, app, bob.id)


async def find(pilot: Pilot[Any], app: CrmApp, customer_id: int) -> None:
    """Type Bob's name from Today on, as fast as keys go, and wait until he alone is listed."""
    await pilot.press("/", *"Bob")
    await until_open(pilot, CustomersScreen)
    screen = app.screen
    assert isinstance(screen, CustomersScreen)
    assert screen.query_one("#find", Input).value == "Bob"
    await wait_until(pilot, lambda: screen.list.count == 1)
    assert screen.customer_id() == customer_id
    await pilot.press("enter")


async def test_the_card_follows_what_became_of_the_customer_meanwhile(
    sqlite_session: Session,
) -> None:
    customer = add_customer(
        sqlite_session, "Ann", phones="13800138000", promise=None, company="Before"
    )
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await listed(pilot, app)
        await pilot.press("1")
        await pilot.pause()
        first = screen.current.customer
        await back_on_today(pilot, app)
        await pilot.press("u")
        await pilot.pause()
        await listed(pilot, app)
        again = screen.current.customer
        assert first is not None
        assert again is not None
        assert (first.last_outcome, again.last_outcome) == ("not interested", "")
        assert again.id == customer.id


async def test_a_list_kept_out_of_sight_is_made_anew_for_other_colours(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "Ann")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        before = await listed(pilot, app)
        dark = before.list.rich_style.bgcolor
        await back_on_today(pilot, app)
        app.take_settings(Settings(theme=ThemeChoice.LIGHT))
        await wait_until(pilot, lambda: not before.is_attached)
        after = await listed(pilot, app)
        assert after is not before
        assert after.list.rich_style.bgcolor != dark


async def test_a_kept_list_fits_a_terminal_that_changed_meanwhile(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "Ann")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await listed(pilot, app)
        assert screen.has_class("-wide")
        await back_on_today(pilot, app)
        await pilot.resize_terminal(80, 24)
        await listed(pilot, app)
        await pilot.pause()
        assert screen.has_class("-narrow")
        assert not screen.has_class("-wide")
        assert screen.list.size.width == 80
