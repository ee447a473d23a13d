"""Today: one key logs, the next customer is under the cursor, undo brings the row back."""

from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from textual import events

from tests.support.hostile import HOSTILE, foreign_sequences
from tests.support.running import WIDE, running
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    settled,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.errors import CrmError
from tui_crm.domain.promise import Promise
from tui_crm.domain.reminders import Reminder
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.services import customers, desk, today, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.settings import LoadedSettings, QueueSettings, Settings
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.strip import KeyStrip
from tui_crm.wording import explain


def due(session: Session, name: str, *, days: int = 0, minute: int | None = None) -> Customer:
    promise = Promise(on=session.today() + timedelta(days=days), minute=minute)
    return add_customer(
        session, name, phones=f"138001{len(name) * 7919 % 100000:05}", promise=promise
    )


@pytest.fixture
def queue(sqlite_session: Session) -> list[Customer]:
    """Return five customers in the order in which Today must show them."""
    all_day = due(sqlite_session, "陈晓")
    at_three = due(sqlite_session, "Renée K.", minute=15 * 60)
    at_two = due(sqlite_session, "王建国", minute=14 * 60 + 30)
    yesterday = due(sqlite_session, "Ann Lee", days=-1, minute=9 * 60)
    last_week = due(sqlite_session, "张三", days=-7)
    due(sqlite_session, "not today", days=1)
    return [last_week, yesterday, at_two, at_three, all_day]


def shown_ids(session: Session) -> list[int]:
    return [row.id for row in today.due_customers(session)]


def desk_of(app: CrmApp) -> TodayScreen:
    assert isinstance(app.screen, TodayScreen)
    return app.screen


def cursor_id(app: CrmApp) -> int | None:
    row = desk_of(app).list.cursor_row
    return None if row is None else row.id


async def test_the_queue_stands_in_the_order_of_the_promises(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, _pilot):
        text = drawn_text(app)
        places = [text.index(f" {each.name} ") for each in queue]
        assert places == sorted(places)
        assert "Overdue 2" in text
        assert "Due 3" in text
        assert "not today" not in text
        assert shown_ids(sqlite_session) == [each.id for each in queue]


