"""Dates and times for people: relative in lists, with the weekday where they are to come.

All take local values: days of the team's zone. Nothing here reads the clock.
"""

from datetime import date, datetime

from tui_crm.domain.promise import Promise
from tui_crm.i18n import _, pgettext

PROMISE_CELLS = 11
"""The most cells that `promise_short` takes, in either language."""
RELATIVE_CELLS = 9
"""The most cells that `relative_past` takes, in either language."""

_YEAR_NEEDED_DAYS = 300
"""From this distance on a day and month without a year could be taken for the nearer one."""


def relative_past(then: datetime | None, now: datetime) -> str:
    """Return how long ago `then` was: "3d ago"; "never" for None; "now" under a minute or later.

    Both are aware. Days are calendar days in the zone of `now`; under an hour counts minutes,
    even over midnight.
    """
    if then is None:
        return _("never")
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return _("now")
    if minutes < 60:
        return _("{count}m ago").format(count=minutes)
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if days == 0:
        return _("{count}h ago").format(count=minutes // 60)
    return _days_ago(days)


def _days_ago(days: int) -> str:
    if days == 1:
        return _("1d ago")
    if days < 7:
        return _("{count}d ago").format(count=days)
    if days < 60:
        return _("{count}w ago").format(count=days // 7)
    if days < 365:
        return _("{count}mo ago").format(count=days // 30)
    return _("{count}y ago").format(count=days // 365)


def promise_short(promise: Promise, today: date) -> str:
    """Return a promise for a list or the strip: "14:30", "all day", "18 Nov", "Tue 24 Nov".

    Today's shows its time, a past one its date, one to come its weekday too; the year is named
    where the date is too far away to be told without. At most `PROMISE_CELLS` cells.
    """
    if promise.on == today:
        return _clock(promise) or _("all day")
    if abs((promise.on - today).days) > _YEAR_NEEDED_DAYS:
        return _("{day:02} {month} {year}").format(**_parts(promise.on))
    if promise.on < today:
        return date_short(promise.on)
    return _("{weekday} {day:02} {month}").format(**_parts(promise.on))


def promise_long(promise: Promise, today: date) -> str:
    """Return a promise for a notice or the card, with its time: "Tue 24 Nov 15:00".

    Today's is "today 15:00" or "today"; another year than that of `today` is named.
    """
    if promise.on == today:
        day = _("today")
    elif promise.on.year == today.year:
        day = _("{weekday} {day:02} {month}").format(**_parts(promise.on))
    else:
        day = date_long(promise.on)
    return f"{day} {_clock(promise)}".rstrip()


def promise_absolute(promise: Promise) -> str:
    """Return a promise without reference to today: "Tue 24 Nov 2026 15:00"."""
    return f"{date_long(promise.on)} {_clock(promise)}".rstrip()


def date_short(day: date) -> str:
    """Return day and month: "02 Nov"."""
    return _("{day:02} {month}").format(**_parts(day))


def date_long(day: date) -> str:
    """Return a date with weekday and year: "Sat 21 Nov 2026"."""
    return _("{weekday} {day} {month} {year}").format(**_parts(day))


def month_name(month: int) -> str:
    """Return the short name of a month, 1-12: "Nov"."""
    return _months()[month - 1]


def _clock(promise: Promise) -> str:
    """Return the time of a promise, "" where it is for the whole day."""
    return "" if promise.minute is None else f"{promise.minute // 60:02}:{promise.minute % 60:02}"


def _parts(day: date) -> dict[str, int | str]:
    return {
        "weekday": _weekdays()[day.weekday()],
        "day": day.day,
        "month": _months()[day.month - 1],
        "year": day.year,
    }


def _weekdays() -> tuple[str, ...]:
    return (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )


def _months() -> tuple[str, ...]:
    return (
        pgettext("month", "Jan"),
        pgettext("month", "Feb"),
        pgettext("month", "Mar"),
        pgettext("month", "Apr"),
        pgettext("month", "May"),
        pgettext("month", "Jun"),
        pgettext("month", "Jul"),
        pgettext("month", "Aug"),
        pgettext("month", "Sep"),
        pgettext("month", "Oct"),
        pgettext("month", "Nov"),
        pgettext("month", "Dec"),
    )
