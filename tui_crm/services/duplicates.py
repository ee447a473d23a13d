"""Is somebody already on it: who a new customer might be among those stored (SPEC 5, 10)."""

import copy
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Features, features, record_of
from tui_crm.domain.duplicates.searching import searches
from tui_crm.domain.duplicates.verdict import Finding, Verdict
from tui_crm.domain.import_identity import Candidate, match_row
from tui_crm.domain.public_search import PublicField
from tui_crm.domain.viewer import Role
from tui_crm.services import finding
from tui_crm.services.session import Session
from tui_crm.store import customers

MOST_HITS = 10
"""Hits that a check returns, the surest first."""
MOST_FOUND = 20
"""Customers that each search by name, company or e-mail address adds to those compared."""

_PUBLIC = frozenset({"id", "kind", "owner", "second_owner", "created_at", "updated_at", "version"})
_PUBLIC_STATE = frozenset(
    {"archived_at", "frozen_until", "is_reclaimed", "is_do_not_call", "last_follow_up_at"}
)
_PUBLIC_TEXTS = frozenset({"name", "company", "fax", "email", "website", "address"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A stored customer that a draft might be, or who has a number of it.

    `finding` is that of the check of the whole database. `is_same` says that he is there already:
    the evidence leaves no doubt, or the rule of the import takes him for the one (SPEC 10). One
    whom the viewer may not see (`is_visible` is false) holds no more than public search tells, his
    owner, his state and the date of the last contact; the evidence then quotes the draft alone.
    """

    customer: Customer
    is_same: bool
    finding: Finding
    is_visible: bool = True

    @property
    def verdict(self) -> Verdict:
        """SAME, LIKELY, or NOTHING of somebody who shares a number and no more."""
        return Verdict.SAME if self.is_same else self.finding.verdict


def check(
    session: Session, draft: CustomerDraft, *, go_on: Callable[[], bool] = lambda: True
) -> tuple[Duplicate, ...]:
    """Return the stored customers that `draft` might be: those that are the same first.

    Who shares a number is told of even where the evidence says that he is somebody else. Everybody
    is looked at, whoever may see him. Where `go_on` says no, fewer may come back.
    """
    wanted = features(record_of(draft))
    hits = []
    for stored in _candidates(session, draft, wanted, go_on):
        match = match_row(draft, [_candidate(stored)])
        found = compare(wanted, features(record_of(stored, stored.id)), is_told=True)
        is_same = match.same is not None or found.verdict is Verdict.SAME
        hit = Duplicate(customer=stored, is_same=is_same, finding=found)
        if match.likely or hit.verdict is not Verdict.NOTHING:
            hits.append(hit)
    hits.sort(key=lambda hit: (not hit.is_same, -hit.finding.score, hit.customer.id))
    return tuple(_as_seen(session, hits[:MOST_HITS]))


def are_same(first: Customer, second: Customer) -> bool:
    """Whether the evidence leaves no doubt that two customers, as they stand, are one."""
    found = compare(features(record_of(first)), features(record_of(second)))
    return found.verdict is Verdict.SAME


def _candidates(
    session: Session, draft: CustomerDraft, wanted: Features, go_on: Callable[[], bool]
) -> tuple[Customer, ...]:
    """Return everybody who is worth comparing with the draft, whoever may see him, by id."""
    everybody = copy.copy(session)
    everybody.viewer = replace(session.viewer, role=Role.MANAGER)
    known = customers.candidates(
        session.db,
        everybody.viewer,
        phones=[*draft.phones, *_without_extension(draft.phones)],
        name=draft.name,
        company=draft.company,
        email=draft.email,
    )
    ids: dict[int, None] = {}
    for words in searches(wanted):
        if go_on():
            hits = finding.search(everybody, words, limit=MOST_FOUND).hits
            ids |= dict.fromkeys(hit.row.id for hit in hits)
    for stored in known:
        ids.pop(stored.id, None)
    found = customers.of_ids(session.db, everybody.viewer, list(ids))
    return tuple(sorted((*known, *found), key=lambda stored: stored.id))


def _without_extension(phones: tuple[PhoneNumber, ...]) -> Iterator[PhoneNumber]:
    """Yield the numbers of a switchboard whose extensions were typed."""
    for phone in phones:
        number, sign, _extension = phone.key.partition("x")
        if sign:
            yield replace(phone, key=number)


def _as_seen(session: Session, hits: list[Duplicate]) -> Iterator[Duplicate]:
    """Yield the hits as the viewer may see them."""
    ids = [hit.customer.id for hit in hits]
    visible = {row.id for row in customers.rows(session.db, session.viewer, ids)}
    for hit in hits:
        is_visible = hit.customer.id in visible
        yield hit if is_visible else _public(hit, session.team.public_fields)


def _public(hit: Duplicate, shown: Collection[PublicField]) -> Duplicate:
    """Return what may be told of somebody whom the viewer may not see."""
    stored = hit.customer
    texts = _PUBLIC_TEXTS & {field.value for field in shown}
    values = {name: getattr(stored, name) for name in _PUBLIC | _PUBLIC_STATE | texts}
    if PublicField.PHONE in shown:
        values["phones"] = stored.phones
    evidence = tuple(
        replace(each, right=each.left) for each in hit.finding.evidence if each.weight > 0
    )
    return replace(
        hit,
        customer=Customer(**values),
        finding=replace(hit.finding, evidence=evidence),
        is_visible=False,
    )


def _candidate(stored: Customer) -> Candidate:
    """Return what the rule of the import looks at."""
    known = CustomerDraft(
        name=stored.name, company=stored.company, phones=stored.phones, email=stored.email
    )
    return Candidate(customer_id=stored.id, draft=known)
