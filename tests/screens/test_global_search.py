"""The search from anywhere by keys: hits while typing, the page, the list, and back."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.screens.test_customers import names
from tests.screens.test_find_line import lit
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import add_customer, add_user
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.customer_list import CustomerFilter
from tui_crm.domain.list_view import ListView
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.global_search import GlobalSearch
from tui_crm.screens.timeline import TimelineScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.services import customers, desk, finding, list_views
from tui_crm.services.query_completion import filter_hints
from tui_crm.services.session import Session, new_uuid

WIDE = (120, 30)
NARROW = (80, 24)


@pytest.fixture
def office(sqlite_session: Session) -> dict[str, Customer]:
    """Return four customers by their names; Ann owns one, one is archived."""
    session = sqlite_session
    add_user(session, "ann", name="Ann Lee")
    made = [
        add_customer(session, "Bob Stone", company="Zeta", phones="13800138001"),
        add_customer(session, "张三丰", company="南山物流", owner="ann", phones="0755-8888 6666"),
        add_customer(session, "Cleo", company="Stoneware", address="12 Brick Lane"),
        add_customer(session, "Dora Old", company="Gone"),
    ]
    customers.archive(session, made[-1].id, reason="gone")
    session.reload()
    return {each.name: each for each in made}


async def searched(pilot: Pilot[Any], app: CrmApp, text: str) -> GlobalSearch:
    """Open the search and type; wait until all of it has been looked for."""
    await pilot.press("ctrl+f")
    await until_open(pilot, GlobalSearch)
    screen = app.screen
    assert isinstance(screen, GlobalSearch)
    await pilot.press(*text)
    await until_found(pilot, screen)
    return screen


async def until_found(pilot: Pilot[Any], screen: GlobalSearch) -> None:
    """Wait until the hits are those of what is typed."""
    await wait_until(pilot, lambda: screen._shown_for == screen._query and not screen._is_looking)
    await pilot.pause()


def hits(screen: GlobalSearch) -> list[str]:
    """Return the names of the hits, best first."""
    rows = screen.list._rows
    assert rows is not None
    return [row.name for place in range(screen.list.count) if (row := rows.row(place))]


def typed(app: CrmApp) -> str:
    """Return what stands in the line of the list."""
    return app.screen.query_one("#find", Input).value


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_hit_is_shown_with_who_owns_him_and_opened(
    sqlite_session: Session, office: dict[str, Customer], language: str, size: tuple[int, int]
) -> None:
    """What was found is lit; Esc from the page leads back to where one was."""
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=size) as pilot:
            await pilot.press("g", "l")
            await until_open(pilot, TimelineScreen)
            screen = await searched(pilot, app, "张三")
            assert hits(screen) == ["张三丰"]
            line = next(each for each in drawn_lines(app) if "张三丰" in each)
            assert "南山物流" in line
            assert "0755-8888 6666" in line
            assert "Ann Lee" in line
            assert lit(app) == ["张三"]
            await pilot.press("enter")
            await until_open(pilot, CustomerPage)
            await pilot.press("escape")
            await until_open(pilot, TimelineScreen)


async def test_escape_leads_back_to_where_one_was(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """The list beneath keeps its search, its row and its focus."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("/", *"stone")
        await until_open(pilot, CustomersScreen)
        await wait_until(pilot, lambda: names(app) and set(names(app)) == {"Bob Stone", "Cleo"})
        await searched(pilot, app, "dora")
        await pilot.press("escape")
        await until_open(pilot, CustomersScreen)
        assert typed(app) == "stone"
        assert app.screen.query_one("#find", Input).has_focus
        assert set(names(app)) == {"Bob Stone", "Cleo"}