async def test_one_key_logs_and_the_next_customer_is_under_the_cursor(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("1")
        await settled(pilot)
        assert cursor_id(app) == queue[1].id
        assert shown_ids(sqlite_session) == [each.id for each in queue[1:]]
        after = stored(sqlite_session, queue[0])
        assert after.last_outcome == "not interested"
        assert after.promise == Promise(on=date(2027, 2, 16))
        assert "张三: not interested" in drawn_text(app)
        assert "Done 1" in drawn_text(app)


async def test_undo_brings_the_row_back_under_the_cursor_many_deep(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("1", "3", "1")
        await settled(pilot)
        assert shown_ids(sqlite_session) == [each.id for each in queue[3:]]
        await pilot.press("u", "backspace", "u")
        await settled(pilot)
        assert shown_ids(sqlite_session) == [each.id for each in queue]
        assert cursor_id(app) == queue[0].id
        for customer in queue:
            assert stored(sqlite_session, customer).promise == customer.promise
        await pilot.press("u")  # The next step is the last of the customers made above.
        await settled(pilot)
        assert "Undone: new customer" in drawn_text(app)


async def test_a_promise_that_is_still_due_today_comes_back_at_its_time(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("2")  # No answer at ten: again at twelve.
        await settled(pilot)
        order = [queue[1], queue[0], *queue[2:]]
        assert shown_ids(sqlite_session) == [each.id for each in order]
        assert cursor_id(app) == queue[1].id
        assert stored(sqlite_session, queue[0]).promise == Promise(
            on=sqlite_session.today(), minute=12 * 60
        )


async def test_a_bad_number_keeps_the_row_while_another_number_is_left(
    sqlite_session: Session,
) -> None:
    promise = Promise(on=sqlite_session.today())
    customer = add_customer(
        sqlite_session, "刘洋", phones="13800138000 ; 13900139000", promise=promise
    )
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("7")
        await settled(pilot)
        assert cursor_id(app) == customer.id
        assert [phone.is_bad for phone in stored(sqlite_session, customer).phones] == [True, False]
        await pilot.press("7")
        await settled(pilot)
        assert cursor_id(app) is None
        assert stored(sqlite_session, customer).archived_at is not None


async def test_a_sale_makes_a_customer_and_clears_the_promise(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (_app, pilot):
        await pilot.press("9")
        await settled(pilot)
    after = stored(sqlite_session, queue[0])
    assert (after.kind, after.promise) == (Kind.CUSTOMER, None)


async def test_keys_are_dead_on_a_colleagues_customer_and_say_why(
    sqlite_session: Session,
) -> None:
    add_user(sqlite_session, "tom", name="Tom Fox")
    customer = add_customer(sqlite_session, "赵敏", owner="tom")
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("g", "c")
        await until_open(pilot, CustomersScreen)
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert "Tom Fox" in drawn_text(app)
    assert stored(sqlite_session, customer).last_follow_up_at is None


async def test_what_is_typed_behind_the_find_key_logs_nothing(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        for key, character in [("slash", "/"), *((each, each) for each in "138")]:
            app.post_message(events.Key(key, character))
        await until_open(pilot, CustomersScreen)
        await wait_until(pilot, lambda: getattr(app.focused, "value", "") == "138")
    assert shown_ids(sqlite_session) == [each.id for each in queue]


async def test_keys_pressed_in_one_burst_log_one_customer_each(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        for key in "131":
            app.post_message(events.Key(key, key))
        await wait_until(pilot, lambda: len(shown_ids(sqlite_session)) == 2)
    outcomes = [stored(sqlite_session, each).last_outcome for each in queue]
    assert outcomes == ["not interested", "busy", "not interested", "", ""]


async def test_the_queue_is_taken_up_at_the_row_where_it_was_left(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (_app, pilot):
        await pilot.press("down", "down", "q")
    again = CrmApp(sqlite_session)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert cursor_id(again) == queue[2].id


async def test_another_process_logging_takes_the_row_out_within_two_seconds(
    sqlite_session: Session, queue: list[Customer], clock: FixedClock
) -> None:
    from tui_crm.db import open_database

    other = Session(open_database(sqlite_session.db.location), sqlite_session.viewer, clock)
    async with running(sqlite_session) as (app, pilot):
        desk.log_canned(other, queue[0].id, "1", entry_uuid=new_uuid())
        await wait_until(pilot, lambda: cursor_id(app) == queue[1].id)
    other.close()


async def test_a_callback_announces_itself_once_when_its_time_comes(
    sqlite_session: Session, queue: list[Customer], clock: FixedClock
) -> None:
    async with running(sqlite_session) as (app, pilot):
        clock.advance(hours=4, minutes=30)
        app.look_outside()
        await settled(pilot)
        assert "Call back now: 王建国" in drawn_text(app)
        desk_of(app).query_one(FeedbackLine).tell("")
        clock.advance(seconds=5)
        app.look_outside()
        await settled(pilot)
        assert "Call back now" not in drawn_text(app)


async def test_midnight_starts_the_new_days_queue(
    sqlite_session: Session, queue: list[Customer], clock: FixedClock
) -> None:
    async with running(sqlite_session) as (app, pilot):
        clock.advance(hours=14, minutes=1)
        app.look_outside()
        await settled(pilot)
        assert "not today" in drawn_text(app)
        assert "Overdue 5" in drawn_text(app)


async def test_that_date_only_hides_what_is_overdue(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("T")
        await settled(pilot)
        assert "Ann Lee" not in drawn_text(app)
        assert "陈晓" in drawn_text(app)
        await pilot.press("T")
        await settled(pilot)
        assert "Ann Lee" in drawn_text(app)


async def test_an_empty_database_says_what_to_do_first(sqlite_session: Session) -> None:
    async with running(sqlite_session) as (app, pilot):
        text = drawn_text(app)
        assert "import a spreadsheet" in text
        assert "first customer" in text
        await pilot.press("1")
        await settled(pilot)
        assert "No customer is under the cursor" in drawn_text(app)


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 10), (80, 24), (120, 40), (300, 80)])
async def test_every_size_of_terminal_is_drawn_and_logs(
    sqlite_session: Session, queue: list[Customer], size: tuple[int, int]
) -> None:
    async with running(sqlite_session, size=size) as (app, pilot):
        assert all(len(line) <= size[0] for line in drawn_text(app).splitlines())
        await pilot.press("1")
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
    assert stored(sqlite_session, queue[0]).last_outcome == "not interested"


async def test_chinese_shows_chinese_words_and_dates(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    app = CrmApp(sqlite_session)
    with i18n.speaking("zh"):
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            text = drawn_text(app)
            assert "不需要" in text
            assert "没接" in text


async def test_hostile_names_are_drawn_harmlessly(sqlite_session: Session) -> None:
    promise = Promise(on=sqlite_session.today())
    for text in HOSTILE[:: max(1, len(HOSTILE) // 60)]:
        if text.strip("\0 \t\n\r") and len(text) <= 300:
            customers.add(
                sqlite_session,
                _draft(text, promise),
                override_reason="test",
            )
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settled(pilot)
        assert foreign_sequences(drawn_text(app).encode("utf-8", "replace")) == []
        while cursor_id(app) is not None:
            await pilot.press("1")
            await pilot.pause()
        assert foreign_sequences(drawn_text(app).encode("utf-8", "replace")) == []
    assert shown_ids(sqlite_session) == []


def _draft(text: str, promise: Promise) -> "customers.CustomerDraft":
    from tui_crm.domain.draft import CustomerDraft

    return CustomerDraft(name=text, company=text, note=text, email="a@b.cn", promise=promise)


async def test_a_draft_comes_back_to_its_own_customer_among_two_of_one_name(
    sqlite_session: Session,
) -> None:
    first = due(sqlite_session, "张三", days=-2)
    second = due(sqlite_session, "张三", days=-1)
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("4", *"next tue 3pm")
        await settled(pilot)
        app.keep_drafts()
    again = CrmApp(sqlite_session)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("end", "4")
        await settled(pilot)
        assert "next tue 3pm" not in drawn_text(again)
        await pilot.press("escape", "home", "4")
        await settled(pilot)
        assert "next tue 3pm" in drawn_text(again)
        await pilot.press("enter")
        await settled(pilot)
    assert stored(sqlite_session, first).promise == Promise(on=date(2026, 11, 24), minute=900)
    assert stored(sqlite_session, second).last_follow_up_at is None


async def test_archiving_whom_somebody_took_back_meanwhile_says_so(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "张三")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g", "c", "A", *"closed")
        undo.undo(sqlite_session)
        await pilot.press("enter")
        await settled(pilot)
        assert "There is no customer" in drawn_text(app)
        assert "Archived" not in drawn_text(app)


async def test_dial_is_refused_where_the_keys_are(
    sqlite_session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is called who is in the pool: d says why, as the canned keys do, and f to a rep."""
    dialled: list[object] = []
    monkeypatch.setattr(
        "tui_crm.services.dialing.start_dial", lambda *given, **named: dialled.append(given)
    )
    customer = add_customer(sqlite_session, "Nobody's", phones="13800138000", is_unassigned=True)
    add_user(sqlite_session, "bob")
    app = CrmApp(session_of(sqlite_session.db, clock, login="bob"))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("g", "c")
        await until_open(pilot, CustomersScreen)
        await wait_until(pilot, lambda: "13800138000" in drawn_text(app))
        for key in ("d", "f"):
            app.screen.query_one(FeedbackLine).tell("")
            await pilot.press(key)
            await until_shown(pilot, "! The customer is in the pool.")
    assert stored(sqlite_session, customer) == customer
    assert dialled == []


async def test_reminders_that_cannot_be_read_say_why(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_session: Session) -> tuple[Reminder, ...]:
        raise CrmError("database_busy")

    monkeypatch.setattr("tui_crm.services.reminders.reminders", refused)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, explain(CrmError("database_busy")))


@pytest.mark.parametrize(
    ("width", "words"),
    [(120, "birthday today: [b]Ann Lee, 1 more"), (80, "2 reminders"), (40, "Overdue")],
)
async def test_what_to_think_of_stands_at_the_end_of_the_figures(
    sqlite_session: Session, width: int, words: str
) -> None:
    """As long as there is room for it."""
    one = add_customer(sqlite_session, "[b]Ann Lee")
    two = add_customer(sqlite_session, "张三")
    customers.edit(sqlite_session, one.id, {"birthday": "1980-11-18"})
    customers.edit(sqlite_session, two.id, {"lunar_birthday": "10-11"})
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(width, 30)) as pilot:
        await wait_until(pilot, lambda: words in drawn_text(app))
        assert all(cell_len(line) == width for line in drawn_lines(app))


async def test_a_birthday_that_was_changed_is_told_when_one_comes_back(
    sqlite_session: Session,
) -> None:
    customer = add_customer(sqlite_session, "张三")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "c")
        await pilot.pause()
        customers.edit(sqlite_session, customer.id, {"birthday": "11-19"})
        await pilot.press("g", "t")
        await wait_until(pilot, lambda: "birthday tomorrow: 张三" in drawn_text(app))


async def test_whom_one_logged_stays_away_where_fresh_leads_are_mixed_in(
    sqlite_session: Session,
) -> None:
    """Also when the queue is read again: it is another list then."""
    first = due(sqlite_session, "张三", minute=540)
    due(sqlite_session, "Ann Lee", minute=600)
    fresh = add_customer(sqlite_session, "fresh")
    settings = Settings(queue=QueueSettings(fresh_every=2))
    app = CrmApp(sqlite_session, LoadedSettings(settings=settings))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert "张三" in drawn_text(app)
        await pilot.press("1")
        desk_of(app).reload()
        await pilot.pause()
        listed = [line for line in drawn_text(app).splitlines() if "09:00" in line[:12]]
        assert listed == []
        assert cursor_id(app) != first.id
        assert fresh.name in drawn_text(app)


async def test_a_new_database_offers_keys_below_one_another_and_tells_where_the_first_customer_is(
    sqlite_session: Session,
) -> None:
    """Somebody added without a next contact is due nowhere: he must not seem lost."""
    async with running(sqlite_session, size=(80, 24)) as (app, pilot):
        offers = [line for line in drawn_lines(app) if line.strip()[:3] in ("g i", "n  ", "g o")]
        assert len({len(line) - len(line.lstrip()) for line in offers}) == 1
        assert "9 sale" in drawn_text(app)  # The strip is there before anybody is.
        await pilot.press("n", *"Ann", "f2")
        await wait_until(pilot, lambda: "Saved: Ann." in drawn_text(app))
        text = drawn_text(app)
        assert "No next contact is set: g n lists such customers." in text
        assert "g n   customers without a next contact" in text


async def test_keys_that_a_field_takes_are_dimmed_while_one_types(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    """Neither bar nor strip offers what would only be written into the field."""
    async with running(sqlite_session) as (app, pilot):
        await pilot.press("slash")
        await until_open(pilot, CustomersScreen)
        for key, is_lit in (("张", False), ("enter", True)):
            await pilot.press(key)
            await settled(pilot)
            hints = {hint.key: hint.is_enabled for hint in app.screen.query_one(KeyBar)._hints}
            assert (hints["F"], hints["?"], hints["Enter"]) == (is_lit, is_lit, True)
            assert all(key.is_enabled is is_lit for key in app.screen.query_one(KeyStrip)._keys)
