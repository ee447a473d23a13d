"""Lists read in pages: the same rows, in the same order, as a plain sort has (SPEC 4)."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.sessions import add_user
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.promise import ALL_DAY
from tui_crm.domain.sort_keys import sort_key
from tui_crm.services import customers, today
from tui_crm.services.session import Session
from tui_crm.store.fields import to_day_number, to_microseconds
from tui_crm.store.models import CustomerTable

TODAY = date(2026, 11, 18)
MINUTES = [0, 540, 541, ALL_DAY]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A stored customer, as far as lists look at him. `owner`: 0 nobody, 1 me, 2 a colleague."""

    name: str
    owner: int
    second_owner: int
    days: int | None
    minute: int
    is_blocked: bool
    is_archived: bool


MADE = st.builds(
    Made,
    name=st.sampled_from(["", "a", "A", "b", "张", "é", "zz"]),
    owner=st.sampled_from([1, 1, 1, 2, 0]),
    second_owner=st.sampled_from([0, 0, 1, 2]),
    days=st.sampled_from([None, -2, -1, 0, 0, 0, 1, 2]),
    minute=st.sampled_from(MINUTES),
    is_blocked=st.sampled_from([False, False, False, True]),
    is_archived=st.sampled_from([False, False, True]),
)


def fill(session: Session, made: list[Made]) -> None:
    """Replace all customers by these, with the ids 1, 2 and so on."""
    me = session.viewer.user_id
    people = {0: None, 1: me, 2: me + 1}
    columns = [
        *("id", "kind", "name", "owner", "second_owner", "next_on", "next_minute", "is_blocked"),
        *("archived_at", "created_at", "updated_at", "version", "sort_name", "identity_hash"),
        *("first_phone", "is_do_not_call", "is_reclaimed", "unreached_count", "last_outcome"),
        *("last_text", "company"),
    ]
    texts = [
        *("email", "wechat", "website", "fax", "address", "source", "referrer", "birthday"),
        *("lunar_birthday", "time_zone", "product_interest", "budget", "competitor", "note"),
        *("custom", "archive_reason"),
    ]
    at = to_microseconds(session.now())
    rows = [
        (
            *(number, "lead", each.name, people[each.owner], people[each.second_owner]),
            None if each.days is None else to_day_number(TODAY + timedelta(days=each.days)),
            None if each.days is None else each.minute,
            each.is_blocked or each.is_archived,
            *(at if each.is_archived else None, at, at, 1, sort_key(each.name), number),
            *("", False, False, 0, "", "", ""),
            *([""] * len(texts)),
        )
        for number, each in enumerate(made, start=1)
    ]
    with session.db.write():
        session.db.run(CustomerTable.delete())
        session.db.insert_many(CustomerTable, [*columns, *texts], rows)


def expected_queue(session: Session, made: list[Made], *, last: int, exact: bool) -> list[int]:
    """Return the ids of the queue up to `last` days from today, by a plain sort."""

    def is_mine(each: Made) -> bool:
        return each.owner != 0 and 1 in (each.owner, each.second_owner)

    due = [
        (each.days, 0 if each.days < 0 else each.minute, number)
        for number, each in enumerate(made, start=1)
        if each.days is not None
        and not (each.is_blocked or each.is_archived)
        and is_mine(each)
        and (each.days == last if exact else each.days <= last)
    ]
    return [number for _, _, number in sorted(due)]


def check(rows: KeysetQuery[CustomerRow, Key], expected: list[int]) -> None:
    """Read the list in every way and check each against the plain list."""
    whole = rows.first(100)
    assert [row.id for row in whole] == expected
    assert rows.count() == len(expected)
    for size in (1, 3):
        assert [row.id for row in rows.first(size)] == expected[:size]
        assert [row.id for row in rows.last(size)] == expected[-size:]
        outline = rows.outline(size, whole[-1] if whole else None)
        assert outline.count == len(expected)
        assert outline.position == max(0, len(expected) - 1)
        assert outline.anchors == tuple(rows.key_of(row) for row in whole[size - 1 :: size])
        for place, row in enumerate(whole):
            key = rows.key_of(row)
            assert [each.id for each in rows.after(key, size)] == expected[place + 1 :][:size]
            assert [each.id for each in rows.before(key, size)] == expected[:place][-size:]


@pytest.mark.parametrize("exact", [False, True])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=st.lists(MADE, max_size=14), last=st.sampled_from([-1, 0, 1]))
def test_every_page_is_what_a_plain_sort_gives(
    session: Session, *, exact: bool, made: list[Made], last: int
) -> None:
    """The queue with ties, overdue, timed and all-day, mine and as second owner; both engines."""
    if len(session.shared.users) == 1:
        add_user(session, "wang")
    fill(session, made)
    chosen = TODAY + timedelta(days=last)
    queue = today.queue_of(session, chosen=chosen, is_exact=exact)
    expected = expected_queue(session, made, last=last, exact=exact)
    check(queue, expected)
    figures = today.figures(session, chosen=chosen, is_exact=exact)
    assert figures.overdue + figures.due == len(expected)
    assert figures.overdue == sum((made[number - 1].days or 0) < 0 for number in expected)
    by_name = sorted(
        (sort_key(each.name), number)
        for number, each in enumerate(made, start=1)
        if not each.is_archived
    )
    check(customers.all_rows(session), [number for _, number in by_name])


def test_a_row_that_moved_or_went_is_found(session: Session) -> None:
    """By its id where a change has put it; where it is gone, the place of the next row."""
    people = [
        Made(
            name=name,
            owner=1,
            second_owner=0,
            days=0,
            minute=ALL_DAY,
            is_blocked=False,
            is_archived=False,
        )
        for name in "abcd"
    ]
    fill(session, people)
    rows = customers.all_rows(session)
    near = rows.first(2)[1]
    with session.db.write():
        moved = CustomerTable.update(sort_name=b"x")
        session.db.run(moved.where(CustomerTable.id == near.id))
    assert rows.outline(2, near).position == 3
    with session.db.write():
        session.db.run(CustomerTable.delete().where(CustomerTable.id == near.id))
    assert rows.outline(2, near).position == 1
