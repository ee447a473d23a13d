"""Which minute of the day a clock time and a part of the day mean together."""

from tui_crm.domain.promise import MINUTES_A_DAY
from tui_crm.domain.when.parts import Clock, Fault, Period, PhraseError, Reading

DEFAULT_MINUTES = {
    Period.EARLY: 9 * 60,
    Period.MORNING: 10 * 60,
    Period.NOON: 12 * 60,
    Period.AFTERNOON: 15 * 60,
    Period.DUSK: 18 * 60,
    Period.EVENING: 19 * 60,
}
"""The minute that a part of the day means alone: inside the usual calling hours (9 to 20).

Nobody is called in the small hours, so those need a clock time.
"""

MORNING_PERIODS = (Period.SMALL_HOURS, Period.EARLY, Period.MORNING)
LATEST_NIGHT_HOUR = 4
"""In the evening 1 to 4 belong to the night that follows: 晚上1点 is one hour after midnight."""
AFTERNOON_HOURS = range(1, 8)
"""N点 with these is afternoon, where no part of the day is named (SPEC 4)."""


def minute_of_day(clock: Clock | None, period: Period | None) -> int | None:
    """Return the minute that `clock` in `period` means, or None where neither is given.

    1440 and more lies in the night that follows the day. Raises PhraseError for an hour that
    the part of the day does not have.
    """
    if clock is None:
        return _minute_of_period(period) if period is not None else None
    return 60 * _hour(clock, period) + clock.minute


def _minute_of_period(period: Period) -> int:
    if period not in DEFAULT_MINUTES:
        raise PhraseError(Fault.NOT_UNDERSTOOD)
    return DEFAULT_MINUTES[period]


def _hour(clock: Clock, period: Period | None) -> int:
    """Return the hour meant, 0-28."""
    hour = clock.hour
    if clock.reading is Reading.SETTLED:
        return hour
    if period is None:
        is_afternoon = clock.reading is Reading.SPOKEN and hour in AFTERNOON_HOURS
        return hour + 12 if is_afternoon else hour
    if period in MORNING_PERIODS:
        return _morning_hour(hour, period)
    if period is Period.EVENING:
        return _evening_hour(hour)
    if hour == 0 or 60 * hour >= MINUTES_A_DAY:
        raise PhraseError(Fault.NO_SUCH_TIME)
    is_before_noon = period is Period.NOON and hour in (10, 11)
    return hour if hour >= 12 or is_before_noon else hour + 12


def _morning_hour(hour: int, period: Period) -> int:
    if hour > 12:
        raise PhraseError(Fault.NO_SUCH_TIME)
    return 0 if period is Period.SMALL_HOURS and hour == 12 else hour


def _evening_hour(hour: int) -> int:
    if hour in (0, 12):
        return 24
    if hour <= LATEST_NIGHT_HOUR:
        return hour + 24
    return hour if hour > 12 else hour + 12
