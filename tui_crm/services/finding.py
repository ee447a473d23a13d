"""Finding customers by what is typed."""

from tui_crm.domain.customer import CustomerRow
from tui_crm.services.session import Session
from tui_crm.store import customers, find

MAX_FOUND = 200
"""A list of more hits than this is narrowed by typing on."""


def find_customers(
    session: Session, query: str, *, limit: int = MAX_FOUND
) -> tuple[CustomerRow, ...]:
    """Return the customers that hold every word of `query` in name, company or a number.

    Names that begin with the query come first, then by name. Call it on a worker thread: it is a
    scan until there is an index.
    """
    ids = find.matching_ids(session.db, session.viewer, query, limit=limit)
    return customers.rows(session.db, session.viewer, ids)
