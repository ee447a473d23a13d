"""The parts of a typed date: what each phrase of the grammar contributes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache


class Fault(StrEnum):
    """Why a typed date is refused: the codes of the FieldError that `parse_when` raises."""

    EMPTY = "when_empty"
    NOT_UNDERSTOOD = "when_not_understood"
    NO_SUCH_DAY = "when_no_such_day"
    NO_SUCH_TIME = "when_no_such_time"
    IN_PAST = "when_in_past"
    TOO_FAR = "when_too_far"


class PhraseError(Exception):
    """A phrase is refused; `parse_when` turns it into the FieldError of its `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A calendar day.

    `is_whole_period` marks the first day of a week, month or year that was named without a day:
    no hour may follow it. `is_weekday` marks a plain weekday, which may repeat what a date says.
    """

    on: date
    is_whole_period: bool = False
    is_weekday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Calendar months and days from today."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """Minutes of real time from now."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """An aware moment, typed with its offset from UTC."""

    moment: datetime


class Period(StrEnum):
    """A part of the day, named with a clock time or in place of one."""

    SMALL_HOURS = "凌晨"
    EARLY = "早上"
    MORNING = "上午"
    NOON = "中午"
    AFTERNOON = "下午"
    DUSK = "傍晚"
    EVENING = "晚上"


class Reading(StrEnum):
    """How the hour of a clock time was written, which says what may still be added to it."""

    DIGITAL = "15:30"
    SPOKEN = "三点"
    SETTLED = "3pm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock time as typed: `hour` 0-24, `minute` 0-59, and whether it was said which half."""

    hour: int
    minute: int
    reading: Reading

    def __post_init__(self) -> None:
        if not (0 <= self.hour <= 23 and 0 <= self.minute <= 59) and (
            (self.hour, self.minute) != (24, 0)
        ):
            raise PhraseError(Fault.NO_SUCH_TIME)


Part = Day | Step | Lapse | Instant | Period | Clock

Build = Callable[[re.Match[str], date], tuple[Part, ...]]
"""Makes the parts of a matched phrase, seen from today; raises PhraseError."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase of the grammar: what it looks like in plain text, and what it means.

    The pattern is compiled when it is first needed: all of them together take longer than a
    key may take to be drawn.
    """

    pattern: str
    build: Build

    def match(self, text: str, position: int) -> re.Match[str] | None:
        """Return the match of the phrase that begins at `position` of plain `text`."""
        return _compiled(self.pattern).match(text, position)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def in_the_past(_match: re.Match[str], _today: date) -> tuple[Part, ...]:
    """Refuse a phrase that can only mean the past: yesterday, 3 days ago, 上周三."""
    raise PhraseError(Fault.IN_PAST)
