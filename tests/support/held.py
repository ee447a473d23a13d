"""Work on a thread that is held back until a test lets it go: what it brings comes late then."""

from collections.abc import Callable
from threading import Event, get_ident
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.screens import DEADLINE_SECONDS, wait_until
from tui_crm.services.session import Session


class HeldWork:
    """Holds back `owner.name`, a function that a thread calls, once it has found its result.

    The thread is over when it closes its connection to the database of `session`.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, session: Session, owner: object, name: str
    ) -> None:
        self._work: Callable[..., object] = getattr(owner, name)
        self._close = session.db.close_thread
        self._thread = 0
        self._has_begun, self._may_end, self._has_ended = Event(), Event(), Event()
        monkeypatch.setattr(owner, name, self._held)
        monkeypatch.setattr(session.db, "close_thread", self._closed)

    def _held(self, *args: object, **named: object) -> object:
        result = self._work(*args, **named)
        self._thread = get_ident()
        self._has_begun.set()
        self._may_end.wait(DEADLINE_SECONDS)
        return result

    def _closed(self) -> None:
        self._close()
        if get_ident() == self._thread:
            self._has_ended.set()

    async def until_begun(self, pilot: Pilot[Any]) -> None:
        """Wait until the thread is held."""
        await wait_until(pilot, self._has_begun.is_set)

    async def let_go(self, pilot: Pilot[Any]) -> None:
        """Let the thread bring what it found, and wait until it has."""
        self._may_end.set()
        await wait_until(pilot, self._has_ended.is_set)
