"""The list of customers by keys and clicks: order, filters, columns, marks, many at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.support.held import HeldWork
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_left,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer
from tui_crm.domain.paging import Marks
from tui_crm.domain.promise import Promise
from tui_crm.screens.background_work import Job, Outcome, Report
from tui_crm.screens.chooser import Chooser
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.filter_panel import FilterPanel
from tui_crm.screens.skipped import Skipped
from tui_crm.screens.today import TodayScreen
from tui_crm.services import bulk_change, customers, undo
from tui_crm.services.batches import Cancelled
from tui_crm.services.session import Session

WIDE = (120, 40)
NARROW = (80, 24)
HEADINGS = 3
"""The line of the columns' headings."""
SATURDAY = date(2026, 11, 21)


@pytest.fixture
def office(sqlite_session: Session) -> dict[str, Customer]:
    """Return five customers by their names, who differ in what lists are sorted and filtered by."""
    session = sqlite_session
    add_user(session, "ann", name="Ann Lee")
    today = session.today()
    made = [
        add_customer(session, "Bob", company="Zeta", level="A", phones="13800138001"),
        add_customer(session, "Cleo", company="Alpha", level="B", phones="13800138002"),
        add_customer(
            session,
            "张三",
            company="南山物流",
            level="A",
            phones="13800138003",
            promise=Promise(on=today - timedelta(days=3)),
        ),
        add_customer(session, "李四", level="C", owner="ann", promise=Promise(on=today)),
        add_customer(session, "Dora", company="Beta", promise=Promise(on=SATURDAY)),
    ]
    session.reload()
    return {each.name: each for each in made}


def screen_of(app: CrmApp) -> CustomersScreen:
    """Return the list, on the screen or below a sheet."""
    found = [each for each in app.screen_stack if isinstance(each, CustomersScreen)]
    return found[-1]


def names(app: CrmApp) -> list[str]:
    """Return the names on the list, in its order."""
    found = screen_of(app)._opened
    assert found is not None
    return [row.name for row in found.rows.first(100)]


async def until_listed(pilot: Pilot[Any], app: CrmApp, *wanted: str) -> None:
    """Wait until just these are on the list, whatever the order."""
    await wait_until(pilot, lambda: sorted(names(app)) == sorted(wanted))
    await pilot.pause()


async def opened(pilot: Pilot[Any], app: CrmApp) -> CustomersScreen:
    """Go to the list and wait for its rows."""
    await pilot.press("g", "c")
    await until_open(pilot, CustomersScreen)
    await wait_until(pilot, lambda: screen_of(app).list.is_counted)
    await pilot.pause()
    return screen_of(app)


def cell_of(app: CrmApp, text: str) -> tuple[int, int]:
    """Return where `text` is drawn: column and line."""
    for y, line in enumerate(drawn_lines(app)):
        if text in line:
            return cell_len(line[: line.index(text)]), y
    raise AssertionError(text)


async def click_heading(pilot: Pilot[Any], app: CrmApp, title: str) -> None:
    """Click on the heading of a column."""
    line = drawn_lines(app)[HEADINGS]
    await pilot.click(offset=(cell_len(line[: line.index(title)]), HEADINGS))
    await pilot.pause()


async def click(pilot: Pilot[Any], app: CrmApp, text: str) -> None:
    """Click on the first place where `text` is drawn."""
    await pilot.click(offset=cell_of(app, text))
    await pilot.pause()


def value_of(session: Session, field: str, title: str) -> int:
    return next(
        each.id
        for each in session.shared.values.values()
        if each.field == field and session.value_title(each.id) == title
    )


# --- order ---


