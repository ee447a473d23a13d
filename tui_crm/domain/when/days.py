"""Calendar days as people name them, seen from today. Weeks start on Monday."""

from datetime import date, timedelta

from tui_crm.domain.ahead import add_months
from tui_crm.domain.when.parts import Fault, PhraseError

SATURDAY = 5
SUNDAY = 6
LEAP_CYCLE_YEARS = 8
"""29 February comes back within this many years, the skipped leap year of 2100 included."""


def day_of(year: int, month: int, day: int) -> date:
    """Return the date, or refuse one that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        raise PhraseError(Fault.NO_SUCH_DAY) from None


def coming_month_day(month: int, day: int, today: date) -> date:
    """Return the day of the month this year, or next year where it has passed.

    29 February is that of the next leap year.
    """
    if (month, day) != (2, 29):
        this_year = day_of(today.year, month, day)
        return this_year if this_year >= today else day_of(today.year + 1, month, day)
    for year in range(today.year, today.year + LEAP_CYCLE_YEARS + 1):
        try:
            leap_day = date(year, 2, 29)
        except ValueError:
            continue
        if leap_day >= today:
            return leap_day
    raise PhraseError(Fault.TOO_FAR)


def coming_day_of_month(day: int, today: date) -> date:
    """Return the next day with this number, today included; months without it are passed over."""
    if not 1 <= day <= 31:
        raise PhraseError(Fault.NO_SUCH_DAY)
    for months in range(3):
        first = add_months(today.replace(day=1), months)
        if day <= last_of_month(first).day and first.replace(day=day) >= today:
            return first.replace(day=day)
    raise PhraseError(Fault.NO_SUCH_DAY)


def weekday_of_week(weekday: int, weeks: int, today: date) -> date:
    """Return the `weekday` (0 = Monday) of the week `weeks` after this one."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def coming_weekday(weekday: int, today: date) -> date:
    """Return the next `weekday` (0 = Monday), today included: how Chinese counts."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def weekday_after(weekday: int, today: date) -> date:
    """Return the next `weekday` (0 = Monday) strictly after today: how English counts."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def first_of_month(months: int, today: date) -> date:
    """Return the first day of the month `months` after this one."""
    return add_months(today.replace(day=1), months)


def last_of_month(day: date) -> date:
    """Return the last day of the month of `day`."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def last_of_quarter(today: date) -> date:
    """Return the last day of this calendar quarter."""
    return last_of_month(today.replace(day=1, month=(today.month + 2) // 3 * 3))


def end_of_coming_month(month: int, today: date) -> date:
    """Return the last day of the `month` of this year, or of next year where it is over."""
    first = day_of(today.year + (month < today.month), month, 1)
    return last_of_month(first)
