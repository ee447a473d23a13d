"""Working days, calling hours, and where a computed next contact falls (SPEC 4).

All days are calendar days in the team's zone; minutes count from its midnight.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from tui_crm.domain.ahead import add_months, minutes_later
from tui_crm.domain.follow_up import Interval, Unit
from tui_crm.domain.promise import MINUTES_A_DAY, Promise
from tui_crm.domain.region import SATURDAY_AND_SUNDAY

MAX_DAYS_OFF = 366
"""A search for a working day gives up after this many days off in a row."""

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MINUTES = {Unit.MINUTES: 1, Unit.HOURS: 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are worked: the weekdays, but for the days of the table.

    `exceptions` maps a day that is not what its weekday says to whether it is worked. `weekend`
    holds weekdays off, 0 = Monday. `published_years` are those whose table is known for certain.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    published_years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked."""
        worked = self.exceptions.get(day)
        return day.weekday() not in self.weekend if worked is None else worked

    def next_working_day(self, day: date) -> date:
        """Return the first working day on or after `day`; `day` where none comes for a year."""
        return self._first_working_day(day, timedelta(days=1))

    def previous_working_day(self, day: date) -> date:
        """Return the last working day on or before `day`; `day` where a year had none."""
        return self._first_working_day(day, timedelta(days=-1))

    def _first_working_day(self, day: date, step: timedelta) -> date:
        tried = day
        for _ in range(MAX_DAYS_OFF):
            if self.is_working_day(tried):
                return tried
            tried += step
        return day

    def holiday_name(self, day: date) -> str:
        """Return the name of an exceptional day, "" where it has none."""
        return self.names.get(day, "")

    def is_published(self, year: int) -> bool:
        """Whether the holidays of `year` are known for certain."""
        return year in self.published_years


class WeekendPolicy(StrEnum):
    """Where a computed day goes that is not worked."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingHours:
    """The minutes of the day at which people may be called, both ends included: 09:00-20:00."""

    start_minute: int = 9 * 60
    end_minute: int = 20 * 60

    def __post_init__(self) -> None:
        if not 0 <= self.start_minute < self.end_minute <= MINUTES_A_DAY:
            raise ValueError((self.start_minute, self.end_minute))

    def contains(self, minute: int) -> bool:
        """Whether `minute` of the day lies within the hours."""
        return self.start_minute <= minute <= self.end_minute


class DayWarning(StrEnum):
    """What is unusual about a typed date, which is kept as typed."""

    ON_HOLIDAY = "on_holiday"
    ON_WEEKEND = "on_weekend"
    OUTSIDE_HOURS = "outside_hours"
    YEAR_NOT_PUBLISHED = "year_not_published"


def move_to_working_day(
    day: date, today: date, policy: WeekendPolicy, calendar: WorkCalendar
) -> date:
    """Return the day for a computed next contact on `day`, which lies after `today`.

    A working day stays. PREVIOUS never goes back before tomorrow: it goes on to the next then.
    """
    if policy is WeekendPolicy.KEEP or calendar.is_working_day(day):
        return day
    if policy is WeekendPolicy.PREVIOUS:
        earlier = calendar.previous_working_day(day)
        if earlier > today:
            return earlier
    return calendar.next_working_day(day)


def next_contact_after(
    interval: Interval,
    now_local: datetime,
    calendar: WorkCalendar,
    policy: WeekendPolicy,
    hours: CallingHours,
) -> Promise:
    """Return the next contact `interval` after the aware `now_local` of the team's zone.

    Days, weeks and months are counted in calendar days from today (31 January and a month is
    28 February), are all-day, and move off days that are not worked as `policy` says. Minutes
    and hours are timed and stay on whatever day they end, unless nobody may be called then:
    after calling hours they wait for the start of the next working day, before them for the
    start of the same day, or of the next working day where it is none.
    """
    today = now_local.date()
    if interval.unit in _MINUTES:
        return _within_hours(
            minutes_later(now_local, interval.count * _MINUTES[interval.unit]), calendar, hours
        )
    if interval.unit is Unit.MONTHS:
        day = add_months(today, interval.count)
    else:
        day = today + timedelta(days=interval.count * _DAYS[interval.unit])
    return Promise(on=move_to_working_day(day, today, policy, calendar))


def _within_hours(promise: Promise, calendar: WorkCalendar, hours: CallingHours) -> Promise:
    """Return a timed promise moved on to where calling begins again, if it ends outside hours."""
    if promise.minute is None or hours.contains(promise.minute):
        return promise
    is_early = promise.minute < hours.start_minute
    first_day = promise.on if is_early else promise.on + timedelta(days=1)
    return Promise(on=calendar.next_working_day(first_day), minute=hours.start_minute)


def warning_for(promise: Promise, calendar: WorkCalendar, hours: CallingHours) -> DayWarning | None:
    """Return what is unusual about a typed `promise`, the most telling first, or None."""
    if not calendar.is_working_day(promise.on):
        is_weekend = promise.on.weekday() in calendar.weekend
        return DayWarning.ON_WEEKEND if is_weekend else DayWarning.ON_HOLIDAY
    if promise.minute is not None and not hours.contains(promise.minute):
        return DayWarning.OUTSIDE_HOURS
    if not calendar.is_published(promise.on.year):
        return DayWarning.YEAR_NOT_PUBLISHED
    return None
