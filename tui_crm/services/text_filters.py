"""What is typed over a list, as a filter of it: judged one by one as long as there are few."""

from collections.abc import Callable

from tui_crm.domain.errors import CrmError
from tui_crm.domain.search.probes import Probe, probes, unwanted_probes
from tui_crm.services import entry_search
from tui_crm.services.queries import ReadQuery, read_query
from tui_crm.services.search_tiers import FEW_HITS, corrections_of, judge
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
    if not read.looks_for_words:
        return TextFilter(narrowing=read.narrowing, told=_told(session, read, go_on))
    probe = probes(read.query)
    if probe is None:
        return TextFilter(ids=())
    ids = _judged(session, read, probe, go_on)
    if ids is not None and len(ids) < FEW_HITS and (meant := corrections_of(session, read)):
        # It matches those who hold the words as they are typed too.
        probe = probes(read.query, meant) or probe
        ids = _judged(session, read, probe, go_on)
    if ids is not None:
        # Those who were judged are told of: nothing else has to be looked through.
        return TextFilter(narrowing=read.narrowing, ids=ids)
    return TextFilter(
        narrowing=read.narrowing,
        probe=probe,
        unwanted=unwanted_probes(read.query),
        told=_told(session, read, go_on),
    )


def _told(session: Session, read: ReadQuery, go_on: Callable[[], bool]) -> tuple[int, ...] | None:
    """Return those whose follow-ups hold what is looked for inside them, None where nothing is."""
    words = read.query.text_words
    return tuple(entry_search.customers_told_of(session, words, go_on=go_on)) if words else None


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
