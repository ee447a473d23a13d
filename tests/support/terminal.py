"""The program in a real terminal (a pty), with what is on its screen and every byte it wrote.

A plugin, registered by `tests/conftest.py`. The team is in Shanghai, the language English.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 30.0
"""How long is waited for what must come."""
QUIET_SECONDS = 0.15
"""A program that writes nothing for so long has drawn what it has to draw."""

ESCAPE_SECONDS = 0.2
"""Textual takes an escape for the key after 0.1 s without another byte."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "space": " ",
    "page_down": "\x1b[6~",
    "end": "\x1b[F",
    "home": "\x1b[H",
    "f2": "\x1bOQ",
    "ctrl+f": "\x06",
    "ctrl+p": "\x10",
}
"""What a terminal sends for keys that are no characters."""

RESTORED = {
    "alternate screen left": b"\x1b[?1049l",
    "cursor shown": b"\x1b[?25h",
    "mouse off": b"\x1b[?1000l",
    "mouse movement off": b"\x1b[?1003l",
    "bracketed paste off": b"\x1b[?2004l",
    "focus events off": b"\x1b[?1004l",
}
"""What a terminal must have been told at the end."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program that lives in `home`."""
    foreign = ("NO_COLOR", "TERM", "COLORTERM", "LANGUAGE", "TEXTUAL", "COLUMNS", "LINES")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    return {
        **kept,
        "TUI_CRM_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C.UTF-8",
        **more,
    }


def lose_terminal(child: "pexpect.spawn[bytes]") -> int:
    """Close the terminal of a child, wait for its end and return its exit status.

    What holds the descriptor is told so: else it would close, when it is collected, whatever
    has got the same number by then.
    """
    child.ptyproc.fileobj.close()
    _pid, status = os.waitpid(child.pid, 0)
    child.ptyproc.closed, child.ptyproc.terminated = True, True
    child.terminated, child.closed, child.child_fd = True, True, -1
    return os.waitstatus_to_exitcode(status)


class Terminal:
    """The program on a pty of `columns` × `rows` cells."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 120,
        rows: int = 40,
        program: tuple[str, ...] = (sys.executable, "-m", "tui_crm"),
        **more: str,
    ) -> None:
        self.home = home
        self._screen = pyte.Screen(columns, rows)
        self._rows = range(rows)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        self.child = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            env=environment(home, **more),
            dimensions=(rows, columns),
            timeout=SECONDS,
            cwd=str(home.parent),
        )

    @property
    def text(self) -> str:
        """What is on the screen, lines without the spaces at their ends."""
        cells = self._screen.buffer
        lines = ("".join(cells[y][x].data for x in range(self._screen.columns)) for y in self._rows)
        return "\n".join(line.rstrip() for line in lines)

    def read(self, seconds: float = 0.0) -> bool:
        """Take what the program has written, waiting at most so long; whether there was any."""
        try:
            seen = self.child.read_nonblocking(1 << 20, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.written += seen
        self._stream.feed(seen)
        return True

    def wait_until(self, is_there: Callable[[], bool]) -> None:
        """Read until the condition holds; fail with what is on the screen after SECONDS."""
        deadline = monotonic() + SECONDS
        while not is_there():
            assert monotonic() < deadline, f"waited in vain before\n{self.text}"
            if not self.read(0.05):
                assert self.child.isalive() or is_there(), f"it ended:\n{self.text}"

    def wait_for(self, *texts: str) -> None:
        """Read until all of the texts are on the screen."""
        self.wait_until(lambda: all(text in self.text for text in texts))

    def settle(self) -> None:
        """Read until the program has been quiet for a moment."""
        while self.read(QUIET_SECONDS):
            pass

    def press(self, *keys: str) -> None:
        """Press keys: characters, or names of KEYS.

        Escape is given the time to be told from the beginning of another key's sequence.
        """
        for key in keys:
            self.child.send(KEYS.get(key, key))
            if key == "escape":
                self.read(ESCAPE_SECONDS)
                self.settle()

    def type(self, text: str) -> None:
        """Type a text as a hand would: its bytes in one burst."""
        self.child.send(text.encode("utf-8", "surrogateescape"))

    def paste(self, text: str) -> None:
        """Paste a text as terminals do: between the marks of bracketed paste, without escapes.

        They leave escapes out, lest what is pasted end the paste.
        """
        text = text.replace("\x1b", "")
        self.child.send(b"\x1b[200~" + text.encode("utf-8", "surrogateescape") + b"\x1b[201~")

    def end(self) -> int:
        """Wait for the end of the program and return its exit status."""
        self.wait_until(lambda: not self.child.isalive())
        while self.read(0.2):
            pass
        self.child.wait()
        assert self.child.exitstatus is not None, f"ended by signal {self.child.signalstatus}"
        return int(self.child.exitstatus)

    def quit(self) -> int:
        """Press q and return the exit status."""
        self.press("q")
        return self.end()

    def lose(self) -> int:
        """Close the other end, as a dropped connection does, and return the exit status."""
        return lose_terminal(self.child)

    def not_restored(self) -> list[str]:
        """Return what the terminal was not told at the end."""
        last = self.written[self.written.rfind(b"\x1b[?1049h") + 1 :]
        return [name for name, sequence in RESTORED.items() if sequence not in last]


class Office:
    """A home with a database, and the program on it: in terminals and as commands."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._terminals: list[Terminal] = []

    def open(self, *arguments: str, **more: Any) -> Terminal:
        """Open the app in a new terminal."""
        terminal = Terminal(self.home, *arguments, **more)
        self._terminals.append(terminal)
        return terminal

    def run(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "tui_crm", *words],
            env=environment(self.home),
            cwd=self.home.parent,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )

    def json(self, *words: str) -> Any:
        """Run a command with `--json` that is done, and return its document."""
        ran = self.run(*words, "--json")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return json.loads(ran.stdout)

    def close(self) -> None:
        """End whatever is still running."""
        for terminal in self._terminals:
            if not terminal.child.closed:
                terminal.child.close(force=True)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an empty home; the first command or app makes its database."""
    opened = Office(tmp_path / "home")
    yield opened
    opened.close()
