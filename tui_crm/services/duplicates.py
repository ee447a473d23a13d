"""Is somebody already on it: who a new customer might be among those stored (SPEC 5, 10)."""

from dataclasses import dataclass

from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.text import fold
from tui_crm.services.session import Session
from tui_crm.store import customers


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A stored customer that a draft might be: the same for certain, or likely."""

    customer: Customer
    is_same: bool


def check(session: Session, draft: CustomerDraft) -> tuple[Duplicate, ...]:
    """Return the stored customers that `draft` might be, those that are the same first.

    Same: a number matches and the company agrees (the name, where either side has none), or
    without numbers name and company agree. A shared number alone makes it likely.
    """
    keys = [phone.key for phone in draft.phones if phone.key]
    found = customers.candidates(
        session.db, session.viewer, keys=keys, name=draft.name, company=draft.company
    )
    hits = [
        Duplicate(customer=each, is_same=_is_same(draft, each, set(keys)))
        for each in found
        if set(keys) & {phone.key for phone in each.phones} or not keys
    ]
    return tuple(sorted(hits, key=lambda hit: not hit.is_same))


def _is_same(draft: CustomerDraft, stored: Customer, keys: set[str]) -> bool:
    if draft.company.strip() and stored.company.strip():
        agrees = fold(draft.company) == fold(stored.company)
    else:
        agrees = fold(draft.name) == fold(stored.name)
    if keys:
        return agrees
    return (
        agrees
        and fold(draft.name) == fold(stored.name)
        and fold(draft.company) == fold(stored.company)
    )
