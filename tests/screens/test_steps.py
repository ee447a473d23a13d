"""The list of steps: what I did, newest first; one key takes a step back."""

from datetime import timedelta
from threading import Event

import pytest
from textual.widgets import Static

from tests.support.hostile import ESCAPES, MARKUP
from tests.support.screens import (
    DEADLINE_SECONDS,
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.domain.customer import Customer
from tui_crm.domain.steps import StepState
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.skipped import Skipped
from tui_crm.screens.steps import Steps
from tui_crm.services import customers, desk, undo
from tui_crm.services.batches import Progress
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session, new_uuid
from tui_crm.services.undo import Undone

LATER = timedelta(minutes=7)


def _log(session: Session, customer: Customer, slot: str) -> None:
    desk.log_canned(session, customer.id, slot, entry_uuid=new_uuid())


@pytest.fixture
def called(sqlite_session: Session, clock: FixedClock) -> tuple[Customer, Customer]:
    """Return two customers, added at ten and called at 10:07 and 10:14."""
    one = add_customer(sqlite_session, "张三", company="深圳华强电子", phones="13800138000")
    two = add_customer(sqlite_session, "Ann Lee", phones="13900139000")
    for customer in (one, two):
        clock.set(clock.now + LATER)
        _log(sqlite_session, customer, "1")
    return one, two


async def test_the_newest_step_stands_on_top_with_its_time(
    sqlite_session: Session, called: tuple[Customer, Customer]
) -> None:
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = [line for line in drawn_text(app).splitlines() if ":" in line[:8]]
        assert "10:14" in rows[0]
        assert "Ann Lee: not interested" in rows[0]
        assert "10:07" in rows[1]
        assert "张三: not interested" in rows[1]
        assert "Wed 18 Nov 2026 10:14:00" in drawn_text(app)


@pytest.mark.parametrize("key", ["u", "enter", "backspace"])
async def test_a_key_undoes_the_step_under_the_cursor(
    sqlite_session: Session, called: tuple[Customer, Customer], key: str
) -> None:
    one, two = called
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", key)
        await pilot.pause()
        assert "Undone: 张三: not interested" in drawn_text(app)
        assert "undone 10:14" in drawn_text(app)
        await pilot.press("escape")
    assert stored(sqlite_session, one).promise is None
    assert stored(sqlite_session, two).promise is not None
    assert app.results == [one.id]


async def test_escape_without_an_undo_returns_nobody(
    sqlite_session: Session, called: tuple[Customer, Customer]
) -> None:
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.results == [None]


async def test_a_step_is_not_undone_twice(
    sqlite_session: Session, called: tuple[Customer, Customer]
) -> None:
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u", "u")
        await pilot.pause()
        assert "This step is undone already." in drawn_text(app)


async def test_what_a_colleague_wrote_on_cannot_be_undone_and_says_why(
    sqlite_session: Session, called: tuple[Customer, Customer]
) -> None:
    one, _two = called
    add_user(sqlite_session, "tom", name="Tom Fox")
    colleague = session_of(sqlite_session.db, sqlite_session.clock, login="tom")
    customers.edit(colleague, one.id, {"note": "Tom was here"})
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert "cannot be undone" in drawn_text(app)
        assert "changed by Tom Fox" in drawn_text(app)
        await pilot.press("u")
        assert "! This cannot be undone" in drawn_text(app)
    assert stored(sqlite_session, one).promise is not None


async def test_a_new_customer_who_was_called_since_stays(
    sqlite_session: Session, called: tuple[Customer, Customer]
) -> None:
    one, _two = called
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "u")
        assert "somebody has worked on the customer since" in drawn_text(app)
    assert stored(sqlite_session, one).name == "张三"


async def test_an_empty_list_says_what_will_stand_there(sqlite_session: Session) -> None:
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "You have done nothing yet" in drawn_text(app)
        await pilot.press("u", "enter")
        assert "There is nothing left to undo." in drawn_text(app)


async def test_a_batch_asks_first_and_no_leaves_it(sqlite_session: Session) -> None:
    fill_demo(sqlite_session, customers=30, seed=7)
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        assert "30 customers are restored or removed" in drawn_text(app)
        await pilot.press("n")
        await pilot.pause()
    assert undo.list_steps(sqlite_session)[0].state is StepState.DONE


async def test_a_batch_is_taken_back_and_who_was_worked_on_is_listed(
    sqlite_session: Session,
) -> None:
    fill_demo(sqlite_session, customers=30, seed=7)
    customers.edit(sqlite_session, 1, {"name": "王[b]建国"})
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "u")
        await pilot.pause()
        await pilot.press("y")
        await until_open(pilot, Skipped)
        assert "1 customer was changed since and stays as it is" in drawn_text(app)
        assert "王[b]建国" in drawn_text(app)
        await pilot.press("escape")
        assert "1 customer was changed since and stays." in drawn_text(app)
        assert not app.shown.query_one("#progress", Static).display
    assert undo.list_steps(sqlite_session)[1].state is StepState.UNDONE
    assert customers.get(sqlite_session, 1).name == "王[b]建国"
    assert customers.all_rows(sqlite_session).count() == 1


async def test_a_batch_goes_on_when_the_list_is_left_and_says_when_it_is_done(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_demo(sqlite_session, customers=30, seed=7)
    has_left = Event()
    take_back = undo.undo

    def undo_later(session: Session, step_id: int, *, progress: Progress) -> Undone:
        progress(10, 40)
        assert has_left.wait(DEADLINE_SECONDS)
        return take_back(session, step_id, progress=progress)

    monkeypatch.setattr(undo, "undo", undo_later)
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("y")
        await wait_until(pilot, lambda: "demo data: 30 customers: 0 of" in drawn_text(app))
        await pilot.press("u")
        assert "Another import or bulk change is at work." in drawn_text(app)
        await pilot.press("escape")
        has_left.set()
        await wait_until(pilot, lambda: "Undone: demo data: 30 customers" in drawn_text(app))
    assert undo.list_steps(sqlite_session)[0].state is StepState.UNDONE
    assert customers.all_rows(sqlite_session).count() == 0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (120, 40)])
async def test_the_list_is_drawn_at_any_size_in_both_languages(
    sqlite_session: Session,
    called: tuple[Customer, Customer],
    size: tuple[int, int],
    language: str,
) -> None:
    with i18n.speaking(language):
        app = ShownApp(Steps(sqlite_session))
        async with app.run_test(size=size) as pilot:
            await pilot.press("down", "u", "down")
            assert undo.list_steps(sqlite_session)[1].state is StepState.UNDONE
            if size[0] >= 40:
                assert "张三" in drawn_text(app)


async def test_hostile_names_are_drawn_as_they_are_read(sqlite_session: Session) -> None:
    for name in (*ESCAPES, *MARKUP):
        add_customer(sqlite_session, f"x {name}")
    app = ShownApp(Steps(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        for _each in (*ESCAPES, *MARKUP):
            await pilot.press("down")
        await pilot.press("end")
        await pilot.pause()
        text = drawn_text(app)
        assert "\x1b" not in text
        assert "new customer x" in text
