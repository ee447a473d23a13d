"""What comes in one burst has its effects in its order, and an answer closes one screen only."""

import asyncio

import pytest
from textual import events
from textual.message_pump import MessagePump
from textual.widgets import Input

from tests.support.hostile import BIDI, ESCAPES, foreign_sequences
from tests.support.screens import (
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm.app import CrmApp
from tui_crm.screens.base import CommandModal, CommandScreen
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.titles import TitlesScreen
from tui_crm.services import customers
from tui_crm.services.session import Session


async def test_a_paste_waits_for_the_keys_before_it(sqlite_session: Session) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.post_message(events.Key("n", "n"))
        app.post_message(events.Paste("张三"))
        app.post_message(events.Key("tab", None))
        app.post_message(events.Paste("华强电子"))
        app.post_message(events.Key("f2", None))
        await wait_until(pilot, lambda: "Saved" in drawn_text(app))
    saved = customers.get(sqlite_session, 1)
    assert (saved.name, saved.company) == ("张三", "华强电子")


async def test_a_key_behind_a_chord_waits_for_the_place_that_it_leads_to(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "张三")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for key in "gce":
            app.post_message(events.Key(key, key))
        await until_open(pilot, CustomerForm)
        assert isinstance(app.screen_stack[-2], CustomersScreen)


async def test_what_is_typed_ahead_arrives_however_slow_the_screens_are(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chord of the list, `/`, and what is looked for there, in one burst."""
    come = MessagePump._pre_process

    async def come_late(pump: MessagePump) -> bool:
        for _turn in range(20):
            await asyncio.sleep(0)
        return await come(pump)

    add_customer(sqlite_session, "张三")
    add_customer(sqlite_session, "Wang Li")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(MessagePump, "_pre_process", come_late)
        for key in ("g", "c", "slash", *"wang", "enter", "e"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until_open(pilot, CustomerForm)
        await wait_until(pilot, lambda: "Edit Wang Li" in drawn_text(app))
        assert app.screen_stack[-2].query_one("#find", Input).value == "wang"


async def test_a_key_behind_enter_waits_for_the_screen_that_the_row_opens(
    sqlite_session: Session,
) -> None:
    """The list answers Enter with a message to its screen, which goes up behind the key."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "v")
        await until_open(pilot, TitlesScreen)
        for key in ("enter", "ctrl+u", "Q", "w", "f2", "down"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await wait_until(pilot, lambda: sqlite_session.classification_title("level") == "Qw")
        assert isinstance(app.screen, TitlesScreen)


async def test_a_second_answer_does_not_close_the_screen_beneath() -> None:
    beneath: CommandScreen[bool | None] = CommandModal()
    app = ShownApp(beneath)
    async with app.run_test() as pilot:
        await pilot.pause()
        question = Confirm("Sure?")
        answers: list[bool | None] = []
        app.push_screen(question, answers.append)
        await pilot.pause()
        question.dismiss(True)
        question.dismiss(True)
        await pilot.pause()
        assert app.screen is beneath
        assert answers == [True]
        assert app.results == []


@pytest.mark.parametrize("keys", [("ctrl+p",), ("slash",)])
async def test_what_is_pasted_where_one_looks_for_something_is_drawn_harmlessly(
    sqlite_session: Session, keys: tuple[str, ...]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        for number, text in enumerate((*ESCAPES, *BIDI)):
            app.post_message(events.Key("ctrl+u", None))
            app.post_message(events.Paste(f"{text} «{number}»"))
            await wait_until(pilot, lambda mark=f"«{number}»": mark in drawn_text(app))
            assert foreign_sequences(drawn_text(app).encode()) == []


async def test_more_than_fits_is_not_looked_for_and_says_so(sqlite_session: Session) -> None:
    add_customer(sqlite_session, "张三")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        app.post_message(events.Paste("x" * 1_000_000))
        await wait_until(pilot, lambda: "1000000" in drawn_text(app))
        assert "张三" in drawn_text(app)
