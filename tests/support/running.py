"""The whole program on a database, as far as its first screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from tests.support.screens import settled
from tui_crm.app import CrmApp
from tui_crm.services.session import Session

WIDE = (120, 40)


@asynccontextmanager
async def running(
    session: Session, *, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[CrmApp, Pilot[object]]]:
    """Run the program on `session`; yield it, once its first screen has settled, and its pilot."""
    app = CrmApp(session)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield app, pilot
