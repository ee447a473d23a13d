"""The import screen by keys: a file, its mapping, a dry run, the import, and what failed."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from tests.support.hostile import ESCAPES, MARKUP
from tests.support.screens import DEADLINE_SECONDS, drawn_lines, drawn_text, wait_until
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.domain.imports import ImportFigures, ImportOptions
from tui_crm.screens import import_work
from tui_crm.screens.background_work import BackgroundWork
from tui_crm.screens.import_screen import ImportScreen
from tui_crm.screens.import_work import ImportWork
from tui_crm.services import importing, undo
from tui_crm.services.batches import Progress
from tui_crm.services.import_folder import last_folder
from tui_crm.services.session import Session
from tui_crm.store import customers, pages
from tui_crm.widgets.path_input import PathInput


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "customers.csv"


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def names(session: Session) -> list[str]:
    return [each.name for each in pages.all_customers(session.db, session.viewer)]


async def choose(pilot: Pilot[None], app: ShownApp, path: Path) -> None:
    """Choose a file by keys and wait for the figures of its dry run."""
    await pilot.press("o")
    await pilot.pause()
    await pilot.press("ctrl+u", *str(path), "enter")
    await wait_until(pilot, lambda: "F2 imports them" in drawn_text(app))


async def test_an_empty_screen_tells_what_to_do(sqlite_session: Session) -> None:
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Press Enter and type the path" in drawn_text(app)
        await pilot.press("f2")
        assert "Choose a file first" in drawn_text(app)
    assert names(sqlite_session) == []


async def test_a_file_is_previewed_and_imported(sqlite_session: Session, file: Path) -> None:
    """The figures stand there before anything is written, and are those of the import."""
    add_customer(sqlite_session, "Ann", company="X")
    table(
        file,
        ["姓名", "公司", "手机", "Zodiac"],
        ["Ann", "X", "", "rat"],
        ["张三", "华强", "13800138000", "ox"],
        ["", "", "", "tiger"],
    )
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(pilot, app, file)
        text = drawn_text(app)
        assert "3 rows: 1 new, 1 known, 1 failed" in text
        assert "free field “Zodiac”" in text
        assert names(sqlite_session) == ["Ann"]
        await pilot.press("f2")
        await wait_until(pilot, lambda: "Imported customers.csv" in drawn_text(app))
        assert "Row 4" in drawn_text(app)
        assert names(sqlite_session) == ["Ann", "张三"]
        await pilot.press("w", "enter")
        await wait_until(pilot, lambda: "1 row is in" in drawn_text(app))
    saved = file.with_name("customers-failed.csv").read_text(encoding="utf-8-sig")
    assert saved.splitlines()[1].startswith(",,,tiger,")
    assert last_folder(sqlite_session) == file.parent
    undo.undo(sqlite_session)
    assert names(sqlite_session) == ["Ann"]


async def test_a_column_is_mapped_by_typing(sqlite_session: Session, file: Path) -> None:
    """Without a known column the start is refused with the reason; a title is enough to map one."""
    table(file, ["foo", "bar"], ["Ann", "red"])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        await pilot.press("ctrl+u", *str(file), "enter")
        await wait_until(pilot, lambda: "No column tells a name" in drawn_text(app))
        await pilot.press("f2")
        await pilot.press("down", "down", "down", "down", "enter")
        await pilot.press("ctrl+u", *"Name", "enter")
        await wait_until(pilot, lambda: "1 row: 1 new" in drawn_text(app))
        await pilot.press("down", "x")
        await wait_until(pilot, lambda: "not imported" in drawn_text(app))
        await wait_until(pilot, lambda: "F2 imports them" in drawn_text(app))
        await pilot.press("f2")
        await wait_until(pilot, lambda: "Imported" in drawn_text(app))
    (ann,) = pages.all_customers(sqlite_session.db, sqlite_session.viewer)
    assert (ann.name, ann.custom) == ("Ann", ())


async def test_a_target_that_is_no_field_is_refused_in_words(
    sqlite_session: Session, file: Path
) -> None:
    table(file, ["name", "bar"], ["Ann", "red"])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(pilot, app, file)
        await pilot.press("end", "enter", "ctrl+u", *"nonsense", "enter")
        await pilot.pause()
        assert "nonsense" in drawn_text(app)
        await pilot.press("escape")


async def test_the_mode_for_known_customers_is_chosen_by_arrows(
    sqlite_session: Session, file: Path
) -> None:
    add_customer(sqlite_session, "Ann", company="X")
    table(file, ["name", "company", "email"], ["Ann", "X", "a@x.com"])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(pilot, app, file)
        assert "1 known" in drawn_text(app)
        await pilot.press("down", "right")
        await wait_until(pilot, lambda: "1 row: 1 updated" in drawn_text(app))
        assert "fill their empty fields" in drawn_text(app)


async def test_a_file_that_cannot_be_read_is_refused_beside_the_path(
    sqlite_session: Session, tmp_path: Path
) -> None:
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "ctrl+u", *str(tmp_path / "none.csv"), "enter")
        await pilot.pause()
        assert "There is no file" in drawn_text(app)
        editor = app.screen.query_one(PathInput)
        editor.value = f"{tmp_path}/{'long' * 100}\\ .csv"  # longer than any name may be
        await pilot.press("enter")
        await pilot.pause()
        assert "cannot be read: File name" in drawn_text(app)


async def test_paths_are_completed(sqlite_session: Session, file: Path) -> None:
    table(file, ["name"], ["Ann"])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("o", "ctrl+u", *f"{file.parent}/cust", "down", "enter")
        await wait_until(pilot, lambda: "F2 imports them" in drawn_text(app))


class Held:
    """Imports that wait after their first chunk until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_begun = Event()
        self.may_go_on = Event()
        monkeypatch.setattr(import_work, "import_file", self.import_file)

    def import_file(
        self,
        session: Session,
        path: Path,
        options: ImportOptions,
        progress: Progress,
        *,
        taking_back: Progress,
    ) -> ImportFigures:
        def wait(done: int, total: int) -> bool:
            self.has_begun.set()
            assert self.may_go_on.wait(DEADLINE_SECONDS)
            return progress(done, total)

        return importing.import_file(session, path, options, wait, taking_back=taking_back)


