"""What the page of one customer shows beside his fields: his follow-ups, and his history."""

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


def progress(session: Session, customer_id: int) -> KeysetQuery[FollowUp, Key]:
    """Return the customer's follow-ups, newest first; what was undone is in the history alone."""
    return customer_history.follow_up_rows(session.db, session.viewer, customer_id)


def history(session: Session, customer_id: int) -> KeysetQuery[HistoryLine, Key]:
    """Return what was written on the customer, newest first, undone and undoing included."""
    return customer_history.history_rows(session.db, session.viewer, customer_id)


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
    if line.turn is Turn.UNDONE:
        sides.reverse()
    before, after = (_told(session, each.customer, each.corrected_text) for each in sides)
    codes = customer_history.changed_by(line)
    wanted = [code for code in {**before, **after} if code.split(".")[0] in codes]
    return tuple(
        FieldChange(code=code, before=before.get(code, ""), after=after.get(code, ""))
        for code in wanted
        if before.get(code, "") != after.get(code, "")
    )


def _told(session: Session, customer: Customer, corrected_text: str) -> dict[str, str]:
    texts = shown_texts(session, customer)
    said = (customer.last_outcome, customer.last_text)
    texts[FOLLOW_UP] = " · ".join(dict.fromkeys(filter(None, said)))
    texts[CORRECTED] = corrected_text
    texts[STATE] = state_text(customer)
    return texts
