"""kill -9 while calls are logged: `python -m tests.torture.kills DATABASE KILLS SEED`.

Prints a JSON report. Children are forked from this warm process, so that a kill costs little.
"""

import json
import random
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from tests.torture.desk_work import LOGIN, log_calls, make_office
from tests.torture.forked import Child, pause
from tests.torture.ledger import Acknowledged, audit
from tui_crm.services.session import open_session

LEADS = 12
LONGEST_MS = 30
EARLY_KILLS = 0.2
"""The share of kills that may come while the database is being opened."""
AUDITED_EVERY = 5
"""The kills after which the file is audited: between them it is the program that recovers it."""
FRESH_EVERY = 500
"""An audit reads the whole file, so that it must not grow for ever."""


@dataclass(slots=True)
class Report:
    """What the kills did. `durable_only`: entries that were stored but not acknowledged."""

    kills: int = 0
    acknowledged: int = 0
    durable_only: int = 0
    failed_children: int = 0
    faults: tuple[str, ...] = ()


def work(path: Path, leads: list[int], seed: int, say: Callable[[str], None]) -> None:
    """Log calls until killed; say each entry once it is acknowledged."""
    session = open_session(path, login=LOGIN)
    for act, uuid in log_calls(session, leads, random.Random(seed)):
        say(f"{act} {uuid}")


def run(path: Path, kills: int, seed: int) -> Report:
    """Kill `kills` children at random moments, audit the file after each, and report."""
    chance = random.Random(seed)
    leads = make_office(path, size=LEADS)
    acknowledged: list[Acknowledged] = []
    report = Report()
    while report.kills < kills and not report.faults:
        child = Child(partial(work, path, leads, chance.randrange(1 << 30)))
        if chance.random() > EARLY_KILLS:
            child.wait_for_line()
        pause(chance.random() * LONGEST_MS / 1000)
        child.kill()
        for line in child.lines():
            act, _, uuid = line.partition(" ")
            acknowledged.append(("undo" if act == "undo" else "log", uuid))
        report.failed_children += child.status != -9
        report.kills += 1
        if report.kills % AUDITED_EVERY and report.kills != kills:
            continue
        is_last_of_file = report.kills % FRESH_EVERY == 0 or report.kills == kills
        found = audit(path, acknowledged, is_thorough=is_last_of_file)
        report.faults = (*found.lost, *found.half_written, *found.damage)
        if is_last_of_file:
            report.acknowledged += len(acknowledged)
            report.durable_only += found.entries - sum(act == "log" for act, _ in acknowledged)
            path, acknowledged = path.with_name(f"after-{report.kills}.db"), []
            leads = make_office(path, size=LEADS)
    return report


if __name__ == "__main__":
    outcome = run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(outcome)))
