"""Sessions for tests: a filled database, one who acts on it, and a clock that stands still.

A plugin, registered by `tests/conftest.py`. The team is in Shanghai; its clock stands on
Wednesday 18 November 2026, 10:00, a working day.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.databases import PostgresServer, copy_of_file
from tui_crm.clock import Clock
from tui_crm.db import Database, Engine, open_database
from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.promise import Promise
from tui_crm.domain.viewer import Role
from tui_crm.services import customers, first_start
from tui_crm.services.session import Session
from tui_crm.store import users

ZONE = ZoneInfo("Asia/Shanghai")
WEDNESDAY_AT_TEN = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)
LOGIN = "lina"


class FixedClock:
    """A clock that shows `now` (aware, UTC) until a test moves it."""

    def __init__(self, now: datetime = WEDNESDAY_AT_TEN) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the instant that it shows."""
        return self.now

    def set(self, now: datetime) -> None:
        """Show the aware instant `now`."""
        self.now = now.astimezone(UTC)

    def advance(self, **step: float) -> None:
        """Go on by a step named as `timedelta` names it: `minutes=5`."""
        self.now += timedelta(**step)


def session_on(db: Database, clock: FixedClock, *, login: str = LOGIN) -> Session:
    """Fill an empty database and return the session of its user `login` on it.

    The team is in China: Asia/Shanghai, Chinese holidays.
    """
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TZ", "Asia/Shanghai")
        environment.setenv("LC_ALL", "zh_CN.UTF-8")
        first_start.fill(db, login=login, now=clock())
    return session_of(db, clock, login=login)


def session_of(db: Database, clock: Clock, *, login: str = LOGIN) -> Session:
    """Return a session of a user whom the database knows."""
    user = next(each for each in users.all_users(db) if each.login == login)
    return Session(db, user.as_viewer(), clock)


def add_user(session: Session, login: str, *, name: str = "", role: Role = Role.REP) -> int:
    """Store another user and return the id."""
    with session.db.write():
        user_id = users.insert(
            session.db, login=login, name=name or login, role=role, at=session.now()
        )
    session.reload()
    return user_id


def add_customer(
    session: Session,
    name: str,
    *,
    phones: str = "",
    promise: Promise | None = None,
    is_unassigned: bool = False,
    **texts: str,
) -> Customer:
    """Store a customer, whoever he may be already, and return him.

    `phones` is their text form; `texts` are fields of a draft by their codes.
    """
    draft = CustomerDraft(
        name=name,
        phones=read_numbers(phones, session.team.country),
        promise=promise,
        **texts,
    )
    added = customers.add(session, draft, is_unassigned=is_unassigned, override_reason="test")
    return added.customer


def stored(session: Session, customer: Customer) -> Customer:
    """Return the customer as the database has him now."""
    return customers.get(session, customer.id)


@pytest.fixture
def clock() -> FixedClock:
    """Return the clock of the test's sessions; its database was filled on Wednesday at ten."""
    return FixedClock()


@pytest.fixture(scope="session")
def filled_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the filled file that others are copies of."""
    with copy_of_file(sqlite_template, tmp_path_factory.mktemp("filled")) as opened:
        session_on(opened, FixedClock())
        path = opened.path
    assert path is not None
    return path


@pytest.fixture(scope="session")
def filled_postgres(postgres_server: PostgresServer, postgres_template: str) -> str:
    """Return the name of the filled database that others are copies of."""
    name = postgres_server.create(postgres_template)
    with closing(open_database(postgres_server.url(name))) as opened:
        session_on(opened, FixedClock())
    return name


@pytest.fixture
def sqlite_session(filled_sqlite: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Session]:
    """Return a session on a filled SQLite database."""
    with copy_of_file(filled_sqlite, tmp_path) as opened:
        yield session_of(opened, clock)


@pytest.fixture
def postgres_session(
    postgres_server: PostgresServer, filled_postgres: str, clock: FixedClock
) -> Iterator[Session]:
    """Return a session on a filled PostgreSQL database."""
    with postgres_server.copy_of(filled_postgres) as opened:
        yield session_of(opened, clock)


@pytest.fixture(params=list(Engine), ids=str)
def session(request: pytest.FixtureRequest) -> Session:
    """Return a session on a filled database; the test runs once on each engine."""
    opened: Session = request.getfixturevalue(f"{request.param}_session")
    return opened
