"""What a thread brings to a screen that is being taken down is dropped."""

import asyncio

from tests.support.screens import wait_until
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.duplicate_hits import DuplicateHits
from tui_crm.services.session import Session


async def test_hits_that_come_when_their_line_is_gone_are_dropped(sqlite_session: Session) -> None:
    """Its widgets go first: the form itself is attached for a moment more."""
    add_customer(sqlite_session, "张三", phones="13800138000")
    form = CustomerForm(sqlite_session)
    app = ShownApp(form)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: bool(form.query(DuplicateHits)))
        assert form.is_there
        leaving = app.pop_screen()
        while form.query(DuplicateHits):
            await asyncio.sleep(0)
        assert form.is_attached
        assert not form.is_there
        await asyncio.to_thread(form.show_from_thread, form._show_hits, ())
        await leaving
