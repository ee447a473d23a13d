"""What stands above the list of customers: their number, the marks, the order, the filters."""

from collections.abc import Iterator

from tui_crm.domain.customer_list import NOT_ARCHIVED, CustomerFilter, Facet
from tui_crm.domain.list_view import ListView
from tui_crm.i18n import _
from tui_crm.screens.filter_panel import offered_values, value_title
from tui_crm.screens.found_where import asks_for_owner
from tui_crm.screens.list_reading import Opened
from tui_crm.services.session import Session
from tui_crm.widgets.list_heading import HeadingPart
from tui_crm.wording import labelled, listed
from tui_crm.wording.customer_lists import (
    counted_customers,
    facet_title,
    marked_words,
    sort_sign,
    sort_title,
)
from tui_crm.wording.searching import best_hits_words, corrected_words, owned_words

MOST_VALUES = 3
"""Values named in one chip; of more, the rest is counted."""


def chosen_facets(wanted: CustomerFilter) -> tuple[Facet, ...]:
    """Return the facets that the user filters by: leaving archived ones out goes without saying."""
    return tuple(
        facet
        for facet in wanted.active_facets()
        if facet is not Facet.ARCHIVED or wanted.archived != NOT_ARCHIVED
    )


def heading_parts(
    session: Session,
    view: ListView,
    *,
    count: int | None,
    marked: int | None,
    found: Opened | None = None,
    query: str = "",
) -> Iterator[HeadingPart]:
    """Yield the parts: `count` rows (None: not counted yet), `marked` of them (None: all).

    `found` is what find shows for `query`, None where nothing is looked for. What matters most
    comes first, as narrow terminals show no more.
    """
    if marked != 0:
        yield HeadingPart(text=marked_words(marked), tone="marks", command_id="customers.change")
    if count is None:
        counted = _("counting…")
    elif found is None or found.is_complete:
        counted = counted_customers(count)
    else:
        counted = best_hits_words(count)
    yield HeadingPart(text=counted, tone="count")
    if found is not None and found.corrected:
        yield HeadingPart(text=corrected_words(found.corrected), tone="chip")
    for facet in chosen_facets(view.wanted):
        text = f"[{labelled(facet_title(facet), _chip(session, view.wanted, facet))}]"
        yield HeadingPart(text=text, tone="chip", command_id="customers.filter")
    if asks_for_owner(session, query, view.wanted):
        yield HeadingPart(text=owned_words(), tone="chip")
    order = f"{sort_title(view.sort.key)} {sort_sign(view.sort)}"
    if found is not None and found.are_best_hits:
        order = _("best first")
    yield HeadingPart(text=order, tone="sort", command_id="customers.sort")


def _chip(session: Session, wanted: CustomerFilter, facet: Facet) -> str:
    chosen = [each for each in offered_values(session, facet) if each in wanted.chosen(facet)]
    titles = [value_title(session, facet, each, wanted) for each in chosen[:MOST_VALUES]]
    more = len(chosen) - len(titles)
    return listed(titles) + (f" +{more}" if more else "")
