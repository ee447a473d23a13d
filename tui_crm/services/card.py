"""What the card shows: a customer, and his newest follow-ups."""

from tui_crm.domain.customer import Customer
from tui_crm.domain.follow_up import FollowUp
from tui_crm.services.session import Session
from tui_crm.store import customers, follow_ups


def get(session: Session, customer_id: int) -> Customer:
    """Return the customer. Raises CrmError no_such_customer."""
    return customers.get(session.db, session.viewer, customer_id)


def timeline(session: Session, customer_id: int, *, limit: int | None = 50) -> tuple[FollowUp, ...]:
    """Return the customer's newest follow-ups, newest first; all of them with `limit` None."""
    return follow_ups.of_customer(session.db, session.viewer, customer_id, limit=limit)
