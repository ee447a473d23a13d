"""What `doctor` looks at, and what it finds (SPEC 10)."""

from dataclasses import dataclass
from enum import StrEnum


class CheckName(StrEnum):
    """What is checked, in this order."""

    INTEGRITY = "integrity"
    FOREIGN_KEYS = "foreign_keys"
    SEARCH_INDEX = "search_index"
    VOCABULARY = "vocabulary"
    FOLLOW_UP_DAYS = "follow_up_days"


class CheckStatus(StrEnum):
    """How a check ended; a warning is no fault."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


REPAIRABLE = frozenset({CheckName.SEARCH_INDEX, CheckName.VOCABULARY, CheckName.FOLLOW_UP_DAYS})
"""What is derived from the rest, and can be made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check found.

    `reason` is a code, "" where all is well; `count` says of how many, `detail` what the engine
    said.
    """

    name: CheckName
    status: CheckStatus = CheckStatus.OK
    reason: str = ""
    count: int = 0
    detail: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong."""
        return self.status is CheckStatus.FAULT
