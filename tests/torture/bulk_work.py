"""The bulk work that is cut off: a demo, an import and a bulk change, with somebody who calls.

Calls are logged through a connection of their own, between the chunks of the batch.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from tests.torture.desk_work import add_leads, log_calls
from tests.torture.ledger import Acknowledged
from tui_crm.domain.bulk_change import BulkChange
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import ImportOptions
from tui_crm.domain.steps import StepKind
from tui_crm.services import batches, bulk_change, demo, importing
from tui_crm.services.batches import Cancelled, Progress
from tui_crm.services.session import Session
from tui_crm.store import steps
from tui_crm.store.models import CustomerTable

STOCK = 60
"""Customers there before an import or a bulk change; every other one is in the file too."""
ROWS = 120
CHUNK = 12
LEADS = 6
CALLS_BETWEEN = 3

Say = Callable[[Acknowledged], None]
BatchWork = Callable[[Session, Path, Progress], object]


@contextmanager
def small_chunks() -> Iterator[None]:
    """Have batches of a few hundred customers written in many chunks, as large ones are."""
    sizes = {
        demo: ("CHUNK_CUSTOMERS",),
        importing: ("FIRST_CHUNK", "MOST_CHUNK"),
        bulk_change: ("FIRST_CHUNK", "MOST_CHUNK"),
        batches: (
            "FIRST_REMOVED",
            "MOST_REMOVED",
            "FIRST_RESTORED",
            "MOST_RESTORED",
            "FIRST_COLUMNS_RESTORED",
            "MOST_COLUMNS_RESTORED",
        ),
    }
    with ExitStack() as stack:
        for module, names in sizes.items():
            stack.enter_context(patch.multiple(module, **dict.fromkeys(names, CHUNK)))
        yield


def fill_stock(session: Session, folder: Path) -> None:
    """Import the customers that are there before the batch."""
    importing.import_file(session, table(folder, "stock", range(STOCK)), ImportOptions())


def fill_demo(session: Session, _folder: Path, progress: Progress) -> None:
    """Fill the demo into the empty database."""
    demo.fill_demo(session, customers=ROWS, seed=7, progress=progress)


def import_rows(session: Session, folder: Path, progress: Progress) -> None:
    """Import new customers, some of them refusing calls, and overwrite known ones."""
    _import(session, folder, progress, progress)


def import_and_cancel(session: Session, folder: Path, progress: Progress) -> None:
    """Import, and stop at two thirds: what was written is taken back at once."""

    def until_two_thirds(done: int, of: int) -> bool:
        return progress(done, of) and 3 * done < 2 * ROWS

    try:
        _import(session, folder, until_two_thirds, progress)
    except Cancelled:
        return
    raise AssertionError("the import was not cancelled")


def _import(session: Session, folder: Path, progress: Progress, taking_back: Progress) -> None:
    path = table(folder, "news", range(0, 2 * ROWS, 2))
    options = ImportOptions(on_duplicate=OnDuplicate.OVERWRITE)
    importing.import_file(session, path, options, progress, taking_back=taking_back)


def change_stock(session: Session, _folder: Path, progress: Progress) -> None:
    """Give all customers another source."""
    query = CustomerTable.select(CustomerTable.id).where(CustomerTable.source != "fair")
    ids = [row[0] for row in session.db.rows(query.tuples())]
    change = BulkChange(field="source", value="fair")
    bulk_change.change_many(session, ids, change, progress=progress)


def take_back_newest(session: Session, progress: Progress) -> None:
    """Undo the newest batch, as its user does in the list of steps."""
    done = steps.of_user(session.db, session.viewer.user_id, limit=1_000)
    newest = next(each for each in done if each.kind in (StepKind.IMPORT, StepKind.CHANGE))
    batches.take_back(session, newest, progress=progress)


def somebody_calling(session: Session, seed: int, say: Say) -> Progress:
    """Return a progress that logs calls after each chunk, on leads that it makes after the first.

    `say` is called with each call once it is acknowledged.
    """
    calls: Iterator[Acknowledged] | None = None

    def after_chunk(_done: int, _of: int) -> bool:
        nonlocal calls
        if calls is None:
            calls = log_calls(session, add_leads(session, LEADS), random.Random(seed))
        for _ in range(CALLS_BETWEEN):
            say(next(calls))
        return True

    return after_chunk


def table(folder: Path, name: str, numbers: range) -> Path:
    """Write a file of customers, told apart by their numbers; every tenth refuses calls."""
    path = folder / f"{name}.csv"
    lines = ["name,company,phone,industry,note"]
    for number in numbers:
        mark = " [dnc]" if number % 10 == 4 else ""
        lines.append(
            f"{name} {number},Company {number},1380013{number:04}{mark},"
            f"trade {number % 7} of {name},{name * 20}"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
