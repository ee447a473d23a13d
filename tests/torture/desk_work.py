"""The work that is killed, cut off and raced: an office of customers, and calls logged by key."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.torture.ledger import Acknowledged
from tui_crm.domain.draft import CustomerDraft
from tui_crm.services import customers, desk, undo
from tui_crm.services.session import Session, new_uuid, open_session

LOGIN = "lina"
KEYS = "1355"
"""The keys that are pressed: all of them keep the lead open."""
UNDO_EVERY = 5


def make_office(location: str | Path, *, size: int) -> list[int]:
    """Make a database with `size` leads of the user LOGIN; return their ids."""
    session = first_session(location)
    try:
        return [
            customers.add(session, CustomerDraft(name=f"lead {number}")).customer.id
            for number in range(size)
        ]
    finally:
        session.close()


def first_session(location: str | Path) -> Session:
    """Open a database, a new one filled for LOGIN, and return the session."""
    from tui_crm.db import open_database
    from tui_crm.services import first_start
    from tui_crm.store import users

    db = open_database(location)
    if not users.all_users(db):
        first_start.fill(db, login=LOGIN, now=datetime.now(UTC))
    db.close()
    return open_session(location, login=LOGIN)


def log_calls(session: Session, leads: list[int], chance: random.Random) -> Iterator[Acknowledged]:
    """Log calls by key for ever, now and then with an undo; yield each once it is acknowledged."""
    done = 0
    while True:
        uuid = new_uuid()
        desk.log_canned(
            session, chance.choice(leads), chance.choice(KEYS), entry_uuid=uuid, text=f"said {uuid}"
        )
        yield "log", uuid
        done += 1
        if done % UNDO_EVERY == 0:
            undo.undo(session)
            yield "undo", uuid


def until(deadline: float, clock: Callable[[], float]) -> Iterator[int]:
    """Count up from 0 until `clock` has passed `deadline`."""
    number = 0
    while clock() < deadline:
        yield number
        number += 1
