"""Every screen in both languages and two sizes, as the text that is drawn, cell by cell.

`make snapshots` writes them anew; the difference is read before it is committed.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.support.scenes import SCENES
from tests.support.screens import drawn_lines, drawn_text, wait_until
from tests.support.sessions import (
    LOGIN,
    ZONE,
    FixedClock,
    add_customer,
    add_user,
    session_of,
    session_on,
)
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.db import open_database
from tui_crm.services import customers
from tui_crm.services.demo import fill_demo
from tui_crm.settings import LoadedSettings, Settings

FOLDER = Path(__file__).parent / "snapshots"
MOMENT = datetime(2026, 11, 18, 14, 10, tzinfo=ZONE)
SIZES = ((80, 24), (120, 40))
IS_WRITING = os.environ.get("SNAPSHOTS") == "write"
CONFLICT = "conflict"
"""The name of the snapshots of the question that no keys alone lead to."""
STEADY_LOOKS = 3
"""A screen that is the same so many times has drawn what it has to draw."""


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a demo, made once."""
    path = tmp_path_factory.mktemp("snapshots") / "demo.db"
    session = session_on(open_database(path), FixedClock(MOMENT))
    fill_demo(session, customers=200, seed=7)
    session.close()
    return path


def check(name: str, lines: list[str], size: tuple[int, int]) -> None:
    """Fail where the screen is not the one that is kept as `name`; with SNAPSHOTS keep it."""
    assert [cell_len(line) for line in lines] == [size[0]] * size[1]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    kept = FOLDER / f"{name}.txt"
    if IS_WRITING:
        FOLDER.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


async def steady_lines(app: CrmApp, pilot: Pilot[object]) -> list[str]:
    """Return the lines of the screen once it has drawn what it has to draw."""
    looks = [drawn_text(app)]

    def is_steady() -> bool:
        looks.append(drawn_text(app))
        if not all(worker.is_finished for worker in app.workers):
            looks.clear()
        return len(set(looks[-STEADY_LOOKS:])) == 1 and len(looks) > 2 * STEADY_LOOKS

    await wait_until(pilot, is_steady)
    return drawn_lines(app)


async def drawn(path: Path, scene: str, size: tuple[int, int]) -> list[str]:
    """Return the lines of a scene, each exactly as wide as the terminal."""
    clock = FixedClock(MOMENT)
    session = session_of(open_database(path), clock, login=LOGIN)
    app = CrmApp(session, LoadedSettings(settings=Settings()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*SCENES[scene].keys)
        for editor in (*app.screen.query(Input), *app.screen.query(TextArea)):
            editor.cursor_blink = False
        if typed := SCENES[scene].typed:
            await pilot.press(*("tab" if sign == "\t" else sign for sign in typed))
        lines = await steady_lines(app, pilot)
    session.close()
    return lines


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_is_drawn_as_it_was(
    made_demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    scene: str,
    language: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", "/home/lina/tui-crm")
    # What comes in a moment is there when the screen is looked at.
    monkeypatch.setattr("tui_crm.screens.today.REMINDERS_AFTER_SECONDS", 0.01)
    path = tmp_path / "demo.db"
    shutil.copy(made_demo, path)
    with i18n.speaking(language):
        lines = await drawn(path, scene, size)
    check(f"{scene}-{language}-{size[0]}", lines, size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_question_of_a_conflict_is_drawn_as_it_was(
    made_demo: Path, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    """No keys lead to it: it takes a colleague who is faster."""
    path = tmp_path / "demo.db"
    shutil.copy(made_demo, path)
    session = session_of(open_database(path), FixedClock(MOMENT), login=LOGIN)
    add_user(session, "wang", name="王芳")
    colleague = session_of(session.db, FixedClock(MOMENT), login="wang")
    there = add_customer(session, "张三", company="深圳华强电子")
    with i18n.speaking(language):
        app = CrmApp(session, LoadedSettings(settings=Settings()))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.open_customer(there.id)
            await pilot.press("e", "end", *"丰", "tab", "end", *"集团")
            customers.edit(colleague, there.id, {"name": "李四", "company": "深圳华强北"})
            await pilot.press("f2")
            for editor in app.screen_stack[-2].query(Input):
                editor.cursor_blink = False
            lines = await steady_lines(app, pilot)
    session.close()
    check(f"{CONFLICT}-{language}-{size[0]}", lines, size)


def test_there_is_no_snapshot_without_its_scene() -> None:
    names = (*SCENES, CONFLICT)
    wanted = {f"{s}-{la}-{size[0]}.txt" for s in names for la in i18n.LANGUAGES for size in SIZES}
    assert {path.name for path in FOLDER.glob("*")} == wanted
