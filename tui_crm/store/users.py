"""The people who use the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import SQL, fn
from peewee import Select as SelectQuery

from tui_crm.db import Database, Engine
from tui_crm.domain.viewer import Role, Viewer
from tui_crm.store.models import UserRow


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user as stored; `name` is what is shown."""

    id: int
    login: str
    name: str
    role: Role
    is_active: bool

    def as_viewer(self) -> Viewer:
        """Return the viewer that this user is."""
        return Viewer(user_id=self.id, login=self.login, name=self.name, role=self.role)


def _user(row: Sequence[Any]) -> User:
    return User(id=row[0], login=row[1], name=row[2], role=Role(row[3]), is_active=bool(row[4]))


def all_users(db: Database) -> tuple[User, ...]:
    """Return every user, by id."""
    query = UserRow.select(
        UserRow.id, UserRow.login, UserRow.name, UserRow.role, UserRow.is_active
    ).order_by(UserRow.id)
    return tuple(_user(row) for row in db.rows(query.tuples()))


def lock(db: Database) -> None:
    """Let nobody else add a user until the transaction ends; SQLite has one writer anyhow."""
    if db.engine is Engine.POSTGRES:
        lock_key = int.from_bytes(b"user")
        db.rows(SelectQuery(columns=[fn.pg_advisory_xact_lock(lock_key)]))


def insert(db: Database, *, login: str, name: str, role: Role, at: datetime) -> int:
    """Store a new user and return the id. `login` is unique."""
    return db.run(UserRow.insert(login=login, name=name, role=role.value, created_at=at))


def database_login(db: Database) -> str:
    """Return the role as which the server knows this connection; PostgreSQL only."""
    return str(db.scalar(SelectQuery(columns=[SQL("CURRENT_USER")]).tuples()))
