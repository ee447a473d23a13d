"""The command palette's second source: customers by name, company or number."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import Hit, Hits, Provider
from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.commands.provider import plain_help
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.text import harmless_line
from tui_crm.screens.base import CommandScreen
from tui_crm.services import finding
from tui_crm.services.session import Session

MIN_SIGNS = 2
"""One sign fits half of all customers."""
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
        if len(query.strip()) < MIN_SIGNS or not isinstance(app, OpensCustomers):
            return
        if not (isinstance(screen, CommandScreen) and Scope.APP in screen.scopes_in_force()):
            return
        matcher = self.matcher(query)
        for row in await asyncio.to_thread(_found, app.session, query):
            title = harmless_line(row.name or row.company or row.phone)
            rest = [each for each in (row.company, row.phone) if each and each != title]
            yield Hit(
                # A number or a second word is found where the palette's own match sees nothing.
                matcher.match(title) or float(len(query)),
                self._highlighted(title, query),
                partial(app.open_customer, row.id),
                text=title,
                help=plain_help(" · ".join(rest)),
            )

    def _highlighted(self, title: str, query: str) -> Content:
        """Return the title with what was typed marked. The matcher's own way reads markup."""
        content = Content(title)
        place = title.lower().find(query.strip().lower())
        if place < 0 or len(title.lower()) != len(title):
            return content
        return content.stylize(self.match_style or "", place, place + len(query.strip()))


def _found(session: Session, query: str) -> Sequence[CustomerRow]:
    try:
        return finding.find_customers(session, query, limit=MAX_HITS)
    finally:
        session.db.close_thread()
