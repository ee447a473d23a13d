"""Renamed titles show everywhere: no screen, export or command has an old one (issue 3, 6)."""

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from tests.support.command_line import CommandLine
from tests.support.scenes import SCENES
from tests.support.screens import drawn_text, wait_until
from tests.support.sessions import LOGIN, FixedClock, session_of, session_on
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.cli import program
from tui_crm.db import open_database
from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.errors import FieldError
from tui_crm.services import value_lists
from tui_crm.services.demo import fill_demo
from tui_crm.services.exporting import ENDINGS, ExportKind
from tui_crm.settings import LoadedSettings, Settings
from tui_crm.wording import SENTENCES, explain, shipped_title

NEW = {"level": "Qwlv", "industry": "Qwin", "status": "Qwst", "area": "Qwar"}
"""What the classifications are called here, by their codes: like no other word."""

NARROW, WIDE = (80, 24), (200, 90)
"""A usual terminal, and one that shows lists and forms whole."""

OURS = re.compile(r"[aA]rea code|[“(](level|industry|status|area)[”)]")
"""Where an old title is another word, or a code: the team's area code, a code in quotes."""


def old_titles() -> re.Pattern[str]:
    """Return what finds a shipped title, in either language and whatever its case."""
    words = []
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            words += [shipped_title(code) for code in LIST_FIELDS]
    latin = "|".join(word for word in words if word.isascii())
    others = "|".join(word for word in words if not word.isascii())
    return re.compile(rf"\b(?:{latin})\b|{others}", re.IGNORECASE)


OLD = old_titles()


def old_in(text: str) -> list[str]:
    """Return the lines of a text that hold an old title."""
    return [line.strip() for line in text.splitlines() if OLD.search(OURS.sub("", line))]


@pytest.fixture(scope="module")
def renamed_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a demo with other titles, made once."""
    path = tmp_path_factory.mktemp("renamed") / "demo.db"
    session = session_on(open_database(path), FixedClock())
    fill_demo(session, customers=60, seed=7)
    for field, title in NEW.items():
        value_lists.rename_title(session, field, title)
    session.close()
    return path


@pytest.fixture
def demo(renamed_demo: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo that a test may change."""
    path = tmp_path / "demo.db"
    shutil.copy(renamed_demo, path)
    return path


# --- screens ---


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("zh", NARROW)])
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_has_no_old_title(
    demo: Path, scene: str, language: str, size: tuple[int, int]
) -> None:
    session = session_of(open_database(demo), FixedClock(), login=LOGIN)
    with i18n.speaking(language):
        app = CrmApp(session, LoadedSettings(settings=Settings()))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press(*SCENES[scene].keys)
            looks = [drawn_text(app)]

            def is_steady() -> bool:
                looks.append(drawn_text(app))
                return len(looks) > 3 and looks[-1] == looks[-2] == looks[-3]

            await wait_until(pilot, is_steady)
            text = drawn_text(app)
    session.close()
    assert old_in(text) == []


async def test_titles_that_somebody_else_renames_show_on_the_open_screen(demo: Path) -> None:
    """Another process renames; this one looks about and draws it, without a restart."""
    session = session_of(open_database(demo), FixedClock(), login=LOGIN)
    other = session_of(open_database(demo), FixedClock(), login=LOGIN)
    app = CrmApp(session, LoadedSettings(settings=Settings()))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("g", "c")
        await pilot.pause()
        assert NEW["status"] in drawn_text(app)
        value_lists.rename_title(other, "status", "Pipeline")
        await wait_until(pilot, lambda: "Pipeline" in drawn_text(app))
        assert NEW["status"] not in drawn_text(app)
        await pilot.press("e")
        await wait_until(pilot, lambda: NEW["level"] in drawn_text(app))
        value_lists.rename_title(other, "level", "Tierlein")
        await wait_until(pilot, lambda: "Tierlein" in drawn_text(app))
    session.close()
    other.close()


# --- refusals ---


@pytest.mark.parametrize("code", [code for code, text in SENTENCES.items() if "{field}" in text])
def test_a_refusal_calls_a_field_by_its_new_title(demo: Path, code: str) -> None:
    session = session_of(open_database(demo), FixedClock(), login=LOGIN)
    for field, title in NEW.items():
        assert title in explain(FieldError(code, field=field))
    session.close()


# --- commands and exports ---

