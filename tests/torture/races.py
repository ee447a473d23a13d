"""Several processes on one database: `python -m tests.torture.races ROLE DATABASE PROCESSES N`.

Prints a JSON report. Roles: `watch` (N seconds), `update` (N rounds), `queue` (N seconds).
"""

import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from tests.torture.desk_work import make_office, session_on, until
from tests.torture.forked import Child, pause
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method
from tui_crm.domain.phone import phones_text
from tui_crm.domain.planning import Entry
from tui_crm.services import customers, desk
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import follow_ups

Result = TypeVar("Result")
Say = Callable[[str], None]
Report = dict[str, float]

LEADS = 6
BETWEEN_CALLS_SECONDS = 0.02
ENOUGH_SECONDS = 5.0
"""A watcher waits this long for the last entries of the others."""


def watch(location: str, leads: list[int], me: int, of: int, seconds: float, say: Say) -> None:
    """Log calls for so long and look out for those of the others; say how late they were seen."""
    session = session_on(location)
    chance = random.Random(me)
    seen = last_id = logged = 0
    slowest = 0.0
    mark: object = None
    ends = time.monotonic() + seconds
    is_done = False
    while time.monotonic() < ends + ENOUGH_SECONDS:
        if time.monotonic() < ends:
            logged += 1
            text = f"{me} {logged} {time.monotonic_ns()}"
            lead = chance.choice(leads)
            _again(partial(desk.log_canned, session, lead, "3", entry_uuid=new_uuid(), text=text))
        elif not is_done:
            is_done = True
            say(f"logged {logged}")
        pause(BETWEEN_CALLS_SECONDS)
        if (now_marked := session.db.change_mark()) == mark:
            continue
        mark = now_marked
        while page := follow_ups.page_after(session.db, session.viewer, last_id, limit=500):
            last_id = page[-1].follow_up.id
            for entry in page:
                who, _, stamp = entry.follow_up.text.split(" ")
                if int(who) != me:
                    seen += 1
                    slowest = max(slowest, (time.monotonic_ns() - int(stamp)) / 1e9)
    say(f"seen {seen}")
    say(f"slowest {slowest}")
    session.close()


def update(location: str, leads: list[int], me: int, _of: int, rounds: float, say: Say) -> None:
    """Change the same customers as the others on every write path; say how often it worked."""
    session = session_on(location)
    chance = random.Random(me)
    for turn in range(int(rounds)):
        lead = leads[0]
        _again(partial(_count_up, session, lead))
        _again(partial(_add_number, session, lead, f"1380{me:03}{turn:04}"))
        press = partial(desk.log_canned, session, lead, "3", entry_uuid=new_uuid())
        logged = _again(press)
        _again(press)  # A retry of the same entry doubles nothing.
        entry = Entry(method=Method.EMAIL, outcome="sent", text=f"{me} {turn}")
        _again(partial(desk.log_entry, session, chance.choice(leads), entry, entry_uuid=new_uuid()))
        _again(partial(customers.correct, session, logged.follow_up.id, text=f"corrected by {me}"))
        made = customers.add(session, CustomerDraft(name=f"made by {me} in {turn}")).customer
        customers.archive(session, made.id, reason="tried")
        say("round 1")
    session.close()


def _again(act: Callable[[], Result]) -> Result:
    """Do it until nobody else was faster, as a user would who reads the refusal."""
    while True:
        try:
            return act()
        except CrmError as refusal:
            if refusal.code != "changed_meanwhile":
                raise


def _count_up(session: Session, lead: int) -> None:
    """Add one to the number in the note, as a form does: read, and save that version."""
    customer = customers.get(session, lead)
    note = str(int(customer.note or "0") + 1)
    customers.edit(session, lead, {"note": note}, version=customer.version)


def _add_number(session: Session, lead: int, number: str) -> None:
    customer = customers.get(session, lead)
    phones = " ; ".join(filter(None, (phones_text(customer.phones), number)))
    customers.edit(session, lead, {"phones": phones}, version=customer.version)


def queue(location: str, leads: list[int], me: int, _of: int, seconds: float, say: Say) -> None:
    """Log calls without a pause for so long; say how many, and how long the slowest took."""
    session = session_on(location)
    slowest = 0.0
    calls = 0
    for _ in until(time.monotonic() + seconds, time.monotonic):
        began = time.monotonic()
        desk.log_canned(session, leads[me % len(leads)], "3", entry_uuid=new_uuid())
        slowest = max(slowest, time.monotonic() - began)
        calls += 1
    say(f"calls {calls}")
    say(f"slowest {slowest}")
    session.close()


ROLES = {"watch": watch, "update": update, "queue": queue}


def run(role: str, location: str, processes: int, amount: float) -> Report:
    """Run the role in so many processes at once; return what they said: sums, and the slowest."""
    leads = make_office(location, size=LEADS)
    children = [
        Child(partial(ROLES[role], location, leads, me, processes, amount))
        for me in range(processes)
    ]
    report: Report = {"lead": leads[0], "failed": 0}
    for child in children:
        for line in child.lines():
            word, _, number = line.partition(" ")
            known = report.get(word, 0)
            report[word] = max(known, float(number)) if word == "slowest" else known + float(number)
        report["failed"] += child.status != 0
    return report


if __name__ == "__main__":
    outcome = run(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
    sys.stdout.write(json.dumps(outcome))
