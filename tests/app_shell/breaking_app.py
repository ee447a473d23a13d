"""A small app that breaks on demand; tests run it in a terminal of its own.

Usage: breaking_app.py HOME. Keys: x an error in a handler, w in a thread, c in a callback of the
loop, r an error that draws itself, k an error while drafts are kept as well.
"""

import asyncio
import os
import sys
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.widgets import Input

from tui_crm import log
from tui_crm.app_shell import ShellApp
from tui_crm.screens.base import CommandScreen

CANARY = "13800138000"


class DrawnError(Exception):
    """An error that draws itself, with all that it knows."""

    def __rich__(self) -> str:
        return f"drawn with {CANARY}"


class Form(CommandScreen[None]):
    """A form with a draft."""

    AUTO_FOCUS = ""
    breaks_drafts = False

    def compose(self) -> ComposeResult:
        yield Input("READY", select_on_focus=False)

    def keep_draft(self) -> None:
        Path(sys.argv[1], "draft.txt").write_text(self.query_one(Input).value, encoding="utf-8")
        if self.breaks_drafts:
            raise KeyError(CANARY)

    def on_key(self, event: events.Key) -> None:
        phone = CANARY
        match event.key:
            case "x":
                raise ValueError(phone)
            case "w":
                self.break_in_thread()
            case "c":
                asyncio.get_running_loop().call_soon(_fall, phone)
            case "r":
                raise DrawnError(phone)
            case "k":
                self.breaks_drafts = True
                raise ValueError(phone)
            case "i":
                self.query_one(Input).focus()

    @work(thread=True)
    def break_in_thread(self) -> None:
        _fall(CANARY)


def _fall(phone: str) -> None:
    raise ValueError(phone)


class BreakingApp(ShellApp):
    """The shell with the form."""

    def get_default_screen(self) -> Form:
        return Form()


if __name__ == "__main__":
    os.environ["TUI_CRM_HOME"] = sys.argv[1]
    log.open_log()
    sys.exit(BreakingApp().run_to_end())
