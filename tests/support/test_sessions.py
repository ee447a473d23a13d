"""The sessions that other tests stand on are what they say."""

from datetime import date

from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm.domain.promise import Promise
from tui_crm.services.session import Session


def test_the_team_is_in_shanghai_on_a_working_wednesday(session: Session) -> None:
    assert session.team.country == "CN"
    assert session.local_now().isoformat() == "2026-11-18T10:00:00+08:00"
    assert session.rules.calendar.is_working_day(session.today())
    assert len(session.canned) == 9


def test_customers_are_stored_as_asked_for(session: Session) -> None:
    promise = Promise(on=date(2026, 11, 20))
    added = add_customer(
        session,
        "张三",
        phones="手机: 138 0013 8000",
        company="华强电子",
        level="A",
        promise=promise,
    )
    found = stored(session, added)
    assert (found.name, found.company, found.promise) == ("张三", "华强电子", promise)
    assert found.phones[0].e164 == "+8613800138000"
    assert found.owner == session.viewer.user_id
    assert add_customer(session, "张三", is_unassigned=True).owner is None


def test_another_user_has_a_session_on_the_same_database(
    session: Session, clock: FixedClock
) -> None:
    user_id = add_user(session, "wang", name="王芳")
    other = session_of(session.db, clock, login="wang")
    assert other.viewer.user_id == user_id
    clock.advance(minutes=5)
    assert other.local_now().minute == session.local_now().minute == 5
