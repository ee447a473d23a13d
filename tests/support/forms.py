"""A program of one form: opened, driven by keys, and what it was dismissed with."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from tests.support.screens import ThemedApp
from tui_crm.screens.form_modal import FormModal

NOT_DISMISSED = object()


class FormApp(ThemedApp):
    """Opens the form that `make` returns; `result` is what it was dismissed with."""

    def __init__(self, make: Callable[[], FormModal[Any]]) -> None:
        super().__init__()
        self._make = make
        self.result: object = NOT_DISMISSED

    async def on_mount(self) -> None:
        """Open the form."""
        await self.open()

    async def open(self) -> None:
        """Open the form, again after it was closed."""
        self.result = NOT_DISMISSED
        await self.push_screen(self._make(), self._take)

    def _take(self, result: object) -> None:
        self.result = result

    @property
    def top(self) -> Screen[Any]:
        """The screen on top."""
        return self.screen
