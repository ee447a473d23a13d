"""kill -9 in the middle of bulk work: `python -m tests.torture.batch_kills DATABASE KILLS SEED`.

Prints a JSON report.
"""

import json
import random
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from tests.torture.desk_work import make_office, session_on
from tests.torture.forked import Child, pause
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.services import batches, demo
from tui_crm.services.session import Session
from tui_crm.store import customers, steps
from tui_crm.store.models import DoNotCallRow

CUSTOMERS = 3_000
LONGEST_MS = 400


@dataclass(slots=True)
class Report:
    """What the kills did. `half_done`: batches that had written something when they were killed."""

    kills: int = 0
    half_done: int = 0
    faults: list[str] = field(default_factory=list)


def work(path: Path, seed: int, say: Callable[[str], None]) -> None:
    """Fill the demo in; say so after each chunk."""
    session = session_on(path)

    def progress(done: int, of: int) -> bool:
        say(f"{done} {of}")
        return True

    demo.fill_demo(session, customers=CUSTOMERS, seed=seed, progress=progress)


def run(path: Path, kills: int, seed: int) -> Report:
    """Kill `kills` batches at random moments; each next start must take the batch back whole."""
    chance = random.Random(seed)
    make_office(path, size=0)
    report = Report()
    while report.kills < kills and not report.faults:
        child = Child(partial(work, path, chance.randrange(1 << 30)))
        child.wait_for_line()
        pause(chance.random() * LONGEST_MS / 1000)
        child.kill()
        child.lines()
        session = session_on(path)
        report.half_done += not customers.is_empty(session.db)
        taken = batches.take_back_killed(session)
        report.faults += _faults(session, taken_back=len(taken))
        session.close()
        report.kills += 1
    return report


def _faults(session: Session, *, taken_back: int) -> list[str]:
    """Return what is left of a batch that should be gone."""
    newest = steps.of_user(session.db, session.viewer.user_id, limit=1)[0]
    found = []
    if taken_back != 1 or (newest.kind, newest.state) != (StepKind.DEMO, StepState.UNDONE):
        found.append(f"{taken_back} taken back, the newest is {newest.kind} {newest.state}")
    if not customers.is_empty(session.db):
        found.append("customers are left")
    if session.db.rows(DoNotCallRow.select(DoNotCallRow.id).limit(1)):
        found.append("refusals are left")
    if steps.running(session.db):
        found.append("a batch is running")
    return found


if __name__ == "__main__":
    outcome = run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(outcome)))
