"""Several processes edit one customer in every field: `python -m tests.torture.edits DB N ROUNDS`.

Each reads him, changes some fields, and saves; what it is asked it decides at random. Prints a
JSON report: what each wrote over what it had seen, the numbers added, and the questions asked.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from tests.torture.desk_work import make_office, session_on
from tests.torture.forked import Child, pause
from tui_crm.domain.conflicts import Side
from tui_crm.domain.customer import LINE_FIELDS, Customer
from tui_crm.domain.phone import phones_text
from tui_crm.domain.promise import Promise
from tui_crm.services import customers, merging
from tui_crm.services.merging import EditConflict
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import shown_texts

THINKING_SECONDS = 0.02
"""So long a form is open: the others write meanwhile."""
TURNS_A_NUMBER = 4
"""Every so many edits add a number: nobody has hundreds."""
DATED = ("birthday", "lunar_birthday", "time_zone")
PLAIN = ("name", "company", "note", *(each for each in LINE_FIELDS if each not in DATED))
FREE = ("custom.爱好", "custom.生肖")

Changes = dict[str, str | Promise | None]


def edit(location: str, lead: int, me: int, rounds: int, say: Callable[[str], None]) -> None:
    """Edit the customer so many times, and say what was written over what had been seen."""
    session = session_on(location)
    chance = random.Random(me)
    for turn in range(rounds):
        base = customers.get(session, lead)
        wanted = _wishes(chance, f"{me}-{turn}")
        number = f"1380{me:03}{turn:04}"
        if turn % TURNS_A_NUMBER == 0:
            wanted["phones"] = " ; ".join(filter(None, (phones_text(base.phones), number)))
        pause(THINKING_SECONDS)
        _save(session, base, wanted, chance, say)
        if "phones" in wanted:
            say(json.dumps({"number": number}))
    session.close()


def _wishes(chance: random.Random, tag: str) -> Changes:
    """Return what somebody changes in one form: some fields of every kind."""
    all_wishes: Changes = {
        **{code: f"{code} 张 {tag}" for code in PLAIN},
        **{code: chance.choice(["", f"茶 {tag}"]) for code in FREE},
        "birthday": f"1990-05-{chance.randint(1, 28):02}",
        "lunar_birthday": f"1985-06-{chance.randint(1, 28):02}",
        "level": chance.choice("ABCD"),
        "kind": chance.choice(["lead", "customer"]),
        "next_contact": Promise(on=date(2027, 1, chance.randint(1, 28))),
    }
    codes = chance.sample(sorted(all_wishes), k=len(all_wishes) // 2)
    return {code: all_wishes[code] for code in codes}


def _save(
    session: Session,
    base: Customer,
    changes: Changes,
    chance: random.Random,
    say: Callable[[str], None],
) -> None:
    """Save until it is in; say each field that is written, with what was seen of it before."""
    seen = shown_texts(session, base)
    while True:
        try:
            saved = merging.save(session, base, changes)
        except EditConflict as conflict:
            seen |= {each.code: each.theirs for each in conflict.conflicts}
            choices = {each.code: chance.choice(list(Side)) for each in conflict.conflicts}
            say(json.dumps({"asked": sorted(choices)}))
            base, changes = conflict.current, conflict.decided(choices)
        else:
            break
    written = shown_texts(session, saved.customer)
    agreed = {each.code for each in saved.news}  # They wrote the same: there was no question.
    for code in changes.keys() - agreed:
        before, after = seen.get(code, ""), written.get(code, "")
        if code != "phones" and before != after:
            say(json.dumps({"wrote": [code, before, after]}))


def run(location: str, processes: int, rounds: int) -> dict[str, Any]:
    """Let so many processes edit the same customer at once; return what they said."""
    lead = make_office(location, size=1)[0]
    children = [Child(partial(edit, location, lead, me, rounds)) for me in range(1, processes + 1)]
    report: dict[str, Any] = {"lead": lead, "wrote": [], "number": [], "asked": [], "failed": 0}
    for child in children:
        for line in child.lines():
            for word, what in json.loads(line).items():
                report[word].append(what)
        report["failed"] += child.status != 0
    return report


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
