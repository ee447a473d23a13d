"""Follow-ups, canned follow-ups and their next-contact rules: the values (SPEC 4)."""

import re
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise


class Method(StrEnum):
    """How a customer was contacted."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    EMAIL = "email"
    CARE = "care"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFlags:
    """What an outcome means: reached a person, resets the idle clock, and so on (SPEC 4)."""

    reached: bool = False
    counts_as_contact: bool = False
    positive: bool = False
    sale: bool = False
    do_not_call: bool = False
    bad_number: bool = False

    def names(self) -> tuple[str, ...]:
        """Return the names of the flags that are set, in the order of SPEC 4."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name))


class Unit(StrEnum):
    """The unit of a step between a follow-up and the next contact."""

    MINUTES = "min"
    HOURS = "h"
    DAYS = "d"
    WEEKS = "w"
    MONTHS = "mo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A step of `count` (1-9999) units."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


@dataclass(frozen=True, slots=True)
class ArchiveStep:
    """The end of a ladder: the lead is archived."""

    def __str__(self) -> str:
        return "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Steps taken one after the other while nobody is reached; one step alone is an interval."""

    steps: tuple[Interval | ArchiveStep, ...]

    def __str__(self) -> str:
        return ", ".join(str(step) for step in self.steps)

    def step(self, unreached_before: int) -> Interval | ArchiveStep:
        """Return the step after `unreached_before` follow-ups in a row without reaching anybody.

        Past the end the last step repeats.
        """
        return self.steps[min(unreached_before, len(self.steps) - 1)]


@dataclass(frozen=True, slots=True)
class AskRule:
    """The next contact is typed."""

    def __str__(self) -> str:
        return "ask"


@dataclass(frozen=True, slots=True)
class NoRule:
    """There is no next contact afterwards."""

    def __str__(self) -> str:
        return ""


NextRule = Ladder | AskRule | NoRule

_INTERVAL = re.compile(r"(\d{1,4})\s*(min|mo|h|d|w)", re.IGNORECASE)
MAX_LADDER_STEPS = 20


def parse_next_rule(text: str) -> NextRule:
    """Read a next-contact rule: `90d`, `3w`, `1mo`, `2h`, `2h, 1d, archive`, `ask`, or nothing.

    Raises FieldError `bad_next_rule` (field `next`) for anything else, a zero count included.
    """
    folded = text.strip().lower()
    if folded in ("", "none", "-"):
        return NoRule()
    if folded == "ask":
        return AskRule()
    steps: list[Interval | ArchiveStep] = []
    for part in re.split(r"[,,、]", folded):
        word = part.strip()
        if word == "archive":
            steps.append(ArchiveStep())
            continue
        match = _INTERVAL.fullmatch(word)
        if match is None or int(match[1]) == 0:
            raise FieldError("bad_next_rule", field="next", text=text)
        steps.append(Interval(count=int(match[1]), unit=Unit(match[2])))
    if len(steps) > MAX_LADDER_STEPS:
        raise FieldError("bad_next_rule", field="next", text=text)
    return Ladder(steps=tuple(steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedFollowUp:
    """A key and what it writes.

    `slot` is the key; `code` names a shipped one ("" for the user's own). `label` and `text`
    are None while a shipped one keeps its shipped words, which follow the UI language.
    `set_status` and `set_level` are ids of list values to change to, or None.
    """

    id: int = 0
    slot: str
    position: int
    code: str = ""
    label: str | None = None
    text: str | None = None
    method: Method = Method.CALL
    flags: OutcomeFlags = OutcomeFlags()
    next_rule: NextRule = NoRule()
    set_status: int | None = None
    set_level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One contact as stored. `at` is aware UTC. `outcome` and `text` are as written then.

    `promise` is the next contact that it set. `phone` is the number as it was, "" where none.
    `duration_seconds` is None where not known. `corrected_at` is set once the text was corrected.
    """

    id: int
    customer_id: int
    user_id: int
    at: datetime
    method: Method
    outcome: str
    text: str
    flags: OutcomeFlags
    phone: str = ""
    duration_seconds: int | None = None
    promise: Promise | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentEntry:
    """One of the last entries of a user: what the line of last entries draws."""

    customer_id: int
    name: str
    company: str
    follow_up: FollowUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A former text of a follow-up, who replaced it and when."""

    id: int
    follow_up_id: int
    former_text: str
    corrected_by: int
    corrected_at: datetime
