"""Reminders: birthdays of one's own customers, and festivals, some days before they come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tui_crm.domain import birthdays
from tui_crm.domain.reminders import Occasion, Reminder
from tui_crm.i18n import language
from tui_crm.services import calendar
from tui_crm.services.session import Session
from tui_crm.store.birthdays import own_with_birthday

_OCCASIONS = tuple(Occasion)


def reminders(session: Session) -> tuple[Reminder, ...]:
    """Return what comes within the team's lead times, the nearest day first.

    The first call imports the calendar of the moon (15 ms).
    """
    found = [*_birthdays(session), *_festivals(session)]
    found.sort(key=lambda each: (each.on, _OCCASIONS.index(each.occasion)))
    return tuple(replace(each, id=place) for place, each in enumerate(found, start=1))


def _birthdays(session: Session) -> Iterator[Reminder]:
    days = tuple(birthdays.days_ahead(session.today(), session.team.birthday_days))
    yield from _of_calendar(
        session, {day: birthdays.solar_keys_on(day) for day in days}, Occasion.BIRTHDAY
    )
    yield from _of_calendar(
        session, {day: birthdays.lunar_keys_on(day) for day in days}, Occasion.LUNAR_BIRTHDAY
    )


def _of_calendar(
    session: Session, kept: dict[date, frozenset[int]], occasion: Occasion
) -> Iterator[Reminder]:
    """Yield the birthdays of one calendar on the days of `kept`, day -> the keys kept on it."""
    is_lunar = occasion is Occasion.LUNAR_BIRTHDAY
    key_of = birthdays.lunar_key if is_lunar else birthdays.solar_key
    ends = {birthdays.month_and_day(key) for keys in kept.values() for key in keys}
    rows = own_with_birthday(session.db, session.viewer, is_lunar=is_lunar, ends=ends)
    for row, stored in rows:
        for day, keys in kept.items():
            if key_of(stored) in keys:
                age = None if is_lunar else birthdays.age_on(stored, day)
                yield Reminder(id=0, on=day, occasion=occasion, customer=row, age=age)


def _festivals(session: Session) -> Iterator[Reminder]:
    today = session.today()
    last = today + timedelta(days=session.team.festival_days)
    for year in range(today.year, last.year + 1):
        for each in calendar.festivals_of(session.db, session.team.country, year):
            if today <= each.day <= last:
                name = each.name_zh if language() == "zh" and each.name_zh else each.name
                yield Reminder(id=0, on=each.day, occasion=Occasion.FESTIVAL, festival=name)
