"""What pressing a key writes: the pure rule of the call desk (SPEC 4).

`plan_follow_up` takes the customer as stored and what is to be written, and returns the customer
as he will be and the follow-up, or refuses with a reason.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.customer import Customer, Kind, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import (
    ArchiveStep,
    AskRule,
    FollowUp,
    Ladder,
    Method,
    NextRule,
    NoRule,
    OutcomeFlags,
)
from tui_crm.domain.promise import Promise
from tui_crm.domain.workdays import CallingHours, WeekendPolicy, WorkCalendar, next_contact_after


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """The team's rules that a plan needs."""

    zone: ZoneInfo
    calendar: WorkCalendar
    weekend_policy: WeekendPolicy
    calling_hours: CallingHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be written on a customer.

    `next_rule` gives the next contact, unless `promise` does: a typed date wins. `phone_id` is
    the number that was called; None takes the one that the desk shows.
    """

    method: Method
    outcome: str
    text: str
    flags: OutcomeFlags = OutcomeFlags()  # noqa: RUF009 - frozen
    next_rule: NextRule = NoRule()  # noqa: RUF009 - frozen
    promise: Promise | None = None
    phone_id: int | None = None
    duration_seconds: int | None = None
    set_status: int | None = None
    set_level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What an entry would do to a customer: what the strip shows under a key.

    `asks`: a date must be typed first. `stays`: the row keeps its place for the next number.
    """

    promise: Promise | None = None
    asks: bool = False
    archives: bool = False
    blocks: bool = False
    wins: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The customer as he will be, the follow-up to insert (id 0), and whether the row stays."""

    customer: Customer
    follow_up: FollowUp
    stays: bool


def current_number(customer: Customer, phone_id: int | None = None) -> PhoneNumber | None:
    """Return the number chosen by `phone_id`, else the first callable one, else the first."""
    for phone in customer.phones:
        if phone.id == phone_id:
            return phone
    callable_phones = customer.callable_phones
    if callable_phones:
        return callable_phones[0]
    return customer.phones[0] if customer.phones else None


def check_key_works(customer: Customer, *, user_id: int, phone_id: int | None = None) -> None:
    """Refuse a canned key with the reason: the customer is not the user's to call (SPEC 4).

    Raises CrmError customer_archived, do_not_call, customer_frozen, customer_in_pool,
    customer_of_other or number_do_not_call.
    """
    if customer.archived_at is not None:
        raise CrmError("customer_archived", reason=customer.archive_reason)
    check_may_be_called(customer, phone_id=phone_id)
    if customer.frozen_until is not None:
        raise CrmError("customer_frozen", until=customer.frozen_until)
    if customer.owner is None:
        raise CrmError("customer_in_pool")
    if not customer.belongs_to(user_id):
        raise CrmError("customer_of_other", owner=customer.owner)


def check_may_be_called(customer: Customer, *, phone_id: int | None = None) -> None:
    """Refuse a call, by key or written in full, where do-not-call forbids it (SPEC 9).

    Raises CrmError do_not_call, or number_do_not_call for the number alone.
    """
    if customer.is_do_not_call:
        raise CrmError("do_not_call")
    number = current_number(customer, phone_id)
    if number is not None and number.is_do_not_call:
        raise CrmError("number_do_not_call", number=number.raw)


def outlook(customer: Customer, entry: Entry, *, rules: DeskRules, now: datetime) -> Outlook:
    """Return what `entry` would do to `customer` at the aware instant `now`."""
    wins = entry.flags.sale
    is_lead = customer.kind is Kind.LEAD and not wins
    if entry.flags.do_not_call:
        return Outlook(promise=entry.promise, blocks=True, wins=wins)
    if entry.flags.bad_number:
        number = current_number(customer, entry.phone_id)
        if any(phone != number for phone in customer.callable_phones):
            return Outlook(promise=entry.promise or customer.promise, stays=True, wins=wins)
        return Outlook(promise=entry.promise, archives=is_lead, wins=wins)
    if entry.promise is not None:
        return Outlook(promise=entry.promise, wins=wins)
    match entry.next_rule:
        case AskRule():
            return Outlook(asks=True, wins=wins)
        case Ladder() as ladder:
            step = ladder.step(0 if entry.flags.reached else customer.unreached_count)
            if isinstance(step, ArchiveStep):
                return Outlook(archives=is_lead, wins=wins)
            local_now = now.astimezone(rules.zone)
            promise = next_contact_after(
                step, local_now, rules.calendar, rules.weekend_policy, rules.calling_hours
            )
            return Outlook(promise=promise, wins=wins)
        case NoRule():
            return Outlook(wins=wins)


def plan_follow_up(
    customer: Customer, entry: Entry, *, user_id: int, rules: DeskRules, now: datetime
) -> Plan:
    """Return what `entry`, written by `user_id` at the aware instant `now`, makes of `customer`.

    Raises CrmError next_contact_needed where the rule asks for a date and none was typed. Who
    may write is checked by `check_key_works`, apart.
    """
    effect = outlook(customer, entry, rules=rules, now=now)
    if effect.asks:
        raise CrmError("next_contact_needed", outcome=entry.outcome)
    number = current_number(customer, entry.phone_id)
    phones = _marked_phones(customer.phones, number, entry.flags)
    promise = None if effect.archives else effect.promise
    after = replace(
        customer,
        kind=Kind.CUSTOMER if effect.wins else customer.kind,
        phones=phones,
        promise=promise,
        status=customer.status if entry.set_status is None else entry.set_status,
        level=customer.level if entry.set_level is None else entry.set_level,
        archived_at=now if effect.archives else customer.archived_at,
        archive_reason=entry.outcome if effect.archives else customer.archive_reason,
        is_do_not_call=is_do_not_call(phones, refused=effect.blocks or customer.is_do_not_call),
        last_follow_up_at=now,
        last_contact_at=now if entry.flags.counts_as_contact else customer.last_contact_at,
        last_outcome=entry.outcome,
        last_text=entry.text,
        unreached_count=0 if entry.flags.reached else customer.unreached_count + 1,
        updated_at=now,
        version=customer.version + 1,
    )
    follow_up = FollowUp(
        id=0,
        customer_id=customer.id,
        user_id=user_id,
        at=now,
        method=entry.method,
        outcome=entry.outcome,
        text=entry.text,
        flags=entry.flags,
        phone=number.raw if number is not None else "",
        duration_seconds=entry.duration_seconds,
        promise=promise,
    )
    return Plan(customer=after, follow_up=follow_up, stays=effect.stays)


def _marked_phones(
    phones: tuple[PhoneNumber, ...], number: PhoneNumber | None, flags: OutcomeFlags
) -> tuple[PhoneNumber, ...]:
    """Return the numbers after the call: all listed after a refusal, the wrong one bad."""
    if flags.do_not_call:
        return tuple(replace(phone, is_do_not_call=True) for phone in phones)
    if flags.bad_number and number is not None:
        return tuple(
            replace(phone, is_bad=True) if phone.id == number.id else phone for phone in phones
        )
    return phones


def is_do_not_call(phones: tuple[PhoneNumber, ...], *, refused: bool) -> bool:
    """Whether a customer with these numbers must not be called.

    He must not when one of them is listed and none is callable, or when he `refused` and has
    no number that could be listed.
    """
    if not phones:
        return refused
    is_listed = any(phone.is_do_not_call for phone in phones)
    return is_listed and not any(phone.is_callable for phone in phones)
