"""The office that is made up: deterministic, complete, and as the write path would leave it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.domain.demo.offices import (
    FRIDAY_MORNING,
    SHANGHAI,
    office,
    people,
    promise_of,
    replayed,
    rules,
    tables,
)
from tui_crm.domain.birthdays import days_ahead, lunar_birthday_of, lunar_keys_on
from tui_crm.domain.customer import Kind
from tui_crm.domain.demo.fates import due_count
from tui_crm.domain.demo.generator import generate
from tui_crm.domain.demo.values import DemoCustomer

ACTING_USER = 0
MOMENTS = (
    FRIDAY_MORNING,
    datetime(2026, 11, 21, 14, 32, tzinfo=SHANGHAI),
    datetime(2026, 10, 5, 11, 0, tzinfo=SHANGHAI),
    datetime(2026, 11, 23, 3, 10, tzinfo=SHANGHAI),
    datetime(2027, 1, 1, 23, 50, tzinfo=SHANGHAI),
    datetime(2028, 2, 29, 9, 0, tzinfo=SHANGHAI),
    datetime(2026, 11, 2, 9, 40, tzinfo=ZoneInfo("America/New_York")),
    datetime(2027, 3, 29, 17, 55, tzinfo=ZoneInfo("Europe/Berlin")),
)
"""A Friday, a Saturday, a holiday, nights, a leap day, mornings after the clocks changed."""


def due_for_acting_user(customers: tuple[DemoCustomer, ...], today: date) -> list[DemoCustomer]:
    """Return who is due by the rule of Today, blocked ones too."""
    return [
        each
        for each in customers
        if ACTING_USER in (each.owner, each.second_owner)
        and each.next_on is not None
        and each.next_on <= today
    ]


def made(customers: int, now: datetime, seed: int = 7) -> tuple[DemoCustomer, ...]:
    """Return the customers of an office at `now`."""
    return tuple(generate(tables(), office(customers, seed=seed, now=now)))


def test_the_same_seed_makes_the_same_office() -> None:
    """Nothing but number, seed and moment decides."""
    assert tuple(generate(tables(), office(300))) == people(300)


def test_another_seed_makes_other_people() -> None:
    """Two seeds share next to nobody."""
    names = {each.identity.name for each in people(300)}
    others = {each.identity.name for each in people(300, seed=8)}
    assert len(names & others) < 30


def test_customers_come_one_by_one() -> None:
    """The first of ten million is there at once."""
    first = next(generate(tables(), office(10_000_000)))
    assert first.identity.phones


@pytest.mark.parametrize("customers", [0, 1, 2, 10, 50, 500])
def test_there_are_as_many_as_were_asked_for(customers: int) -> None:
    """Small offices work too."""
    assert len(people(customers)) == customers


@pytest.mark.parametrize("seed", [1, 7, 42, 2026])
def test_of_five_hundred_at_least_forty_are_due_and_none_is_blocked(seed: int) -> None:
    """SPEC 10: the acting user finds a morning's work, all of which the keys can do."""
    due = due_for_acting_user(people(500, seed), FRIDAY_MORNING.date())
    assert len(due) == due_count(500) >= 40
    assert not any(each.is_blocked for each in due)
    assert all(any(phone.is_callable for phone in each.identity.phones) for each in due)
    assert all(each.owner is not None for each in due)


@pytest.mark.parametrize(
    ("customers", "due"),
    [(0, 0), (1, 1), (10, 3), (50, 15), (200, 44), (500, 50), (2_000, 200), (1_000_000, 320)],
)
def test_how_many_are_due_grows_and_then_stays_a_days_work(customers: int, due: int) -> None:
    """A tenth, more of a few, never more than can be called."""
    assert due_count(customers) == due


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_every_moment_finds_due_customers(now: datetime) -> None:
    """At night, on holidays and when the clocks change, as many are due as on a weekday."""
    customers = made(120, now)
    assert len(due_for_acting_user(customers, now.date())) == due_count(120)


