"""Reminders: whose birthday comes, by sun and moon, and which festival; on both engines."""

from datetime import date, datetime

import pytest

from tests.support.sessions import ZONE, FixedClock, add_customer, add_user
from tui_crm.domain.errors import FieldError
from tui_crm.domain.reminders import Occasion
from tui_crm.i18n import speaking
from tui_crm.services import customers, reminders
from tui_crm.services.session import Session
from tui_crm.services.working_days import change_setting

SOLAR, LUNAR, FESTIVAL = Occasion


def born(session: Session, name: str, **texts: str | None) -> int:
    """Add a customer with a birthday and return the id."""
    customer_id = add_customer(session, name).id
    customers.edit(session, customer_id, texts)
    return customer_id


def told(session: Session) -> list[tuple[str, date, Occasion, int | None]]:
    """Return what the reminders say: name, day, occasion and age."""
    return [
        (each.customer.name if each.customer else each.festival, each.on, each.occasion, each.age)
        for each in reminders.reminders(session)
    ]


def test_birthdays_come_three_days_before_the_nearest_first(session: Session) -> None:
    """It is 18 November 2026, the tenth day of the tenth lunar month."""
    born(session, "赵敏", birthday="1980-11-21")
    born(session, "Ann Lee", birthday="11-18")
    born(session, "too late", birthday="1980-11-22")
    born(session, "too early", birthday="1980-11-17")
    born(session, "李雷", lunar_birthday="1990-10-11")
    born(session, "leap", lunar_birthday="1984-闰10-10")
    assert told(session) == [
        ("Ann Lee", date(2026, 11, 18), SOLAR, None),
        ("leap", date(2026, 11, 18), LUNAR, None),
        ("李雷", date(2026, 11, 19), LUNAR, None),
        ("赵敏", date(2026, 11, 21), SOLAR, 46),
    ]


def test_over_the_turn_of_the_year_and_on_29_february(session: Session, clock: FixedClock) -> None:
    born(session, "January", birthday="1999-01-01")
    born(session, "leap day", birthday="2000-02-29")
    clock.set(datetime(2026, 12, 30, 9, tzinfo=ZONE))
    assert ("January", date(2027, 1, 1), SOLAR, 28) in told(session)
    clock.set(datetime(2027, 2, 27, 9, tzinfo=ZONE))
    assert told(session) == [("leap day", date(2027, 2, 28), SOLAR, 27)]
    clock.set(datetime(2028, 2, 27, 9, tzinfo=ZONE))
    assert told(session) == [("leap day", date(2028, 2, 29), SOLAR, 28)]


def test_only_my_own_are_told_as_owner_or_second_owner(session: Session) -> None:
    """Those of others, of the pool and archived ones are not."""
    add_user(session, "wang")
    mine = born(session, "mine", birthday="11-18")
    born(session, "helped", birthday="11-18", owner="wang", second_owner="lina")
    born(session, "theirs", birthday="11-18", owner="wang")
    born(session, "pool", birthday="11-18", owner="")
    gone = born(session, "gone", birthday="11-18")
    customers.archive(session, gone, reason="moved away")
    found = reminders.reminders(session)
    assert [each.customer.name for each in found if each.customer] == ["mine", "helped"]
    assert [each.id for each in found] == [1, 2]
    customers.edit(session, mine, {"birthday": ""})
    assert [each.customer.name for each in reminders.reminders(session) if each.customer] == [
        "helped"
    ]


def test_a_festival_is_told_before_it_comes_in_the_language_in_use(
    session: Session, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 9, 22, 9, tzinfo=ZONE))
    assert told(session) == [("Mid-Autumn Festival", date(2026, 9, 25), FESTIVAL, None)]
    with speaking("zh"):
        assert told(session) == [("中秋节", date(2026, 9, 25), FESTIVAL, None)]
    clock.set(datetime(2026, 9, 21, 9, tzinfo=ZONE))
    assert told(session) == []


def test_a_festival_of_the_new_year_is_told_in_the_old_one(
    session: Session, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 12, 30, 9, tzinfo=ZONE))
    assert told(session) == [("New Year's Day", date(2027, 1, 1), FESTIVAL, None)]


def test_the_team_says_how_far_ahead(session: Session, clock: FixedClock) -> None:
    born(session, "张三", birthday="11-28")
    change_setting(session, "birthday_days", "10")
    change_setting(session, "festival_days", "0")
    assert told(session) == [("张三", date(2026, 11, 28), SOLAR, None)]
    clock.set(datetime(2026, 9, 25, 9, tzinfo=ZONE))
    assert [each[2] for each in told(session)] == [FESTIVAL]


@pytest.mark.parametrize("text", ["-1", "61", "soon", ""])
def test_a_lead_time_that_cannot_be_is_refused(session: Session, text: str) -> None:
    with pytest.raises(FieldError, match="bad_setting"):
        change_setting(session, "birthday_days", text)