async def test_a_hit_is_shown_in_the_list_with_the_search(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(pilot, app, "stone")
        assert set(hits(screen)) == {"Bob Stone", "Cleo"}
        await pilot.press("down")
        wanted = screen.list.cursor_row
        assert wanted is not None
        await pilot.press("ctrl+l")
        await until_open(pilot, CustomersScreen)
        assert typed(app) == "stone"
        await wait_until(pilot, lambda: set(names(app)) == {"Bob Stone", "Cleo"})
        shown = app.screen
        assert isinstance(shown, CustomersScreen)
        await wait_until(pilot, lambda: shown.customer_id() == wanted.id)


async def test_no_filter_of_the_list_hides_who_was_found(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """The filters stand aside while the search is shown; Esc brings them back."""
    only_customers = CustomerFilter(kind=frozenset({Kind.CUSTOMER}))
    list_views.keep_view(sqlite_session, ListView(wanted=only_customers))
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await searched(pilot, app, "stone")
        await pilot.press("ctrl+l")
        await until_open(pilot, CustomersScreen)
        await wait_until(pilot, lambda: set(names(app)) == {"Bob Stone", "Cleo"})
        assert "★ stone · 2 customers" in drawn_text(app)
        await pilot.press("escape")
        await wait_until(pilot, lambda: names(app) == [])
        assert typed(app) == ""
    assert list_views.kept_view(sqlite_session).wanted == only_customers


async def test_archived_customers_are_found_and_marked(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(pilot, app, "dora")
        assert hits(screen) == ["Dora Old"]
        assert "∅ Dora Old" in drawn_text(app)


async def test_where_somebody_was_found_is_told_if_it_is_not_seen(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(pilot, app, "brick")
        assert hits(screen) == ["Cleo"]
        await wait_until(pilot, lambda: "Address: 12 Brick Lane" in drawn_text(app))
        await pilot.press("ctrl+u", *"cleo")
        await until_found(pilot, screen)
        assert "Address" not in drawn_text(app)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_nobody_found_is_said_and_cannot_be_opened(
    sqlite_session: Session, office: dict[str, Customer], language: str
) -> None:
    """An empty line tells what may be typed."""
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=WIDE) as pilot:
            screen = await searched(pilot, app, "")
            assert " ".join(filter_hints(sqlite_session)) in drawn_text(app)
            await pilot.press(*"查无此人", "enter")
            await until_found(pilot, screen)
            assert i18n._("Nobody found.") in drawn_text(app)
            assert app.screen is screen


async def test_enter_that_is_faster_than_the_search_opens_what_was_typed(
    sqlite_session: Session, office: dict[str, Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a hit of the letters before: the answer waits for the search."""
    release = threading.Event()
    search = finding.search

    def slow(session: Session, text: str, **more: Any) -> finding.SearchResult:
        if text.endswith("b"):
            release.wait(10)
        return search(session, text, **more)

    monkeypatch.setattr(finding, "search", slow)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(pilot, app, "o")
        assert len(hits(screen)) > 0
        await pilot.press("ctrl+u", *"bob", "enter")
        assert app.screen is screen
        release.set()
        await until_open(pilot, CustomerPage)
        page = app.screen
        assert isinstance(page, CustomerPage)
        assert page.customer_id() == office["Bob Stone"].id


async def test_a_key_gives_the_search_before_up(
    sqlite_session: Session, office: dict[str, Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search of the first letters is told to stop, and its hits never show."""
    started, told = threading.Event(), threading.Event()
    search = finding.search

    def watched(
        session: Session, text: str, *, go_on: Callable[[], bool], **more: Any
    ) -> finding.SearchResult:
        if text == "do":
            started.set()
            while go_on():
                pass
            told.set()
        return search(session, text, go_on=go_on, **more)

    monkeypatch.setattr(finding, "search", watched)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+f")
        await until_open(pilot, GlobalSearch)
        await pilot.press("d", "o")
        await wait_until(pilot, started.is_set)
        await pilot.press("ctrl+u", *"cleo")
        await wait_until(pilot, told.is_set)
        screen = app.screen
        assert isinstance(screen, GlobalSearch)
        await until_found(pilot, screen)
        assert hits(screen) == ["Cleo"]


async def test_the_last_search_comes_back_and_is_typed_over(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await searched(pilot, app, "bob")
        await pilot.press("enter")
        await until_open(pilot, CustomerPage)
        screen = await searched(pilot, app, "")
        assert hits(screen) == ["Bob Stone"]
        await pilot.press(*"cleo")
        await until_found(pilot, screen)
        assert hits(screen) == ["Cleo"]
        await pilot.press("escape", "escape")
        await until_open(pilot, TodayScreen)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_a_search_corrected_is_said(
    sqlite_session: Session, office: dict[str, Customer], language: str
) -> None:
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=WIDE) as pilot:
            screen = await searched(pilot, app, "stonewrae")
            assert hits(screen) == ["Cleo"]
            words = i18n._("corrected to “{words}”").format(words="stoneware")
            assert words in drawn_text(app)
            assert lit(app) == ["Stoneware"]


async def test_what_follow_ups_say_is_found_on_request(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """`text:` looks into them; without it they are left alone."""
    who = office["Cleo"]
    text = "Sent the quote 已报价"
    desk.log_canned(sqlite_session, who.id, "1", entry_uuid=new_uuid(), text=text)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(pilot, app, "quote")
        assert hits(screen) == []
        await pilot.press("ctrl+u", *"text:quote")
        await until_found(pilot, screen)
        assert hits(screen) == ["Cleo"]
        await wait_until(pilot, lambda: "Sent the quote" in drawn_text(app))
