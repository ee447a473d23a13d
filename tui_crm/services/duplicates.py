"""Is somebody already on it: who a new customer might be among those stored (SPEC 5, 10)."""

from dataclasses import dataclass

from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import Candidate, match_row
from tui_crm.services.session import Session
from tui_crm.store import customers


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A stored customer that a draft might be: the same for certain, or likely."""

    customer: Customer
    is_same: bool


def check(session: Session, draft: CustomerDraft) -> tuple[Duplicate, ...]:
    """Return the stored customers that `draft` might be, those that are the same first.

    By the rule of the import: a number and the company agree, or without numbers name and
    company; a shared number alone makes it likely.
    """
    found = customers.candidates(
        session.db,
        session.viewer,
        phones=draft.phones,
        name=draft.name,
        company=draft.company,
        email=draft.email,
    )
    hits = []
    for stored in found:
        match = match_row(draft, [_candidate(stored)])
        if match.same or match.likely:
            hits.append(Duplicate(customer=stored, is_same=match.same is not None))
    return tuple(sorted(hits, key=lambda hit: not hit.is_same))


def _candidate(stored: Customer) -> Candidate:
    """Return what the rule looks at."""
    known = CustomerDraft(
        name=stored.name, company=stored.company, phones=stored.phones, email=stored.email
    )
    return Candidate(customer_id=stored.id, draft=known)