def test_callbacks_of_today_lie_in_working_hours_and_mostly_ahead() -> None:
    """Timed ones between 09:15 and 17:45 or just computed; some have passed, some are all-day."""
    due = due_for_acting_user(people(2_000), FRIDAY_MORNING.date())
    now_minute = FRIDAY_MORNING.hour * 60 + FRIDAY_MORNING.minute
    today = [each for each in due if each.next_on == FRIDAY_MORNING.date()]
    minutes = [each.next_minute for each in today if each.next_minute is not None]
    ahead = [minute for minute in minutes if minute > now_minute]
    assert 9 * 60 + 15 <= min(minutes) <= max(minutes) <= 20 * 60
    assert len(minutes) / 2 < len(ahead) < len(minutes)
    assert len(today) - len(minutes) > 10


def test_overdue_ones_are_overdue_by_up_to_twenty_days() -> None:
    """Some slipped yesterday, some weeks ago."""
    today = FRIDAY_MORNING.date()
    due = due_for_acting_user(people(2_000), today)
    days = [(today - each.next_on).days for each in due if each.next_on and each.next_on < today]
    assert 40 < len(days) < 100
    assert min(days) == 1
    assert 10 < max(days) <= 20


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_histories_are_what_the_call_desk_would_have_written(now: datetime) -> None:
    """Each contact left the promise that the rule gives, and the customer stands where it leads."""
    assert isinstance(now.tzinfo, ZoneInfo)
    team = rules(now.tzinfo)
    for customer in made(400, now):
        after, left = replayed(customer, team)
        assert [promise_of(each) for each in customer.follow_ups] == left
        assert customer.kind is after.kind
        assert customer.is_do_not_call == after.is_do_not_call
        if customer.archived_at is None or customer.archived_at == customer.follow_ups[-1].at:
            assert promise_of(customer) == after.promise
            assert customer.version == after.version
            assert customer.updated_at == after.updated_at.timestamp()
        phones = [(each.is_bad, each.is_do_not_call) for each in customer.identity.phones]
        assert phones == [(each.is_bad, each.is_do_not_call) for each in after.phones]


def test_who_was_archived_by_a_call_has_that_outcome_as_reason() -> None:
    """Given up after the ladder or for want of a number; others were put away by hand."""
    archived = [each for each in people(2_000) if each.archived_at is not None]
    by_call = [each for each in archived if each.archived_at == each.follow_ups[-1].at]
    assert 0 < len(by_call) < len(archived)
    assert all(each.archive_reason == each.follow_ups[-1].outcome for each in by_call)
    assert all(each.next_on is None and each.archive_reason for each in archived)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_nothing_happened_in_the_future_or_before_somebody_was_entered(now: datetime) -> None:
    """Created first, then contacted in order, all before now."""
    for customer in made(400, now):
        instants = [customer.created_at, *(each.at for each in customer.follow_ups)]
        assert instants == sorted(instants)
        assert len(set(instants)) == len(instants)
        assert max(*instants, customer.updated_at, customer.archived_at or 0) <= now.timestamp()


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_contacts_happened_on_working_days_in_office_hours(now: datetime) -> None:
    """Nobody has called at night or on a Sunday."""
    assert isinstance(now.tzinfo, ZoneInfo)
    calendar = rules(now.tzinfo).calendar
    for customer in made(300, now):
        for each in customer.follow_ups:
            at = datetime.fromtimestamp(each.at, now.tzinfo)
            assert calendar.is_working_day(at.date())
            assert 9 <= at.hour < 18


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_promises_fall_on_working_days_but_for_those_of_today(now: datetime) -> None:
    """Today may be a Saturday; nobody else has agreed on one."""
    assert isinstance(now.tzinfo, ZoneInfo)
    calendar = rules(now.tzinfo).calendar
    for customer in made(400, now):
        if customer.next_on is not None and customer.next_on != now.date():
            assert calendar.is_working_day(customer.next_on)


