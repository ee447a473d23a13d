"""`make pictures`: the real screens as SVG for README and manual, on demo data at a fixed moment.

`python -m tests.support.pictures [FOLDER]` writes them to docs/pictures, or to FOLDER.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from tests.support.scenes import SCENES as SHARED_SCENES
from tests.support.scenes import Scene as SharedScene
from tests.support.sessions import FixedClock, session_of, session_on
from tests.support.svg_cells import on_cells
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.db import open_database
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session
from tui_crm.settings import LoadedSettings, Settings, ThemeChoice
from tui_crm.widgets.path_input import PathInput

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOMENT = datetime(2026, 11, 18, 14, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LOGIN = "李娜"
SIZES = ((120, 40),)
GALLERY_SIZE = (100, 30)
WORKERS_SECONDS = 10.0
"""How long a picture waits for what is read on threads."""

SPREADSHEETS = {
    "en": (
        "fair-leads.csv",
        "No.,Company name,Contact,Mobile / Tel,Rating,Follow up on,Booth\n"
        "1,Brightside Ltd,Ann Lee,(614) 555-0145,A,2026-12-01,B12\n"
        "2,Café Zürich,Renée Keller,+41 44 668 18 00,C,,B14\n",
    ),
    "zh": (
        "展会名单.csv",
        "序号,客户名称,联系人,手机/电话,客户等级,下次跟进时间,展位\n"
        "1,深圳市华强电子有限公司,张经理,13800138000,A,2026/12/1,B12\n"
        "2,东莞市大朗毛织厂,李小姐,0769-8888 6666 转 801,C,,B14\n",
    ),
}
"""Language -> name and text of the file whose preview is shown."""

GALLERY = {
    "today": ("Today", "今日"),
    "ask": ("A date as it is said", "怎么说就怎么写的日期"),
    "full-entry": ("Full entry", "完整记录"),
    "new-customer": ("A new customer", "新增客户"),
    "customers": ("Customers", "客户"),
    "find": ("Find", "查找"),
    "search": ("Search everywhere", "全局搜索"),
    "views": ("Saved views", "保存的视图"),
    "customers-filters": ("Filters", "筛选"),
    "customers-sort": ("The order of the list", "排序"),
    "customers-columns": ("The columns of the list", "列"),
    "customers-marked": ("Marked customers", "已标记的客户"),
    "customers-change": ("One change for many", "批量修改"),
    "customer-page": ("The page of a customer", "客户详情页"),
    "customer-progress": ("His follow-ups", "跟进"),
    "customer-history": ("What was changed", "变更历史"),
    "edit-customer": ("Edit a customer", "修改客户"),
    "correct": ("Correct an entry", "更正记录"),
    "duplicates-checked": ("Duplicates", "查重"),
    "merging": ("Two customers become one", "合并两位客户"),
    "timeline": ("Timeline", "时间线"),
    "timeline-filter": ("Filter of the timeline", "时间线的筛选"),
    "reminders": ("Reminders", "提醒"),
    "canned": ("Canned follow-ups", "快捷键信息"),
    "edit-canned": ("Edit a canned follow-up", "修改快捷键信息"),
    "steps": ("List of steps", "操作记录"),
    "import": ("Import", "导入"),
    "settings": ("Settings", "设置"),
    "titles": ("Titles and value lists", "栏目和值列表"),
    "merge-values": ("Merge two values", "合并两个值"),
    "keys-editor": ("Move keys", "换按键"),
    "working-days": ("Working days", "工作日"),
    "keys": ("Keys of the screen", "本界面的按键"),
    "palette": ("Command palette", "命令面板"),
    "tour": ("Tour", "向导"),
    "confirm": ("A question", "确认"),
}
"""Scene of `tests.support.scenes` -> its title in English and Chinese."""
GALLERY_HEAD = """# Every screen · 所有界面

