"""A database in which every text field of every table holds text that breaks programs."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from tests.support.hostile import BIDI, EMOJI, ESCAPES, HOSTILE, MARKUP, ZERO_WIDTH
from tui_crm.domain.cells import READ_TEXTS
from tui_crm.domain.customer import (
    LINE_FIELDS,
    LIST_FIELDS,
    MAX_LINE,
    MAX_NAME,
    MAX_TEXT,
    Customer,
    PhoneNumber,
)
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.errors import FieldError
from tui_crm.domain.follow_up import Method
from tui_crm.domain.planning import Entry
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean, clean_line, harmless_line
from tui_crm.domain.value_lists import MAX_TITLE
from tui_crm.domain.viewer import Role
from tui_crm.services import canned, customer_page, customers, desk, value_lists, working_days
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import users

LAST_NAME = "the last of all"
"""The name of the customer who stands last in the queue."""
VALUES_OF_A_LIST = 24
MAX_LABEL = 60
MAX_DAY_NAME = 100

WORST = [
    text
    for text in (*ESCAPES, *MARKUP, *BIDI, *ZERO_WIDTH, *EMOJI)
    if harmless_line(clean_line(text)).strip()
]
"""Those that terminals and widgets could obey, as far as something of them is drawn."""

TEXTS = [text for text in HOSTILE if clean_line(text)]
"""Those of which something is left when they are stored."""


def fill(session: Session, texts: Sequence[str]) -> list[Customer]:
    """Store a customer for each text, with it in every field; all are due today, in this order.

    With the worst ones he was changed and his follow-up corrected.
    """
    _fill_shared(session, texts)
    made = [_add(session, text, place) for place, text in enumerate(texts)]
    _fill_lists(session)
    worst = set(WORST)
    for text, customer in zip(texts, made, strict=True):
        if text in worst:
            _change(session, customer, text)
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
    for number, text in enumerate(WORST):
        day = session.today() + timedelta(days=number - 20)
        working_days.set_day(session, day, is_working=False, name=clean_line(text)[:MAX_DAY_NAME])


def _fill_lists(session: Session) -> None:
    """Give the classifications hostile titles, and their shipped values hostile names."""
    for field, text in zip(LIST_FIELDS, (ESCAPES[0], MARKUP[0], BIDI[0], MARKUP[6]), strict=True):
        value_lists.rename_title(session, field, clean_line(text)[:MAX_TITLE])
        for value, name in zip(session.values_of(field), WORST, strict=False):
            with suppress(FieldError):  # of two that are drawn alike the list takes one
                value_lists.edit_value(
                    session, value.id, name=clean_line(name)[:MAX_LINE], colour=value.colour
                )


def _change(session: Session, customer: Customer, text: str) -> None:
    """Change a customer and correct his follow-up, so that both have former texts."""
    line = clean_line(text)
    customers.edit(
        session,
        customer.id,
        {"company": f"{line} 2"[:MAX_NAME], "note": "", f"custom.field {line[:40]}": "other"},
    )
    newest = customer_page.progress(session, customer.id).first(1)[0]
    customers.correct(session, newest.id, text=f"{clean(text)} 2"[:MAX_TEXT])


def hostile_settings() -> str:
    """Return a settings file whose dial command, keys and unknown names are hostile."""
    names = [_in_toml(text) for text in WORST]
    keys = [f"{name} = [{name}]" for name in dict.fromkeys(names)]
    return "\n".join(
        (
            "[dial]",
            f'command = [{", ".join(names)}, "{{phone}}"]',
            "[keys]",
            f'"desk.dial" = ["d", {names[0]}, {names[-1]}]',
            *keys,
            "",
        )
    )


def _in_toml(text: str) -> str:
    return json.dumps(text.replace("\x7f", "")[:MAX_LINE], ensure_ascii=False)


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
        **_lines(line, place) | _birthday(session, place),
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
    """Return every one-line field that is not read, and values of lists while these are short."""
    free = [code for code in LINE_FIELDS if code not in READ_TEXTS]
    fields = dict.fromkeys(free, line[:MAX_LINE])
    if place < VALUES_OF_A_LIST:
        fields |= {"area": line[:MAX_LINE], "industry": line[:MAX_LINE], "status": line[:MAX_LINE]}
    return fields


def _birthday(session: Session, place: int) -> dict[str, str]:
    """Return a birthday for every second customer, today: the reminders list them all."""
    return {} if place % 2 else {"birthday": f"{session.today():%m-%d}"}


def _numbers(line: str, place: int) -> tuple[PhoneNumber, ...]:
    """Return a number that can be called, with the text for a label, and the text for a number."""
    good = f"1380013{place:04}"
    return (
        PhoneNumber(raw=good, key=f"+86{good}", e164=f"+86{good}", label=line[:100]),
        PhoneNumber(raw=line[:100], key="", label=""),
    )
