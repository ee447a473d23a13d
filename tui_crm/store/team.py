"""What holds for the whole team: settings, and the calendar of working days."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tui_crm.db import Database
from tui_crm.store.models import CalendarDayRow, CalendarYearRow, TeamSettingRow


def settings(db: Database) -> dict[str, str]:
    """Return every stored setting of the team."""
    query = TeamSettingRow.select(TeamSettingRow.key, TeamSettingRow.value)
    return {row[0]: json.loads(row[1]) for row in db.rows(query.tuples())}


def set_setting(db: Database, key: str, value: str) -> None:
    """Store one setting."""
    db.run(TeamSettingRow.delete().where(TeamSettingRow.key == key))
    db.run(TeamSettingRow.insert(key=key, value=json.dumps(value, ensure_ascii=False)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDay:
    """A day that is not what its weekday says. `is_edited`: set by a user, not published.

    `name_zh` is the name in Chinese, "" where it has none of its own.
    """

    day: date
    is_working: bool
    name: str = ""
    name_zh: str = ""
    is_edited: bool = False


def calendar_days(db: Database) -> tuple[StoredDay, ...]:
    """Return every such day, in order."""
    query = CalendarDayRow.select(
        CalendarDayRow.day,
        CalendarDayRow.is_working,
        CalendarDayRow.name,
        CalendarDayRow.name_zh,
        CalendarDayRow.is_edited,
    ).order_by(CalendarDayRow.day)
    return tuple(
        StoredDay(
            day=row[0],
            is_working=bool(row[1]),
            name=row[2],
            name_zh=row[3],
            is_edited=bool(row[4]),
        )
        for row in db.rows(query.tuples())
    )


def calendar_years(db: Database) -> dict[int, tuple[str, bool]]:
    """Return (country, whether its table was published) by year filled in."""
    query = CalendarYearRow.select(
        CalendarYearRow.year, CalendarYearRow.country, CalendarYearRow.is_published
    )
    return {row[0]: (row[1], bool(row[2])) for row in db.rows(query.tuples())}


def set_day(db: Database, day: StoredDay) -> None:
    """Store one day, in place of what stood there."""
    remove_day(db, day.day)
    db.run(
        CalendarDayRow.insert(
            day=day.day,
            is_working=day.is_working,
            name=day.name,
            name_zh=day.name_zh,
            is_edited=day.is_edited,
        )
    )


def remove_day(db: Database, day: date) -> None:
    """Let the weekday decide about `day` again."""
    db.run(CalendarDayRow.delete().where(CalendarDayRow.day == day))


def forget_published(db: Database) -> None:
    """Drop the published days of all years: they hold in another country. Edited ones stay."""
    db.run(CalendarDayRow.delete().where(~CalendarDayRow.is_edited))
    db.run(CalendarYearRow.delete())


def fill_year(
    db: Database, *, year: int, country: str, is_published: bool, days: Iterable[StoredDay]
) -> None:
    """Replace the published days of `year`; those that a user edited stay."""
    in_year = CalendarDayRow.day.between(date(year, 1, 1), date(year, 12, 31))
    db.run(CalendarDayRow.delete().where(in_year & ~CalendarDayRow.is_edited))
    edited = {each.day for each in calendar_days(db) if each.day.year == year}
    for each in days:
        if each.day not in edited:
            set_day(db, each)
    db.run(CalendarYearRow.delete().where(CalendarYearRow.year == year))
    db.run(CalendarYearRow.insert(year=year, country=country, is_published=is_published))
