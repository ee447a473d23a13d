"""Finding customers by what is typed."""

from dataclasses import dataclass

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.text import fold
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


EXACT_SCORE = 100
BEGINNING_SCORE = 75
CONTAINED_SCORE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A customer that a query found. `score` is 1-100: how well, the name weighing most."""

    row: CustomerRow
    score: int


def scored_customers(session: Session, query: str, *, limit: int) -> tuple[Hit, ...]:
    """Return the customers that `find_customers` finds with their scores, best first."""
    wanted = fold(query.strip())
    hits = [
        Hit(row=row, score=_score(row, wanted))
        for row in find_customers(session, query, limit=limit)
    ]
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def _score(row: CustomerRow, wanted: str) -> int:
    name = fold(row.name or row.company)
    if wanted in (name, fold(row.company)):
        return EXACT_SCORE
    return BEGINNING_SCORE if name.startswith(wanted) else CONTAINED_SCORE
