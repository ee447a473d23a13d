"""In a real terminal: a crash, a signal or a lost connection leaves draft, status and terminal."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.app_shell.breaking_app import CANARY
from tests.support.terminal import lose_terminal

PROGRAM = Path(__file__).parent / "breaking_app.py"
SECONDS = 30
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"
CURSOR_ON = b"\x1b[?25h"

Start = Callable[..., "pexpect.spawn[bytes]"]


def _environment(**more: str) -> dict[str, str]:
    root = str(Path(__file__).parent.parent.parent)
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**kept, "TERM": "xterm-256color", "PYTHONPATH": root, **more}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[pexpect.spawn[bytes]] = []

    def _start(**environment: str) -> "pexpect.spawn[bytes]":
        child = pexpect.spawn(
            sys.executable,
            [str(PROGRAM), str(tmp_path)],
            env=_environment(**environment),
            dimensions=(24, 80),
            timeout=SECONDS,
        )
        started.append(child)
        child.expect_exact(b"READY")
        return child

    yield _start
    for child in started:
        if not child.closed:
            child.close(force=True)


def _end(child: "pexpect.spawn[bytes]") -> bytes:
    """Wait for the end and return what was written after the first drawing."""
    child.expect(pexpect.EOF)
    child.wait()
    return bytes(child.before or b"")


def _draft(home: Path) -> str:
    return (home / "draft.txt").read_text(encoding="utf-8")


def _report(home: Path) -> str:
    (report,) = (home / "state").glob("crash-*.txt")
    return report.read_text(encoding="utf-8")


def _log(home: Path) -> str:
    return (home / "state" / "tui-crm.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["x", "w", "c", "r"])
def test_a_crash_tells_where_and_keeps_the_draft(start: Start, tmp_path: Path, key: str) -> None:
    child = start()
    assert not child.getecho()
    child.send(key)
    output = _end(child)
    assert child.exitstatus == 1
    assert ALTERNATE_SCREEN_OFF in output
    assert CURSOR_ON in output
    told = output.rpartition(b"\x1b[?1004l")[2]
    assert b"fault of its own" in told
    assert str(tmp_path / "state" / "crash-").encode() in told.replace(b"\r\n", b"")
    assert b"Traceback" not in output
    assert _draft(tmp_path) == "READY"
    report = _report(tmp_path)
    assert "breaking_app.py:" in report
    assert child.getecho()
    for text in (output.decode(errors="replace"), report, _log(tmp_path)):
        assert CANARY not in text


def test_an_error_while_drafts_are_kept_is_reported_too(start: Start, tmp_path: Path) -> None:
    child = start()
    child.send("k")
    output = _end(child)
    assert child.exitstatus == 1
    assert ALTERNATE_SCREEN_OFF in output
    assert CANARY.encode() not in output
    assert output.count(b"fault of its own") == 1
    reports = sorted((tmp_path / "state").glob("crash-*.txt"))
    assert ["ValueError" in each.read_text(encoding="utf-8") for each in reports] == [True, False]
    assert "KeyError" in reports[1].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_keeps_the_draft_and_restores_the_terminal(
    start: Start, tmp_path: Path, name: str
) -> None:
    child = start()
    child.send("i")
    child.send("!")
    child.expect_exact(b"!")
    number = signal.Signals[name]
    child.kill(number)
    output = _end(child)
    assert child.exitstatus == 128 + number
    assert ALTERNATE_SCREEN_OFF in output
    assert CURSOR_ON in output
    assert _draft(tmp_path) == "READY!"
    assert f"leaving signal={number:d}" in _log(tmp_path)


def test_a_closed_terminal_keeps_the_draft(start: Start, tmp_path: Path) -> None:
    child = start()
    assert lose_terminal(child) == 128 + signal.SIGHUP
    assert _draft(tmp_path) == "READY"


def test_a_terminal_that_closes_without_a_signal_is_noticed(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(tmp_path)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=_environment(),
    ) as process:
        os.close(slave)
        seen = b""
        while b"READY" not in seen:
            seen += os.read(master, 65536)
        os.close(master)
        assert process.wait(SECONDS) == 128 + signal.SIGHUP
    assert _draft(tmp_path) == "READY"


def test_an_interrupt_is_harmless(start: Start, tmp_path: Path) -> None:
    child = start()
    child.kill(signal.SIGINT)
    child.expect_exact(b"Press q to quit.")
    child.send("\x03")
    child.send("q")
    _end(child)
    assert child.exitstatus == 0
    assert not (tmp_path / "state").joinpath("draft.txt").exists()


@pytest.mark.parametrize(
    "environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"TERM": "xterm"}, {"COLORTERM": ""}]
)
def test_any_terminal_will_do(start: Start, environment: dict[str, str]) -> None:
    child = start(**environment)
    child.send("q")
    _end(child)
    assert child.exitstatus == 0
