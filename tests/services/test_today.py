"""Today: the order of the queue, its figures, where it was left, callbacks announced once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.sessions import ZONE, FixedClock, add_customer, add_user, session_of
from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import CustomerFilter, Due
from tui_crm.domain.promise import Promise
from tui_crm.services import customers, desk, today, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.store.models import CustomerTable, ListValueRow

WEDNESDAY = date(2026, 11, 18)


def promise(days: int = 0, clock: str = "") -> Promise:
    """Return the promise on a day from Wednesday, at a time or all day."""
    hours, _, minutes = clock.partition(":")
    minute = int(hours) * 60 + int(minutes) if clock else None
    return Promise(on=WEDNESDAY + timedelta(days=days), minute=minute)


def names(session: Session, **given: object) -> list[str]:
    """Return the names in the queue, in order."""
    return [row.name for row in today.due_customers(session, **given)]


def test_the_queue_is_in_the_order_of_the_spec(session: Session) -> None:
    """Overdue by date and id whatever their time, today's timed, today's all-day, then to come."""
    for name, due in (
        ("all day", promise()),
        ("at three", promise(clock="15:00")),
        ("at nine", promise(clock="09:00")),
        ("yesterday late", promise(-1, "18:00")),
        ("yesterday", promise(-1)),
        ("yesterday early", promise(-1, "08:00")),
        ("last week", promise(-7)),
        ("tomorrow", promise(1)),
        ("nothing promised", None),
    ):
        add_customer(session, name, promise=due)
    waiting = ["last week", "yesterday late", "yesterday", "yesterday early"]
    due_today = ["at nine", "at three", "all day"]
    assert names(session) == waiting + due_today
    assert names(session, chosen=promise(1).on) == [*waiting, *due_today, "tomorrow"]
    assert names(session, chosen=promise(1).on, is_exact=True) == ["tomorrow"]
    assert names(session, is_exact=True) == due_today
    figures = today.figures(session)
    assert (figures.overdue, figures.due) == (len(waiting), len(due_today))


def test_the_queue_holds_nobody_on_whom_the_keys_are_dead(
    session: Session, clock: FixedClock
) -> None:
    """Archived, do-not-call, in the pool, a colleague's: left out until undone."""
    add_user(session, "wang")
    listed = add_customer(session, "listed", phones="95588", promise=promise())
    desk.log_canned(session, listed.id, "8", entry_uuid=new_uuid(), promise=promise())
    archived = add_customer(session, "archived", promise=promise())
    customers.archive(session, archived.id, reason="r")
    add_customer(session, "pool", promise=promise(), is_unassigned=True, second_owner="lina")
    add_customer(session, "theirs", promise=promise(), owner="wang")
    add_customer(session, "helped", promise=promise(), owner="wang", second_owner="lina")
    add_customer(session, "never contacted", promise=promise())
    assert names(session) == ["helped", "never contacted"]
    assert names(session_of(session.db, clock, login="wang")) == ["theirs", "helped"]


def test_fresh_leads_are_mixed_in(session: Session) -> None:
    """Every third row is a new one, while there are such; those with entries are not new."""
    for number in range(4):
        add_customer(session, f"due {number}", promise=promise())
    old = add_customer(session, "old")
    desk.log_canned(session, old.id, "8", entry_uuid=new_uuid())
    for number in range(3):
        add_customer(session, f"new {number}")
    rows = today.queue_of(session, fresh_every=3).first(20)
    assert [row.name for row in rows] == [
        *("due 0", "due 1", "new 0", "due 2", "due 3", "new 1", "new 2")
    ]


def test_figures_count_the_day_of_the_team(session: Session, clock: FixedClock) -> None:
    """Customers, calls, reached and pace since midnight; undone entries do not count."""
    one, two = add_customer(session, "a"), add_customer(session, "b")
    clock.set(datetime(2026, 11, 17, 23, 59, tzinfo=ZONE))
    desk.log_canned(session, one.id, "1", entry_uuid=new_uuid())
    clock.set(datetime(2026, 11, 18, 9, 0, tzinfo=ZONE))
    for customer, slot in ((one, "1"), (one, "3"), (two, "3"), (two, "1")):
        desk.log_canned(session, customer.id, slot, entry_uuid=new_uuid())
    undo.undo(session)
    figures = today.figures(session)
    assert (figures.done, figures.calls, figures.reached, figures.pace) == (2, 3, 1, None)
    clock.advance(minutes=30)
    assert today.figures(session).pace == 6
    assert [entry.name for entry in today.last_entries(session)] == ["b", "a", "a"]