def test_most_of_the_history_is_two_weeks_old_at_most() -> None:
    """A desk at work: the last contact of most is recent, and some reach back for months."""
    last = [each.follow_ups[-1].at for each in people(2_000) if each.follow_ups]
    days = [(FRIDAY_MORNING.timestamp() - at) / 86_400 for at in last]
    assert sum(day <= 15 for day in days) > len(days) / 2
    assert max(days) > 60


def test_there_are_up_to_six_contacts_and_about_three_each() -> None:
    """As asked for; who needs a ladder or a sale before may have one more."""
    counts = Counter(len(each.follow_ups) for each in people(2_000))
    mean = sum(length * count for length, count in counts.items()) / 2_000
    assert 2.5 < mean < 3.5
    assert counts[0] > 200
    assert max(counts) <= 9


def test_the_mean_number_of_contacts_can_be_chosen() -> None:
    """For benchmarks: ten each."""
    customers = list(generate(tables(), office(500, follow_ups_each=10)))
    mean = sum(len(each.follow_ups) for each in customers) / 500
    assert 7 < mean < 12


@pytest.mark.parametrize("seed", [7, 8])
def test_the_mix_is_that_of_a_sales_office(seed: int) -> None:
    """Six in ten Chinese, most of them leads, spread over five people, some in the pool."""
    customers = people(2_000, seed)
    chinese = sum(each.identity.language == "zh" for each in customers)
    leads = sum(each.kind is Kind.LEAD for each in customers)
    owners = Counter(each.owner for each in customers)
    assert 0.56 < chinese / 2_000 < 0.64
    assert 0.8 < leads / 2_000 < 0.9
    assert set(owners) == {None, 0, 1, 2, 3, 4}
    assert min(owners.values()) > 100
    assert all(
        sum(check(each) for each in customers) > 20
        for check in (
            lambda each: each.frozen_until is not None,
            lambda each: each.is_do_not_call,
            lambda each: each.is_reclaimed,
            lambda each: each.second_owner is not None,
            lambda each: each.archived_at is not None,
            lambda each: bool(each.birthday),
            lambda each: bool(each.referrer),
        )
    )


def test_second_owners_are_other_people() -> None:
    """Nobody helps himself, and what is in the pool has no helper."""
    for each in people(2_000):
        assert each.second_owner is None or each.owner not in (None, each.second_owner)


def test_some_birthdays_are_near() -> None:
    """So that there is something to congratulate on."""
    today = FRIDAY_MORNING.date()
    near = {(today + timedelta(days=ahead)).strftime("%m-%d") for ahead in range(10)}
    birthdays = [each.birthday for each in people(500) if each.birthday]
    assert sum(each[5:] in near for each in birthdays) >= 5
    assert all(date.fromisoformat(each).year >= 1960 for each in birthdays)


def test_some_chinese_have_a_birthday_by_the_moon() -> None:
    """Each is as a stored one; some come within ten days."""
    lunar = [each for each in people(500) if each.lunar_birthday]
    assert {each.identity.language for each in lunar} == {"zh"}
    found = [lunar_birthday_of(each.lunar_birthday) for each in lunar]
    assert [day and day.stored() for day in found] == [each.lunar_birthday for each in lunar]
    days = days_ahead(FRIDAY_MORNING.date(), 10)
    near = frozenset().union(*(lunar_keys_on(day) for day in days))
    assert sum(day is not None and day.key in near for day in found) >= 3


def test_frozen_ones_thaw_later_on() -> None:
    """Their term lies ahead."""
    terms = [each.frozen_until for each in people(2_000) if each.frozen_until]
    assert min(terms) > FRIDAY_MORNING.date()


def test_of_many_nobody_has_called_today() -> None:
    """A million customers would mean thousands of calls since nine o'clock."""
    midnight = FRIDAY_MORNING.replace(hour=0, minute=0).astimezone(UTC).timestamp()
    assert any(each.at > midnight for one in people(500) for each in one.follow_ups)
    assert not any(each.at > midnight for one in people(5_000) for each in one.follow_ups)
