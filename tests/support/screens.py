"""Looking at a running program: what is drawn, and waiting until it is."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tui_crm.widgets.palette import DARK_THEME
from tui_crm.widgets.themes import DARK, LIGHT

DEADLINE_SECONDS = 10.0


class ThemedApp(App[None]):
    """A program of one widget, with the themes that the widgets' styles need."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK_THEME


def drawn_lines(app: App[Any]) -> list[str]:
    """Return the text of every line of the screen, exactly as wide as it is drawn.

    What lies beneath a dialog is drawn with it, as Textual itself does when it paints: lines that
    are not painted yet would else be drawn, and kept, without it.
    """
    token = visible_screen_stack.set(app._background_screens)
    try:
        return [strip.text for strip in app.screen._compositor.render_strips()]
    finally:
        visible_screen_stack.reset(token)


def drawn_text(app: App[Any]) -> str:
    """Return the text of the screen, lines without the spaces at their ends."""
    return "\n".join(line.rstrip() for line in drawn_lines(app))


async def settled(pilot: Pilot[Any]) -> None:
    """Let the program draw what has come, and what follows from that."""
    await pilot.pause()
    await pilot.pause()


async def wait_until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Let the program work until `condition` holds; fail after DEADLINE_SECONDS."""
    deadline = monotonic() + DEADLINE_SECONDS
    while not condition():
        assert monotonic() < deadline, "waited in vain"
        await pilot.pause()
        await asyncio.sleep(0)


async def until_open(pilot: Pilot[Any], kind: type[Screen[Any]]) -> None:
    """Let the program work until a screen of that kind is on top."""
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def until_left(pilot: Pilot[Any], screen: Screen[Any]) -> None:
    """Let the program work until another screen than this one is on top."""
    await wait_until(pilot, lambda: pilot.app.screen is not screen)


async def until_shown(pilot: Pilot[Any], *texts: str) -> None:
    """Let the program work until all of the texts are drawn."""
    await wait_until(pilot, lambda: all(text in drawn_text(pilot.app) for text in texts))
