"""A database in which every text field of every table holds text that breaks programs."""

from collections.abc import Sequence
from dataclasses import replace

from tests.support.hostile import HOSTILE
from tui_crm.domain.customer import LINE_FIELDS, MAX_LINE, MAX_NAME, MAX_TEXT, Customer, PhoneNumber
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.follow_up import Method
from tui_crm.domain.planning import Entry
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean, clean_line
from tui_crm.domain.viewer import Role
from tui_crm.services import canned, customers, desk
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import users

LAST_NAME = "the last of all"
"""The name of the customer who stands last in the queue."""
VALUES_OF_A_LIST = 24
MAX_LABEL = 60

TEXTS = [text for text in HOSTILE if clean_line(text)]
"""Those of which something is left when they are stored."""


def fill(session: Session, texts: Sequence[str]) -> list[Customer]:
    """Store a customer for each text, with it in every field; all are due today, in this order."""
    _fill_shared(session, texts)
    made = [_add(session, text, place) for place, text in enumerate(texts)]
    made.append(_add(session, LAST_NAME, 0))
    return made


def _fill_shared(session: Session, texts: Sequence[str]) -> None:
    """Put texts where everybody sees them: users and canned follow-ups."""
    short = [clean_line(text) for text in texts if 0 < len(clean_line(text)) <= MAX_LABEL]
    with session.db.write():
        for number, text in enumerate(short[:10]):
            users.insert(
                session.db, login=f"user{number}", name=text, role=Role.REP, at=session.now()
            )
    session.reload()
    for each, label, text in zip(session.canned, short[10:], texts[::-1], strict=False):
        canned.save(session, replace(each, label=label, text=clean(text)[:MAX_TEXT]))


def _add(session: Session, text: str, place: int) -> Customer:
    line = clean_line(text)
    today = Promise(on=session.today())
    draft = CustomerDraft(
        name=line[:MAX_NAME],
        company=line[:MAX_NAME],
        phones=_numbers(line, place),
        note=clean(text)[:MAX_TEXT],
        custom=((f"field {line[:40]}", line[:MAX_LINE]),),
        promise=today,
        **_lines(line, place),
    )
    customer = customers.add(session, draft, override_reason="test").customer
    entry = Entry(
        method=Method.CALL,
        outcome=line[:MAX_NAME],
        text=clean(text)[:MAX_TEXT],
        flags=session.canned[0].flags,
        promise=today,
    )
    return desk.log_entry(session, customer.id, entry, entry_uuid=new_uuid()).customer


def _lines(line: str, place: int) -> dict[str, str]:
    """Return every one-line field, and values of lists as long as the lists stay short."""
    fields = dict.fromkeys(LINE_FIELDS, line[:MAX_LINE])
    if place < VALUES_OF_A_LIST:
        fields |= {"area": line[:MAX_LINE], "industry": line[:MAX_LINE], "status": line[:MAX_LINE]}
    return fields


def _numbers(line: str, place: int) -> tuple[PhoneNumber, ...]:
    """Return a number that can be called, with the text for a label, and the text for a number."""
    good = f"1380013{place:04}"
    return (
        PhoneNumber(raw=good, key=f"+86{good}", e164=f"+86{good}", label=line[:100]),
        PhoneNumber(raw=line[:100], key="", label=""),
    )
