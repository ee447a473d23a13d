"""Customers of whom follow-ups tell something: what `text:` asks for (SPEC 5)."""

from collections.abc import Callable, Iterator, Sequence

from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import fold
from tui_crm.domain.timeline import TimelineFilter
from tui_crm.services import timeline
from tui_crm.services.session import Session
from tui_crm.store import search as store


def told_of(session: Session, customer_ids: Sequence[int], words: Sequence[str]) -> frozenset[int]:
    """Return those of some customers of whom follow-ups tell all `words`, in whichever of them."""
    wanted = [fold(word) for word in words]
    texts = store.entry_texts(session.db, session.viewer, customer_ids)
    return frozenset(
        customer_id
        for customer_id, told in texts.items()
        if all(any(word in fold(text) for text in told) for word in wanted)
    )


def customers_told_of(
    session: Session, words: Sequence[str], *, go_on: Callable[[], bool]
) -> Iterator[int]:
    """Yield the customers of whom follow-ups tell all `words`, the newest told of first.

    Reads the texts of all follow-ups, newest first (7 µs each), until nobody asks for more: call
    it on a thread. Raises CrmError cancelled soon after `go_on` has said no.
    """
    longest = max(words, key=len)
    known: set[int] = set()
    for looked in timeline.search(session, TimelineFilter(text=longest)):
        if not go_on():
            raise CrmError("cancelled")
        of_entry = store.customers_of_entries(
            session.db, session.viewer, [entry_id for entry_id, _day in looked.found]
        )
        new = [
            of_entry[entry_id]
            for entry_id, _day in looked.found
            if entry_id in of_entry and of_entry[entry_id] not in known
        ]
        fresh = list(dict.fromkeys(new))
        known.update(fresh)
        told = told_of(session, fresh, words) if len(words) > 1 and fresh else frozenset(fresh)
        yield from (each for each in fresh if each in told)
