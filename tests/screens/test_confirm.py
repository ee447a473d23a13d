"""A question is answered by keys, with no as its default; the sheet of keys opens and closes."""

import pytest
from textual.widgets import Static

from tests.support.screens import drawn_text
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.app_shell import ShellApp
from tui_crm.commands.command import Scope
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.keys_help import KeysHelp


class Desk(CommandScreen[None]):
    """A screen to ask from."""

    SCOPES = (Scope.TODAY, Scope.DESK)

    def extra_keys(self) -> tuple[tuple[str, str], ...]:
        return (("1", "没接 [red]no[/nope]"),)

    def why_not(self, command_id: str) -> str | None:
        return "No customer is under the cursor." if command_id == "desk.dial" else None


class DeskApp(ShellApp):
    """The shell with the screen, and one saved view."""

    def command_names(self) -> dict[str, str]:
        return {"app.view_1": "Hot [/b]", "app.view_2": ""}

    def get_default_screen(self) -> Desk:
        return Desk()


async def answers_to(keys: tuple[str, ...]) -> list[bool | None]:
    """Ask with text that breaks programs, press keys and return what came of it."""
    app = DeskApp()
    answers: list[bool | None] = []
    async with app.run_test() as pilot:
        app.push_screen(Confirm("Archive [b]张三[/nope]\x1b]0;x\x07?"), answers.append)
        await pilot.pause()
        assert "Archive [b]张三[/nope]" in drawn_text(app)
        assert "\x1b" not in str(app.screen.query_one("#question", Static).render())
        await pilot.press(*keys)
        await pilot.pause()
    return answers


@pytest.mark.parametrize("keys", [("y",), ("left", "enter"), ("tab", "enter")])
async def test_a_question_is_agreed_to_by_its_key_or_its_button(keys: tuple[str, ...]) -> None:
    assert await answers_to(keys) == [True]


@pytest.mark.parametrize(
    "keys",
    [
        ("n",),
        ("escape",),
        ("enter",),
        ("right", "right", "enter"),
        ("q", "g", "c", "u", "enter"),
    ],
)
async def test_a_question_is_declined_by_key_and_by_default(keys: tuple[str, ...]) -> None:
    assert await answers_to(keys) == [False]


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24)])
async def test_a_question_survives_any_terminal(size: tuple[int, int]) -> None:
    app = DeskApp()
    answers: list[bool | None] = []
    async with app.run_test(size=size) as pilot:
        app.push_screen(Confirm("Sure? " * 40, yes="Yes, all", no="No"), answers.append)
        await pilot.press("y")
        await pilot.pause()
    assert answers == [True]


async def test_both_answers_of_a_short_question_can_be_read() -> None:
    app = DeskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Confirm("Sure?", yes="Throw everything away", no="Keep typing"))
        await pilot.pause()
        drawn = drawn_text(app)
    assert "Throw everything away (y)" in drawn
    assert "Keep typing (n)" in drawn


async def test_the_sheet_lists_the_keys_of_the_screen_and_why_not() -> None:
    app = DeskApp()
    async with app.run_test(size=(130, 70)) as pilot:
        await pilot.press("?")
        assert isinstance(app.screen, KeysHelp)
        text = drawn_text(app)
        for expected in (
            "Full entry",
            "Go to Customers",
            "Call the number shown",
            "– No customer is under the",
            "没接 [red]no[/nope]",
            "Find",
            "u / Backspace",
            "Hot [/b]",
        ):
            assert expected in text
        assert "g 2" not in text  # Nothing is kept there.
        assert "／" not in text  # It works, and need not be told of.


@pytest.mark.parametrize("width", [30, 40, 80, 120])
async def test_a_long_question_wraps_and_loses_no_word(width: int) -> None:
    question = "146 customers are restored or removed. " * 3
    app = ShownApp(Confirm(question))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        words = drawn_text(app).split()
    assert [word for word in words if word in question.split()] == question.split()


@pytest.mark.parametrize("key", ["escape", "q", "?", "？"])
async def test_the_sheet_closes(key: str) -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("?", key)
        await pilot.pause()
        assert isinstance(app.screen, Desk)


async def test_the_sheet_s_columns_are_straight_in_chinese() -> None:
    with i18n.speaking("zh"):
        app = DeskApp()
        async with app.run_test(size=(130, 50)) as pilot:
            await pilot.press("?")
            lines = [line for line in drawn_text(app).splitlines() if "撤销" in line]
    assert lines
