"""The next contact: a promise to a customer, kept as local date and minute of the day."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

MINUTES_A_DAY = 1440
ALL_DAY = MINUTES_A_DAY
"""Stands for "no time" where a promise is ordered: after every timed one of its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A next contact on a day of the team's zone, at a minute of it or all day.

    `minute` counts from midnight, 0-1439; None is all day.
    """

    on: date
    minute: int | None = None

    def __post_init__(self) -> None:
        if self.minute is not None and not 0 <= self.minute < MINUTES_A_DAY:
            raise ValueError(self.minute)

    @property
    def is_all_day(self) -> bool:
        """Whether the promise has no time."""
        return self.minute is None

    @property
    def clock_time(self) -> time | None:
        """The wall-clock time, or None where the promise is for the whole day."""
        return None if self.minute is None else time(self.minute // 60, self.minute % 60)

    def sort_key(self) -> tuple[date, int]:
        """Return the key that orders promises: by day, timed ones first and by time."""
        return (self.on, ALL_DAY if self.minute is None else self.minute)

    def starts_at(self, zone: tzinfo) -> datetime:
        """Return the aware instant at which the promise falls due; all-day ones at midnight."""
        return datetime.combine(self.on, self.clock_time or time(), tzinfo=zone)

    def as_json(self, zone: tzinfo) -> str:
        """Return `2026-12-01` or `2026-12-01T15:00+08:00` (SPEC 4)."""
        if self.minute is None:
            return self.on.isoformat()
        return self.starts_at(zone).isoformat(timespec="minutes")


def promise_at(moment: datetime) -> Promise:
    """Return the timed promise for the aware local `moment`, its seconds cut off."""
    return Promise(on=moment.date(), minute=moment.hour * 60 + moment.minute)
