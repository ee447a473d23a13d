"""The team's working days: kept filled in as years come, and edited by hand."""

from datetime import date
from enum import StrEnum

from tui_crm.domain.team import setting_text, with_setting
from tui_crm.domain.text import checked_line
from tui_crm.services import calendar
from tui_crm.services.session import Session
from tui_crm.store import team
from tui_crm.store.team import StoredDay


def days(session: Session, year: int) -> tuple[StoredDay, ...]:
    """Return the days of a year that are not what their weekday says, in order."""
    return tuple(each for each in team.calendar_days(session.db) if each.day.year == year)


class YearStanding(StrEnum):
    """What is known of the holidays of a year."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"
    NOT_FILLED_IN = "not_filled_in"
    UNKNOWN = "unknown"


def standing_of(session: Session, year: int) -> YearStanding:
    """Return what the database holds of a year, for the team's country as it is now."""
    country, is_published = team.calendar_years(session.db).get(year, ("", False))
    if country != session.team.country:
        return YearStanding.NOT_FILLED_IN
    return YearStanding.PUBLISHED if is_published else YearStanding.NOT_PUBLISHED


def fill_in_year(session: Session, year: int) -> YearStanding:
    """Take over what is published of any year (0.1 s); days that a user edited stay.

    Returns what is known then: UNKNOWN, and nothing changed, where there is no table.
    """
    known = calendar.look_up(session.team.country, [year])
    if known[0].table is None:
        return YearStanding.UNKNOWN
    with session.db.write():
        calendar.store_years(session.db, known)
    session.reload()
    return standing_of(session, year)


def fill_in_missing(session: Session) -> bool:
    """Fill in this year and the next where they are missing or were not published yet.

    Returns whether the tables were looked into: only where they can tell something new, so that
    a start seldom pays for them.
    """
    country = session.team.country
    this_year = session.today().year
    missing = [
        year
        for year in (this_year, this_year + 1)
        if not calendar.has_newest(session.db, country, year)
    ]
    if not missing:
        return False
    known = calendar.look_up(country, missing)
    with session.db.write():
        calendar.store_years(session.db, known)
    session.reload()
    return True


def set_day(session: Session, day: date, *, is_working: bool, name: str = "") -> None:
    """Say by hand whether a day is worked; a published table does not change it back.

    Raises FieldError too_long past 100 characters of `name`.
    """
    name = checked_line(name, field="name", limit=MAX_DAY_NAME)
    with session.db.write():
        edited = StoredDay(day=day, is_working=is_working, name=name, is_edited=True)
        team.set_day(session.db, edited)
    session.reload()


MAX_DAY_NAME = 100


def forget_day(session: Session, day: date) -> None:
    """Let the weekday decide about a day again."""
    with session.db.write():
        team.remove_day(session.db, day)
    session.reload()


def change_setting(session: Session, key: str, text: str) -> None:
    """Change one setting of the team; a new country brings its own days off.

    Raises FieldError as `with_setting` does, KeyError for a key that is not the team's.
    """
    changed = with_setting(session.team, key, text)
    moves = changed.country != session.team.country
    year = session.today().year
    known = calendar.look_up(changed.country, (year, year + 1)) if moves else ()
    with session.db.write():
        team.set_setting(session.db, key, setting_text(changed, key))
        if moves:
            team.forget_published(session.db)
            calendar.store_years(session.db, known)
    session.reload()
