"""The way into the program: the app without a command, quickly."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tui_crm.__main__ import COMPLETION_VARIABLE, main
from tui_crm.cli import launch


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str | None]]:
    """Return what the app was opened with, each time it was."""
    calls: list[dict[str, str | None]] = []

    def open_app(location: str | None, *, login: str | None, language: str | None) -> int:
        calls.append({"location": location, "login": login, "language": language})
        return 0

    monkeypatch.setattr(launch, "open_app", open_app)
    return calls


def test_without_a_command_the_app_opens(opened: list[dict[str, str | None]]) -> None:
    assert main(["--db", "a.db", "--lang", "zh", "--as", "lina"]) == 0
    assert opened == [{"location": "a.db", "login": "lina", "language": "zh"}]


def test_a_wrong_option_before_no_command_is_wrong_usage(
    crm: CommandLine, opened: list[dict[str, str | None]]
) -> None:
    ran = crm.run("--lang", "fr")
    assert ran.status == 2
    assert "'fr'" in ran.err
    assert opened == []


def test_a_shell_that_asks_for_completions_gets_them_and_no_app(
    crm: CommandLine, opened: list[dict[str, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COMPLETION_VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "tui-crm to")
    monkeypatch.setenv("COMP_CWORD", "1")
    ran = crm.run()
    assert ran.out == "plain,today\n"
    assert opened == []


def test_opening_the_app_does_not_wait_for_click(tmp_path: Path) -> None:
    """34 ms of a start that has 500 (SPEED): the shell to the first screen."""
    script = (
        "import sys\n"
        "from tui_crm.__main__ import main\n"
        "from tui_crm.cli import launch\n"
        "launch.open_app = lambda *_, **__: print('click' in sys.modules) or 0\n"
        "sys.exit(main([]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "False\n"


def test_the_app_repaints_as_often_as_keys_are_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    import tui_crm.app

    seen: list[str | None] = []

    def run_to_end(_app: tui_crm.app.CrmApp) -> int:
        seen.append(os.environ.get("TEXTUAL_FPS"))
        return 0

    monkeypatch.delenv("TEXTUAL_FPS", raising=False)
    monkeypatch.setattr(tui_crm.app.CrmApp, "run_to_end", run_to_end)
    monkeypatch.setattr(launch.gc, "disable", lambda: None)
    assert launch.open_app(str(tmp_path / "a.db"), login=None, language=None) == 0
    assert seen == ["120"]
