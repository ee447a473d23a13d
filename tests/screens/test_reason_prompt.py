"""The question why takes one line, and not nothing."""

from tests.support.forms import NOT_DISMISSED, FormApp
from tests.support.screens import drawn_text, wait_until
from tui_crm.screens.reason_prompt import ReasonPrompt
from tui_crm.services import drafts
from tui_crm.services.session import Session


async def test_a_reason_is_returned_stripped(sqlite_session: Session) -> None:
    app = FormApp(lambda: ReasonPrompt(sqlite_session, "Archive 张三: why?"))
    async with app.run_test() as pilot:
        await pilot.press(*"  公司搬走了 ", "enter")
        await pilot.pause()
    assert app.result == "公司搬走了"


async def test_nothing_and_spaces_are_refused(sqlite_session: Session) -> None:
    app = FormApp(lambda: ReasonPrompt(sqlite_session, "Archive [/nope]: why?"))
    async with app.run_test() as pilot:
        await pilot.press("space", "enter")
        await wait_until(pilot, lambda: "Type a reason." in drawn_text(app))
        assert app.result is NOT_DISMISSED
        await pilot.press("backspace", "escape")
        await pilot.pause()
    assert app.result is None


async def test_leaving_at_once_keeps_the_reason_typed_so_far(sqlite_session: Session) -> None:
    app = FormApp(lambda: ReasonPrompt(sqlite_session, "Archive 张三: why?"))
    async with app.run_test() as pilot:
        await pilot.press(*"moved")
        assert isinstance(app.screen, ReasonPrompt)
        app.screen.keep_draft()
        await pilot.press("ctrl+u")
        app.screen.keep_draft()
        assert drafts.forms(sqlite_session) == ()
        await pilot.press(*"gone")
        app.screen.keep_draft()
    app = FormApp(lambda: ReasonPrompt(sqlite_session, "Archive 张三: why?"))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
    assert app.result == "gone"
    assert drafts.forms(sqlite_session) == ()


async def test_a_form_that_typed_nothing_leaves_another_window_s_draft_alone(
    sqlite_session: Session,
) -> None:
    title = "Archive 张三: why?"
    app = FormApp(lambda: ReasonPrompt(sqlite_session, title))
    async with app.run_test() as pilot:
        drafts.keep(sqlite_session, f"reason {title}", texts={"reason": "x"}, bases={})
        assert isinstance(app.screen, ReasonPrompt)
        app.screen.keep_draft()
        await pilot.press("escape")
        await pilot.pause()
    assert drafts.forms(sqlite_session) == (f"reason {title}",)
