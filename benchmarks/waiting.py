"""How long somebody who logs a call waits while something bigger goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from tui_crm.services import today
from tui_crm.services.session import Session

PAUSE_SECONDS = 0.02


@contextmanager
def writers_waits(session: Session) -> Iterator[list[float]]:
    """Write a small thing again and again on another thread; give the seconds that each took."""
    waits: list[float] = []
    ended = threading.Event()

    def write() -> None:
        try:
            while not ended.wait(PAUSE_SECONDS):
                start = perf_counter()
                today.keep_place(session, 1)
                waits.append(perf_counter() - start)
        finally:
            session.db.close_thread()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield waits
    finally:
        ended.set()
        writer.join()
