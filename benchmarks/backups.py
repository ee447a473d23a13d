"""The verified copy of the database, and what it costs those who write meanwhile."""

from pathlib import Path
from time import perf_counter

from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure
from benchmarks.waiting import writers_waits
from tui_crm.db.backup import Reason, make_backup

_PER_SECOND_MB = 800 / 3
"""The budget is 3 s for 800 MB."""


def measure(data: DataSet) -> list[Figure]:
    """Make one copy while somebody writes."""
    with data.session() as session:
        path = Path(session.db.location)
        megabytes = path.stat().st_size / 1e6
        with writers_waits(session) as waits:
            start = perf_counter()
            make_backup(session.db, path.parent / "backups", Reason.MANUAL)
            seconds = perf_counter() - start
    allowed = max(3.0, megabytes / _PER_SECOND_MB)
    return [
        Figure(
            what=f"backup of {megabytes:,.0f} MB",
            size=data.size,
            unit="s",
            p50=seconds,
            budget=Budget(p50=round(allowed, 1)),
        ),
        Figure(
            what="backup: longest wait of a writer",
            size=data.size,
            unit="s",
            p50=max(waits, default=0.0),
            budget=Budget(p50=0.5),
        ),
    ]
