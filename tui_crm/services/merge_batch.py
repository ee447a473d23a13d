"""Many pairs merged at once: one batch, cancelled or undone as a whole (SPEC 5)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tui_crm.domain.customer import Customer
from tui_crm.domain.customer_merge import NO_CHOICES
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import StepKind
from tui_crm.services import batches, card, customer_merging
from tui_crm.services.batches import Cancelled, Progress
from tui_crm.services.pacing import Pace
from tui_crm.services.session import Session
from tui_crm.store import aliases, customers, kept_apart

FIRST_CHUNK = 10
MOST_CHUNK = 250
"""Pairs merged in one transaction, at first and at the most: each takes some milliseconds."""

Pair = tuple[int, int]
Agrees = Callable[[Customer, Customer], bool]
"""Whether two customers, as they are now, are still to be merged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedMany:
    """What a merge of many did: how many customers went into others, and how many pairs stay.

    `step_id` is None where nothing was merged: then there is nothing to undo.
    """

    step_id: int | None
    merged: int
    left: int


def _always(_first: Customer, _second: Customer) -> bool:
    return True


def merge_batch(
    session: Session,
    pairs: Sequence[Pair],
    *,
    agrees: Agrees = _always,
    progress: Progress = lambda _done, _of: True,
) -> MergedMany:
    """Merge each of the pairs, as one step; of each the one who should stay stays.

    A pair stays where one of it is gone, where the two are one already or kept apart, or where
    `agrees` says so. Pairs that share a customer become one customer together. `progress` is
    called after each chunk; where it returns False everything is taken back and Cancelled raised.
    Raises CrmError batch_running.
    """
    pace = Pace(first=FIRST_CHUNK, most=MOST_CHUNK)
    merged = done = 0
    with batches.run(session, StepKind.MERGE_MANY, {"count": 0}) as batch:
        while done < len(pairs):
            chunk = pairs[done : done + pace.rows]
            with session.db.write_bulk(), pace.timed(len(chunk)):
                merged += _merge_chunk(session, chunk, agrees, batch.step_id)
            done += len(chunk)
            if not progress(done, len(pairs)):
                raise Cancelled
        batch.detail["count"] = merged
        if not merged:
            batch.leave_no_step()
    step_id = batch.step_id if merged else None
    return MergedMany(step_id=step_id, merged=merged, left=len(pairs) - merged)


def _merge_chunk(session: Session, pairs: Iterable[Pair], agrees: Agrees, step_id: int) -> int:
    """Merge some pairs inside a transaction, and return how many were."""
    chunk = list(pairs)
    ids = {each for pair in chunk for each in pair}
    standing = aliases.standing_ids(session.db, ids)
    customers.hold(session.db, *{standing.get(each, each) for each in ids})
    return sum(_merge_pair(session, pair, agrees, step_id) for pair in chunk)


def _merge_pair(session: Session, pair: Pair, agrees: Agrees, step_id: int) -> bool:
    """Merge two customers, or those for whom their ids stand; return whether they were merged."""
    try:
        first, second = (card.get(session, each) for each in pair)
    except CrmError:
        return False
    if first.id == second.id or kept_apart.are_apart(session.db, (first.id, second.id)):
        return False
    if not agrees(first, second):
        return False
    stays, goes = customer_merging.in_order(session, first, second)
    customer_merging.unite(session, stays, goes, NO_CHOICES, step_id=step_id)
    return True
