"""The palette finds customers, whatever their names hold, and opens them."""

import pytest
from textual.command import CommandPalette

from tests.support.hostile import ESCAPES, MARKUP, foreign_sequences
from tests.support.screens import drawn_text, wait_until
from tests.support.sessions import add_customer
from tui_crm.app import CrmApp
from tui_crm.domain.text import harmless_line
from tui_crm.screens.customer_provider import MAX_HITS
from tui_crm.services.session import Session


@pytest.mark.parametrize("typed", ["张三", "华强", "138 0013", "13800138000"])
async def test_a_customer_is_found_by_name_company_and_number(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    add_customer(sqlite_session, "张三", company="深圳华强电子", phones="13800138000")
    add_customer(sqlite_session, "Ann Lee")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        opened: list[int] = []

        async def open_customer(customer_id: int) -> None:
            opened.append(customer_id)

        monkeypatch.setattr(app, "open_customer", open_customer)
        await pilot.press("ctrl+p", *typed)
        await wait_until(pilot, lambda: "深圳华强电子 · 138" in drawn_text(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: opened == [1])


@pytest.mark.parametrize("text", [*MARKUP, *ESCAPES[:6]])
async def test_a_name_is_drawn_as_it_is(sqlite_session: Session, text: str) -> None:
    add_customer(sqlite_session, f"Zzyx «{text}»", company=text)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("ctrl+p", *"zzyx")
        await wait_until(pilot, lambda: f"Zzyx «{harmless_line(text)}»" in drawn_text(app))
        assert foreign_sequences(drawn_text(app).encode()) == []


async def test_one_sign_finds_commands_only_and_many_hits_are_cut(sqlite_session: Session) -> None:
    """The commands stay in sight."""
    for number in range(MAX_HITS + 4):
        add_customer(sqlite_session, f"Undone {number:02}")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("ctrl+p", "u")
        await wait_until(pilot, lambda: "Undo  u" in drawn_text(app))
        assert isinstance(app.screen, CommandPalette)
        assert drawn_text(app).count("Undone 0") == 0
        await pilot.press(*"ndo")
        await wait_until(pilot, lambda: drawn_text(app).count("Undone 0") == MAX_HITS)
        assert "Undo  u" in drawn_text(app)
