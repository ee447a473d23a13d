"""The days of a demo: when contacts may have happened, as instants and as working days."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tui_crm.domain.demo.pools import Chance
from tui_crm.domain.workdays import WorkCalendar

HORIZON_DAYS = 460
"""Days back to which histories reach at most."""
FIRST_MINUTE = 9 * 60 + 5
LAST_MINUTE = 17 * 60 + 50
LUNCH = range(12 * 60, 13 * 60 + 30)
"""The minutes of the day between which people call, and their break."""
SETTLING_MINUTES = 5
"""A contact of today lies at least so long back."""
_GRID = 5
_NOON = time(12)


class Moment(NamedTuple):
    """When a contact happened: days before today, minute of that day."""

    days_ago: int
    minute: int


class DemoDays:
    """The days up to the aware local `now`, counted backwards: 0 is today."""

    def __init__(self, now: datetime, calendar: WorkCalendar) -> None:
        self.today = now.date()
        self.now_minute = now.hour * 60 + now.minute
        self._calendar = calendar
        zone = now.tzinfo
        self.dates = tuple(self.today - timedelta(days=each) for each in range(HORIZON_DAYS))
        # Clocks change at night, so that midnight of a working day is noon less twelve hours.
        self._midnights = tuple(
            int(datetime.combine(day, _NOON, tzinfo=zone).timestamp()) - 12 * 3600
            for day in self.dates
        )
        self._worked = tuple(map(calendar.is_working_day, self.dates))
        self._worked_before = self._count_worked_before()

    @property
    def last_minute_today(self) -> int:
        """The latest minute at which a contact of today may have happened."""
        return min(self.now_minute - SETTLING_MINUTES, LAST_MINUTE)

    def is_worked(self, days_ago: int) -> bool:
        """Whether contacts happen on that day; today only where it has lasted a while."""
        if days_ago == 0 and self.last_minute_today < FIRST_MINUTE + 60:
            return False
        return self._worked[days_ago]

    def worked_by(self, days_ago: int) -> int:
        """Return that day, or the last one before it on which contacts happened, as days ago."""
        return self._worked_before[days_ago] if days_ago < HORIZON_DAYS else HORIZON_DAYS

    def next_working_day(self, days_ahead: int) -> date:
        """Return the first working day at least `days_ahead` days from today."""
        return self._calendar.next_working_day(self.today + timedelta(days=days_ahead))

    def instant(self, chance: Chance, moment: Moment) -> int:
        """Return a second of that minute, since 1970 UTC."""
        return self._midnights[moment.days_ago] + moment.minute * 60 + int(chance() * 60)

    def minute(self, chance: Chance, days_ago: int) -> int:
        """Return a minute at which people call, on a grid of five, with a break at noon."""
        last = self.last_minute_today if days_ago == 0 else LAST_MINUTE
        minute = FIRST_MINUTE + int(chance() * ((last - FIRST_MINUTE) // _GRID + 1)) * _GRID
        return minute - 150 if minute in LUNCH else minute

    def _count_worked_before(self) -> tuple[int, ...]:
        last, found = HORIZON_DAYS, []
        for days_ago in reversed(range(HORIZON_DAYS)):
            if self.is_worked(days_ago):
                last = days_ago
            found.append(last)
        return tuple(reversed(found))
