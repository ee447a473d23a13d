"""Text that breaks programs, in every field: no crash, and nothing of it obeyed by the terminal.

The bytes that the program writes to a pty are searched for sequences that are not its own.
"""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.hostile import (
    BIDI,
    CANARY,
    CANARY_NUMBER,
    EMOJI,
    ESCAPES,
    HOSTILE,
    MARKUP,
    NAUGHTY,
    foreign_sequences,
)
from tests.support.hostile_office import LAST_NAME, TEXTS, fill
from tests.support.terminal import Office, Terminal
from tui_crm.domain.customer import MAX_NAME, Customer
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean, clean_line
from tui_crm.services import customers
from tui_crm.services.session import Session, open_session
from tui_crm.services.today import minute_of_day

SECONDS = 300
SOUGHT = (*ESCAPES, *MARKUP)
PASTED = (*ESCAPES[::2], *MARKUP[::2], *BIDI[::2], *EMOJI[::2], *NAUGHTY[::50])
"""What is pasted, a form for each."""

pytestmark = pytest.mark.timeout(SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileOffice:
    """An office on a database full of hostile text, and the session that filled it."""

    office: Office
    session: Session
    customers: list[Customer]

    def open(self, *arguments: str) -> Terminal:
        """Open the program."""
        terminal = self.office.open(*arguments)
        terminal.wait_for("Overdue 0")
        return terminal


def opened_office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return a session on the office's new database, as its commands and terminals have it."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return open_session(office.home / "tui-crm.db")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Customer]]:
    """Return a home with a customer for each hostile text, filled once, and those customers."""
    made = Office(tmp_path_factory.mktemp("hostile") / "home")
    with pytest.MonkeyPatch.context() as environment:
        session = opened_office(made, environment)
        filled = fill(session, TEXTS)
        session.close()
    return made.home, filled


@pytest.fixture
def hostile(
    filled: tuple[Path, list[Customer]], office: Office, monkeypatch: pytest.MonkeyPatch
) -> Iterator[HostileOffice]:
    """Return an office on a copy of that home."""
    home, made = filled
    shutil.copytree(home, office.home)
    session = opened_office(office, monkeypatch)
    yield HostileOffice(office=office, session=session, customers=made)
    session.close()


def end_cleanly(terminal: Terminal) -> None:
    """Leave with q, and check everything that the program has written until then."""
    assert terminal.quit() == 0
    assert foreign_sequences(terminal.written) == []
    assert terminal.not_restored() == []
    assert not list((terminal.home / "state").glob("crash-*"))


def test_all_515_strings_and_our_own_are_there() -> None:
    assert len(NAUGHTY) == 515
    assert len(TEXTS) > 550


def test_every_text_is_listed_and_shown_on_its_card(hostile: HostileOffice) -> None:
    terminal = hostile.open()
    for _customer in hostile.customers[1:]:
        terminal.press("down")
        terminal.read()
    terminal.wait_until(lambda: terminal.text.count(LAST_NAME) >= 2)  # In the list, on the card.
    end_cleanly(terminal)


def test_every_text_is_listed_among_all_customers_and_found(hostile: HostileOffice) -> None:
    terminal = hostile.open()
    terminal.press("g", "c")
    for _page in range(0, len(hostile.customers), 20):
        terminal.press("page_down")
        terminal.settle()
    terminal.press("/")
    terminal.type(LAST_NAME)
    terminal.wait_until(lambda: terminal.text.count(LAST_NAME) >= 3)
    for text in SOUGHT[::2]:
        terminal.press("\x15")
        terminal.paste(text)
        terminal.settle()
    terminal.press("escape", "escape", "escape")
    end_cleanly(terminal)


def test_undo_steps_notices_and_the_palette_tell_names_harmlessly(hostile: HostileOffice) -> None:
    terminal = hostile.open()
    for _call in range(25):
        terminal.press("3")
    terminal.wait_for("Done")
    for _call in range(25):
        terminal.press("u")
    terminal.press("U")
    for _page in range(6):
        terminal.press("page_down")
        terminal.settle()
    terminal.press("escape", "ctrl+p")
    terminal.type("dial")
    terminal.settle()
    terminal.press("escape", "?")
    terminal.settle()
    terminal.press("escape")
    end_cleanly(terminal)


def test_callbacks_announce_themselves_harmlessly(hostile: HostileOffice) -> None:
    now = minute_of_day(hostile.session.local_now())
    today = hostile.session.today()
    due = [Promise(on=today, minute=min(now + later, 1439)) for later in (0, 1, 2)]
    for text in (*ESCAPES, *BIDI):
        # The name itself may stand in a notice to the desktop, and so no canary in it.
        name = text.replace(CANARY, "title").replace(CANARY_NUMBER, "5")
        for promise in due if clean_line(name) else ():
            add(hostile.session, name, promise)
    terminal = hostile.open()
    terminal.wait_until(lambda: b"\x1b]9;Call back now: " in terminal.written)
    end_cleanly(terminal)


def add(session: Session, name: str, promise: Promise) -> None:
    draft = customers.CustomerDraft(name=clean_line(name)[:MAX_NAME], promise=promise)
    customers.add(session, draft, override_reason="test")


@pytest.fixture
def empty(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Return a session on an empty database of the office."""
    session = opened_office(office, monkeypatch)
    yield session
    session.close()


def test_what_is_pasted_into_the_form_of_a_customer_is_stored_as_it_is(
    office: Office, empty: Session
) -> None:
    terminal = office.open()
    terminal.wait_for("Welcome")
    names = [f"n{number} {text}"[:MAX_NAME] for number, text in enumerate(PASTED)]
    for name in names:
        terminal.press("n")
        terminal.wait_for("F2")
        terminal.paste(name)
        terminal.press("tab")
        terminal.paste(name)
        terminal.press("f2")
        terminal.wait_until(lambda: "F2" not in terminal.text)
    end_cleanly(terminal)
    stored = [name_of(empty, place) for place in range(1, len(names) + 1)]
    assert stored == [clean_line(name.replace("\x1b", "")) for name in names]


def name_of(session: Session, customer_id: int) -> str:
    return customers.get(session, customer_id).name


def test_escape_sequences_typed_by_hand_are_keys_and_nothing_more(
    office: Office, empty: Session
) -> None:
    """A terminal that sends what it was told to say presses keys; the program stays whole."""
    add(empty, "张三", Promise(on=empty.today()))
    terminal = office.open()
    terminal.wait_for("张三")
    for text in ESCAPES:
        terminal.press("n")
        terminal.type(text)
        terminal.settle()
        terminal.press("escape", "escape")
    terminal.child.kill(15)
    assert terminal.end() == 128 + 15
    assert foreign_sequences(terminal.written) == []
    assert not list((terminal.home / "state").glob("crash-*"))


def test_commands_print_and_export_every_text_harmlessly(hostile: HostileOffice) -> None:
    office = hostile.office
    printed = b""
    for words in (("today",), ("search", "a"), ("undo", "--list"), ("canned", "list")):
        ran = office.run(*words)
        assert ran.returncode == 0
        printed += ran.stdout + ran.stderr
    for customer in hostile.customers[: len(NAUGHTY) : 60]:
        printed += office.run("show", str(customer.id)).stdout
    assert foreign_sequences(printed) == []
    path = office.home / "all.csv"
    assert office.json("export", "customers", str(path)) == {"rows": len(hostile.customers)}
    text = path.read_bytes().decode("utf-8")
    assert all(clean(each)[:40] in text for each in HOSTILE if clean(each)[:40].isalpha())


def test_a_file_of_every_text_is_previewed_and_imported(office: Office, empty: Session) -> None:
    """Headings too: the preview shows them, with the first row beside."""
    assert customers.all_rows(empty)
    path = write_table(office)
    terminal = office.open()
    terminal.wait_for("Welcome")
    terminal.press("g", "i")
    terminal.wait_for("Nothing chosen yet")
    terminal.press("enter")
    terminal.wait_for("Path")
    terminal.press("\x15")  # What is proposed goes.
    terminal.type(str(path))
    terminal.press("f2")
    terminal.settle()
    for _line in range(12):
        terminal.press("down")
        terminal.settle()
    terminal.press("f2")
    terminal.wait_for(f"Imported hostile.csv: {len(TEXTS)} new")
    terminal.press("g", "c", "end")
    terminal.settle()
    end_cleanly(terminal)
    assert name_of(empty, len(TEXTS)) == clean_line(f"n{len(TEXTS) - 1} {TEXTS[-1]}"[:MAX_NAME])


def write_table(office: Office) -> Path:
    """Write a CSV with a row for each text, and headings that are hostile themselves."""
    path = office.home / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        table = csv.writer(file)
        table.writerow(["name", "company", "note", "custom.mark", *MARKUP[:4], *BIDI[:2]])
        for number, text in enumerate(TEXTS):
            cell = text.replace("\0", "")[:MAX_NAME]
            table.writerow([f"n{number} {cell}"[:MAX_NAME], cell, cell, cell, *[cell] * 6])
    return path
