"""The team's working days and settings, and the first start of a database."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.support.sessions import FixedClock
from tui_crm.db import open_database
from tui_crm.domain.errors import FieldError
from tui_crm.services import working_days
from tui_crm.services.session import Session, read_shared
from tui_crm.store import canned, lists, team, users

ROOT = Path(__file__).parents[2]
NATIONAL_DAY = date(2026, 10, 1)
CHRISTMAS = date(2026, 12, 25)


def test_a_new_country_brings_its_own_days_off(session: Session) -> None:
    """Those of the former one go; a day set by hand stays."""
    assert not session.rules.calendar.is_working_day(NATIONAL_DAY)
    working_days.set_day(session, date(2026, 11, 20), is_working=False, name="Out\x00ing ")
    working_days.change_setting(session, "country", "de")
    calendar = session.rules.calendar
    assert session.team.country == "DE"
    assert calendar.is_working_day(NATIONAL_DAY)
    assert not calendar.is_working_day(CHRISTMAS)
    assert calendar.holiday_name(date(2026, 11, 20)) == "Outing"


def test_a_country_of_which_nothing_is_known_has_no_days_off(session: Session) -> None:
    """Not those of the country before."""
    working_days.change_setting(session, "country", "ZZ")
    assert session.rules.calendar.is_working_day(NATIONAL_DAY)
    assert working_days.days(session, 2026) == ()


def test_a_day_is_set_and_forgotten_by_hand(session: Session) -> None:
    """A published year that is filled in again leaves it alone."""
    working_days.set_day(session, NATIONAL_DAY, is_working=True)
    assert session.rules.calendar.is_working_day(NATIONAL_DAY)
    with session.db.write():
        team.fill_year(session.db, year=2026, country="CN", is_published=True, days=())
    assert [each.day for each in working_days.days(session, 2026)] == [NATIONAL_DAY]
    working_days.forget_day(session, NATIONAL_DAY)
    assert working_days.days(session, 2026) == ()
    with pytest.raises(FieldError, match="too_long"):
        working_days.set_day(session, NATIONAL_DAY, is_working=True, name="x" * 101)


def test_the_coming_year_is_filled_in_once(session: Session, clock: FixedClock) -> None:
    """When the year turns; a second look finds nothing new."""
    clock.set(datetime(2027, 6, 1, tzinfo=UTC))
    assert working_days.fill_in_missing(session)
    assert 2028 in team.calendar_years(session.db)
    assert not working_days.fill_in_missing(session)


@pytest.mark.parametrize(
    ("key", "text", "stored"), [("calling_start", "8", "08:00"), ("weekend", "KEEP", "keep")]
)
def test_a_setting_is_stored_in_its_own_form(
    session: Session, key: str, text: str, stored: str
) -> None:
    """And read again by another session."""
    working_days.change_setting(session, key, text)
    assert team.settings(session.db)[key] == stored
    assert read_shared(session.db).team == session.team


FIRST_START = """
import json, sys
from datetime import UTC, datetime
from tui_crm.db import open_database
from tui_crm.services import first_start
db = open_database(sys.argv[1])
sys.stdin.readline()
first_start.fill(db, login=sys.argv[2], now=datetime.now(UTC))
db.close()
"""


def test_two_first_starts_at_once_fill_the_database_once(location: str | Path) -> None:
    """One of them becomes the first user; keys and lists are there once, on both engines."""
    open_database(location).close()
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_START, str(location), login],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        for login in ("one", "two", "three")
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    for racer in racers:
        _, complaint = racer.communicate(timeout=60)
        assert racer.returncode == 0, complaint
    db = open_database(location)
    try:
        assert len(users.all_users(db)) == 1
        assert len(canned.all_canned(db)) == 9
        values = [(each.field, each.code) for each in lists.all_values(db)]
        assert len(values) == len(set(values)) > 4
        assert json.dumps(team.settings(db))
    finally:
        db.close()
