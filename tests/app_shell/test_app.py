"""The shell: who hears the answer of a dialog."""

from tests.support.screens import wait_until
from tests.support.shown import ShownApp
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.confirm import Confirm


async def test_a_dialog_answers_the_screen_that_asked() -> None:
    asking: CommandScreen[None] = CommandScreen()
    app = ShownApp(asking)
    heard: list[bool | None] = []
    async with app.run_test() as pilot:
        await app.push_screen(Confirm("Really?"), heard.append)
        await pilot.press("y")
        await wait_until(pilot, lambda: heard == [True])


async def test_a_screen_that_was_left_hears_no_answer() -> None:
    """The program went on to another place while the dialog was being answered."""
    asking: CommandScreen[None] = CommandScreen()
    app = ShownApp(asking)
    heard: list[bool | None] = []
    async with app.run_test() as pilot:
        question = Confirm("Really?")
        await app.push_screen(question, heard.append)
        question.dismiss(True)
        asking.dismiss(None)
        await pilot.pause()
        await wait_until(pilot, lambda: asking not in app.screen_stack)
        await pilot.pause()
    assert heard == []
