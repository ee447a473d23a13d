"""`make pictures`: the real screens as SVG for README and manual, on demo data at a fixed moment.

`python -m tests.support.pictures [FOLDER]` writes them to docs/pictures, or to FOLDER.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from tests.support.sessions import FixedClock, session_on
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.db import open_database
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session
from tui_crm.settings import LoadedSettings, Settings, ThemeChoice

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOMENT = datetime(2026, 11, 18, 14, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
SIZES = ((120, 40),)

Scene = Callable[[Pilot[object]], Awaitable[None]]


async def _today(pilot: Pilot[object]) -> None:
    await pilot.press("1", "2", "5")


async def _customers(pilot: Pilot[object]) -> None:
    await pilot.press("g", "c")


async def _find(pilot: Pilot[object]) -> None:
    await pilot.press("slash", *"138")
    await pilot.pause(0.5)


async def _ask(pilot: Pilot[object]) -> None:
    await pilot.press("4", *"下周三下午2点")


async def _full_entry(pilot: Pilot[object]) -> None:
    await pilot.press("f")


async def _new_customer(pilot: Pilot[object]) -> None:
    await pilot.press("n")


async def _canned(pilot: Pilot[object]) -> None:
    await pilot.press("g", "k")


async def _steps(pilot: Pilot[object]) -> None:
    await pilot.press("1", "3", "1", "U")


async def _customer_page(pilot: Pilot[object]) -> None:
    await pilot.press("down", "down", "enter")


async def _customer_progress(pilot: Pilot[object]) -> None:
    await pilot.press("down", "down", "enter", "right_square_bracket")


async def _timeline(pilot: Pilot[object]) -> None:
    await pilot.press("g", "l", "down", "down", "down")


async def _settings(pilot: Pilot[object]) -> None:
    await pilot.press("g", "s")


async def _titles(pilot: Pilot[object]) -> None:
    await pilot.press("g", "v")


async def _import(pilot: Pilot[object]) -> None:
    await pilot.press("g", "i")


async def _keys(pilot: Pilot[object]) -> None:
    await pilot.press("question_mark")


SCENES: dict[str, Scene] = {
    "today": _today,
    "customers": _customers,
    "find": _find,
    "ask": _ask,
    "full-entry": _full_entry,
    "new-customer": _new_customer,
    "canned": _canned,
    "steps": _steps,
    "customer-page": _customer_page,
    "customer-progress": _customer_progress,
    "timeline": _timeline,
    "settings": _settings,
    "titles": _titles,
    "import": _import,
    "keys": _keys,
}


def _demo_session(folder: Path) -> Session:
    clock = FixedClock(MOMENT)
    session = session_on(open_database(folder / "pictures.db"), clock, login="李娜")
    fill_demo(session, customers=500, seed=7)
    return session


async def _draw(
    scene: Scene, session: Session, *, size: tuple[int, int], theme: ThemeChoice
) -> str:
    app = CrmApp(session, LoadedSettings(settings=Settings(theme=theme)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await scene(pilot)
        await pilot.pause()
        await pilot.pause()
        return app.export_screenshot(title="tui-crm")


def draw_all(folder: Path, *, only: tuple[str, ...] = ()) -> list[Path]:
    """Write every scene in both languages and sizes; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, scene in SCENES.items():
        if only and name not in only:
            continue
        for language in i18n.LANGUAGES:
            for size in SIZES:
                theme = ThemeChoice.LIGHT if name == "customers" else ThemeChoice.DARK
                with i18n.speaking(language), tempfile.TemporaryDirectory() as place:
                    session = _demo_session(Path(place))
                    picture = asyncio.run(_draw(scene, session, size=size, theme=theme))
                    session.close()
                path = folder / f"{name}-{language}-{size[0]}.svg"
                path.write_text(picture, encoding="utf-8")
                written.append(path)
    return written


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for path in draw_all(chosen, only=tuple(sys.argv[2:])):
        print(path)  # noqa: T201 - a command tells what it wrote
