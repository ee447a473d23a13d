"""Saved views by keys: kept, opened from anywhere, counted live, renamed, ordered, removed."""

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.screens.test_customers import names, opened, until_listed
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, session_of
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.db import open_database
from tui_crm.domain.customer import Customer
from tui_crm.domain.customer_list import CustomerFilter, CustomerSort, Facet, SortKey
from tui_crm.domain.list_view import ColumnChoice, ListView
from tui_crm.domain.promise import Promise
from tui_crm.domain.saved_view import SavedView
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.screens.view_form import SaveViewForm
from tui_crm.screens.views_panel import ViewsPanel
from tui_crm.services import customers, list_views, saved_views
from tui_crm.services.session import Session

EMPTY = (
    "No view is saved yet.\n"
    "Search, filter and sort the list, then press s: the view gets a name and a key."
)
WIDE = (120, 40)
NARROW = (80, 24)


@pytest.fixture
def office(sqlite_session: Session) -> dict[str, Customer]:
    """Return four customers by their names, two of them of level A."""
    made = [
        add_customer(sqlite_session, "Bob", company="Zeta", level="A"),
        add_customer(sqlite_session, "Cleo", company="Alpha", level="B"),
        add_customer(sqlite_session, "张三", company="南山物流", level="A"),
        add_customer(sqlite_session, "李四"),
    ]
    sqlite_session.reload()
    return {each.name: each for each in made}


def level(session: Session, title: str) -> int:
    return next(
        each.id for each in session.values_of("level") if session.value_title(each.id) == title
    )


def look(session: Session, title: str = "A") -> ListView:
    """Return customers of a level, by company downwards, with name and company alone."""
    return ListView(
        sort=CustomerSort(key=SortKey.COMPANY, is_descending=True),
        wanted=CustomerFilter().with_chosen(Facet.LEVEL, [level(session, title)]),
        columns=(ColumnChoice(id="name"), ColumnChoice(id="company")),
    )


def keep(session: Session, name: str, key: str = "", query: str = "", title: str = "") -> SavedView:
    wanted = look(session, title) if title else ListView()
    return saved_views.save(session, name=name, key=key, query=query, look=wanted)


def heading(app: CrmApp) -> str:
    """Return the line above the columns."""
    return drawn_lines(app)[2]


async def panel_of(pilot: Pilot[Any], app: CrmApp) -> ViewsPanel:
    """Open the views and wait until they are counted."""
    await pilot.press("v")
    await until_open(pilot, ViewsPanel)
    panel = app.screen
    assert isinstance(panel, ViewsPanel)
    await wait_until(pilot, lambda: len(panel._counts) == len(panel._views))
    await pilot.pause()
    return panel


def line_of(app: CrmApp, name: str) -> str:
    """Return the line of a view on the sheet."""
    return next(line for line in drawn_lines(app) if name in line[70:])[70:]


# --- keeping ---


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_is_shown_is_kept_under_a_name_and_a_key(
    sqlite_session: Session, office: dict[str, Customer], language: str
) -> None:
    """An empty sheet says how; the name stands above the list then."""
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=WIDE) as pilot:
            await opened(pilot, app)
            await pilot.press("/", *"bob", "enter")
            await until_listed(pilot, app, "Bob")
            await panel_of(pilot, app)
            empty = i18n._(EMPTY).splitlines()[0]
            assert empty in drawn_text(app)
            await pilot.press("s")
            await until_open(pilot, SaveViewForm)
            await pilot.press(*"大客户", "enter")
            await until_open(pilot, ViewsPanel)
            (view,) = saved_views.views(sqlite_session)
            assert (view.name, view.key, view.query) == ("大客户", "1", "bob")
            await wait_until(pilot, lambda: "★ 大客户" in line_of(app, "大客户"))
            await wait_until(pilot, lambda: line_of(app, "大客户").split()[-1] == "1")
            opens = i18n._("{key} opens it.").format(key="g 1")
            assert opens in drawn_text(app)
            await pilot.press("escape")
            await until_open(pilot, CustomersScreen)
            assert "★ 大客户" in heading(app)


