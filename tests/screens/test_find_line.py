"""The line in which a search is typed: what it suggests, what Tab takes, and what is lit."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input

from tests.screens.test_customers import opened, until_listed
from tests.support.screens import (
    DEADLINE_SECONDS,
    drawn_lines,
    drawn_text,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import add_customer, add_user
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.found_where import asks_for_owner
from tui_crm.services import customers, finding
from tui_crm.services.finding import MAX_FOUND, SearchResult
from tui_crm.services.session import Session
from tui_crm.widgets.suggestions import Suggestions
from tui_crm.widgets.virtual_list import VirtualList

WIDE = (120, 30)


@pytest.fixture
def office(sqlite_session: Session) -> Session:
    """Return a session with four customers of two owners."""
    session = sqlite_session
    add_user(session, "ann", name="Ann Lee")
    add_customer(session, "Bob Stone", company="Zeta", level="A", phones="13800138001")
    add_customer(session, "张三丰", company="南山物流", owner="ann", phones="0755-8888 6666")
    add_customer(session, "单田芳", company="Stoneware", level="A", owner="ann")
    session.reload()
    return session


def line(app: CrmApp) -> str:
    """Return the line in which one types."""
    return drawn_lines(app)[1]


def typed(app: CrmApp) -> str:
    return app.screen.query_one("#find", Input).value


def lit(app: CrmApp) -> list[str]:
    """Return what is lit in the list, from above."""
    rows = app.screen.query_one(VirtualList)
    found = []
    for strip in rows.render_lines(Region(0, 0, *rows.size)):
        found += [each.text for each in strip if each.style and each.style.underline]
    return found


async def until_lit(pilot: Pilot[Any], app: CrmApp, *wanted: str) -> None:
    """Wait until just these pieces are lit, whatever the order."""
    await wait_until(pilot, lambda: sorted(lit(app)) == sorted(wanted))


# --- suggestions ---


async def test_the_filters_are_told_before_anything_is_typed(office: Session) -> None:
    """Nothing is suggested where nobody types."""
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert "owner:" not in line(app)
        await pilot.press("/")
        await until_shown(pilot, "owner:  level:  status:  area:  due:")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "owner:" not in line(app))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_tab_takes_what_is_suggested(office: Session, language: str) -> None:
    """First the filter, then its value; a name of two words goes between quotes."""
    with i18n.speaking(language):
        app = CrmApp(office)
        async with app.run_test(size=WIDE) as pilot:
            await opened(pilot, app)
            await pilot.press("/", *"ow")
            await wait_until(pilot, lambda: "Tab owner:" in line(app))
            await pilot.press("tab", "a")
            await wait_until(pilot, lambda: "Tab Ann Lee" in line(app))
            await pilot.press("tab", *"三")
            assert typed(app) == 'owner:"Ann Lee" 三'
            assert app.screen.query_one("#find", Input).has_focus


async def test_a_filter_by_owner_says_that_second_owners_pass_too(office: Session) -> None:
    """In the line of counts of the list, and of the search from anywhere."""
    customers.edit(office, 1, {"owner": "ann", "second_owner": office.viewer.login})
    office.reload()
    told = "as Owner or Second owner"
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert told not in drawn_text(app)
        await pilot.press("/", *"owner:me")
        await until_shown(pilot, told)
        await pilot.press("ctrl+u", "enter", "ctrl+f", *"owner:me ")
        await until_shown(pilot, f" found · {told}")
    nobody = (asks_for_owner(office, each) for each in ("", "me", "owner:none", "level:A"))
    assert not any(nobody)


async def test_tab_goes_on_to_the_list_where_nothing_is_suggested(office: Session) -> None:
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("/", *"bob", "tab")
        await wait_until(pilot, lambda: screen.list.has_focus)
        assert typed(app) == "bob"


async def test_a_click_takes_any_suggestion(office: Session) -> None:
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("/", *"level:")
        await wait_until(pilot, lambda: "Tab A  B  C" in line(app))
        await pilot.click(Suggestions, offset=(7, 0))
        await wait_until(pilot, lambda: typed(app) == "level:B ")
        assert app.screen.query_one("#find", Input).has_focus


# --- what is lit ---


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("stone", ["Stone", "Stone"]),
        ("张三", ["张三"]),
        ("zsf", ["张三丰"]),
        ("8888", ["8888"]),
        ("88886666", ["8888 6666"]),
        ("bob zeta", ["Bob", "Zeta"]),
    ],
)
async def test_what_was_found_is_lit_in_names_companies_and_numbers(
    office: Session, query: str, pieces: list[str]
) -> None:
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("/", *query)
        await until_lit(pilot, app, *pieces)


async def test_nothing_is_lit_when_the_search_is_over(office: Session) -> None:
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("/", *"bob", "enter")
        await until_listed(pilot, app, "Bob Stone")
        await until_lit(pilot, app, "Bob")
        await pilot.press("escape")
        await until_listed(pilot, app, "Bob Stone", "张三丰", "单田芳")
        await until_lit(pilot, app)
        assert isinstance(app.screen, CustomersScreen)


# --- what the list says of a search ---


async def test_the_list_says_that_hits_are_in_their_own_order(office: Session) -> None:
    """Typed filters alone leave the list in its order, whole."""
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("/", *"stone")
        await until_listed(pilot, app, "Bob Stone", "单田芳")
        await until_shown(pilot, "best first")
        assert "Name ↑" not in drawn_lines(app)[3]
        await pilot.press("ctrl+u", *"level:A")
        await until_listed(pilot, app, "Bob Stone", "单田芳")
        await until_shown(pilot, "Name ↑")
        assert "best first" not in drawn_lines(app)[2]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_list_says_what_a_search_corrected(office: Session, language: str) -> None:
    with i18n.speaking(language):
        app = CrmApp(office)
        async with app.run_test(size=WIDE) as pilot:
            await opened(pilot, app)
            await pilot.press("/", *"stonewrae")
            await until_listed(pilot, app, "单田芳")
            words = i18n._("corrected to “{words}”").format(words="stoneware")
            await until_shown(pilot, words)
            await until_lit(pilot, app, "Stoneware")


async def test_more_hits_than_are_shown_are_told_of(office: Session) -> None:
    for number in range(MAX_FOUND + 1):
        add_customer(office, f"Zimt {number}")
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("/", *"zimt")
        await until_shown(pilot, f"the best {MAX_FOUND}: type on to narrow")
        await pilot.press(*" 17")
        await until_listed(pilot, app, "Zimt 17")
        assert "1 customer ·" in drawn_lines(app)[2]


async def test_a_key_behind_enter_is_about_the_first_hit_not_about_who_stood_there(
    office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the search takes its time, Enter waits for it, and the keys behind wait for Enter."""
    may_find = Event()
    search = finding.search

    def slow(session: Session, text: str, *, go_on: Callable[[], bool]) -> SearchResult:
        may_find.wait(DEADLINE_SECONDS)
        return search(session, text, go_on=go_on)

    monkeypatch.setattr(finding, "search", slow)
    app = CrmApp(office)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        assert screen.list.cursor_row is not None
        assert screen.list.cursor_row.name == "Bob Stone"
        for key in ("slash", *"zhangsan", "enter", "e"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await wait_until(pilot, lambda: typed(app) == "zhangsan")
        may_find.set()
        await until_open(pilot, CustomerForm)
        await until_shown(pilot, "Edit 张三丰")
