"""The services of the call desk without a screen: the queue, its counts, and one entry."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks import references
from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, of_times
from tui_crm.services import desk, today
from tui_crm.services.session import Session, new_uuid
from tui_crm.store.fields import to_day_number

TIMES = 300
_PAGE = 64
_SLOT = "2"


def measure(data: DataSet) -> list[Figure]:
    """Measure reading the queue and its counts, and writing an entry."""
    with data.session() as session:
        path = Path(session.db.location)
        raw_query = references.raw_queue(
            path, session.viewer.user_id, to_day_number(session.today())
        )
        queue = _timed(lambda: today.queue_of(session).first(_PAGE))
        counts = _timed(lambda: today.figures(session))
        entries = _entries(session)
        raw_write = references.raw_transaction(path.parent)
    return [
        of_times(
            "today's list: first page",
            data.size,
            queue,
            budget=Budget(p95=2),
            reference=raw_query,
        ),
        of_times("today's counts", data.size, counts),
        of_times(
            "log a call: the transaction alone",
            data.size,
            entries,
            budget=Budget(p50=1),
            reference=raw_write,
        ),
    ]


def _timed(act: Callable[[], object]) -> list[float]:
    act()
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        act()
        taken.append(perf_counter() - start)
    return taken


def _entries(session: Session) -> list[float]:
    due = today.due_customers(session)[: TIMES + 1]
    taken = []
    for row in due:
        start = perf_counter()
        desk.log_canned(session, row.id, _SLOT, entry_uuid=new_uuid())
        taken.append(perf_counter() - start)
    return taken[1:]
