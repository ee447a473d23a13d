"""The shell: who hears the answer of a dialog, and which screens hear of changes."""

from textual.command import CommandList

from tests.support.screens import wait_until
from tests.support.shown import ShownApp
from tui_crm.app_shell.palette import Palette
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.reason_prompt import ReasonPrompt
from tui_crm.services.session import Session


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


async def test_a_form_that_is_only_just_opened_bears_another_language(
    sqlite_session: Session,
) -> None:
    """It is on the stack before its fields are there."""
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        form = ReasonPrompt(sqlite_session, "Archive?")
        app.push_screen(form)
        app.language_changed()
        await wait_until(pilot, lambda: form.is_mounted)
        app.language_changed()
        assert app.screen is form


async def test_the_palette_is_left_once() -> None:
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        palette = app.screen
        assert isinstance(palette, Palette)
        await palette.run_action("escape")
        await palette.run_action("escape")
        await wait_until(pilot, lambda: app.screen is app.shown)


async def test_a_palette_that_was_left_runs_nothing() -> None:
    """It was clicked while escape was on its way."""
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"keys")
        palette = app.screen
        offered = palette.query_one(CommandList)
        await wait_until(pilot, lambda: offered.highlighted is not None)
        palette.dismiss()
        offered.action_select()
        await wait_until(pilot, lambda: palette not in app.screen_stack)
        await pilot.pause()
        assert app.screen is app.shown


async def test_a_palette_without_room_turns_no_pages() -> None:
    app = ShownApp(CommandScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"keys")
        palette = app.screen
        offered = palette.query_one(CommandList)
        await wait_until(pilot, lambda: offered.highlighted is not None)
        offered.styles.width = 0
        offered.styles.padding = 0
        offered.replace_option_prompt_at_index(0, "Keys")
        await wait_until(pilot, lambda: not offered.scrollable_content_region)
        await pilot.press("pagedown", "pageup")
        assert app.screen is palette
