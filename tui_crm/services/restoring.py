"""Giving a customer back what a step changed on him."""

from dataclasses import replace
from datetime import datetime

from tui_crm.domain.customer import Customer
from tui_crm.domain.steps import ChangeLine
from tui_crm.services import do_not_call
from tui_crm.services.session import Session
from tui_crm.store import customers, steps


def restore(session: Session, change: ChangeLine, now: datetime) -> Customer:
    """Lay the former columns of a change over the customer, one version on, and close the line."""
    current = customers.get_any(session.db, change.customer_id)
    former = customers.restored(current, change.before)
    phones = do_not_call.with_marks(session.db, former.phones)
    after = replace(former, phones=phones, version=current.version + 1, updated_at=now)
    steps.close_change(session.db, change.id, now)
    return customers.update(session.db, current, after, step_id=None)