Made by `make pictures` from the running program: in English on dark, in Chinese on light.
由 `make pictures` 从运行中的程序生成：英文深色，中文浅色。
"""

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
    """Show the preview of a spreadsheet."""
    with tempfile.TemporaryDirectory() as folder:
        name, text = SPREADSHEETS[i18n.language()]
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        await pilot.press("g", "i", "enter")
        pilot.app.screen.query_one(PathInput).value = str(path)
        await pilot.press("enter")
        await _settle(pilot)


async def _merging(pilot: Pilot[object]) -> None:
    await pilot.press("g", "c", "space", "space", "m", "down", "right")


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
    "merging": _merging,
    "keys": _keys,
}


OWN_SCENES = {"import": _import}
"""Scenes of the gallery that are richer than those which tests go to."""


@contextmanager
def _demo() -> Iterator[Session]:
    """Open a fresh copy of the demo, which is made once in each language."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures.db"
        path.write_bytes(_demo_file(i18n.language()))
        session = session_of(open_database(path), FixedClock(MOMENT), login=LOGIN)
        yield session
        session.close()


@cache
def _demo_file(_language: str) -> bytes:
    """Return the demo as it is made in the language in use: its areas have words of that."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures.db"
        session = session_on(open_database(path), FixedClock(MOMENT), login=LOGIN)
        fill_demo(session, customers=500, seed=7)
        session.close()
        return path.read_bytes()


async def _draw(
    scene: Scene, session: Session, *, size: tuple[int, int], theme: ThemeChoice
) -> str:
    app = CrmApp(session, LoadedSettings(settings=Settings(theme=theme)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await scene(pilot)
        await pilot.pause()
        await pilot.pause()
        picture = app.export_screenshot(title="tui-crm")
    # Fonts of the reader's own machine: a picture fetches nothing.
    return on_cells(re.sub(r"@font-face\s*{[^}]*}\s*", "", picture))


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
                with i18n.speaking(language), _demo() as session:
                    picture = asyncio.run(_draw(scene, session, size=size, theme=theme))
                path = folder / f"{name}-{language}-{size[0]}.svg"
                path.write_text(picture, encoding="utf-8")
                written.append(path)
    return written


def draw_gallery(folder: Path, page: Path) -> list[Path]:
    """Draw every screen, in English on dark and in Chinese on light, and the page that shows them.

    Return the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [page]
    lines = [GALLERY_HEAD]
    for name, (english, chinese) in GALLERY.items():
        lines.append(f"\n## {english} · {chinese}\n")
        for language, theme in (("en", ThemeChoice.DARK), ("zh", ThemeChoice.LIGHT)):
            pressing = OWN_SCENES.get(name) or _pressing(SHARED_SCENES[name])
            with i18n.speaking(language), _demo() as session:
                picture = asyncio.run(_draw(pressing, session, size=GALLERY_SIZE, theme=theme))
            path = folder / f"{name}-{language}.svg"
            path.write_text(picture, encoding="utf-8")
            lines.append(f"\n![{name}](../pictures/screens/{path.name})\n")
            written.append(path)
    page.write_text("".join(lines), encoding="utf-8")
    return written


def _pressing(scene: SharedScene) -> Scene:
    async def press(pilot: Pilot[object]) -> None:
        await pilot.press(*scene.keys)
        await pilot.press(*("tab" if sign == "\t" else sign for sign in scene.typed))
        await _settle(pilot)

    return press


async def _settle(pilot: Pilot[object]) -> None:
    """Let what is read on threads come in."""
    deadline = monotonic() + WORKERS_SECONDS
    while not all(each.is_finished for each in pilot.app.workers) and monotonic() < deadline:
        await pilot.pause(0.05)


if __name__ == "__main__":
    os.environ["TUI_CRM_HOME"] = "/home/lina/tui-crm"  # what the settings name, whoever draws them
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    written = draw_all(chosen, only=tuple(sys.argv[2:]))
    if not sys.argv[2:]:
        page = (
            chosen.parent / "manual" / "screens.md" if chosen == FOLDER else chosen / "screens.md"
        )
        written += draw_gallery(chosen / "screens", page)
    for path in written:
        print(path)  # noqa: T201 - a command tells what it wrote
