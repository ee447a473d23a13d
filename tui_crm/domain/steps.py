"""Steps: what a user did, one intention each, and can undo."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StepKind(StrEnum):
    """What kind of intention a step was."""

    FOLLOW_UP = "follow_up"
    CREATE = "create"
    EDIT = "edit"
    ARCHIVE = "archive"
    CORRECT = "correct"
    IMPORT = "import"
    DEMO = "demo"
    LISTS = "lists"
    MERGE_VALUES = "merge_values"
    CHANGE = "change"
    MERGE = "merge"
    MERGE_MANY = "merge_many"
    KEEP_APART = "keep_apart"
    VIEW = "view"


MERGES = frozenset({StepKind.MERGE, StepKind.MERGE_MANY})
"""The kinds of steps that make two customers one."""


class StepState(StrEnum):
    """Where a step stands; a batch is running until its last chunk is in."""

    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as stored. `detail` holds what its line in the list of steps needs."""

    id: int
    uuid: str
    user_id: int
    kind: StepKind
    at: datetime
    customer_id: int | None
    detail: tuple[tuple[str, str | int], ...]
    state: StepState
    undone_at: datetime | None = None

    def note(self, key: str) -> str | int | None:
        """Return the value noted under `key`, or None."""
        return dict(self.detail).get(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What a step did to one customer; `before` is the store's own text of the former columns."""

    id: int
    step_id: int
    customer_id: int
    before: str
    after: str
