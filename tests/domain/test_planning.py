"""The rule of the call desk: what a key makes of a customer, case by case (SPEC 4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.customer import Customer, Kind, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method, OutcomeFlags, parse_next_rule
from tui_crm.domain.planning import (
    DeskRules,
    Entry,
    check_key_works,
    current_number,
    is_do_not_call,
    outlook,
    plan_follow_up,
)
from tui_crm.domain.promise import Promise
from tui_crm.domain.workdays import CallingHours, WeekendPolicy, WorkCalendar

ME, COLLEAGUE = 1, 2
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE).astimezone(UTC)  # a Wednesday
RULES = DeskRules(
    zone=ZONE,
    calendar=WorkCalendar(),
    weekend_policy=WeekendPolicy.NEXT,
    calling_hours=CallingHours(),
)
FIRST = PhoneNumber(id=11, raw="138 0013 8000", key="+8613800138000")
SECOND = PhoneNumber(id=12, raw="139 0013 9000", key="+8613900139000")
BAD, LISTED = replace(SECOND, is_bad=True), replace(SECOND, is_do_not_call=True)
DUE = Promise(on=date(2026, 11, 18), minute=9 * 60)
NEXT_DAY = Promise(on=date(2026, 11, 19), minute=9 * 60)
FIVE_DAYS_ON = Promise(on=date(2026, 11, 23), minute=9 * 60)
LADDER = "2h, 1d, 3d, 7d, archive"


def lead(**changes: Any) -> Customer:
    """Return a lead of mine with one number, due today."""
    customer = Customer(
        id=5, name="张三", owner=ME, phones=(FIRST,), promise=DUE, created_at=NOW, updated_at=NOW
    )
    return replace(customer, **changes)


def entry(rule: str = "", *flags: str, **changes: Any) -> Entry:
    """Return an entry of a call with a next-contact rule and flags."""
    made = Entry(
        method=Method.CALL,
        outcome="outcome",
        text="text",
        flags=OutcomeFlags(**dict.fromkeys(flags, True)),
        next_rule=parse_next_rule(rule),
    )
    return replace(made, **changes)


def planned(customer: Customer, written: Entry) -> Customer:
    """Return the customer after the entry."""
    plan = plan_follow_up(customer, written, user_id=ME, rules=RULES, now=NOW)
    assert plan.follow_up.promise == plan.customer.promise
    return plan.customer


@pytest.mark.parametrize(
    ("unreached", "promise"),
    [
        (0, Promise(on=date(2026, 11, 18), minute=12 * 60)),
        (1, Promise(on=date(2026, 11, 19))),
        (2, Promise(on=date(2026, 11, 23))),  # Saturday 21st moves to Monday
        (3, Promise(on=date(2026, 11, 25))),
    ],
)
def test_the_nth_no_answer_takes_the_nth_step(unreached: int, promise: Promise) -> None:
    """Counted from the last follow-up with which somebody was reached."""
    after = planned(lead(unreached_count=unreached), entry(LADDER))
    assert (after.promise, after.unreached_count) == (promise, unreached + 1)
    assert after.archived_at is None


@pytest.mark.parametrize("unreached", [4, 5, 99])
def test_the_end_of_the_ladder_archives_a_lead(unreached: int) -> None:
    """Past the end the last step repeats; the outcome is the reason."""
    after = planned(lead(unreached_count=unreached), entry(LADDER))
    assert (after.archived_at, after.archive_reason, after.promise) == (NOW, "outcome", None)


def test_a_customer_is_never_archived_by_a_ladder() -> None:
    """Who has bought stays, without a promise."""
    after = planned(lead(kind=Kind.CUSTOMER, unreached_count=9), entry(LADDER))
    assert (after.archived_at, after.promise) == (None, None)


def test_reaching_somebody_starts_the_ladder_again() -> None:
    """The count is zero afterwards, and a ladder with `reached` always takes its first step."""
    after = planned(lead(unreached_count=3), entry("1d, 7d", "reached", "counts_as_contact"))
    assert (after.unreached_count, after.promise) == (0, Promise(on=date(2026, 11, 19)))
    assert after.last_contact_at == after.last_follow_up_at == NOW


def test_a_no_answer_does_not_reset_the_idle_clock() -> None:
    """It is a follow-up, but no contact."""
    before = NOW - timedelta(days=3)
    after = planned(lead(last_contact_at=before), entry("1d"))
    assert (after.last_contact_at, after.last_follow_up_at) == (before, NOW)


@pytest.mark.parametrize(
    ("written", "promise"),
    [
        (entry("90d", "reached"), Promise(on=date(2027, 2, 16))),
        (entry(""), None),
        (entry("ask", promise=NEXT_DAY), NEXT_DAY),
        (entry("1d", promise=FIVE_DAYS_ON), FIVE_DAYS_ON),
        (entry("", "sale"), None),
        (entry("", "do_not_call"), None),
        (entry("", "do_not_call", promise=NEXT_DAY), NEXT_DAY),
        (entry("2h"), Promise(on=date(2026, 11, 18), minute=12 * 60)),
        (entry("11h"), Promise(on=date(2026, 11, 19), minute=9 * 60)),
    ],
)
def test_every_follow_up_replaces_the_promise(written: Entry, promise: Promise | None) -> None:
    """By its own next contact: a typed date wins over the rule, and no rule clears it."""
    assert planned(lead(), written).promise == promise


def test_a_key_that_asks_needs_a_date() -> None:
    """Nothing is planned without one."""
    with pytest.raises(CrmError, match="next_contact_needed"):
        planned(lead(), entry("ask"))
    assert outlook(lead(), entry("ask"), rules=RULES, now=NOW).asks


def test_a_sale_wins_the_customer_whatever_else_its_key_says() -> None:
    """It makes a lead a customer, and nobody who bought is archived by it."""
    for rule in ("", "1d", "archive"):
        after = planned(lead(), entry(rule, "sale", "reached"))
        assert (after.kind, after.archived_at) == (Kind.CUSTOMER, None)
    assert planned(lead(), entry("", "sale", "bad_number")).kind is Kind.CUSTOMER
    assert planned(lead(kind=Kind.CUSTOMER), entry("1d")).kind is Kind.CUSTOMER


@pytest.mark.parametrize(
    ("phones", "called", "stays", "bad"),
    [
        ((FIRST, SECOND), None, True, {FIRST.id}),
        ((FIRST, SECOND), SECOND.id, True, {SECOND.id}),
        ((FIRST, BAD), None, False, {FIRST.id, BAD.id}),
        ((FIRST, LISTED), None, False, {FIRST.id}),
        ((FIRST,), None, False, {FIRST.id}),
        ((), None, False, set()),
    ],
)
def test_a_bad_number_leaves_the_row_while_another_is_left(
    *, phones: tuple[PhoneNumber, ...], called: int | None, stays: bool, bad: set[int]
) -> None:
    """The promise stays with the row; without a callable number the lead is archived."""
    written = entry("", "bad_number", phone_id=called)
    plan = plan_follow_up(lead(phones=phones), written, user_id=ME, rules=RULES, now=NOW)
    assert plan.stays is stays
    assert {phone.id for phone in plan.customer.phones if phone.is_bad} == bad
    assert plan.customer.promise == (DUE if stays else None)
    assert (plan.customer.archived_at is None) is stays


def test_a_customer_without_a_good_number_is_not_archived() -> None:
    """Only leads are."""
    after = planned(lead(kind=Kind.CUSTOMER), entry("", "bad_number"))
    assert (after.archived_at, after.promise) == (None, None)


def test_a_refusal_lists_every_number() -> None:
    """And the customer must not be called any more; one without numbers too."""
    after = planned(lead(phones=(FIRST, BAD)), entry("", "do_not_call", "reached"))
    assert after.is_do_not_call
    assert all(phone.is_do_not_call for phone in after.phones)
    assert planned(lead(phones=()), entry("", "do_not_call")).is_do_not_call
    assert after.archived_at is None


@pytest.mark.parametrize(
    ("phones", "refused", "expected"),
    [
        ((), False, False),
        ((), True, True),
        ((FIRST,), True, False),
        ((LISTED,), False, True),
        ((FIRST, LISTED), False, False),
        ((BAD,), False, False),
        ((BAD, LISTED), False, True),
    ],
)
def test_who_must_not_be_called(
    *, phones: tuple[PhoneNumber, ...], refused: bool, expected: bool
) -> None:
    """He whose last callable number is gone, one of them listed; or who said so himself."""
    assert is_do_not_call(phones, refused=refused) is expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"archived_at": NOW}, "customer_archived"),
        ({"is_do_not_call": True}, "do_not_call"),
        ({"frozen_until": date(2026, 12, 1)}, "customer_frozen"),
        ({"owner": None}, "customer_in_pool"),
        ({"owner": None, "second_owner": ME}, "customer_in_pool"),
        ({"owner": COLLEAGUE}, "customer_of_other"),
        ({"phones": (LISTED, replace(FIRST, is_bad=True))}, "number_do_not_call"),
    ],
)
def test_a_key_is_refused_with_its_reason(changes: dict[str, object], code: str) -> None:
    """Archived, do-not-call, frozen, in the pool, somebody else's, or a listed number."""
    with pytest.raises(CrmError) as refusal:
        check_key_works(lead(**changes), user_id=ME)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"owner": COLLEAGUE, "second_owner": ME},
        {"phones": ()},
        {"phones": (BAD,)},
        {"phones": (LISTED, FIRST)},
        {"kind": Kind.CUSTOMER},
        {"promise": None},
    ],
)
def test_a_key_works_on_what_is_mine(changes: dict[str, object]) -> None:
    """Owner and second owner alike; also without a number, a promise or a good number."""
    check_key_works(lead(**changes), user_id=ME)


