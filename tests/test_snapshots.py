"""Every screen in both languages and two sizes, as the text that is drawn, cell by cell.

`make snapshots` writes them anew; the difference is read before it is committed.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, TextArea

from tests.support.scenes import SCENES
from tests.support.screens import drawn_lines, drawn_text, wait_until
from tests.support.sessions import LOGIN, ZONE, FixedClock, session_of, session_on
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.db import open_database
from tui_crm.services.demo import fill_demo
from tui_crm.settings import LoadedSettings, Settings

FOLDER = Path(__file__).parent / "snapshots"
MOMENT = datetime(2026, 11, 18, 14, 10, tzinfo=ZONE)
SIZES = ((80, 24), (120, 40))
IS_WRITING = os.environ.get("SNAPSHOTS") == "write"
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
        looks = [drawn_text(app)]

        def is_steady() -> bool:
            looks.append(drawn_text(app))
            if not all(worker.is_finished for worker in app.workers):
                looks.clear()
            return len(set(looks[-STEADY_LOOKS:])) == 1 and len(looks) > 2 * STEADY_LOOKS

        await wait_until(pilot, is_steady)
        lines = drawn_lines(app)
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
    path = tmp_path / "demo.db"
    shutil.copy(made_demo, path)
    with i18n.speaking(language):
        lines = await drawn(path, scene, size)
    assert [cell_len(line) for line in lines] == [size[0]] * size[1]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    kept = FOLDER / f"{scene}-{language}-{size[0]}.txt"
    if IS_WRITING:
        FOLDER.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def test_there_is_no_snapshot_without_its_scene() -> None:
    wanted = {f"{s}-{la}-{size[0]}.txt" for s in SCENES for la in i18n.LANGUAGES for size in SIZES}
    assert {path.name for path in FOLDER.glob("*")} == wanted
