"""Dates and times in digits, the same in every language: 2026-12-01, 12/1, 15:30, +08:00."""

import re
from datetime import date, datetime

from tui_crm.domain.when.days import coming_month_day, day_of
from tui_crm.domain.when.parts import (
    Clock,
    Day,
    Fault,
    Instant,
    Part,
    PhraseError,
    Reading,
    Rule,
)

MERIDIEM = r"(?P<half>[ap])(?:m|\.m\.?)(?![a-z])"
"""am, pm, a.m., p.m."""


def _date(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    return (Day(on=day_of(year, month, day)),)


def _month_day(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=coming_month_day(int(match["month"]), int(match["day"]), today)),)


def _clock(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    clock = Clock(hour=int(match["hour"]), minute=int(match["minute"]), reading=Reading.DIGITAL)
    return (clock,)


def _half_day_clock(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12:
        raise PhraseError(Fault.NO_SUCH_TIME)
    hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return (Clock(hour=hour, minute=minute, reading=Reading.SETTLED),)


def _instant(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    try:
        return (Instant(moment=datetime.fromisoformat(match[0].upper())),)
    except ValueError:
        raise PhraseError(Fault.NO_SUCH_TIME) from None


NUMERIC_RULES: tuple[Rule, ...] = (
    Rule(
        r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
        r"(?:t(?=[0-9]{2}:)|(?![0-9]))",
        _date,
    ),
    Rule(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])", _date),
    Rule(
        r"(?P<month>[0-9]{1,2})(?P<sep>[-/])(?P<day>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})(?![0-9])",
        _date,
    ),
    Rule(r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![0-9]|[-/.:][0-9])", _month_day),
    Rule(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?(?![0-9:])", _clock),
    Rule(rf"(?P<hour>[0-9]{{1,2}})(?::(?P<minute>[0-9]{{2}}))? ?{MERIDIEM}", _half_day_clock),
    Rule(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
        r"(?:z|[-+][0-9]{2}:?[0-9]{2})(?![0-9:])",
        _instant,
    ),
)
