"""Who is looking: every read of the store takes a viewer and passes one choke point."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do (SPEC 6)."""

    MANAGER = "manager"
    REP = "rep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """The acting user: `user_id` of the table of users, login, shown name and role."""

    user_id: int
    login: str
    name: str
    role: Role
