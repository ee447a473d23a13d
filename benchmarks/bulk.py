"""A bulk change of as many customers as there are, up to 100,000; then its undo, row by row."""

import hashlib
from itertools import islice
from time import perf_counter

from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure
from benchmarks.waiting import writers_waits
from tui_crm.domain.bulk_change import BulkChange
from tui_crm.domain.customer_list import CustomerFilter
from tui_crm.services import customer_lists, undo
from tui_crm.services.bulk_change import change_many, preview
from tui_crm.services.session import Session
from tui_crm.store import pages
from tui_crm.store.records import stored_columns

MOST = 100_000
_SECONDS = 10
_LONGEST_WAIT_MS = 150
_PAGE_IDS = 5_000
FIELD = "source"
"""Differs from customer to customer, and no list is sorted by it: the plainest change."""


def measure(data: DataSet) -> list[Figure]:
    """Change a field of all customers, then their owner; take both back and compare each row."""
    with data.session() as session:
        ids = _ids(session)
        owner = session.viewer.user_id
        changes = (
            BulkChange(field=FIELD, value="bulk"),
            BulkChange(field="owner", value=owner),
        )
        return [figure for change in changes for figure in _measured(session, ids, change)]


def _ids(session: Session) -> list[int]:
    found = customer_lists.ids(session, CustomerFilter())
    return [each for page in islice(found, MOST // _PAGE_IDS) for each in page]


def _measured(session: Session, ids: list[int], change: BulkChange) -> list[Figure]:
    before = _digest(session)
    start = perf_counter()
    preview(session, ids, change)
    preview_seconds = perf_counter() - start
    with writers_waits(session) as change_waits:
        start = perf_counter()
        done = change_many(session, ids, change)
        change_seconds = perf_counter() - start
    with writers_waits(session) as undo_waits:
        start = perf_counter()
        skipped = undo.undo(session, done.step_id).skipped
        undo_seconds = perf_counter() - start
    if skipped or _digest(session) != before:
        raise RuntimeError(f"undo of {change.field} did not restore every row")
    name = f"bulk change of {change.field}"
    return [
        Figure(what=f"{name}: preview", size=len(ids), unit="s", p50=preview_seconds),
        _seconds(name, done.changed, change_seconds),
        _wait(name, done.changed, change_waits),
        _seconds(f"{name}, taken back", done.changed, undo_seconds),
        _wait(f"{name}, taken back", done.changed, undo_waits),
    ]


def _seconds(what: str, size: int, seconds: float) -> Figure:
    return Figure(what=what, size=size, unit="s", p50=seconds, budget=Budget(p50=_SECONDS))


def _wait(what: str, size: int, waits: list[float]) -> Figure:
    return Figure(
        what=f"{what}: longest wait of a writer",
        size=size,
        unit="ms",
        p50=max(waits, default=0.0) * 1000,
        budget=Budget(p50=_LONGEST_WAIT_MS),
    )


def _digest(session: Session) -> str:
    """Return a hash of all customers, without version and time of change."""
    sha = hashlib.sha256()
    for customer in pages.all_customers(session.db, session.viewer):
        columns = stored_columns(customer)
        del columns["version"], columns["updated_at"]
        sha.update(repr((customer.id, sorted(columns.items()), customer.phones)).encode())
    return sha.hexdigest()
