"""Public search: everybody is looked through, and only the chosen fields are shown (SPEC 5)."""

import copy
from collections.abc import Callable
from dataclasses import replace

from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.customer_list import Facet, FacetValue
from tui_crm.domain.public_search import (
    MAX_PUBLIC_HITS,
    PublicField,
    PublicHit,
    PublicScope,
    masked,
)
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.narrowing import Narrowing
from tui_crm.domain.search.query import FilterKey
from tui_crm.domain.viewer import Role, Viewer
from tui_crm.services.queries import ReadQuery, read_query
from tui_crm.services.search_tiers import TieredSearch
from tui_crm.services.session import Session
from tui_crm.store import customers
from tui_crm.wording.labels import state_label


def public_search(
    session: Session, viewer: Viewer, text: str, *, go_on: Callable[[], bool] = lambda: True
) -> tuple[PublicHit, ...]:
    """Return whom `text` finds among everybody, at most ten, as `viewer` may see them.

    Whoever may use the program may search so: today everybody sees the same. Only what is shown
    is looked through, and the numbers, since they say whether somebody is on it already; a filter
    of what is not shown is a word. Raises CrmError cancelled soon after `go_on` has said no.
    """
    everybody = copy.copy(session)
    everybody.viewer = replace(viewer, role=Role.MANAGER)
    read = _shown_filters(session, read_query(session, text))
    if not read.looks_for_words:
        return ()
    found = TieredSearch(
        everybody, read, limit=MAX_PUBLIC_HITS, go_on=go_on, as_seen=_as_seen(session)
    )
    found.run()
    ids = [hit.id for hit in found.hits]
    stored = {each.id: each for each in customers.of_ids(session.db, everybody.viewer, ids)}
    return tuple(
        _hit(session, stored[hit.id], hit.rank.score) for hit in found.hits if hit.id in stored
    )


def _shown_filters(session: Session, read: ReadQuery) -> ReadQuery:
    """Return the query with its filters of hidden fields as words, and among whom it looks."""
    team = session.team
    has_owner = PublicField.OWNER in team.public_fields
    is_kept = {FilterKey.OWNER: has_owner}
    literal = [each for each in read.query.filters if not is_kept.get(each.key, False)]
    facets: list[tuple[Facet, frozenset[FacetValue]]] = [
        (facet, chosen)
        for facet, chosen in read.narrowing.facets
        if facet is Facet.OWNER and has_owner
    ]
    if team.public_scope is PublicScope.LEADS:
        facets.append((Facet.KIND, frozenset({Kind.LEAD})))
    return ReadQuery(
        query=replace(read.query.with_literal(literal), text_words=()),
        narrowing=Narrowing(facets=tuple(facets)),
    )


def _as_seen(session: Session) -> Callable[[SearchFields], SearchFields]:
    """Return what leaves of the searched fields those that are shown, and the numbers."""
    shown = session.team.public_fields
    return lambda fields: SearchFields(
        name=fields.name if PublicField.NAME in shown else "",
        company=fields.company if PublicField.COMPANY in shown else "",
        address=fields.address if PublicField.ADDRESS in shown else "",
        email=fields.email if PublicField.EMAIL in shown else "",
        phones=fields.phones,
    )


def _hit(session: Session, stored: Customer, score: int) -> PublicHit:
    shown = session.team.public_fields
    return PublicHit(
        id=stored.id,
        owner=stored.owner if PublicField.OWNER in shown else None,
        state=stored.state if PublicField.STATE in shown else None,
        values=_values(session, stored),
        score=score,
    )


def _values(session: Session, stored: Customer) -> tuple[tuple[PublicField, str], ...]:
    shown = session.team.public_fields
    phones = [phone.raw for phone in stored.phones]
    if PublicField.PHONE not in shown:
        phones = [masked(raw) for raw in phones]
    texts = {
        PublicField.NAME: stored.name,
        PublicField.PHONE: " ; ".join(phones),
        PublicField.FAX: stored.fax,
        PublicField.EMAIL: stored.email,
        PublicField.WEBSITE: stored.website,
        PublicField.ADDRESS: stored.address,
        PublicField.COMPANY: stored.company,
        PublicField.OWNER: session.user_name(stored.owner),
        PublicField.STATE: state_label(stored.state),
    }
    return tuple(
        (field, texts[field])
        for field in PublicField
        if field in shown or field is PublicField.PHONE
    )
