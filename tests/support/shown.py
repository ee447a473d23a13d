"""One screen of the program, shown above an empty home, with what it was dismissed with."""

from typing import Any

from tui_crm.app_shell import ShellApp
from tui_crm.screens.base import CommandScreen


class ShownApp(ShellApp):
    """The shell with `shown` on its screen; `results` holds what it was dismissed with."""

    def __init__(self, shown: CommandScreen[Any]) -> None:
        super().__init__()
        self.shown = shown
        self.results: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.shown, self.results.append)

    def get_default_screen(self) -> CommandScreen[None]:
        return CommandScreen()
