"""The daily roll-up of follow-ups: compared with them, and made anew."""

from collections.abc import Callable, Iterator
from datetime import date

from tui_crm.services.session import Session
from tui_crm.store import follow_up_days


def differing_days(
    session: Session, progress: Callable[[date], None] = lambda _day: None
) -> tuple[date, ...]:
    """Return the days whose roll-up is not what counting their follow-ups gives, oldest first.

    Reads every follow-up, day by day; `progress` is told each day.
    """
    wrong = []
    for day in _days(session):
        progress(day)
        if not follow_up_days.is_right(session.db, day):
            wrong.append(day)
    return tuple(wrong)


def rebuild(
    session: Session, progress: Callable[[date], None] = lambda _day: None
) -> tuple[date, ...]:
    """Count the follow-ups of every day anew, each in a transaction; return the days put right."""
    repaired = []
    for day in _days(session):
        progress(day)
        if not follow_up_days.is_right(session.db, day):
            with session.db.write_bulk():
                follow_up_days.recount(session.db, day)
            repaired.append(day)
    return tuple(repaired)


def _days(session: Session) -> Iterator[date]:
    day = follow_up_days.next_day(session.db, None)
    while day is not None:
        yield day
        day = follow_up_days.next_day(session.db, day)
