"""The command line for tests: run in this process, on a home of the test's own.

A plugin, registered by `tests/conftest.py`. The team is in Shanghai, the language English.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui_crm import i18n
from tui_crm.__main__ import main

ENVIRONMENT = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Ran:
    """What a run left: exit status, stdout and stderr."""

    status: int
    out: str
    err: str


class CommandLine:
    """Runs `tui-crm` with the words of a command."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def run(self, *words: str) -> Ran:
        """Run a command in this process."""
        self._capsys.readouterr()
        try:
            status = main(words)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        captured = self._capsys.readouterr()
        return Ran(status=status, out=captured.out, err=captured.err)

    def text(self, *words: str) -> str:
        """Run a command that is done without a complaint, and return what it prints."""
        ran = self.run(*words)
        assert (ran.status, ran.err) == (0, "")
        return ran.out

    def json(self, *words: str) -> Any:
        """Run a command with `--json` that is done, and return its document."""
        ran = self.run(*words, "--json")
        assert ran.status == 0, ran.out
        return json.loads(ran.out)

    def refusal(self, *words: str) -> tuple[int, str]:
        """Run a command with `--json` that is refused; return the exit status and the code."""
        ran = self.run(*words, "--json")
        error = json.loads(ran.out)["error"]
        assert error.keys() == {"code", "message"}
        assert error["message"]
        return ran.status, error["code"]

    def apart(
        self, *words: str | bytes, environment: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command in a process of its own."""
        return subprocess.run(
            program(words),
            capture_output=True,
            env={**os.environ, **(environment or {})},
            check=False,
            timeout=60,
        )


def program(words: Sequence[str | bytes]) -> list[str | bytes]:
    """Return the words with which a process of its own is started."""
    return [sys.executable, "-m", "tui_crm", *words]


@pytest.fixture
def crm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[CommandLine]:
    """Return the command line on an empty home; the first command makes the database."""
    home = tmp_path / "home"
    monkeypatch.setenv("TUI_CRM_HOME", str(home))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    # What a run leaves behind in the process.
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    with i18n.speaking("en"):
        yield CommandLine(home, capsys)