def test_the_place_is_kept(session: Session, clock: FixedClock) -> None:
    """The row is found again by another session of the same user, and is nobody else's."""
    add_user(session, "wang")
    customer = add_customer(session, "n")
    assert today.kept_place(session) is None
    today.keep_place(session, customer.id)
    again = today.kept_place(session_of(session.db, clock))
    assert again is not None
    assert again.id == customer.id
    assert today.kept_place(session_of(session.db, clock, login="wang")) is None
    undo.undo(session)
    assert today.kept_place(session) is None


def announced(session: Session) -> list[str]:
    """Return the names of the callbacks that are announced now."""
    return [row.name for row in today.callbacks_to_announce(session)]


def test_a_callback_is_announced_once_when_it_comes(session: Session, clock: FixedClock) -> None:
    """To one of two programs of the user; those from before they were opened to none."""
    for clock_time in ("09:30", "10:00", "10:05", "10:06", "12:00"):
        add_customer(session, clock_time, promise=promise(clock=clock_time))
    add_customer(session, "all day", promise=promise())
    other = session_of(session.db, clock)
    assert announced(session) == ["10:00"]
    assert announced(other) == announced(session) == []
    clock.advance(minutes=6)
    assert announced(other) == ["10:05", "10:06"]
    assert announced(session) == []
    clock.advance(minutes=-3)
    assert announced(session) == []
    clock.set(datetime(2026, 11, 18, 13, 0, tzinfo=ZONE))
    assert announced(session_of(session.db, clock)) == []


def test_callbacks_go_on_over_midnight(session: Session, clock: FixedClock) -> None:
    """With the program open, the first minutes of the new day are not lost."""
    add_customer(session, "early", promise=promise(1, "00:01"))
    assert announced(session) == []
    clock.set(datetime(2026, 11, 19, 0, 5, tzinfo=ZONE))
    assert announced(session) == ["early"]
    assert names(session) == ["early"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 1, 1, 0, 0, tzinfo=ZONE), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZONE), date(2026, 12, 31)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=ZONE), date(2028, 2, 29)),
        (datetime(2026, 12, 31, 20, 0, tzinfo=ZoneInfo("UTC")), date(2027, 1, 1)),
    ],
)
def test_the_day_turns_in_the_zone_of_the_team(
    session: Session, clock: FixedClock, moment: datetime, day: date
) -> None:
    """At midnight of the team, whatever the clock of the machine says."""
    clock.set(moment)
    assert session.today() == day
    assert session.start_of_today() <= session.now()


def test_the_queue_is_narrowed_by_its_filter(session: Session) -> None:
    """Rows, counts and what the command prints agree; a helper's rows and fresh leads too."""
    wang = add_user(session, "wang")
    first, second, *_ = (each.id for each in session.values_of("level"))
    people = {
        "mine": (first, None, promise()),
        "helped": (first, wang, promise(-1)),
        "other": (second, None, promise()),
        "no level": (None, None, promise()),
        "fresh": (first, None, None),
        "fresh other": (second, None, None),
    }
    me = session.viewer.user_id
    for name, (level, owner, due) in people.items():
        customer = add_customer(session, name, promise=due)
        columns = {"level": level, "owner": owner or me, "second_owner": me if owner else None}
        with session.db.write():
            change = CustomerTable.update(**columns)
            session.db.run(change.where(CustomerTable.id == customer.id))
    assert today.queue_filter(session) == CustomerFilter()
    wanted = CustomerFilter(level=frozenset({first}), kind=frozenset({Kind.LEAD}))
    today.set_queue_filter(session, wanted)
    assert today.queue_filter(session) == wanted
    assert names(session) == ["helped", "mine"]
    figures = today.figures(session)
    assert (figures.overdue, figures.due) == (1, 1)
    mixed = today.queue_of(session, fresh_every=2).first(9)
    assert [row.name for row in mixed] == ["helped", "fresh", "mine"]
    today.set_queue_filter(session, CustomerFilter(level=frozenset({None})))
    assert names(session) == ["no level"]
    today.set_queue_filter(session, CustomerFilter())
    assert len(names(session)) == 4
    with pytest.raises(ValueError, match="overdue"):
        today.set_queue_filter(session, CustomerFilter(due=frozenset({Due.OVERDUE})))


def test_a_filter_of_the_queue_outlives_its_values(session: Session) -> None:
    """A value merged into another asks for that one, a removed one for nothing."""
    first, second, third, *_ = session.values_of("level")
    today.set_queue_filter(session, CustomerFilter(level=frozenset({first.id, third.id})))
    with session.db.write():
        gone = ListValueRow.update(is_removed=True)
        session.db.run(gone.where(ListValueRow.id.in_([first.id, third.id])))
        merged = ListValueRow.update(merged_into=second.id)
        session.db.run(merged.where(ListValueRow.id == first.id))
    session.reload()
    assert today.queue_filter(session).level == {second.id}
