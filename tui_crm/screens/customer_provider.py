"""The command palette's second source: customers by name, company or number."""

import asyncio
from collections.abc import Sequence
from functools import partial
from math import inf
from typing import Protocol, runtime_checkable

from textual.command import Hit, Hits, Provider
from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.commands.provider import plain_help
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.saved_view import MAX_QUERY
from tui_crm.domain.search.ranking import spans
from tui_crm.domain.text import harmless_line
from tui_crm.screens.base import CommandScreen
from tui_crm.services import finding
from tui_crm.services.queries import read_query
from tui_crm.services.session import Session
from tui_crm.widgets.lit_columns import Spans, whole

MIN_SIGNS = 2
"""One sign fits half of all customers."""
_STEP = 0.001
"""The least by which a hit scores lower than the one before it."""
MAX_HITS = 8
"""Who is not among these is found by typing on; the commands stay in sight."""


@runtime_checkable
class OpensCustomers(Protocol):
    """An app on a database, that can lead to a customer."""

    session: Session

    async def open_customer(self, customer_id: int) -> None:
        """Show one customer."""


class CustomerProvider(Provider):
    """Offers the customers that hold what is typed, on screens from which one may go elsewhere."""

    async def search(self, query: str) -> Hits:
        """Yield the customers that fit, best first."""
        app, screen = self.app, self.screen
        if not MIN_SIGNS <= len(query.strip()) <= MAX_QUERY or not isinstance(app, OpensCustomers):
            return
        if not (isinstance(screen, CommandScreen) and Scope.APP in screen.scopes_in_force()):
            return
        matcher = self.matcher(query)
        sought = read_query(app.session, query).query
        score = inf
        for row in await asyncio.to_thread(_found, app.session, query):
            title = harmless_line(row.name or row.company or row.phone)
            rest = [each for each in (row.company, row.phone) if each and each != title]
            # A number or a second word is found where the palette's own match sees nothing; the
            # palette sorts by score, and the order of the search stays.
            score = min(score - _STEP, matcher.match(title) or float(len(query)))
            yield Hit(
                score,
                self._highlighted(title, spans(sought, title)),
                partial(app.open_customer, row.id),
                text=title,
                help=plain_help(" · ".join(rest)),
            )

    def _highlighted(self, title: str, found: Spans) -> Content:
        """Return the title with what was found marked. The matcher's own way reads markup."""
        content = Content(title)
        for start, end in whole(title, found):
            content = content.stylize(self.match_style or "", start, end)
        return content


def _found(session: Session, query: str) -> Sequence[CustomerRow]:
    try:
        return [hit.row for hit in finding.search(session, query, limit=MAX_HITS).hits]
    finally:
        session.db.close_thread()
