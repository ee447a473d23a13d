"""On a real terminal: first rows stand there before Textual, and the app takes over from them.

The program is held where it begins to import Textual, so that what it shows by then can be looked
at; SIGUSR1 lets it go on.
"""

import shutil
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.support.hostile import foreign_sequences
from tests.support.terminal import Office, Terminal

HELD = """
import signal, sys
class Hold:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            sys.meta_path.remove(self)
            signal.pause()
signal.signal(signal.SIGUSR1, lambda *_: None)
sys.meta_path.insert(0, Hold())
from tui_crm.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
BAR = "tui-crm"
"""Stands on the bar of tabs, which the app draws and nobody before it."""
ALTERNATE = b"\x1b[?1049h"
CUSTOMERS = """name,company,next
张三,深圳华强电子,2026-01-05
Renée K.,Café Zürich,2026-01-06
evil[b]\x1b[73317m,\x1b]0;c4n4ry\x07[link=x]y,2026-01-07
"""


@pytest.fixture(scope="module")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the demo and customers of odd names, made once."""
    home = tmp_path_factory.mktemp("early") / "home"
    made = Office(home)
    made.json("demo", "--no-open", "--customers", "60", "--seed", "7")
    table = home / "odd.csv"
    table.write_text(CUSTOMERS, encoding="utf-8")
    made.json("import", str(table), "--map", "next=next_contact")
    return home


@pytest.fixture
def demo_office(small_demo: Path, office: Office) -> Office:
    """Return an office on a copy of that home."""
    shutil.copytree(small_demo, office.home)
    return office


def opened(office: Office, *arguments: str, columns: int = 120, rows: int = 40) -> Terminal:
    """Open the program and wait until its early rows stand there."""
    program = (sys.executable, "-c", HELD)
    terminal = office.open(*arguments, columns=columns, rows=rows, program=program)
    terminal.wait_for("▸")
    terminal.settle()
    return terminal


def go_on(terminal: Terminal) -> None:
    """Let the program import Textual and wait until the app has drawn itself."""
    terminal.child.kill(signal.SIGUSR1)
    terminal.wait_for(BAR)
    terminal.settle()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_early_rows_are_those_of_the_app(
    demo_office: Office, language: str, columns: int, rows: int
) -> None:
    """Same people, words, columns and cursor; nothing but them, and nothing cleared after them."""
    terminal = opened(demo_office, "--lang", language, columns=columns, rows=rows)
    early = terminal.text.split("\n")
    assert BAR not in terminal.text
    assert "张三" in terminal.text
    assert "evil[b]" in terminal.text
    assert foreign_sequences(terminal.written) == []
    written = len(terminal.written)
    go_on(terminal)
    later = terminal.text.split("\n")
    lines = [line for line in early if line]
    assert len(lines) > 8
    for line, shown in zip(early, later, strict=True):
        assert shown.startswith(line)
    assert terminal.written.count(ALTERNATE) == 1
    assert b"\x1b[2J" not in terminal.written[written:]
    assert terminal.quit() == 0
    assert terminal.not_restored() == []


def test_keys_typed_meanwhile_reach_the_app(demo_office: Office) -> None:
    """They are not echoed into the rows, and Enter is Enter."""
    terminal = opened(demo_office)
    before = terminal.text
    terminal.press("down", "down", "enter")
    terminal.settle()
    assert terminal.text == before
    go_on(terminal)
    terminal.wait_for("3 / ")  # the page of the third customer
    terminal.press("escape")
    terminal.wait_until(lambda: terminal.text.split("\n")[4].startswith("▸"))
    assert terminal.quit() == 0


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_meanwhile_restores_the_terminal(demo_office: Office, name: str) -> None:
    terminal = opened(demo_office)
    terminal.child.kill(signal.Signals[name])
    assert terminal.end() == 128 + signal.Signals[name]
    assert terminal.written.endswith(b"\x1b[?25h\x1b[?1049l")
    assert b"Traceback" not in terminal.written


def test_the_terminal_is_left_as_it_was_found(demo_office: Office) -> None:
    """Its modes too: the app must not take those of the early rows for the user's."""
    terminal = opened(demo_office)
    own = terminal.child.child_fd
    assert not termios.tcgetattr(own)[3] & termios.ECHO
    go_on(terminal)
    terminal.press("q")
    terminal.wait_until(lambda: b"\x1b[?1049l" in terminal.written)
    terminal.wait_until(lambda: bool(termios.tcgetattr(own)[3] & termios.ECHO))
    assert termios.tcgetattr(own)[3] & termios.ICANON
    assert termios.tcgetattr(own)[0] & termios.ICRNL
    assert terminal.end() == 0


def test_where_nobody_is_due_nothing_is_shown_early(office: Office) -> None:
    office.run("add", "--name", "later")
    terminal = office.open()
    terminal.wait_for(BAR, "Nothing due")
    assert terminal.written.startswith(ALTERNATE + b"\x1b[?1000h")
    assert terminal.quit() == 0


def test_a_key_that_comes_while_the_app_begins_is_not_lost(demo_office: Office) -> None:
    """Typed as soon as anything is there to be seen, and nothing after it."""
    terminal = demo_office.open()
    terminal.wait_for("▸")
    terminal.press("down")
    terminal.wait_until(lambda: terminal.text.split("\n")[3].startswith("▸"))
    assert terminal.quit() == 0
