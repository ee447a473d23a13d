"""The list of customers, kept mounted while another place is shown.

To mount it takes longer than to read it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from tui_crm.screens.places import Place

if TYPE_CHECKING:
    from tui_crm.screens.customers import CustomersScreen

PREPARE_AFTER_SECONDS = 1.2
"""How long no key was pressed when the list is mounted, ahead of being asked for."""


class KeptList:
    """Makes the list once, ahead of being asked for, and drops it when what made it changes."""

    def __init__(
        self,
        app: App[Any],
        *,
        make: "Callable[[], CustomersScreen]",
        idle_seconds: Callable[[], float],
    ) -> None:
        """Keep what `make` makes; `idle_seconds` tells how long no key was pressed."""
        self._app = app
        self._make = make
        self._idle_seconds = idle_seconds
        self._screen: CustomersScreen | None = None

    def get(self) -> "CustomersScreen":
        """Return the list, which stays mounted when it is left."""
        if self._screen is None:
            self._screen = self._make()
            self._app.install_screen(self._screen, Place.CUSTOMERS)
        return self._screen

    def leave(self, screen: Screen[Any]) -> None:
        """Take leave of the list, where it is `screen` that was left."""
        if self._screen is screen:
            self._screen.leave()

    def prepare_soon(self) -> None:
        """Mount the list when nobody presses a key, without reading it."""
        self._app.set_timer(PREPARE_AFTER_SECONDS, self._prepare)

    async def _prepare(self) -> None:
        if self._idle_seconds() < PREPARE_AFTER_SECONDS:
            self.prepare_soon()
        elif self._screen is None and self._app.screen_stack:
            # What `push_screen` does with a screen that is not mounted, without showing it.
            _screen, mounted = self._app._get_screen(self.get())
            await mounted

    def forget(self) -> None:
        """Drop the list where it is not shown: what it was made by has changed."""
        kept = self._screen
        if kept is not None and kept not in self._app.screen_stack:
            self._screen = None
            self._app.uninstall_screen(kept)
            kept.remove()
            self.prepare_soon()
