"""The list values that a batch made: noted in its step, gone with it where nobody has them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tui_crm.domain.value_lists import ListsPart
from tui_crm.services.session import Session
from tui_crm.store import lists, steps, value_use

VALUES_NOTE = "values"
"""The key of a step's detail under which the ids are kept, as `12-40,43`."""


def note_of(value_ids: Sequence[int]) -> str:
    """Return ids as a short text: values that one batch makes mostly follow one another."""
    ordered = sorted(set(value_ids))
    breaks = [index + 1 for index, (a, b) in enumerate(pairwise(ordered)) if b != a + 1]
    runs = [ordered[a:b] for a, b in pairwise([0, *breaks, len(ordered)])]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs if run)


def ids_in(note: str) -> Iterator[int]:
    """Yield the ids that `note_of` has written."""
    for run in filter(None, note.split(",")):
        first, _dash, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def unused(session: Session, step_id: int) -> frozenset[int]:
    """Return the values that the batch made and that nobody has by now.

    Outside a transaction: it counts all customers.
    """
    step = steps.get(session.db, step_id)
    note = None if step is None else step.note(VALUES_NOTE)
    if not isinstance(note, str):
        return frozenset()
    made = set(ids_in(note))
    known = [each for each in lists.all_values(session.db) if each.id in made]
    used: set[int] = set()
    for field in {each.field for each in known}:
        used |= value_use.counts(session.db, field).keys()
    return frozenset(
        each.id
        for each in known
        if each.id not in used and not value_use.canned_setting(session.db, each.field, each.id)
    )


def remove(session: Session, value_ids: Iterable[int]) -> None:
    """Take values off their lists; inside a transaction.

    Their rows stay, marked, so that a line of history can still name them.
    """
    lists.put(session.db, ListsPart(values={each: {"is_removed": True} for each in value_ids}))
