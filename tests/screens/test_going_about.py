"""Going from place to place in the whole program: lists are left, and follow what others do."""

import asyncio
import gc
import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache

from tests.support.screens import drawn_text
from tests.support.sessions import FixedClock, add_customer, session_of
from tui_crm.app import CrmApp
from tui_crm.commands.command import Command, Scope
from tui_crm.commands.keys import is_chord, strokes
from tui_crm.commands.registry import commands_of
from tui_crm.db import open_database
from tui_crm.domain.follow_up import CannedFollowUp
from tui_crm.domain.promise import Promise, promise_at
from tui_crm.screens.canned import CannedScreen
from tui_crm.screens.settings import SettingsScreen
from tui_crm.screens.steps import Steps
from tui_crm.screens.today import TodayScreen
from tui_crm.screens.working_days import WorkingDays
from tui_crm.services import canned as canned_service
from tui_crm.services import customers
from tui_crm.services.session import Session


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))


async def test_today_is_one_chord_away_from_any_depth(sqlite_session: Session) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "s", "end")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        app.push_screen(WorkingDays(sqlite_session))
        await pilot.pause()
        await pilot.press("g", "t")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("g", "k")
        await pilot.pause()
        assert isinstance(app.screen, CannedScreen)
        assert len(app.screen_stack) == 2


CHORDS = [command for command in commands_of(Scope.APP) if any(map(is_chord, command.keys))]


@pytest.mark.parametrize("command", CHORDS, ids=lambda each: each.id)
async def test_a_place_is_not_piled_upon_itself(sqlite_session: Session, command: Command) -> None:
    """A chord that is pressed again on the screen to which it led leads to the same depth."""
    add_customer(sqlite_session, "张三", phones="13800138000")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        keys = strokes(command.keys[0])
        await pilot.press(*keys)
        await pilot.pause()
        once = [type(each) for each in app.screen_stack]
        await pilot.press(*keys)
        await pilot.pause()
        assert [type(each) for each in app.screen_stack] == once


async def test_the_strip_follows_what_the_editor_changed(
    sqlite_session: Session, clock: FixedClock
) -> None:
    customer = add_customer(
        sqlite_session, "张三", phones="13800138000", promise=Promise(on=sqlite_session.today())
    )
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "k")
        await pilot.pause()
        await pilot.press("n", "tab", *"微信", "f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "微信" in drawn_text(app)
        await pilot.press("0")
        await pilot.pause()
    assert session_of(sqlite_session.db, clock).canned[-1].slot == "0"
    assert customers.timeline(sqlite_session, customer.id)[0].outcome == "微信"


async def test_the_editor_follows_what_somebody_else_changed(
    sqlite_session: Session, clock: FixedClock
) -> None:
    assert sqlite_session.db.path is not None
    other = open_database(sqlite_session.db.path)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "k")
        await pilot.pause()
        canned_service.save(
            session_of(other, clock), CannedFollowUp(slot="0", position=0, label="新的一条")
        )
        app.look_outside()
        await pilot.pause()
        assert "新的一条" in drawn_text(app)
    other.close()


async def test_a_colleague_may_write_at_any_moment_while_a_list_is_laid_out(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its widgets come one within another: the last of them later than the first."""
    app = CrmApp(sqlite_session)
    marks = itertools.count()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(sqlite_session.db, "change_mark", lambda: next(marks))
        steps = Steps(sqlite_session)
        app.push_screen(steps)
        async with asyncio.timeout(30):
            while not steps.is_laid_out:
                app.look_outside()
                await asyncio.sleep(0)
        app.look_outside()
        assert app.screen is steps


async def test_a_callback_is_announced_on_a_list_too(
    sqlite_session: Session, clock: FixedClock
) -> None:
    in_a_minute = promise_at(sqlite_session.local_now() + timedelta(minutes=1))
    add_customer(sqlite_session, "王建国", phones="13800138000", promise=in_a_minute)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "k")
        await pilot.pause()
        clock.advance(minutes=1)
        app.look_outside()
        await pilot.pause()
        assert "Call back now: 王建国" in drawn_text(app)
        assert "10:01" in drawn_text(app)


async def test_a_place_that_was_left_leaves_nothing_painted_behind(
    sqlite_session: Session,
) -> None:
    """Each would keep some hundred kilobytes of lines."""
    add_customer(sqlite_session, "张三")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:

        async def painted_after(visits: int) -> int:
            for _visit in range(visits):
                await pilot.press("g", "s")
                await pilot.pause()
                await pilot.press("g", "t")
                await pilot.pause()
            gc.collect()
            return sum(type(each) is StylesCache for each in gc.get_objects())

        assert await painted_after(2) == await painted_after(3)