async def test_a_click_on_a_heading_sorts_and_another_one_reverses(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """The heading shows the sign; who has no company stands last both ways."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert "Name ↑" in drawn_text(app)
        await click_heading(pilot, app, "Company")
        await wait_until(pilot, lambda: names(app)[0] == "Cleo")
        assert names(app) == ["Cleo", "Dora", "Bob", "张三", "李四"]
        await until_shown(pilot, "Company ↑")
        await click_heading(pilot, app, "Company ↑")
        await wait_until(pilot, lambda: names(app)[0] == "张三")
        assert names(app) == ["张三", "Bob", "Dora", "Cleo", "李四"]
        await until_shown(pilot, "Company ↓")


async def test_a_column_that_cannot_be_sorted_by_says_so(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        before = names(app)
        await click_heading(pilot, app, "Phone")
        assert "cannot be sorted by this column" in drawn_text(app)
        assert names(app) == before


async def test_the_order_is_chosen_by_typing_a_part_of_its_name(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """The cursor stays on its row; `O` turns the order round."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        row = screen.list.cursor_row
        await pilot.press("o", *"level", "enter")
        await wait_until(pilot, lambda: names(app)[-1] == "Dora")
        assert [each for each in names(app) if each in ("Bob", "Cleo", "李四")] == [
            "Bob",
            "Cleo",
            "李四",
        ]
        await pilot.pause()
        assert screen.list.cursor_row == row
        await pilot.press("O")
        await wait_until(pilot, lambda: names(app)[0] == "李四")
        assert names(app)[-1] == "Dora"


async def test_the_chooser_is_left_without_a_choice(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("o", *"zzz")
        await until_shown(pilot, "Nothing is called so.")
        await pilot.press("enter")
        assert isinstance(app.screen, Chooser)
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is screen_of(app))
        assert "Name ↑" in drawn_text(app)


# --- filters ---


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_a_filter_leaves_the_list_with_those_who_pass_and_a_chip(
    sqlite_session: Session, office: dict[str, Customer], language: str
) -> None:
    """The numbers stand beside the values; `x` shows everybody again."""
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=WIDE) as pilot:
            await opened(pilot, app)
            await pilot.press("F")
            await wait_until(pilot, lambda: "[ ] A" in drawn_text(app))
            await wait_until(pilot, lambda: "…" not in drawn_lines(app)[2])
            line = next(each for each in drawn_lines(app) if "[ ] A" in each)
            assert line.split()[-1] == "2"
            await pilot.press("space")
            await until_listed(pilot, app, "Bob", "张三")
            await until_shown(pilot, "[x] A")
            await pilot.press("escape")
            await wait_until(pilot, lambda: app.screen is screen_of(app))
            title = sqlite_session.classification_title("level")
            assert f"[{title}" in drawn_text(app)
            assert "A]" in drawn_text(app)
            await pilot.press("x")
            await until_listed(pilot, app, *office)
            assert f"[{title}" not in drawn_text(app)


