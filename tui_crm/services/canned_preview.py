"""What a canned follow-up would write if its key were pressed now: planned, never written."""

from dataclasses import dataclass, replace

from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import ArchiveStep, CannedFollowUp, Interval, Ladder, NoRule
from tui_crm.domain.planning import Plan, current_number, outlook, plan_follow_up
from tui_crm.i18n import _
from tui_crm.services import today
from tui_crm.services.desk import check_may_call, entry_of, next_number
from tui_crm.services.session import Session
from tui_crm.store import customers

SEARCHED_ROWS = 20
"""So many rows of the queue are tried for one on which the keys work."""
SAMPLE_NUMBER = "138 0013 8000"
"""China Mobile's own example number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """Which step of a ladder applies now: the `number`-th of `count`."""

    number: int
    count: int
    step: Interval | ArchiveStep


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedPreview:
    """What the key would make of `before`.

    `plan` leaves the next contact open where the key `asks` for it. `next_number` is the one
    that comes up after a bad one; `ladder` is None where the next contact is no ladder.
    """

    canned: CannedFollowUp
    before: Customer
    plan: Plan
    asks: bool
    number: PhoneNumber | None
    next_number: PhoneNumber | None
    ladder: LadderStep | None


def sample_customer(session: Session) -> Customer:
    """Return the first of Today on whom the keys work, else a made-up lead (`id` 0)."""
    for row in today.queue_of(session).first(SEARCHED_ROWS):
        customer = customers.get(session.db, session.viewer, row.id)
        try:
            check_may_call(session, customer)
        except CrmError:
            continue
        return customer
    return Customer(
        id=0,
        name=_("Sample lead"),
        phones=(PhoneNumber(id=1, raw=SAMPLE_NUMBER, key="+8613800138000"),),
        owner=session.viewer.user_id,
        created_at=session.now(),
        updated_at=session.now(),
    )


def preview(session: Session, canned: CannedFollowUp, customer: Customer) -> CannedPreview:
    """Return what the key of `canned`, stored or not, would make of `customer` now."""
    entry, now = entry_of(canned), session.now()
    asks = outlook(customer, entry, rules=session.rules, now=now).asks
    if asks:
        entry = replace(entry, next_rule=NoRule())
    plan = plan_follow_up(
        customer, entry, user_id=session.viewer.user_id, rules=session.rules, now=now
    )
    return CannedPreview(
        canned=canned,
        before=customer,
        plan=plan,
        asks=asks,
        number=current_number(customer),
        next_number=next_number(plan.customer, None) if plan.stays else None,
        ladder=_ladder_step(canned, customer),
    )


def _ladder_step(canned: CannedFollowUp, customer: Customer) -> LadderStep | None:
    rule = canned.next_rule
    if not isinstance(rule, Ladder) or len(rule.steps) < 2:
        return None
    unreached = 0 if canned.flags.reached else customer.unreached_count
    return LadderStep(
        number=min(unreached + 1, len(rule.steps)),
        count=len(rule.steps),
        step=rule.step(unreached),
    )