async def test_a_stopped_import_leaves_nothing(
    sqlite_session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    table(file, ["name"], *[[f"n{number}"] for number in range(300)])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, app, file)
        await pilot.press("f2")
        await wait_until(pilot, held.has_begun.is_set)
        assert customers.count(sqlite_session.db, sqlite_session.viewer) > 0
        await pilot.press("ctrl+x")
        await pilot.pause()
        assert "taking everything back" in drawn_text(app)
        held.may_go_on.set()
        await wait_until(pilot, lambda: "was stopped" in drawn_text(app))
    assert names(sqlite_session) == []


async def test_an_import_goes_on_when_its_screen_is_left(
    sqlite_session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end is told by a notice, and the screen shows the figures when it is opened again."""
    held = Held(monkeypatch)
    table(file, ["name"], ["Ann"], ["Bob"])
    work = ImportWork(BackgroundWork())
    app = ShownApp(ImportScreen(sqlite_session, work))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await choose(pilot, app, file)
        await pilot.press("f2")
        await wait_until(pilot, held.has_begun.is_set)
        await pilot.press("escape")
        await wait_until(pilot, lambda: len(app.screen_stack) == 1)
        held.may_go_on.set()
        await wait_until(pilot, lambda: not work.work.is_running)
        await wait_until(pilot, lambda: "2 new" in drawn_text(app))
        await app.push_screen(ImportScreen(sqlite_session, work))
        await pilot.pause()
        assert "Every row is accounted for" in drawn_text(app)
    assert names(sqlite_session) == ["Ann", "Bob"]


@pytest.mark.parametrize("text", [*ESCAPES[:6], *MARKUP[:6]])
async def test_hostile_cells_are_drawn_harmlessly(
    sqlite_session: Session, file: Path, text: str
) -> None:
    table(file, ["name", text or "x"], [text, text], ["", text])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(pilot, app, file)
        await pilot.press("end")
        await pilot.pause()
        drawn = "".join(drawn_lines(app))
        assert all(sign.isprintable() or sign == " " for sign in drawn)
        await pilot.press("f2")
        await wait_until(pilot, lambda: "Imported" in drawn_text(app))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_every_line_is_as_wide_as_the_screen(
    sqlite_session: Session, file: Path, language: str, size: tuple[int, int]
) -> None:
    from rich.cells import cell_len

    i18n.set_language(language)
    table(file, ["姓名", "公司", "手机"], ["张三", "深圳市华强电子有限公司", "13800138000"])
    app = ShownApp(ImportScreen(sqlite_session, ImportWork(BackgroundWork())))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.shown
        assert isinstance(screen, ImportScreen)
        screen.choose_file(file)
        await wait_until(pilot, lambda: screen.list.count > 0)
        assert {cell_len(line) for line in drawn_lines(app)} == {size[0]}
