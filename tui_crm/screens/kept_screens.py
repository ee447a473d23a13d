"""Screens that stay mounted while another place is shown: reading takes less than mounting.

They are mounted ahead of being asked for, one in each pause of the keys.
"""

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.app import App
from textual.screen import Screen

from tui_crm.screens.base import CommandScreen
from tui_crm.screens.places import Place

if TYPE_CHECKING:
    from tui_crm.screens.customers import CustomersScreen
    from tui_crm.screens.timeline import TimelineScreen

PREPARE_AFTER_SECONDS = 1.2
"""How long no key was pressed when a screen is mounted, ahead of being asked for."""

ScreenT = TypeVar("ScreenT", bound=CommandScreen[None])


class KeptScreen(Generic[ScreenT]):
    """The screen of one place: made once, and dropped when what made it changes."""

    def __init__(self, app: App[Any], place: Place, make: Callable[[], ScreenT]) -> None:
        self._app = app
        self._place = place
        self._make = make
        self._screen: ScreenT | None = None

    @property
    def is_made(self) -> bool:
        """Whether it is there, mounted or about to be."""
        return self._screen is not None

    def get(self) -> ScreenT:
        """Return the screen, which stays mounted when it is left."""
        if self._screen is None:
            self._screen = self._make()
            self._app.install_screen(self._screen, self._place)
        return self._screen

    def leave(self, left: object) -> None:
        """Take leave of the screen, where it is `left`."""
        kept = self._screen
        if kept is not None and left is kept:
            kept.leave()

    async def mount(self) -> None:
        """Mount it without showing it: what `push_screen` does with one that is not mounted."""
        _screen, mounted = self._app._get_screen(self.get())
        await mounted

    def forget(self) -> None:
        """Drop the screen where it is not shown: what it was made by has changed."""
        kept = self._screen
        if kept is not None and kept not in self._app.screen_stack:
            self._screen = None
            self._app.uninstall_screen(kept)
            kept.remove()


class KeptScreens:
    """The list of customers and the timeline."""

    def __init__(
        self,
        app: App[Any],
        *,
        make_customers: "Callable[[], CustomersScreen]",
        make_timeline: "Callable[[], TimelineScreen]",
        idle_seconds: Callable[[], float],
    ) -> None:
        """Keep what is made; `idle_seconds` tells how long no key was pressed."""
        self._app = app
        self._idle_seconds = idle_seconds
        self.customers = KeptScreen(app, Place.CUSTOMERS, make_customers)
        self.timeline = KeptScreen(app, Place.TIMELINE, make_timeline)
        self._in_order: tuple[KeptScreen[Any], ...] = (self.customers, self.timeline)

    def leave(self, screen: Screen[Any]) -> None:
        """Take leave of the kept screen that was left, if it is one."""
        for each in self._in_order:
            each.leave(screen)

    def prepare_soon(self) -> None:
        """Mount a screen when nobody presses a key, without reading it; then the next one."""
        self._app.set_timer(PREPARE_AFTER_SECONDS, self._prepare)

    async def _prepare(self) -> None:
        missing = [each for each in self._in_order if not each.is_made]
        if not missing or not self._app.screen_stack:
            return
        if self._idle_seconds() >= PREPARE_AFTER_SECONDS:
            await missing[0].mount()
            # It stays: collections while keys are waited for do not look through it.
            gc.collect()
            gc.freeze()
        self.prepare_soon()

    def forget(self) -> None:
        """Drop the screens that are not shown: what they were made by has changed."""
        gc.unfreeze()
        for each in self._in_order:
            each.forget()
        self.prepare_soon()
