"""What is typed over a list, as a filter of it: judged one by one as long as there are few."""

from collections.abc import Callable

from tui_crm.domain.errors import CrmError
from tui_crm.domain.search.probes import Probe, probes, unwanted_probes
from tui_crm.services import entry_search
from tui_crm.services.queries import ReadQuery, read_query
from tui_crm.services.search_tiers import corrections_of, judge
from tui_crm.services.session import Session
from tui_crm.store import search as store
from tui_crm.store.search_match import Part
from tui_crm.store.text_filter import TextFilter

MAX_JUDGED = 2_000
"""Customers who are compared with the query: some forty milliseconds.

Of more the index alone decides, which takes the four digits of a number, or the pairs of a
Chinese word, for the whole wherever they stand.
"""


def text_filter(session: Session, text: str, *, go_on: Callable[[], bool]) -> TextFilter | None:
    """Return what `text` asks of those on a list, None where it asks nothing.

    Call it on a thread. Raises CrmError cancelled soon after `go_on` has said no.
    """
    if not text.strip():
        return None
    read = read_query(session, text)
    if not read:
        return TextFilter(ids=()) if read.query.typed.strip() else None
    told = None
    if read.query.text_words:
        words = read.query.text_words
        told = tuple(entry_search.customers_told_of(session, words, go_on=go_on))
    if not read.looks_for_words:
        return TextFilter(narrowing=read.narrowing, told=told)
    probe = probes(read.query)
    if probe is None:
        return TextFilter(ids=())
    ids = _judged(session, read, probe, go_on)
    if ids == () and (meant := corrections_of(session, read)):
        mistaken = probes(read.query, meant)
        ids = _judged(session, read, mistaken, go_on) if mistaken is not None else ids
        probe = mistaken or probe
    if ids is not None:
        return TextFilter(narrowing=read.narrowing, ids=ids, told=told)
    return TextFilter(
        narrowing=read.narrowing, probe=probe, unwanted=unwanted_probes(read.query), told=told
    )


def _judged(
    session: Session, read: ReadQuery, probe: Probe, go_on: Callable[[], bool]
) -> tuple[int, ...] | None:
    """Return the ids of the hits, None where there are too many candidates."""
    if not go_on():
        raise CrmError("cancelled")
    found = store.candidates(
        session.db,
        session.viewer,
        probe,
        Part.ALL,
        narrowing=read.narrowing,
        limit=MAX_JUDGED + 1,
    )
    if len(found) > MAX_JUDGED:
        return None
    return tuple(hit.id for hit in judge(session, read, found))
