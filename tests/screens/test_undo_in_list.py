"""Undo on the list of customers: the row is as it was, and the list is read anew only in need."""

from pathlib import Path

import pytest

from tests.support.screens import (
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import add_customer
from tui_crm.app import CrmApp
from tui_crm.domain.customer import CustomerRow
from tui_crm.screens.customers import CustomersScreen
from tui_crm.services import customers
from tui_crm.services.session import Session


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int | None]:
    """Return a list that grows with each reading of the whole list, by whom it is to stand on."""
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))
    found: list[int | None] = []
    reload = CustomersScreen.reload

    def counted(self: CustomersScreen, near: CustomerRow | None = None) -> None:
        found.append(None if near is None else near.id)
        reload(self, near)

    monkeypatch.setattr(CustomersScreen, "reload", counted)
    return found


async def test_an_undone_call_changes_its_row_alone(
    sqlite_session: Session, readings: list[int | None]
) -> None:
    ann = add_customer(sqlite_session, "Ann")
    for name in ("Bob", "Cleo"):
        add_customer(sqlite_session, name)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "c")
        await until_open(pilot, CustomersScreen)
        screen = app.screen
        assert isinstance(screen, CustomersScreen)
        await wait_until(pilot, lambda: screen.list.count == 3)
        await pilot.press("home", "1", "end")
        await pilot.pause()
        readings.clear()
        await pilot.press("u")
        await pilot.pause()
        assert "Undone: Ann" in drawn_text(app)
        assert screen.customer_id() == ann.id
        row = screen.list.cursor_row
        assert row is not None
        assert row.last_follow_up_at is None
        assert screen.current.customer is not None
        assert screen.current.customer.last_outcome == ""
        assert readings == []


async def test_whoever_moves_in_the_order_by_an_undo_is_looked_for(
    sqlite_session: Session, readings: list[int | None]
) -> None:
    ann = add_customer(sqlite_session, "Ann")
    add_customer(sqlite_session, "Bob")
    customers.edit(sqlite_session, ann.id, {"name": "Zoe"})
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "c")
        await until_open(pilot, CustomersScreen)
        screen = app.screen
        assert isinstance(screen, CustomersScreen)
        await wait_until(pilot, lambda: screen.list.count == 2)
        readings.clear()
        await pilot.press("u")
        await wait_until(pilot, lambda: screen.customer_id() == ann.id)
        assert readings == [ann.id]
        assert screen.list.cursor_position == 0
