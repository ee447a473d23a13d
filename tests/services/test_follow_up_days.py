"""The daily roll-up equals a recount after whatever writes, undoes or removes follow-ups."""

import random
from datetime import date

import pytest

from tests.services.test_desk_at_random import Office
from tests.support.checks import check_consistent
from tests.support.sessions import FixedClock, add_customer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.timeline import DayCount, TimelineFilter
from tui_crm.services import customers, demo, desk, timeline, undo, working_days
from tui_crm.services.batches import Cancelled
from tui_crm.services.demo import fill_demo
from tui_crm.services.follow_up_days import differing_days, rebuild
from tui_crm.services.session import Session, new_uuid
from tui_crm.store.models import FollowUpDayRow

SLOTS = "12356789"


def days_of(session: Session) -> tuple[DayCount, ...]:
    """Return what the roll-up says of each day, newest first."""
    return timeline.lines(session, TimelineFilter()).days.days


@pytest.mark.parametrize("seed", range(4))
def test_random_work_of_two_keeps_the_roll_up_right(session: Session, seed: int) -> None:
    """Keys, entries, corrections, edits and undo in any order, on both engines."""
    chance = random.Random(seed)
    office = Office(session.db)
    acts = ("key", "entry", "correct", "undo", "undo", "archive", "note")
    texts = {"key": SLOTS, "entry": ["", "do_not_call"], "correct": ["x", "y"]}
    for _each in range(60):
        what = chance.choice(acts)
        value = chance.choice(texts.get(what, ["a"]))
        office.do((what, chance.choice(["lina", "wang"]), chance.randrange(3), value))
        office.clock.advance(hours=chance.choice([0, 0, 1, 9]))
    assert differing_days(office.sessions["lina"]) == ()
    check_consistent(office.sessions["lina"])


def test_a_demo_is_counted_and_its_undo_uncounted(session: Session) -> None:
    """In bulk, chunk by chunk; with what somebody logged on one of its customers meanwhile."""
    figures = fill_demo(session, customers=60, seed=3)
    assert sum(each.entries for each in days_of(session)) == figures.follow_ups > 0
    assert differing_days(session) == ()
    lead = add_customer(session, "Ann", phones="13800138000")
    desk.log_canned(session, lead.id, "1", entry_uuid=new_uuid())
    step = next(each for each in undo.list_steps(session) if undo.is_batch(each))
    undo.undo(session, step.id)
    assert differing_days(session) == ()
    assert [(each.entries, each.calls, each.reached) for each in days_of(session)] == [(1, 1, 1)]


def test_a_demo_that_is_stopped_leaves_nothing_counted(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the chunks before had counted is taken out again."""
    monkeypatch.setattr(demo, "CHUNK_CUSTOMERS", 20)
    with pytest.raises(Cancelled):
        fill_demo(session, customers=60, seed=3, progress=lambda done, _of: done < 40)
    assert days_of(session) == ()
    assert differing_days(session) == ()


def test_a_refused_key_counts_nothing(session: Session) -> None:
    """The count belongs to the transaction of the entry."""
    lead = add_customer(session, "Ann", phones="13800138000")
    desk.log_canned(session, lead.id, "8", entry_uuid=new_uuid())
    with pytest.raises(CrmError):
        desk.log_canned(session, lead.id, "1", entry_uuid=new_uuid())
    assert [each.entries for each in days_of(session)] == [1]


def test_a_correction_counts_nothing(session: Session) -> None:
    """A follow-up stays what it was, with another text."""
    lead = add_customer(session, "Ann", phones="13800138000")
    logged = desk.log_canned(session, lead.id, "1", entry_uuid=new_uuid())
    before = days_of(session)
    customers.correct(session, logged.follow_up.id, text="changed")
    assert days_of(session) == before
    assert differing_days(session) == ()


def test_the_day_of_a_follow_up_outlives_a_change_of_zone(
    session: Session, clock: FixedClock
) -> None:
    """It is the team's day when it was written; what comes after has the new zone's day."""
    lead = add_customer(session, "Ann", phones="13800138000")
    desk.log_canned(session, lead.id, "1", entry_uuid=new_uuid())
    working_days.change_setting(session, "zone", "Pacific/Auckland")
    clock.advance(hours=11)
    desk.log_canned(session, lead.id, "1", entry_uuid=new_uuid())
    assert [each.day for each in days_of(session)] == [date(2026, 11, 19), date(2026, 11, 18)]
    assert differing_days(session) == ()


@pytest.mark.parametrize("damage", ["lost", "wrong", "invented"])
def test_a_damaged_roll_up_is_told_and_put_right(session: Session, damage: str) -> None:
    """The check names the days; rebuilding leaves what counting gives, and touches no other day."""
    fill_demo(session, customers=30, seed=3)
    right = days_of(session)
    day = right[2].day
    there = FollowUpDayRow.day == day
    with session.db.write():
        if damage == "lost":
            session.db.run(FollowUpDayRow.delete().where(there))
        elif damage == "wrong":
            session.db.run(FollowUpDayRow.update(reached=FollowUpDayRow.reached + 1).where(there))
        else:
            day = date(2030, 1, 1)
            session.db.run(FollowUpDayRow.update(day=day).where(FollowUpDayRow.day == right[0].day))
    told: list[date] = []
    wrong = {day} if damage != "invented" else {day, right[0].day}
    assert set(differing_days(session, told.append)) == wrong
    assert {each.day for each in right} <= set(told)
    assert set(rebuild(session)) == wrong
    assert days_of(session) == right
    assert differing_days(session) == ()
