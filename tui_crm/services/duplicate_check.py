"""The duplicate check of the whole database: everybody against everybody, in bounded memory.

Each record gets keys; keys and ids go to disk and are sorted there; records that share a key which
few others have are compared, each pair once. Pairs that are one or may be are kept for the review.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tui_crm.domain.duplicates.blocking import MAX_BLOCK
from tui_crm.domain.duplicates.verdict import Verdict
from tui_crm.services.batches import Cancelled, Progress
from tui_crm.services.duplicate_crew import Crew, processors
from tui_crm.services.duplicate_tasks import (
    Task,
    packed_pairs,
    packed_records,
    unpacked_found,
    unpacked_keys,
)
from tui_crm.services.pacing import Pace
from tui_crm.services.session import Session
from tui_crm.store import duplicate_pairs, duplicate_records
from tui_crm.store.block_spill import BlockSpill
from tui_crm.store.duplicate_pairs import Pair

WORTH_A_PROCESS = 3_000
"""Customers from which processes of their own are worth their start (half a second)."""
PAIRS_AT_ONCE = 4_000
"""Pairs handed to a process at once: those of one block stand together, so few are read twice."""
PAIRS_AT_LEAST = 500_000
PAIRS_A_CUSTOMER = 2
"""How many pairs are compared at the most: in large databases only rarer keys make a pair, so that
the work grows with the number of customers and no faster."""
FIRST_KEPT = 100
MOST_KEPT = 1_000
"""Pairs written in one transaction, at first and at the most."""
FORGOTTEN_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFigures:
    """What a check did: customers, pairs compared, and the pairs that are to be decided.

    `same` and `likely` are what whoever asked for it may see and nobody keeps apart.
    """

    customers: int = 0
    compared: int = 0
    same: int = 0
    likely: int = 0


def check_all(
    session: Session,
    *,
    progress: Progress = lambda _done, _of: True,
    processes: int | None = None,
) -> CheckFigures:
    """Check the whole database, archived customers left out, and keep the pairs for the review.

    `progress` is told how many of the customers are done, half of it for taking their keys.
    `processes` are those that compare; without it as many as there are processors. Raises
    Cancelled where `progress` says no: what was found by then is kept beside what was known.
    """
    total = duplicate_records.count(session.db)
    if processes is None:
        processes = processors() if total >= WORTH_A_PROCESS else 0
    with session.db.write():
        check_id = duplicate_pairs.begin_check(
            session.db, user_id=session.viewer.user_id, at=session.now()
        )
    with Crew(processes) as crew, BlockSpill() as spill:
        check = _Check(session, crew, spill, progress, check_id=check_id, total=total)
        check.take_keys()
        check.compare(check.gather())
    with session.db.write():
        duplicate_pairs.end_check(
            session.db,
            check_id,
            at=session.now(),
            customers=check.customers,
            compared=check.compared,
        )
    _forget_older(session, check_id)
    open_pairs = duplicate_pairs.counts(session.db, session.viewer)
    return CheckFigures(
        customers=check.customers,
        compared=check.compared,
        same=open_pairs.get(Verdict.SAME, 0),
        likely=open_pairs.get(Verdict.LIKELY, 0),
    )


class _Check:
    """One check at work: `customers` is how many were taken, `compared` how many pairs."""

    def __init__(
        self,
        session: Session,
        crew: Crew,
        spill: BlockSpill,
        progress: Progress,
        *,
        check_id: int,
        total: int,
    ) -> None:
        self._session = session
        self._crew = crew
        self._spill = spill
        self._progress = progress
        self._check_id = check_id
        self._total = total
        self.customers = 0
        self.compared = 0
        self._pace = Pace(first=FIRST_KEPT, most=MOST_KEPT)

    def take_keys(self) -> None:
        """Note the keys of everybody."""
        for answer, customers in self._crew.answers(Task.KEYS, self._all_records()):
            self._spill.add(unpacked_keys(answer))
            self.customers += customers
            self._tell(self.customers / 2)

    def gather(self) -> int:
        """Find the pairs that share a key; return how many."""
        pairs = self._spill.gather(
            MAX_BLOCK,
            pairs=PAIRS_AT_LEAST + PAIRS_A_CUSTOMER * self.customers,
            go_on=lambda: self._goes_on(self._total / 2),
        )
        if pairs is None:
            raise Cancelled
        return pairs

    def compare(self, pairs: int) -> None:
        """Compare the gathered pairs and keep those that are or may be one."""
        done = 0
        for answer, versions in self._crew.answers(Task.PAIRS, self._all_pairs()):
            compared, found = unpacked_found(answer)
            self.compared += compared
            self._keep(
                [
                    Pair(a=a, b=b, finding=finding, a_version=versions[a], b_version=versions[b])
                    for a, b, finding in found
                ]
            )
            done += PAIRS_AT_ONCE
            self._tell(self._total * (1 + min(1.0, done / pairs)) / 2)
        self._tell(self._total)

    def _all_records(self) -> Iterator[tuple[bytes, int]]:
        for page in duplicate_records.pages(self._session.db):
            yield packed_records(each.record for each in page), len(page)

    def _all_pairs(self) -> Iterator[tuple[bytes, dict[int, int]]]:
        """Yield pairs with their records, and the version of each customer beside them."""
        for pairs in self._spill.pairs(PAIRS_AT_ONCE):
            ids = {each for pair in pairs for each in pair}
            stored = duplicate_records.some(self._session.db, ids)
            versions = {each.record.id: each.version for each in stored}
            yield packed_pairs((each.record for each in stored), pairs), versions

    def _keep(self, found: list[Pair]) -> None:
        while found:
            chunk, found = found[: self._pace.rows], found[self._pace.rows :]
            with self._session.db.write_bulk(), self._pace.timed(len(chunk)):
                duplicate_pairs.keep(self._session.db, self._check_id, chunk)

    def _goes_on(self, done: float) -> bool:
        return self._progress(int(done), self._total)

    def _tell(self, done: float) -> None:
        if not self._goes_on(done):
            raise Cancelled


def _forget_older(session: Session, check_id: int) -> None:
    """Remove the pairs that this check did not find again."""
    removed = -1
    while removed != 0:
        with session.db.write_bulk():
            removed = duplicate_pairs.forget_older(session.db, check_id, limit=FORGOTTEN_AT_ONCE)