async def test_a_view_that_is_open_is_saved_anew(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """`V` offers its name; the heading says meanwhile that something else is shown."""
    first = keep(sqlite_session, "Hot", key="4", title="A")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g", "4")
        await until_open(pilot, CustomersScreen)
        await until_listed(pilot, app, "Bob", "张三")
        await pilot.press("O")
        await until_shown(pilot, "★ Hot (changed)")
        await pilot.press("V")
        await until_open(pilot, SaveViewForm)
        await pilot.press("f2")
        await until_open(pilot, CustomersScreen)
        assert "★ Hot ·" in heading(app)
        assert "Saved: Hot. g 4 opens it. u takes it back." in drawn_text(app)
        await pilot.press("escape")  # The view is closed: what was said of it goes with it.
        await until_listed(pilot, app, "Bob", "Cleo", "李四", "张三")
        assert "Saved: " not in drawn_text(app)
        (view,) = saved_views.views(sqlite_session)
        assert (view.id, view.key) == (first.id, "4")
        assert view.look.sort == CustomerSort(key=SortKey.COMPANY)


# --- opening ---


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_its_key_opens_a_view_from_anywhere(
    sqlite_session: Session, office: dict[str, Customer], language: str
) -> None:
    """From Today, from a page above the list, and from the list itself."""
    keep(sqlite_session, "Hot", key="1", title="A")
    keep(sqlite_session, "三", key="2", query="张三")
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("g")
            await until_shown(pilot, "1 Hot", "2 三")
            await pilot.press("1")
            await until_open(pilot, CustomersScreen)
            await until_listed(pilot, app, "Bob", "张三")
            await until_shown(pilot, "★ Hot")
            await pilot.press("enter")
            await until_open(pilot, CustomerPage)
            await pilot.press("g", "2")
            await until_open(pilot, CustomersScreen)
            await until_listed(pilot, app, "张三")
            assert app.screen.query_one("#find", Input).value == "张三"
            await pilot.press("g", "1")
            await until_listed(pilot, app, "Bob", "张三")
            assert app.screen.query_one("#find", Input).value == ""


async def test_a_key_without_a_view_says_how_to_keep_one(sqlite_session: Session) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g", "7")
        await until_shown(pilot, "No saved view has the key g 7.")
        assert isinstance(app.screen, TodayScreen)


async def test_a_closed_view_leaves_the_list_as_it_was(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """Esc closes it; order, filters and columns of every day are back, also at the next start."""
    keep(sqlite_session, "Hot", key="1", title="A")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("O")
        await until_shown(pilot, "Name ↓")
        before = names(app)
        await panel_of(pilot, app)
        await pilot.press("enter")
        await until_listed(pilot, app, "Bob", "张三")
        await pilot.press("x")
        await until_listed(pilot, app, *office)
        await pilot.press("escape")
        await wait_until(pilot, lambda: names(app) == before)
        await until_shown(pilot, "Name ↓")
        assert "★" not in heading(app)
        await pilot.press("g", "1")
        await until_listed(pilot, app, "Bob", "张三")
        await pilot.press("g", "t")
        await until_open(pilot, TodayScreen)
        await opened(pilot, app)
        assert names(app) == before
        assert "★" not in heading(app)


# --- counting ---


async def test_the_counters_follow_what_others_write(
    sqlite_session: Session, office: dict[str, Customer], clock: FixedClock
) -> None:
    keep(sqlite_session, "Everybody")
    keep(sqlite_session, "Hot", title="A")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await panel_of(pilot, app)
        assert line_of(app, "Everybody").split()[-1] == "4"
        assert line_of(app, "Hot").split()[-1] == "2"
        other = session_of(open_database(sqlite_session.db.path), clock)
        customers.archive(other, office["Bob"].id, reason="gone")
        other.close()
        await wait_until(pilot, lambda: line_of(app, "Hot").split()[-1] == "1")
        await wait_until(pilot, lambda: line_of(app, "Everybody").split()[-1] == "3")


# --- changing ---


async def test_views_are_renamed_ordered_and_removed_and_undo_brings_them_back(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    keep(sqlite_session, "Hot", key="1", title="A")
    keep(sqlite_session, "Cold", key="2", title="B")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot, app)
        await panel_of(pilot, app)
        await pilot.press("J")
        assert [each.name for each in saved_views.views(sqlite_session)] == ["Cold", "Hot"]
        await pilot.press("e", *"!", "enter")
        await until_open(pilot, ViewsPanel)
        assert [each.name for each in saved_views.views(sqlite_session)] == ["Cold", "Hot!"]
        await pilot.press("x")
        assert [each.name for each in saved_views.views(sqlite_session)] == ["Cold"]
        await until_shown(pilot, "Removed: Hot!.")
        await pilot.press("x", "x")
        await until_shown(pilot, "No view is saved yet.")
        await pilot.press("escape", "u", "u")
        await wait_until(
            pilot,
            lambda: [each.name for each in saved_views.views(sqlite_session)] == ["Cold", "Hot!"],
        )


async def test_a_name_that_is_taken_is_refused_beside_the_field(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    keep(sqlite_session, "Hot", key="1")
    keep(sqlite_session, "Cold", key="2")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await panel_of(pilot, app)
        await pilot.press("e", "ctrl+u", *"COLD", "enter")
        await until_shown(pilot, "Another view is called “COLD”.")
        assert {each.name for each in saved_views.views(sqlite_session)} == {"Hot", "Cold"}


async def test_an_undone_view_no_longer_stands_above_the_list(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("V", *"Hot", "enter")
        await until_shown(pilot, "★ Hot")
        await pilot.press("u")
        await wait_until(pilot, lambda: "★" not in heading(app))
        assert saved_views.views(sqlite_session) == ()


async def test_who_has_no_next_step_is_one_chord_away_from_anywhere(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """The list comes back as it was, also after it was read again meanwhile."""
    promise = Promise(on=sqlite_session.today())
    add_customer(sqlite_session, "Dora", promise=promise)
    list_views.keep_view(sqlite_session, look(sqlite_session))
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g", "n")
        await until_listed(pilot, app, "Bob", "Cleo", "张三", "李四")
        assert "Without next step" in drawn_text(app)
        await pilot.press("g", "n")
        screen = app.screen
        assert isinstance(screen, CustomersScreen)
        screen.reload()
        await until_listed(pilot, app, "Bob", "Cleo", "张三", "李四")
        assert "Without next step" in drawn_text(app)
        await pilot.press("escape")
        await until_listed(pilot, app, "Bob", "张三")
        assert "Without next step" not in drawn_text(app)
    assert list_views.kept_view(sqlite_session).wanted == look(sqlite_session).wanted


async def test_the_palette_opens_a_view_by_its_name(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """Keys without a view are not offered."""
    keep(sqlite_session, "Zauberhaft [b]好", key="6", title="A")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"zauber")
        await until_shown(pilot, "Zauberhaft [b]好  g 6")
        assert "Open saved view" not in drawn_text(app)
        await pilot.press("down", "enter")
        await until_open(pilot, CustomersScreen)
        await until_listed(pilot, app, "Bob", "张三")