CUSTOMER = "1"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "today": (),
    "search": ("a",),
    "show": (CUSTOMER,),
    "add": ("--name", "王小明", "level=B", "status=new"),
    "edit": (CUSTOMER, "level=C", "industry=Zoo", "area=Zoo"),
    "log": (CUSTOMER, "--method", "visit", "--outcome", "not interested"),
    "undo": ("--list",),
    "correct": ("1", "--text", "other"),
    "archive": (CUSTOMER, "--reason", "closed"),
    "when": ("+3d",),
    "canned list": (),
    "canned set": ("1", "--level", "A", "--status", "new"),
    "canned remove": ("9",),
    "titles list": (),
    "titles set": ("level", NEW["level"]),
    "titles reset": ("name",),
    "titles values": (NEW["level"],),
    "titles add": ("level", "VIP"),
    "titles rename": ("level", "VIP", "Top"),
    "titles colour": ("level", "Top", "red"),
    "titles move": ("level", "Top", "1"),
    "titles merge": ("level", "Top", "A"),
    "titles remove": ("level", "A"),
    "settings get": (),
    "settings set": ("queue.fresh_every", "3"),
    "import": ("{file}",),
    "export": ("customers", "{new}"),
    "completion": ("bash",),
    "demo": ("--no-open",),
    "doctor": (),
    "duplicates": (),
    "merge": ("2", "3"),
}
"""Every command and words that make it say much; one that is not here fails the test."""

REFUSED = (
    ("edit", CUSTOMER, "level=" + "x" * 501),
    ("edit", CUSTOMER, "version=3"),
    ("add", "--name", "x", "status=" + "x" * 501),
    ("canned", "set", "1", "--level", "nonsense"),
    ("canned", "set", "1", "--status", "nonsense"),
    ("titles", "add", "level", "B"),
    ("titles", "set", "area", NEW["level"]),
    ("titles", "values", "nonsense"),
)
"""Commands that are refused with a sentence about a classification."""


def leaves(group: click.Group, before: str = "") -> Iterator[str]:
    """Yield the names of all commands below a group, words with blanks between."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from leaves(found, f"{before}{name} ")
        else:
            yield before + name


def test_every_command_is_walked() -> None:
    assert set(leaves(program._root())) == set(COMMANDS)


@pytest.fixture
def renamed(crm: CommandLine, demo: Path) -> CommandLine:
    """Return the command line on a copy of the demo as its default database."""
    crm.run("today")
    (database,) = crm.home.rglob("*.db")
    for left in database.parent.glob(database.name + "*"):
        left.unlink()
    shutil.copy(demo, database)
    return crm


def said(crm: CommandLine, *words: str) -> str:
    """Return all that a command says, on stdout and stderr."""
    ran = crm.run("--as", LOGIN, *words)
    return ran.out + ran.err


CODES = re.compile(r"\w+(, \w+)*")
"""Codes of fields, as documents hold them."""


def values_of(document: str) -> str:
    """Return the texts of a JSON document, one a line, without keys and codes."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        elif isinstance(value, str) and not (CODES.fullmatch(value) and value.islower()):
            found.append(value)

    walk(json.loads(document.splitlines()[0]))
    return "\n".join(found)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_a_command_has_no_old_title(
    renamed: CommandLine, tmp_path: Path, language: str, form: tuple[str, ...]
) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("name,Qwlv,Qwst\nAnn Lee,A,new\nBob,B,\n,,\n", encoding="utf-8")
    new = tmp_path / "out.csv"
    for name, words in COMMANDS.items():
        given = [word.format(file=file, new=new) for word in words]
        text = said(renamed, "--lang", language, *name.split(), *given, *form)
        if form:
            text = values_of(text)
        text = re.sub(r"(?m)^(level|industry|status|area)  ", "", text)  # the column of codes
        assert old_in(text) == [], name
    for refused in REFUSED:
        text = said(renamed, "--lang", language, *refused, *form)
        assert text, refused
        assert old_in(text) == [], refused


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", ExportKind)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_an_export_with_titles_has_the_new_ones(
    renamed: CommandLine, tmp_path: Path, kind: ExportKind, ending: str, language: str
) -> None:
    file = tmp_path / f"out{ending}"
    said(renamed, "--lang", language, "export", kind.value, str(file), "--titles")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        heading = next(csv.reader(stream))
    assert old_in("\n".join(heading)) == []
    if kind is not ExportKind.FOLLOW_UPS:
        assert {NEW["level"], NEW["status"]} <= set(heading)


def test_an_export_with_titles_is_read_back_by_an_import(
    renamed: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "out.csv"
    renamed.run("--as", LOGIN, "export", "customers", str(file), "--titles")
    ran = renamed.run("--as", LOGIN, "import", str(file), "--dry-run", "--json")
    for field, title in NEW.items():
        assert f'"{title}": "{field}"' in ran.out
