"""Opening the app: the shortest way from the shell to the first screen."""

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_crm.services.session import Session
    from tui_crm.settings import LoadedSettings, Settings
    from tui_crm.terminal import EarlyScreen

FRAMES_A_SECOND = "120"
"""Textual repaints at most so often; its own 60 would add up to 17 ms between key and paint."""

REFUSED_STATUS = 1
UNUSABLE_STATUS = 3
"""Exit statuses of SPEC 10."""

TURN_SECONDS = 0.0005
"""How long one thread may keep the others waiting. Python's own 5 ms passed between a painted key
and the thread that writes to the terminal; a search on a thread held up each key as long."""


def open_app(location: str | None, *, login: str | None, language: str | None) -> int:
    """Open the app and return its exit status once it is closed.

    3 where the database cannot be used, 1 where opening it is refused for another reason.
    """
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    # Importing makes no garbage: collecting took 45 of 465 ms. The first screen turns it on again.
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)
    from tui_crm import i18n, paths
    from tui_crm.domain.errors import CrmError, DatabaseUnusable
    from tui_crm.services.session import open_session
    from tui_crm.settings import language_of, load_settings

    loaded = load_settings()
    i18n.set_language(language or language_of(loaded.settings))
    try:
        session = open_session(location or paths.default_database(), login=login)
    except CrmError as error:
        from tui_crm.wording import explain

        sys.stderr.write(explain(error) + "\n")
        return UNUSABLE_STATUS if isinstance(error, DatabaseUnusable) else REFUSED_STATUS
    try:
        return _run(session, loaded)
    finally:
        session.close()


def _run(session: "Session", loaded: "LoadedSettings") -> int:
    """Run the app; its first rows are there before Textual is, which takes 200 ms to import."""
    from tui_crm.terminal import EarlyScreen

    with EarlyScreen() as screen:
        if screen.can_show():
            _show_first_rows(screen, session, loaded.settings)
        from tui_crm import log
        from tui_crm.app import CrmApp

        log.open_log()

        return CrmApp(session, loaded, screen).run_to_end()


def _show_first_rows(screen: "EarlyScreen", session: "Session", settings: "Settings") -> None:
    from tui_crm.domain.errors import CrmError
    from tui_crm.screens.first_rows import first_rows

    try:
        drawn = first_rows(session, settings, screen.size, is_coloured=screen.has_true_colour)
    except CrmError:
        return  # the app meets it too, and has the room to say so
    if drawn:
        screen.show(drawn)