def test_the_number_shown_is_the_chosen_one_else_the_first_callable_one() -> None:
    """A chosen number that is gone counts as not chosen."""
    both = lead(phones=(LISTED, FIRST))
    assert current_number(both) == FIRST
    assert current_number(both, LISTED.id) == LISTED
    assert current_number(both, 999) == FIRST
    assert current_number(lead(phones=(BAD,))) == BAD
    assert current_number(lead(phones=())) is None


FLAGS = st.lists(
    st.sampled_from(["reached", "counts_as_contact", "sale", "do_not_call", "bad_number"]),
    unique=True,
)


@given(
    FLAGS,
    st.sampled_from(["", "1d", LADDER, "archive", "3w, archive", "30min", "1mo"]),
    st.integers(0, 8),
    st.sampled_from([(), (FIRST,), (FIRST, SECOND), (FIRST, BAD), (LISTED, FIRST)]),
    st.sampled_from(list(Kind)),
)
def test_whatever_a_key_says_the_customer_stays_sensible(
    flags: list[str], rule: str, unreached: int, phones: tuple[PhoneNumber, ...], kind: Kind
) -> None:
    """One version on; never a lead again; archived without promise; what the strip had shown."""
    before = lead(unreached_count=unreached, phones=phones, kind=kind)
    written = entry(rule, *flags)
    shown = outlook(before, written, rules=RULES, now=NOW)
    after = planned(before, written)
    assert after.version == before.version + 1
    assert not (before.kind is Kind.CUSTOMER and after.kind is Kind.LEAD)
    assert after.archived_at is None or (after.promise is None and after.kind is Kind.LEAD)
    assert (after.archived_at is not None) is shown.archives
    assert after.promise == shown.promise
    assert after.promise is None or shown.stays or after.promise.starts_at(ZONE) >= NOW
    assert after.unreached_count == (0 if "reached" in flags else unreached + 1)
    assert [phone.id for phone in after.phones] == [phone.id for phone in phones]
