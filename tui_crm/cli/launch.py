"""Opening the app: the shortest way from the shell to the first screen."""

import gc
import os

FRAMES_A_SECOND = "120"
"""Textual repaints at most so often; its own 60 would add up to 17 ms between key and paint."""


def open_app(location: str | None, *, login: str | None, language: str | None) -> int:
    """Open the app and return its exit status once it is closed."""
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    # Importing makes no garbage: collecting took 45 of 465 ms. The first screen turns it on again.
    gc.disable()
    from tui_crm.app import run

    return run(location, login=login, language=language)
