"""The timeline is the plain list of follow-ups that stand, however filtered and read."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.sessions import ZONE, add_customer, add_user
from tui_crm.domain.follow_up import FollowUp, Method, OutcomeFlags
from tui_crm.domain.paging import Key
from tui_crm.domain.steps import StepKind
from tui_crm.domain.timeline import DayHeading, TimelineEntry, TimelineFilter, TimelineRow
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import follow_up_days, follow_ups, steps, timeline
from tui_crm.store.timeline import TimelineLines

START = datetime(2026, 9, 1, 8, 0, tzinfo=ZONE)
DAYS = 40
OUTCOMES = ("没接", "not interested", "", "rare")
Stored = tuple[FollowUp, date]


def random_follow_ups(session: Session, count: int) -> list[Stored]:
    """Store follow-ups of three users on a few days; every tenth is undone. Return those left."""
    chance = random.Random(5)
    users = [session.viewer.user_id, add_user(session, "ann"), add_user(session, "bo")]
    customers = [add_customer(session, f"n{number}").id for number in range(4)]
    stored: list[Stored] = []
    with session.db.write():
        for number in range(count):
            at = START + timedelta(days=chance.choice([0, 1, 1, 3, 20, DAYS]))
            at += timedelta(seconds=chance.randrange(40))
            step_id = steps.insert(
                session.db,
                uuid=new_uuid(),
                user_id=users[0],
                kind=StepKind.FOLLOW_UP,
                at=at,
            )
            made = FollowUp(
                id=0,
                customer_id=chance.choice(customers),
                user_id=chance.choices(users, [6, 3, 1])[0],
                at=at.astimezone(session.now().tzinfo),
                method=chance.choices([Method.CALL, Method.VISIT, Method.EMAIL], [8, 2, 1])[0],
                outcome=chance.choices(OUTCOMES, [9, 5, 2, 1])[0],
                text=f"text {number}",
                flags=OutcomeFlags(reached=chance.random() < 0.4),
            )
            row_id = follow_ups.insert(session.db, made, day=at.date(), step_id=step_id)
            if number % 10:
                stored.append((replace(made, id=row_id), at.date()))
            else:
                follow_ups.undo(session.db, step_id, at)
    return stored


def expected(stored: Sequence[Stored], wanted: TimelineFilter) -> list[tuple[int, date]]:
    """Return id and day of each line, newest first; a heading has a negative id."""
    kept = [
        (each, day)
        for each, day in stored
        if wanted.user_id in (None, each.user_id)
        and wanted.method in (None, each.method)
        and (not wanted.outcomes or each.outcome in wanted.outcomes)
        and wanted.covers(day)
    ]
    kept.sort(key=lambda pair: (pair[1], pair[0].at, pair[0].id), reverse=True)
    lines: list[tuple[int, date]] = []
    for each, day in kept:
        if not lines or lines[-1][1] != day:
            lines.append((-int(f"{day:%Y%m%d}"), day))
        lines.append((each.id, day))
    return lines


def shown(rows: Sequence[TimelineRow]) -> list[tuple[int, date]]:
    """Return id and day of lines."""
    return [(row.id, row.day) for row in rows]


filters = st.builds(
    TimelineFilter,
    user_id=st.none() | st.integers(1, 4),
    method=st.none() | st.sampled_from([Method.CALL, Method.VISIT, Method.EMAIL, Method.CARE]),
    outcomes=st.lists(st.sampled_from((*OUTCOMES, "none has it")), max_size=2, unique=True).map(
        tuple
    ),
    first_day=st.none() | st.integers(-1, DAYS).map(lambda day: START.date() + timedelta(days=day)),
    last_day=st.none() | st.integers(0, DAYS).map(lambda day: START.date() + timedelta(days=day)),
)


@pytest.fixture(params=[False, True], ids=["walked", "picked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read pages as where much is wanted, or as where little is."""
    monkeypatch.setattr(timeline, "_is_sparse", lambda _span, _wanted: request.param)


@pytest.mark.usefixtures("way")
def test_any_filter_gives_the_plain_list_read_in_pages_of_any_size(session: Session) -> None:
    """Forwards, backwards, from both ends, from each anchor; with counts and positions."""
    stored = random_follow_ups(session, 150)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(filters, st.integers(1, 40))
    def check(wanted: TimelineFilter, limit: int) -> None:
        lines = TimelineLines(session.db, session.viewer, wanted)
        plain = expected(stored, wanted)
        assert shown(read_forwards(lines, limit)) == plain
        assert shown(read_backwards(lines, limit)) == plain
        assert lines.count() == len(plain)
        check_outline(lines, plain, limit)

    check()


def read_forwards(lines: TimelineLines, limit: int) -> list[TimelineRow]:
    """Read a list page by page."""
    found = list(lines.first(limit))
    while found and (page := lines.after(lines.key_of(found[-1]), limit)):
        found.extend(page)
    return found


def read_backwards(lines: TimelineLines, limit: int) -> list[TimelineRow]:
    """Read a list page by page from its end."""
    found = list(lines.last(limit))
    while found and (page := lines.before(lines.key_of(found[0]), limit)):
        found[:0] = page
    return found


