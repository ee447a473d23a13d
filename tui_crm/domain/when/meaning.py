"""Parts into a promise: which phrases go together, and what they mean seen from now (SPEC 4)."""

from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from tui_crm.domain.ahead import add_months, lies_ahead, minutes_later, real_time
from tui_crm.domain.promise import MINUTES_A_DAY, Promise, promise_at
from tui_crm.domain.when.hours import minute_of_day
from tui_crm.domain.when.parts import (
    Clock,
    Day,
    Fault,
    Instant,
    Lapse,
    Part,
    Period,
    PhraseError,
    Step,
)

MAX_YEARS_AHEAD = 10

_P = TypeVar("_P", Day, Step, Lapse, Instant, Period, Clock)


def promise_of(parts: list[Part], now: datetime) -> Promise:
    """Return the promise that `parts` mean at the aware local `now`.

    Raises PhraseError where they do not go together, lie in the past, or over ten years ahead.
    Raises OverflowError past the year 9999.
    """
    lapses, instants = _of(Lapse, parts), _of(Instant, parts)
    if lapses and len(lapses) == len(parts):
        return _minutes_ahead(sum(lapse.minutes for lapse in lapses), now)
    if instants and len(parts) == 1:
        local = instants[0].moment.astimezone(UTC).astimezone(now.tzinfo)
        return _checked(promise_at(local), now)
    if lapses or instants:
        raise PhraseError(Fault.NOT_UNDERSTOOD)
    day = _day(parts, now.date())
    minute = minute_of_day(_single(_of(Clock, parts)), _single(_of(Period, parts)))
    if day is None:
        return _bare_time(minute, now)
    if minute is None:
        return _checked(Promise(on=day.on), now)
    if day.is_whole_period:
        raise PhraseError(Fault.NOT_UNDERSTOOD)
    return _checked(_timed(day.on, minute, now), now)


def _of(kind: type[_P], parts: list[Part]) -> list[_P]:
    return [part for part in parts if isinstance(part, kind)]


def _single(found: list[_P]) -> _P | None:
    if len(found) > 1:
        raise PhraseError(Fault.NOT_UNDERSTOOD)
    return found[0] if found else None


def _day(parts: list[Part], today: date) -> Day | None:
    """Return the day named, if any; a weekday beside a date must agree with it."""
    days, steps = _of(Day, parts), _of(Step, parts)
    if steps:
        if days:
            raise PhraseError(Fault.NOT_UNDERSTOOD)
        months, count = sum(step.months for step in steps), sum(step.days for step in steps)
        _refuse_nothing(months + count)
        return Day(on=add_months(today, months) + timedelta(days=count))
    dates = [day for day in days if not day.is_weekday]
    weekdays = [day for day in days if day.is_weekday]
    date_named, weekday_named = _single(dates), _single(weekdays)
    if date_named is None or weekday_named is None:
        return date_named or weekday_named
    if date_named.on.weekday() != weekday_named.on.weekday() or date_named.is_whole_period:
        raise PhraseError(Fault.NOT_UNDERSTOOD)
    return date_named


def _refuse_nothing(count: int) -> None:
    """Refuse a step of nothing: "0 days" is no promise."""
    if count == 0:
        raise PhraseError(Fault.IN_PAST)


def _minutes_ahead(minutes: int, now: datetime) -> Promise:
    _refuse_nothing(minutes)
    return _checked(minutes_later(now, minutes), now)


def _timed(day: date, minute: int, now: datetime) -> Promise:
    nights, minute_there = divmod(minute, MINUTES_A_DAY)
    return real_time(Promise(on=day + timedelta(days=nights), minute=minute_there), now)


def _bare_time(minute: int | None, now: datetime) -> Promise:
    """Return the next time that a clock shows `minute`: today, or tomorrow where it has passed."""
    if minute is None:
        raise PhraseError(Fault.NOT_UNDERSTOOD)
    today = _timed(now.date(), minute % MINUTES_A_DAY, now)
    if lies_ahead(today, now):
        return today
    return _checked(_timed(now.date() + timedelta(days=1), minute % MINUTES_A_DAY, now), now)


def _checked(promise: Promise, now: datetime) -> Promise:
    """Return `promise`, or refuse it: it has passed, or is over ten years ahead."""
    last_day = add_months(now.date(), 12 * MAX_YEARS_AHEAD)
    last_minute = 60 * now.hour + now.minute
    if promise.on > last_day:
        raise PhraseError(Fault.TOO_FAR)
    if promise.on == last_day and (promise.minute or 0) > last_minute:
        raise PhraseError(Fault.TOO_FAR)
    if not lies_ahead(promise, now):
        raise PhraseError(Fault.IN_PAST)
    return promise
