"""Text that breaks programs, on every screen, panel and form: many texts in each session.

The bytes that the program writes to a pty are searched for sequences that are not its own.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.test_hostile_text import HostileOffice, end_cleanly, opened_office
from tests.support.hostile import BIDI, ESCAPES, MARKUP
from tests.support.hostile_office import LAST_NAME, TEXTS, WORST, fill, hostile_settings
from tests.support.scenes import SCENES
from tests.support.terminal import Office, Terminal
from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.text import clean_line
from tui_crm.services import customers

SECONDS = 300
LOOK_SECONDS = 0.03
"""How long is waited, at most, for what a key draws before the next one is pressed."""
TYPED = (*ESCAPES[::3], *MARKUP[::3], *BIDI[::2])
"""What is pasted where one types, a text after the other."""
DISPUTED = (ESCAPES[0], MARKUP[0], MARKUP[6], BIDI[0])
"""What two people write into the same fields."""

pytestmark = pytest.mark.timeout(SECONDS)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a customer for each of the worst texts, filled once."""
    made = Office(tmp_path_factory.mktemp("hostile") / "home")
    with pytest.MonkeyPatch.context() as environment:
        session = opened_office(made, environment)
        fill(session, [*TEXTS[::20], *WORST])
        session.close()
    return made.home


@pytest.fixture
def hostile(
    filled: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> Iterator[HostileOffice]:
    """Return an office on a copy of that home."""
    shutil.copytree(filled, office.home)
    session = opened_office(office, monkeypatch)
    yield HostileOffice(office=office, session=session, customers=[])
    session.close()


def walk_down(terminal: Terminal, rows: int, key: str = "down") -> None:
    """Go so many rows on, and look at what is drawn at each."""
    for _row in range(rows):
        terminal.press(key)
        terminal.read(LOOK_SECONDS)
    terminal.settle()


def test_every_tab_of_a_page_tells_the_worst_harmlessly(hostile: HostileOffice) -> None:
    terminal = hostile.open()
    terminal.press("end")
    terminal.wait_until(lambda: terminal.text.count(LAST_NAME) >= 2)  # In the list, on the card.
    terminal.press("enter")
    terminal.wait_for("[Basics]")
    for _customer in WORST:
        terminal.press("K")
        terminal.read(LOOK_SECONDS)
        for tab in ("[Progress]", "[History]", "[Basics]"):
            terminal.press("]")
            terminal.wait_for(tab)
    end_cleanly(terminal)


def test_lists_and_panels_tell_the_worst_harmlessly(hostile: HostileOffice) -> None:
    """Timeline, reminders, titles, filters, columns, working days and keys, row by row."""
    terminal = hostile.open()
    places = (
        (("g", "l"), 30),
        (("F",), 0),
        (("escape", "g", "r"), 40),
        (("g", "v"), 60),
        (("e",), 2),
        (("escape", "n"), 2),
        (("escape", "m"), 2),
        (("escape", "y", "escape", "g", "c"), 20),
        (("F",), 80),
        (("escape", "C"), 10),
        (("escape", "o"), 10),
        (("escape", "*", "b"), 4),
        ((*"level", "enter"), 10),
        (("enter",), 0),
        (("n", *SCENES["working-days"].keys), 30),
        (("escape", "?"), 10),
    )
    for keys, rows in places:
        for key in keys:
            terminal.press(key)
            terminal.read(LOOK_SECONDS)
        terminal.settle()
        walk_down(terminal, rows)
    terminal.press("escape", "escape")
    end_cleanly(terminal)


def test_what_is_pasted_into_finds_filters_and_forms_is_drawn_harmlessly(
    hostile: HostileOffice,
) -> None:
    """A field each takes text after text; then it is left with the last one."""
    terminal = hostile.open()
    forms = ("palette", "timeline-find", "new-value", "rename-title", "setting", "free-field")
    for name in forms:
        scene = SCENES[name]
        terminal.press(*scene.keys)
        terminal.settle()
        for text in TYPED:
            terminal.press("\x15")
            terminal.paste(text)
            terminal.read(LOOK_SECONDS)
        terminal.settle()
        terminal.press("enter")
        terminal.settle()
        terminal.press("escape", "y", "escape", "y", "g", "t")
        terminal.wait_for("Overdue 0")
    end_cleanly(terminal)


def test_both_sides_of_a_conflict_are_asked_about_harmlessly(hostile: HostileOffice) -> None:
    terminal = hostile.open()
    for mine, theirs in zip(DISPUTED, reversed(DISPUTED), strict=True):
        terminal.press("e")
        terminal.wait_for("F2 save")
        terminal.press("\x15")
        terminal.paste(f"mine {mine}")
        terminal.press("tab", "\x15")
        terminal.paste(f"mine {mine}")
        terminal.settle()
        line = clean_line(f"theirs {theirs}")
        customers.edit(hostile.session, 1, {"name": line, "company": line})
        terminal.press("f2")
        terminal.wait_for("which text stays?")
        terminal.press("1", "tab", "2", "f2")
        terminal.wait_until(lambda: "F2 save" not in terminal.text)
    stored = customers.get(hostile.session, 1)
    assert "mine" in stored.name
    assert stored.company.startswith("theirs")
    end_cleanly(terminal)


def test_a_hostile_settings_file_is_complained_of_and_shown_harmlessly(
    hostile: HostileOffice,
) -> None:
    """Its keys and dial command are listed among the settings and in the editor of keys."""
    file = hostile.office.home / "settings.toml"
    file.write_text(hostile_settings(), encoding="utf-8", errors="ignore")
    file.chmod(0o600)
    terminal = hostile.open()
    terminal.wait_for("There is no command")
    terminal.press("d")  # No program is called so.
    terminal.settle()
    for name in ("setting", "keys-editor", "keys"):
        terminal.press(*SCENES[name].keys)
        terminal.settle()
        walk_down(terminal, 10)
        terminal.press("escape", "escape", "g", "t")
        terminal.wait_for("Overdue 0")
    end_cleanly(terminal)


def test_titles_and_values_are_stored_as_cleaned(hostile: HostileOffice) -> None:
    titles = [hostile.session.classification_title(field) for field in LIST_FIELDS]
    assert titles == [clean_line(text)[:40] for text in (ESCAPES[0], MARKUP[0], BIDI[0], MARKUP[6])]
    names = {each.title for field in LIST_FIELDS for each in hostile.session.values_of(field)}
    assert clean_line(WORST[0]) in names
