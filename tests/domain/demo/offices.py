"""Offices to make up in tests, and histories replayed by the program's own rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from tui_crm import paths
from tui_crm.domain.customer import Customer, Kind, PhoneNumber
from tui_crm.domain.demo.generator import Office, generate
from tui_crm.domain.demo.tables import DemoTables
from tui_crm.domain.demo.values import DemoCustomer, DemoFollowUp
from tui_crm.domain.follow_up import AskRule, Method
from tui_crm.domain.planning import DeskRules, Entry, plan_follow_up
from tui_crm.domain.promise import Promise
from tui_crm.domain.workdays import CallingHours, WeekendPolicy, WorkCalendar
from tui_crm.files.demo_tables import read_demo_tables
from tui_crm.services.first_start import shipped_canned

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY_MORNING = datetime(2026, 11, 20, 10, 32, tzinfo=SHANGHAI)
HOLIDAYS = {
    **{date(2026, 10, day): False for day in range(1, 8)},
    date(2026, 10, 10): True,
    date(2026, 9, 25): False,
}
"""National Day and Mid-Autumn, with a Saturday that is worked for them."""


@cache
def tables() -> DemoTables:
    """Return the shipped tables."""
    return read_demo_tables(paths.shipped_data() / "demo")


def rules(zone: ZoneInfo = SHANGHAI) -> DeskRules:
    """Return the rules of a team with the holidays above."""
    return DeskRules(
        zone=zone,
        calendar=WorkCalendar(exceptions=HOLIDAYS),
        weekend_policy=WeekendPolicy.NEXT,
        calling_hours=CallingHours(),
    )


def office(
    customers: int,
    *,
    seed: int = 7,
    now: datetime = FRIDAY_MORNING,
    home_country: str = "CN",
    follow_ups_each: int = 3,
) -> Office:
    """Return an office at the aware `now`, whose zone is the team's."""
    assert isinstance(now.tzinfo, ZoneInfo)
    return Office(
        customers=customers,
        seed=seed,
        now=now,
        rules=rules(now.tzinfo),
        canned=shipped_canned(),
        home_country=home_country,
        follow_ups_each=follow_ups_each,
    )


@cache
def people(customers: int, seed: int = 7) -> tuple[DemoCustomer, ...]:
    """Return the customers of an office on a Friday morning."""
    return tuple(generate(tables(), office(customers, seed=seed)))


def promise_of(each: DemoFollowUp | DemoCustomer) -> Promise | None:
    """Return the promise of a contact or a customer."""
    return None if each.next_on is None else Promise(on=each.next_on, minute=each.next_minute)


def replayed(customer: DemoCustomer, team: DeskRules) -> tuple[Customer, Sequence[Promise | None]]:
    """Write the history of `customer` anew by the rule of the call desk.

    Returns the customer as he is then, and the promise that each contact left.
    """
    flags = {each.code: each for each in shipped_canned()}
    current = _uncalled(customer)
    left = []
    for each in customer.follow_ups:
        canned = flags[each.code]
        is_typed = isinstance(canned.next_rule, AskRule)
        entry = Entry(
            method=Method(each.method),
            outcome=each.outcome,
            text=each.text,
            flags=canned.flags,
            next_rule=canned.next_rule,
            promise=promise_of(each) if is_typed else None,
        )
        now = datetime.fromtimestamp(each.at, UTC)
        plan = plan_follow_up(current, entry, user_id=1, rules=team, now=now)
        current = plan.customer
        left.append(plan.follow_up.promise)
    return current, left


def _uncalled(customer: DemoCustomer) -> Customer:
    """Return the customer as he was before the first contact."""
    was_wrong = bool(customer.follow_ups) and customer.follow_ups[-1].code == "bad_number"
    phones = tuple(
        PhoneNumber(
            id=number,
            raw=phone.raw,
            key=phone.key,
            e164=phone.e164,
            extension=phone.extension,
            label=phone.label,
            is_bad=phone.is_bad and not was_wrong,
        )
        for number, phone in enumerate(customer.identity.phones, start=1)
    )
    created_at = datetime.fromtimestamp(customer.created_at, UTC)
    made = Customer(
        id=1,
        kind=Kind.LEAD,
        name=customer.identity.name,
        company=customer.identity.company,
        phones=phones,
        created_at=created_at,
        updated_at=created_at,
    )
    return made if customer.follow_ups else replace(made, promise=promise_of(customer))
