"""A round through every scene of the program, on one demo that nobody has touched."""

from collections.abc import AsyncIterator

from textual.pilot import Pilot
from textual.screen import ModalScreen

from tests.support.scenes import IN_TURN, Scene
from tui_crm.app import CrmApp
from tui_crm.screens.places import Place


async def visits(pilot: Pilot[object], app: CrmApp) -> AsyncIterator[tuple[Scene, set[str]]]:
    """Go to one scene after the other, from Today; yield each with the screens that are open then.

    Screens are named by their classes.
    """
    await pilot.pause()
    for scene in IN_TURN:
        await pilot.press(*scene.keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield scene, {type(screen).__name__ for screen in app.screen_stack}
        while isinstance(app.screen, ModalScreen):
            await app.pop_screen()
        await app.go_to(Place.TODAY)
