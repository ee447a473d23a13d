"""The history of one customer: what was written on him, by whom, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tui_crm.domain.steps import Step


class Turn(StrEnum):
    """What a line of the history tells: that he was made, that a step changed him, or its undo."""

    MADE = "made"
    CHANGED = "changed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of the history; `id` is unique within it. `at` is aware UTC.

    `step` is what changed the customer or was undone, None where nobody knows who made him.
    `before` and `after` are the store's own text of the changed columns, "" for a line that tells
    how he was made.
    """

    id: int
    turn: Turn
    at: datetime
    step: Step | None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, by its code of SPEC 3 or `state`, `follow_up`: its text before and after.

    Of a merge it is who went: `after` where he was taken in, `before` where that was undone, and
    `into` names who stayed.
    """

    code: str
    before: str
    after: str
    into: str = ""
