"""The call desk: one key is one follow-up is one transaction (SPEC 4)."""

from dataclasses import dataclass, replace

from tui_crm.domain.customer import MAX_NAME, MAX_TEXT, Customer, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import CannedFollowUp, FollowUp, Method, NextRule
from tui_crm.domain.planning import (
    Entry,
    Outlook,
    check_key_works,
    check_may_be_called,
    current_number,
    outlook,
    plan_follow_up,
)
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepKind
from tui_crm.domain.text import checked_line, checked_text
from tui_crm.domain.viewer import Role
from tui_crm.services import do_not_call
from tui_crm.services.session import Session
from tui_crm.store import canned as canned_store
from tui_crm.store import customers, follow_ups, steps
from tui_crm.wording.canned import canned_label, canned_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What a key wrote: the follow-up with its id, the customer as he is now, the undo step.

    `stays`: the row keeps its place, because another number is left to call.
    """

    follow_up: FollowUp
    customer: Customer
    step_id: int
    stays: bool = False


def entry_of(
    canned: CannedFollowUp,
    *,
    phone_id: int | None = None,
    promise: Promise | None = None,
    text: str | None = None,
    next_rule: NextRule | None = None,
) -> Entry:
    """Return what the key of `canned` writes, with the date and the text typed for it, if any.

    `next_rule` takes the place of the key's own rule.
    """
    return Entry(
        method=canned.method,
        outcome=canned_label(canned),
        text=canned_text(canned) if text is None else text,
        flags=canned.flags,
        next_rule=canned.next_rule if next_rule is None else next_rule,
        promise=promise,
        phone_id=phone_id,
        set_status=canned.set_status,
        set_level=canned.set_level,
    )


def check_may_call(session: Session, customer: Customer, *, phone_id: int | None = None) -> None:
    """Refuse a canned key with the reason, as `check_key_works`; the owner is named."""
    try:
        check_key_works(customer, user_id=session.viewer.user_id, phone_id=phone_id)
    except CrmError as refusal:
        if refusal.code == "customer_of_other":
            raise CrmError(refusal.code, owner=session.user_name(customer.owner)) from None
        raise


def check_may_write(session: Session, customer: Customer) -> None:
    """Refuse a full entry, whichever way the contact took, before it is typed.

    Raises CrmError customer_archived, customer_in_pool and customer_of_other; managers may write
    on anybody's.
    """
    if customer.archived_at is not None:
        raise CrmError("customer_archived", reason=customer.archive_reason)
    if session.viewer.role is Role.MANAGER:
        return
    if customer.owner is None:
        raise CrmError("customer_in_pool")
    if not customer.belongs_to(session.viewer.user_id):
        raise CrmError("customer_of_other", owner=session.user_name(customer.owner))


def outlook_of(
    session: Session, customer: Customer, canned: CannedFollowUp, *, phone_id: int | None = None
) -> Outlook:
    """Return what the key would write on the customer now. Raises CrmError where it is dead."""
    check_may_call(session, customer, phone_id=phone_id)
    entry = entry_of(canned, phone_id=phone_id)
    return outlook(customer, entry, rules=session.rules, now=session.now())


def log_canned(
    session: Session,
    customer_id: int,
    slot: str,
    *,
    entry_uuid: str,
    phone_id: int | None = None,
    promise: Promise | None = None,
    text: str | None = None,
    next_rule: NextRule | None = None,
) -> Logged:
    """Write the canned follow-up of the key `slot` on a customer: all of it, or nothing.

    `entry_uuid` is made by the caller, once a key press: the same one again returns what was
    written. `text` and `next_rule` take the place of the key's own. Raises CrmError
    no_such_slot, next_contact_needed, and the reasons of `check_key_works`; FieldError too_long.
    """
    with session.db.write():
        if (known := _written(session, entry_uuid)) is not None:
            return known
        canned = canned_store.on_slot(session.db, slot)
        if canned is None:
            raise CrmError("no_such_slot", slot=slot)
        customers.hold(session.db, customer_id)
        customer = customers.get(session.db, session.viewer, customer_id)
        check_may_call(session, customer, phone_id=phone_id)
        entry = entry_of(canned, phone_id=phone_id, promise=promise, text=text, next_rule=next_rule)
        return _write(session, customer, entry, entry_uuid)


def log_entry(session: Session, customer_id: int, entry: Entry, *, entry_uuid: str) -> Logged:
    """Write a full entry on a customer: a contact that took place can always be logged.

    `entry_uuid` as in `log_canned`. Raises the CrmErrors of `check_may_write`, and of a call those
    of `check_may_be_called`.
    """
    with session.db.write():
        if (known := _written(session, entry_uuid)) is not None:
            return known
        customers.hold(session.db, customer_id)
        customer = customers.get(session.db, session.viewer, customer_id)
        check_may_write(session, customer)
        if entry.method is Method.CALL:
            check_may_be_called(customer, phone_id=entry.phone_id)
        return _write(session, customer, entry, entry_uuid)


def _written(session: Session, entry_uuid: str) -> Logged | None:
    """Return what the entry wrote already, where this is a retry of it."""
    step = steps.by_uuid(session.db, entry_uuid)
    if step is None or step.customer_id is None:
        return None
    follow_up = follow_ups.of_step(session.db, step.id)
    if follow_up is None:
        raise CrmError("entry_undone")
    customer = customers.get(session.db, session.viewer, step.customer_id)
    stays = follow_up.flags.bad_number and bool(customer.callable_phones)
    return Logged(follow_up=follow_up, customer=customer, step_id=step.id, stays=stays)


def _write(session: Session, customer: Customer, entry: Entry, entry_uuid: str) -> Logged:
    now = session.now()
    entry = replace(
        entry,
        outcome=checked_line(entry.outcome, field="outcome", limit=MAX_NAME),
        text=checked_text(entry.text, field="text", limit=MAX_TEXT),
    )
    plan = plan_follow_up(
        customer, entry, user_id=session.viewer.user_id, rules=session.rules, now=now
    )
    step_id = steps.insert(
        session.db,
        uuid=entry_uuid,
        user_id=session.viewer.user_id,
        kind=StepKind.FOLLOW_UP,
        at=now,
        customer_id=customer.id,
        detail={"outcome": entry.outcome},
    )
    day = now.astimezone(session.rules.zone).date()
    follow_up_id = follow_ups.insert(session.db, plan.follow_up, day=day, step_id=step_id)
    stored = customers.update(session.db, customer, plan.customer, step_id=step_id)
    if plan.follow_up.flags.do_not_call:
        keys = [phone.key for phone in customer.phones]
        do_not_call.refuse(session, keys, reason=entry.outcome, step_id=step_id)
    return Logged(
        follow_up=replace(plan.follow_up, id=follow_up_id),
        customer=stored,
        step_id=step_id,
        stays=plan.stays,
    )


def next_number(customer: Customer, phone_id: int | None) -> PhoneNumber | None:
    """Return the callable number after the one shown, round and round; None where there is none."""
    choices = customer.callable_phones
    shown = current_number(customer, phone_id)
    if not choices:
        return None
    if shown not in choices:
        return choices[0]
    return choices[(choices.index(shown) + 1) % len(choices)]
