"""The list of customers as a rep works with it: filtered, sorted, counted by facet (SPEC 3)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import (
    LIST_FACETS,
    NOT_ARCHIVED,
    CustomerFilter,
    CustomerSort,
    Facet,
    FacetCounts,
    SortKey,
)
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.sort_keys import name_sort_key
from tui_crm.services.session import Session
from tui_crm.services.text_filters import text_filter
from tui_crm.store import customer_lists
from tui_crm.store.filters import FilterDays


def open_list(
    session: Session,
    wanted: CustomerFilter,
    sort: CustomerSort,
    *,
    go_on: Callable[[], bool] = lambda: True,
) -> KeysetQuery[CustomerRow, Key]:
    """Return the list of those whom `wanted` lets pass, in the order of `sort`.

    Classifications are ordered as their lists of values are, owners by name; who has no value
    there stands last. Call it on a worker thread: with a filter for which
    there is no index, it may take a second at a million customers. Reading its pages takes
    milliseconds, on any thread. Raises CrmError cancelled soon after `go_on` has said no; it is not
    asked any more when the list is open.
    """
    return customer_lists.opened(
        session.db,
        session.viewer,
        wanted=wanted,
        sort=sort,
        days=filter_days(session, wanted),
        text=text_filter(session, wanted.text, go_on=go_on),
        ranks=_ranks(session, sort.key),
        go_on=go_on,
    )


def counts(
    session: Session, wanted: CustomerFilter, *, go_on: Callable[[], bool] = lambda: True
) -> FacetCounts:
    """Return how many each value of each facet would list, the other facets kept as chosen.

    May take a second or two at a million customers: call it on a worker thread. Raises CrmError
    cancelled soon after `go_on` has said no.
    """
    return customer_lists.counted(
        session.db,
        session.viewer,
        wanted=wanted,
        days=filter_days(session, wanted),
        text=text_filter(session, wanted.text, go_on=go_on),
        go_on=go_on,
    )


def count(
    session: Session, wanted: CustomerFilter, *, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Return how many `wanted` lets pass: one statement, on a worker thread.

    Raises CrmError cancelled where `go_on` says no before it or after it.
    """
    if not go_on():
        raise CrmError("cancelled")
    found = customer_lists.number(
        session.db,
        session.viewer,
        wanted=wanted,
        days=filter_days(session, wanted),
        text=text_filter(session, wanted.text, go_on=go_on),
    )
    if not go_on():
        raise CrmError("cancelled")
    return found


def looked_for(wanted: CustomerFilter, query: str) -> CustomerFilter:
    """Return `wanted` with what is typed: find looks among archived ones too, unless told not."""
    found = replace(wanted, text=query)
    if query and wanted.archived == NOT_ARCHIVED:
        return found.with_chosen(Facet.ARCHIVED, ())
    return found


def ids(session: Session, wanted: CustomerFilter) -> Iterator[Sequence[int]]:
    """Yield the ids of all whom `wanted` lets pass, ascending, in pages: for bulk changes.

    Who is changed while they are gone through, so that he passes no longer, is left out if he
    was not yielded yet; nobody comes twice.
    """
    return customer_lists.ids_in_pages(
        session.db,
        session.viewer,
        wanted=wanted,
        days=filter_days(session, wanted),
        text=text_filter(session, wanted.text, go_on=lambda: True),
    )


def filter_days(session: Session, wanted: CustomerFilter) -> FilterDays:
    """Return what "overdue", "soon" and "recent" mean today, in the team's zone."""
    today = session.today()
    first_recent = today - timedelta(days=wanted.contact_days)
    return FilterDays(
        today=today,
        soon_until=today + timedelta(days=wanted.due_days),
        recent_since=datetime.combine(first_recent, time(), tzinfo=session.rules.zone),
    )


def _ranks(session: Session, key: SortKey) -> tuple[int, ...]:
    """Return the ids of the values of a classification, or of the users, in their order."""
    if key is SortKey.OWNER:
        users = session.shared.users.values()
        return tuple(
            user.id
            for user in sorted(users, key=lambda user: (name_sort_key(user.name, ""), user.id))
        )
    if key.value not in [facet.value for facet in LIST_FACETS]:
        return ()
    values = (each for each in session.shared.values.values() if each.field == key.value)
    return tuple(each.id for each in sorted(values, key=lambda each: (each.position, each.id)))
