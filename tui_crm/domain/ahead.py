"""Steps of time from now: months clamped to the month's end, minutes across a clock change."""

import calendar
from datetime import UTC, date, datetime, timedelta

from tui_crm.domain.promise import Promise, promise_at


def add_months(day: date, months: int) -> date:
    """Return the same day `months` (of any sign) later, or the last one of a shorter month.

    31 January and one month is 28 February. Raises OverflowError outside the years 1-9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def minutes_later(now: datetime, minutes: int) -> Promise:
    """Return the promise that falls due `minutes` of real time after the aware local `now`.

    Seconds are cut off. A promise cannot name the second passage of an hour that the end of
    daylight saving repeats, so one that would fall there waits for the end of that hour.
    Raises OverflowError past the year 9999.
    """
    zone = now.tzinfo
    instant = now.astimezone(UTC) + timedelta(minutes=minutes)
    while (local := instant.astimezone(zone)).fold:
        instant += timedelta(minutes=1)
    return promise_at(local)


def real_time(promise: Promise, now: datetime) -> Promise:
    """Return `promise` at a wall-clock time that exists in the zone of the aware `now`.

    A time that the start of daylight saving skips moves forward by what is skipped, as the
    platform does (02:30 becomes 03:30); others and all-day promises come back as they are.
    """
    if promise.minute is None or now.tzinfo is None:
        return promise
    return promise_at(promise.starts_at(now.tzinfo).astimezone(UTC).astimezone(now.tzinfo))


def lies_ahead(promise: Promise, now: datetime) -> bool:
    """Whether a promise is still to come at the aware local `now`; today all day is."""
    if promise.minute is None or now.tzinfo is None:
        return promise.on >= now.date()
    # In UTC, as two times of one zone are compared by their wall clocks alone.
    return promise.starts_at(now.tzinfo).astimezone(UTC) > now.astimezone(UTC)
