"""The tour: three steps, with the user's own keys, above the screen on which they hold."""

import re

import pytest

from tests.support.screens import drawn_text
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm.app import CrmApp
from tui_crm.commands.keymap import Keymap
from tui_crm.commands.registry import COMMANDS_BY_ID
from tui_crm.i18n import speaking
from tui_crm.screens.tour import STEPS, Tour
from tui_crm.services.session import Session


async def test_the_tour_goes_through_three_steps_and_closes() -> None:
    app = ShownApp(Tour())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1/3  Today: whom to call, in order" in drawn_text(app)
        assert "y copies the number, d dials it." in drawn_text(app)
        await pilot.press("enter")
        assert "2/3  One key logs a call" in drawn_text(app)
        await pilot.press("left", "left")
        assert "1/3" in drawn_text(app)
        await pilot.press("right", "space")
        assert "3/3  Everybody else" in drawn_text(app)
        assert "Enter closes" in drawn_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, Tour)


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (120, 40)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_step_is_drawn_in_both_languages(size: tuple[int, int], language: str) -> None:
    with speaking(language):
        app = ShownApp(Tour())
        async with app.run_test(size=size) as pilot:
            for number in range(1, len(STEPS) + 1):
                await pilot.pause()
                assert f"{number}/3" in drawn_text(app)
                await pilot.press("enter")


async def test_a_click_goes_on() -> None:
    app = ShownApp(Tour())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#step")
        assert "2/3" in drawn_text(app)


async def test_an_empty_database_offers_the_tour_and_one_with_customers_does_not(
    sqlite_session: Session,
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "g o   a tour in three steps" in drawn_text(app)
        await pilot.press("g", "o")
        await pilot.pause()
        assert isinstance(app.screen, Tour)
    add_customer(sqlite_session, "张三")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "a tour in three steps" not in drawn_text(app)
        assert not isinstance(app.screen, Tour)


def test_every_key_that_the_tour_names_is_a_commands() -> None:
    named = [
        command_id
        for step in STEPS
        for line in step.lines
        for command_id in re.findall(r"{([^}]*)}", line)
    ]
    assert len(named) >= 8
    assert set(named) <= set(COMMANDS_BY_ID)


async def test_the_tour_names_the_keys_that_the_user_has_given() -> None:
    app = ShownApp(Tour())
    app.keymap = Keymap(own={"desk.undo": ("z",), "desk.full_entry": ()})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert "z takes it back" in drawn_text(app)
        assert "– writes your own words" in drawn_text(app)
