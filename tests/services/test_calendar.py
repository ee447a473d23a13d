"""What is kept of the tables of holidays, and when they are looked into."""

from datetime import date, datetime

import pytest

from tests.support.sessions import ZONE, FixedClock
from tui_crm.services import calendar, working_days
from tui_crm.services.session import Session


def test_a_new_database_keeps_the_festivals_of_this_year_and_the_next(session: Session) -> None:
    """With their Chinese names; of other years and countries nothing is kept."""
    days = {year: calendar.festivals_of(session.db, "CN", year) for year in (2025, 2026, 2027)}
    assert not days[2025]
    found = next(each for each in days[2026] if each.day == date(2026, 9, 25))
    assert (found.name, found.name_zh) == ("Mid-Autumn Festival", "中秋节")
    assert days[2027][0].day == date(2027, 1, 1)
    assert calendar.festivals_of(session.db, "DE", 2026) == ()


def test_another_country_brings_its_own_festivals(session: Session) -> None:
    working_days.change_setting(session, "country", "US")
    found = calendar.festivals_of(session.db, "US", 2026)
    assert date(2026, 7, 4) in {each.day for each in found}
    assert calendar.festivals_of(session.db, "CN", 2026) == ()


def test_a_year_that_is_not_published_is_looked_up_once_for_each_edition(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every start would import the tables until the notice of the coming year is out."""
    clock.set(datetime(2040, 11, 18, 10, tzinfo=ZONE))
    assert working_days.fill_in_missing(session)
    assert working_days.standing_of(session, 2040) is working_days.YearStanding.NOT_PUBLISHED
    assert not working_days.fill_in_missing(session)
    monkeypatch.setattr(calendar, "edition", lambda: "later")
    assert working_days.fill_in_missing(session)
    assert not working_days.fill_in_missing(session)


def test_a_published_year_is_not_looked_up_again_by_another_edition(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "edition", lambda: "later")
    assert calendar.has_newest(session.db, "CN", 2026)
    assert not calendar.has_newest(session.db, "CN", 2028)


def test_a_country_without_tables_is_looked_up_once(session: Session) -> None:
    working_days.change_setting(session, "country", "ZZ")
    assert not working_days.fill_in_missing(session)
    assert calendar.festivals_of(session.db, "ZZ", 2026) == ()