async def test_filters_of_two_sides_go_together_and_are_cleared_one_by_one(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """→ goes from heading to heading; Space on a heading lets everybody pass it again."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("F", "space")
        await until_listed(pilot, app, "Bob", "张三")
        panel = app.screen
        assert isinstance(panel, FilterPanel)
        while panel.row is None or panel.row.facet != "due":
            await pilot.press("right")
        await pilot.press("space")
        await until_listed(pilot, app, "张三")
        assert "[Next contact: overdue]" in drawn_text(app)
        await pilot.press("up", "space")
        await until_listed(pilot, app, "Bob", "张三")
        await pilot.press("x")
        await until_listed(pilot, app, *office)


async def test_a_click_chooses_a_value_and_a_click_on_a_chip_opens_the_filters(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("F")
        await until_shown(pilot, "[ ] C")
        await click(pilot, app, "[ ] C")
        await until_listed(pilot, app, "李四")
        await click(pilot, app, "[x] C")
        await until_listed(pilot, app, *office)
        await click(pilot, app, "[ ] B")
        await until_listed(pilot, app, "Cleo")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is screen_of(app))
        await click(pilot, app, "[Level: B]")
        await until_open(pilot, FilterPanel)


async def test_the_days_of_soon_and_recent_can_be_changed(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """+ and - count more or fewer days; beside other values they say why not."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("F", "+")
        await until_shown(pilot, "Days are counted for")
        panel = app.screen
        assert isinstance(panel, FilterPanel)
        while panel.row is None or panel.row.facet != "due":
            await pilot.press("right")
        await until_shown(pilot, "within 7 days")
        await pilot.press("down", "down", "space")
        await until_listed(pilot, app, "Dora")
        await pilot.press("-", "-")
        await until_shown(pilot, "within 1 day")
        await until_listed(pilot, app)
        await pilot.press("+", "+", "+")
        await until_shown(pilot, "within 14 days")
        await until_listed(pilot, app, "Dora")


async def test_who_has_no_next_step_is_one_key_away(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("N")
        await until_listed(pilot, app, "Bob", "Cleo")
        assert "[Next contact: no next step]" in drawn_text(app)
        await pilot.press("N")
        await until_listed(pilot, app, *office)


async def test_find_looks_among_those_who_pass_the_filters(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """Esc goes back step by step: out of the line, then what was typed, then Today."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("F", "space", "escape")
        await until_listed(pilot, app, "Bob", "张三")
        await pilot.press("/", *"bo", "enter")
        await until_listed(pilot, app, "Bob")
        await pilot.press("escape")
        await until_listed(pilot, app, "Bob", "张三")
        await pilot.press("escape")
        await until_open(pilot, TodayScreen)


async def test_a_list_that_nobody_passes_says_how_to_go_on(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot, app)
        await pilot.press("F", "down", "down", "down", "space", "escape")
        await until_shown(pilot, "Nobody passes the filters.")
        assert "x clears them" in drawn_text(app)
        assert "0 customers" in drawn_text(app)


# --- columns ---


async def test_columns_are_hidden_moved_and_sized_and_the_name_stays(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        heading = drawn_lines(app)[HEADINGS]
        assert heading.index("Next contact") < heading.index("Name")
        await pilot.press("C", "J", "escape")
        await wait_until(pilot, lambda: app.screen is screen)
        heading = drawn_lines(app)[HEADINGS]
        assert heading.index("Name") < heading.index("Next contact")
        await pilot.press("C", "space")
        await until_shown(pilot, "The name stays")
        await pilot.press("down", "down", "space", "down", *["right"] * 5, "escape")
        await wait_until(pilot, lambda: app.screen is screen)
        heading = drawn_lines(app)[HEADINGS]
        assert "Company" not in heading
        phone = next(each for each in screen._view.columns if each.id == "phone")
        assert (phone.cells, phone.is_shown) == (20, True)
        await pilot.press("C", "x", "escape")
        await wait_until(pilot, lambda: app.screen is screen)
        assert screen._view.columns == ()
        assert "Company" in drawn_lines(app)[HEADINGS]


async def test_a_column_that_was_put_in_is_drawn(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("C")
        await until_shown(pilot, "[ ] Owner")
        await click(pilot, app, "[ ] Owner")
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is screen)
        assert "Owner" in drawn_lines(app)[HEADINGS]
        line = next(each for each in drawn_lines(app) if "李四" in each)
        assert "Ann Lee" in line


# --- what is remembered ---


async def test_order_filter_columns_and_place_are_back_at_the_next_start(
    sqlite_session: Session, office: dict[str, Customer], clock: FixedClock
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("F", "space", "down", "space", "escape")
        await until_listed(pilot, app, "Bob", "张三", "Cleo")
        await pilot.press("o", *"compa", "enter")
        await wait_until(pilot, lambda: names(app)[0] == "Cleo")
        await pilot.press("C", "space", "escape", "end")
        await wait_until(pilot, lambda: app.screen is screen_of(app))
        left_at = screen_of(app).list.cursor_row
        assert left_at is not None
        assert left_at.name == "张三"
    again = CrmApp(session_of(sqlite_session.db, clock))
    async with again.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, again)
        await until_listed(pilot, again, "Bob", "张三", "Cleo")
        assert names(again) == ["Cleo", "Bob", "张三"]
        assert "Company ↑" in drawn_text(again)
        assert "Next contact" not in drawn_lines(again)[HEADINGS]
        row = screen.list.cursor_row
        assert row is not None
        assert row.id == left_at.id


# --- marks ---


async def test_space_marks_and_goes_on_and_esc_takes_the_marks_first(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot, app)
        first = screen.list.cursor_row
        assert first is not None
        await pilot.press("space", "space")
        assert screen.list.cursor_position == 2
        assert first.id in screen.list.marks
        await until_shown(pilot, "2 marked")
        await pilot.press("escape")
        assert screen.list.marks == Marks()
        assert app.screen is screen
        await pilot.press("escape")
        await until_open(pilot, TodayScreen)


async def test_shift_and_the_arrows_mark_a_range_and_star_marks_all(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("shift+down", "shift+down")
        await until_shown(pilot, "3 marked")
        await pilot.press("*")
        await until_shown(pilot, "5 marked")
        await pilot.press("space")
        await until_shown(pilot, "4 marked")
        await pilot.press("*", "*")
        assert screen.list.marks == Marks()


async def test_without_marks_the_change_says_what_to_do(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("b")
        await until_shown(pilot, "Space marks a customer")
        await pilot.press("ctrl+x")
        await until_shown(pilot, "No change of many customers is at work")
        assert app.screen is screen


# --- many at once ---


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_a_level_is_given_to_the_marked_and_taken_back(
    sqlite_session: Session, office: dict[str, Customer], language: str
) -> None:
    """Field, value, preview, yes; one line tells what was done, `u` takes it back."""
    session = sqlite_session
    with i18n.speaking(language):
        app = CrmApp(session)
        async with app.run_test(size=WIDE) as pilot:
            screen = await opened(pilot, app)
            await pilot.press("space", "space")
            marked = screen.list.marks.ids
            assert len(marked) == 2
            await pilot.press("b")
            await until_open(pilot, Chooser)
            await pilot.press(*session.classification_title("level").lower(), "enter")
            await until_shown(pilot, "B")
            await pilot.press("B", "enter")
            await until_open(pilot, Confirm)
            assert "→ B" in drawn_text(app)
            await pilot.press("y")
            await wait_until(pilot, lambda: "→ B" in drawn_lines(app)[-2])
            level = value_of(session, "level", "B")
            for customer in office.values():
                wanted = level if customer.id in marked else customer.level
                assert stored(session, customer).level == wanted
            assert screen.list.marks == Marks()
            await pilot.press("u")
            await until_open(pilot, Confirm)
            await pilot.press("y")
            await wait_until(
                pilot, lambda: all(stored(session, c).level == c.level for c in office.values())
            )


async def chosen(pilot: Pilot[Any], app: CrmApp, *typed: str) -> None:
    """Press `b` and take what the typed words name, one sheet after the other."""
    await pilot.press("b")
    for words in typed:
        await until_open(pilot, Chooser)
        sheet = app.screen
        await pilot.press(*words, "enter")
        await until_left(pilot, sheet)
    await pilot.pause()


async def test_all_that_match_but_one_are_changed(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("*", "space")
        kept = list(screen._opened.rows.first(1)) if screen._opened else []
        await chosen(pilot, app, "source")
        await pilot.press(*"fair", "enter")
        await until_open(pilot, Confirm)
        assert "4 customers: Source none → fair" in drawn_text(app)
        await pilot.press("y")
        await until_shown(pilot, "Changed 4 customers")
        for customer in office.values():
            expected = "" if customer.id == kept[0].id else "fair"
            assert stored(sqlite_session, customer).source == expected


async def test_the_next_contact_of_many_is_typed_with_its_warning(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """A weekend is kept as typed, after a warning, as in the full entry."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "space")
        await chosen(pilot, app, "next")
        await pilot.press(*"2026-11-22")
        await until_shown(pilot, "on a weekend")
        await pilot.press("enter")
        await until_open(pilot, Confirm)
        await pilot.press("y")
        await until_shown(pilot, "Changed 2 customers")
        promises = [stored(sqlite_session, each).promise for each in office.values()]
        assert promises.count(Promise(on=date(2026, 11, 22))) == 2


async def test_a_next_contact_is_taken_away_by_an_empty_field(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("*")
        await chosen(pilot, app, "next")
        await pilot.press("enter")
        await until_open(pilot, Confirm)
        assert "2 have it already." in drawn_text(app)
        await pilot.press("y")
        await until_shown(pilot, "Changed 3 customers")
        assert {stored(sqlite_session, each).promise for each in office.values()} == {None}


async def test_whoever_goes_into_the_pool_needs_a_reason(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    session = sqlite_session
    app = CrmApp(session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("*")
        await chosen(pilot, app, "owner", "pool")
        await pilot.press("enter")
        await until_shown(pilot, "Type a reason.")
        await pilot.press(*"离职", "enter")
        await until_open(pilot, Confirm)
        await pilot.press("y")
        await until_shown(pilot, "Changed 5 customers")
        assert {stored(session, each).owner for each in office.values()} == {None}
        assert undo.newest(session).note("reason") == "离职"


async def test_customers_are_handed_to_somebody_else(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """The reason may stay empty; who belongs to him already is not changed."""
    session = sqlite_session
    app = CrmApp(session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("*")
        await chosen(pilot, app, "owner", "ann")
        await pilot.press("enter")
        await until_open(pilot, Confirm)
        assert "1 has it already." in drawn_text(app)
        await pilot.press("y")
        await until_shown(pilot, "Changed 4 customers")
        assert {session.user_name(stored(session, each).owner) for each in office.values()} == {
            "Ann Lee"
        }


async def test_archived_customers_that_were_found_stay_as_they_are(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """Where nobody is left to change, nothing is asked."""
    customers.archive(sqlite_session, office["Bob"].id, reason="closed")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("/", *"bob", "enter")
        await until_listed(pilot, app, "Bob")
        await pilot.press("*")
        await chosen(pilot, app, "kind")
        await until_shown(pilot, "Nothing would change. 1 is archived")
        assert app.screen is screen_of(app)


async def test_no_to_the_preview_leaves_everybody_as_he_is(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("space")
        await chosen(pilot, app, "level", "d")
        await until_open(pilot, Confirm)
        await pilot.press("n")
        await wait_until(pilot, lambda: app.screen is screen)
        assert [stored(sqlite_session, each) for each in office.values()] == [*office.values()]
        assert screen.list.marks != Marks()


async def test_the_question_of_a_change_comes_only_above_the_list(
    sqlite_session: Session, office: dict[str, Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a page was opened while the change was looked at, nothing is asked above it."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        looking = HeldWork(monkeypatch, sqlite_session, bulk_change, "preview")
        await pilot.press("space")
        await chosen(pilot, app, "level", "d")
        await looking.until_begun(pilot)
        await pilot.press("enter")
        await until_open(pilot, CustomerPage)
        await looking.let_go(pilot)
        assert isinstance(app.screen, CustomerPage)


async def test_undo_lists_who_was_changed_since(
    sqlite_session: Session, office: dict[str, Customer], clock: FixedClock
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("*")
        await chosen(pilot, app, "budget")
        await pilot.press("9", "enter")
        await until_open(pilot, Confirm)
        await pilot.press("y")
        await until_shown(pilot, "Changed 5 customers")
        clock.advance(minutes=1)
        other = session_of(sqlite_session.db, clock, login="ann")
        customers.edit(other, office["张三"].id, {"budget": "10"})
        await pilot.press("u")
        await until_open(pilot, Confirm)
        await pilot.press("y")
        await until_open(pilot, Skipped)
        assert "张三" in drawn_text(app)
        await pilot.press("escape")
        await until_shown(pilot, "1 customer was changed since and stays.")
        budgets = {name: stored(sqlite_session, each).budget for name, each in office.items()}
        assert budgets == {"Bob": "", "Cleo": "", "张三": "10", "李四": "", "Dora": ""}


async def test_work_shows_how_far_it_is_and_is_stopped_by_its_key(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot, app)

        def run(report: Report) -> Outcome:
            while report(1_234, 100_000):
                pass
            raise Cancelled

        job = Job(title="Level → B", run=run, total=100_000, stopped="All is taken back.")
        screen._bulk.start(app, sqlite_session, job)
        await until_shown(pilot, "Level → B: 1,234 of 100,000 · 1%")
        assert "ctrl+x stops" in drawn_text(app)
        await pilot.press("space", "b")
        await until_shown(pilot, "Another import or bulk change is at work")
        await pilot.press("ctrl+x")
        await until_shown(pilot, "All is taken back.")
        assert "ctrl+x stops" not in drawn_text(app)


async def test_work_goes_on_when_the_list_is_left_and_shows_when_it_is_back(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """A change that ends elsewhere says so in a notice."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot, app)
        work = screen._bulk
        is_let_go: list[bool] = []

        def run(report: Report) -> Outcome:
            while not is_let_go:
                report(1, 2)
            return Outcome(sentence="Changed 张三.")

        work.start(app, sqlite_session, Job(title="Level → B", run=run, total=2))
        await pilot.press("g", "t")
        await until_open(pilot, TodayScreen)
        await opened(pilot, app)
        await until_shown(pilot, "Level → B: 1 of 2")
        await pilot.press("g", "t")
        await until_open(pilot, TodayScreen)
        is_let_go.append(True)
        await wait_until(pilot, lambda: not work.is_running)
        await pilot.pause()
        assert [each.message for each in app._notifications] == ["Changed 张三."]


# --- entries, others, drawing ---


async def test_canned_keys_and_marks_live_side_by_side(
    sqlite_session: Session, office: dict[str, Customer]
) -> None:
    """A key logs on the customer under the cursor alone; the marks stay."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("space")
        row = screen.list.cursor_row
        assert row is not None
        await pilot.press("1")
        await pilot.pause()
        assert stored(sqlite_session, office[row.name]).last_outcome == "not interested"
        assert screen.list.marks.count(5) == 1
        await pilot.press("f")
        await until_shown(pilot, "Full entry")


async def test_marks_stay_when_somebody_else_writes(
    sqlite_session: Session, office: dict[str, Customer], clock: FixedClock
) -> None:
    other = session_of(sqlite_session.db, clock, login="ann")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("/", *"1380013800", "enter")
        await until_listed(pilot, app, "Bob", "Cleo", "张三")
        await pilot.press("space")
        marks = screen.list.marks
        customers.edit(other, office["张三"].id, {"company": "北山物流"})
        app.look_outside()
        screen.reload()
        await until_shown(pilot, "北山物流")
        assert screen.list.marks == marks


SIZES: Sequence[tuple[int, int]] = ((80, 24), (120, 40), (20, 5), (40, 12), (100, 30))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("keys", [(), ("F",), ("C",), ("o",), ("*", "b")], ids=str)
async def test_every_sheet_is_drawn_in_straight_lines(
    sqlite_session: Session, office: dict[str, Customer], language: str, keys: tuple[str, ...]
) -> None:
    """In both languages and whatever size it comes to, each line is as wide as the terminal."""
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot, app)
            await pilot.press(*keys)
            for width, height in SIZES:
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                lines = drawn_lines(app)
                assert [cell_len(line) for line in lines] == [width] * height
                if height >= 24 and keys in ((), ("F",), ("C",)):
                    assert "张三" in "\n".join(lines)
