"""The work that is killed, cut off and raced: an office of customers, and calls logged by key."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from tests.torture.ledger import LEAD, Acknowledged
from tui_crm.clock import utc_now
from tui_crm.db import open_database
from tui_crm.domain.draft import CustomerDraft
from tui_crm.services import customers, desk, first_start, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import users

LOGIN = "lina"
KEYS = "1355"
"""The keys that are pressed: all of them keep the lead open."""
UNDO_EVERY = 5


def make_office(location: str | Path, *, size: int) -> list[int]:
    """Make a database with `size` leads of the user LOGIN; return their ids."""
    db = open_database(location)
    if not users.all_users(db):
        first_start.fill(db, login=LOGIN, now=utc_now())
    db.close()
    session = session_on(location)
    try:
        return add_leads(session, size)
    finally:
        session.close()


def add_leads(session: Session, size: int) -> list[int]:
    """Add so many leads to call and return their ids."""
    drafts = (CustomerDraft(name=f"{LEAD}{number}") for number in range(size))
    return [customers.add(session, draft).customer.id for draft in drafts]


def session_on(location: str | Path, *, driver: ModuleType | None = None) -> Session:
    """Return a session of LOGIN on a database of `make_office`, on either engine."""
    db = open_database(location, driver=driver)
    user = next(each for each in users.all_users(db) if each.login == LOGIN)
    return Session(db, user.as_viewer(), utc_now)


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
