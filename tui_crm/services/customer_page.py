"""What the page of one customer shows beside his fields: his follow-ups, and his history."""

from collections.abc import Collection, Iterator, Mapping

from tui_crm.domain.customer import Customer
from tui_crm.domain.follow_up import Correction, FollowUp
from tui_crm.domain.history import FieldChange, HistoryLine, Turn
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import STATE, shown_texts, state_text
from tui_crm.store import customer_history, follow_ups

FOLLOW_UP = "follow_up"
"""The code under which a history tells what came of a follow-up."""
CORRECTED = "text"
"""The code under which it tells the text of an entry that was corrected."""
MERGED = "merged"
"""The code under which it tells who was merged into the customer."""
UNTOLD_OF_MERGED = frozenset({"kind", "phones", FOLLOW_UP, CORRECTED})
"""What of a merged customer needs no telling: it went over."""
MOST_LOOKED_THROUGH = 1_000
"""Lines of a history read for those written on the customer himself."""


def progress(session: Session, customer_id: int) -> KeysetQuery[FollowUp, Key]:
    """Return the customer's follow-ups, newest first; what was undone is in the history alone."""
    return customer_history.follow_up_rows(session.db, session.viewer, customer_id)


def history(session: Session, customer_id: int) -> KeysetQuery[HistoryLine, Key]:
    """Return what was written on the customer, newest first, undone and undoing included."""
    return customer_history.history_rows(session.db, session.viewer, customer_id)


def newest_own(session: Session, customer_id: int, *, limit: int) -> list[HistoryLine]:
    """Return the newest lines of what was written on the customer himself, newest first.

    What was written on somebody before he was merged into him is left out.
    """
    found = history(session, customer_id)
    lines = found.first(limit)
    if any(customer_history.merged_by(each) for each in lines):
        lines = found.first(MOST_LOOKED_THROUGH)
    return customer_history.own_lines(lines, limit)


def former_texts(session: Session, follow_up_id: int) -> tuple[Correction, ...]:
    """Return the texts that a follow-up had before it was corrected, newest first."""
    return follow_ups.corrections(session.db, session.viewer, follow_up_id)[::-1]


def field_changes(session: Session, line: HistoryLine) -> tuple[FieldChange, ...]:
    """Return what a line of the history changed, field by field, as people read it.

    The line of an undo tells the way back. Free fields stand one by one.
    """
    if line.turn is Turn.MADE:
        return ()
    sides = [customer_history.side(line.before), customer_history.side(line.after)]
    stayed = sides[1].customer.display_name or "–"
    if line.turn is Turn.UNDONE:
        sides.reverse()
    before, after = (_told(session, each.customer, each.corrected_text) for each in sides)
    codes = customer_history.changed_by(line)
    wanted = [code for code in {**before, **after} if code.split(".")[0] in codes]
    changes = tuple(
        FieldChange(code=code, before=before.get(code, ""), after=after.get(code, ""))
        for code in wanted
        if before.get(code, "") != after.get(code, "")
    )
    loser = customer_history.merged_by(line)
    if loser is None:
        return changes
    return (*_merged(session, line, loser, stayed, codes, after), *changes)


def _merged(
    session: Session,
    line: HistoryLine,
    loser: Customer,
    stayed: str,
    codes: Collection[str],
    after: Mapping[str, str],
) -> Iterator[FieldChange]:
    """Yield who was merged into whom, and what was known of him alone and did not go over."""
    number = f"#{loser.id}"
    name = f"{loser.display_name} {number}".lstrip()
    if line.turn is Turn.UNDONE:
        yield FieldChange(code=MERGED, before=name, after="", into=stayed)
        return
    yield FieldChange(code=MERGED, before="", after=name, into=stayed)
    for code, text in _told(session, loser, "").items():
        now = after.get(code, "")
        is_told = code.split(".")[0] in codes and code not in UNTOLD_OF_MERGED
        is_kept = text in now if code == "note" else text == now
        if text and is_told and not is_kept:
            yield FieldChange(code=code, before=f"{number}: {text}", after=now)


def _told(session: Session, customer: Customer, corrected_text: str) -> dict[str, str]:
    texts = shown_texts(session, customer)
    said = (customer.last_outcome, customer.last_text)
    texts[FOLLOW_UP] = " · ".join(dict.fromkeys(filter(None, said)))
    texts[CORRECTED] = corrected_text
    texts[STATE] = state_text(customer)
    return texts