def check_outline(lines: TimelineLines, plain: list[tuple[int, date]], every: int) -> None:
    """Check count, the blocks, each anchor, and the position of each line."""
    everything = lines.first(1000)
    outline = lines.outline(every, None)
    assert outline.count == len(plain)
    keys: list[Key] = [lines.key_of(row) for row in everything]
    assert list(outline.anchors) == [keys[end - 1] for end in outline.ends[:-1]]
    for position, row in enumerate(everything[:: max(1, len(plain) // 7)]):
        step = max(1, len(plain) // 7)
        assert lines.outline(every, row).position == position * step


def test_a_line_that_is_undone_leaves_its_place_to_the_next(session: Session) -> None:
    """Its position is then that of the line below it."""
    stored = random_follow_ups(session, 30)
    lines = TimelineLines(session.db, session.viewer, TimelineFilter())
    rows = lines.first(100)
    place, gone = next(
        (place, row)
        for place, row in enumerate(rows)
        if isinstance(row, TimelineEntry) and isinstance(rows[place + 1], TimelineEntry)
    )
    assert len(stored) == lines.days.entry_count
    with session.db.write():
        step_id = session.db.scalar(
            follow_ups.FollowUpRow.select(follow_ups.FollowUpRow.step)
            .where(follow_ups.FollowUpRow.id == gone.id)
            .tuples()
        )
        follow_ups.undo(session.db, step_id, session.now())
    assert lines.outline(256, gone).position == place
    assert lines.count() == len(rows) - 1


def test_headings_count_calls_and_whom_they_reached(session: Session) -> None:
    """A visit is no call, and whoever is met on one was not reached by a call."""
    stored = random_follow_ups(session, 120)
    lines = TimelineLines(session.db, session.viewer, TimelineFilter())
    for heading in (row for row in lines.first(500) if isinstance(row, DayHeading)):
        that_day = [each for each, day in stored if day == heading.day]
        calls = [each for each in that_day if each.method is Method.CALL]
        assert heading.count.entries == len(that_day)
        assert heading.count.calls == len(calls)
        assert heading.count.reached == sum(each.flags.reached for each in calls)


def test_texts_are_scanned_newest_first(session: Session) -> None:
    """The whole of the list, in batches."""
    stored = random_follow_ups(session, 60)
    lines = TimelineLines(session.db, session.viewer, TimelineFilter())
    seen: list[str] = []
    found, key = [], None
    while piece := lines.scan(key, 7, lambda text: seen.append(text) or "1" in text):
        found += piece.found
        key = piece.key
    newest_first = sorted(stored, key=lambda pair: (pair[1], pair[0].at, pair[0].id), reverse=True)
    assert seen == [each.text for each, _day in newest_first]
    assert found == [(each.id, day) for each, day in newest_first if "1" in each.text]


def test_a_line_says_what_its_follow_up_says(session: Session) -> None:
    """Every column of one line; a long text is cut, and says so."""
    customer = add_customer(session, "张三", company="华强")
    at = session.now()
    made = FollowUp(
        id=0,
        customer_id=customer.id,
        user_id=session.viewer.user_id,
        at=at,
        method=Method.VISIT,
        outcome="约了",
        text="长" * 400,
        flags=OutcomeFlags(reached=True),
    )
    with session.db.write():
        row_id = follow_ups.insert(session.db, made, day=session.today(), step_id=None)
    lines = TimelineLines(session.db, session.viewer, TimelineFilter())
    heading, row = lines.first(10)
    assert isinstance(heading, DayHeading)
    assert row == timeline.entries(session.db, session.viewer, [row_id])[row_id]
    assert attrgetter("id", "day", "at", "user_id", "customer_id", "name", "company")(row) == (
        row_id,
        session.today(),
        at,
        session.viewer.user_id,
        customer.id,
        "张三",
        "华强",
    )
    assert isinstance(row, TimelineEntry)
    assert (row.method, row.outcome, row.reached) == (Method.VISIT, "约了", True)
    assert (row.text, row.is_cut, row.is_corrected) == ("长" * 300, True, False)


def test_outcomes_are_those_of_follow_ups_that_stand(session: Session) -> None:
    """An outcome that was only ever undone is not offered."""
    random_follow_ups(session, 60)
    with session.db.write():
        follow_up_days.kind_of(session.db, "call", "never written")
    assert set(timeline.outcomes(session.db)) <= set(OUTCOMES) - {""}
    assert "没接" in timeline.outcomes(session.db)


def test_the_roll_up_is_what_counting_gives(session: Session) -> None:
    """After writing and undoing, on every day."""
    stored = random_follow_ups(session, 150)
    day, days = follow_up_days.next_day(session.db, None), []
    while day is not None:
        assert follow_up_days.is_right(session.db, day)
        days.append(day)
        day = follow_up_days.next_day(session.db, day)
    assert days == sorted({day for _each, day in stored})
    found = TimelineLines(session.db, session.viewer, TimelineFilter()).days.days
    assert {each.day: each.entries for each in found} == Counter(day for _each, day in stored)
