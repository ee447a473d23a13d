"""Who a new customer might be, while he is typed: shown, jumped to, or logged on instead."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.held import HeldWork
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CustomerDraft
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.full_entry import FullEntry
from tui_crm.screens.today import TodayScreen
from tui_crm.services import desk, drafts, duplicates
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.session import Session
from tui_crm.store import customers
from tui_crm.widgets.form import Form

SIZE = (100, 40)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def there(sqlite_session: Session) -> Customer:
    """Return somebody who is there already, called once."""
    customer = add_customer(
        sqlite_session, "张三", company="深圳华强电子有限公司", phones="138 0013 8000"
    )
    desk.log_canned(sqlite_session, customer.id, "2", entry_uuid="1" * 32)
    return stored(sqlite_session, customer)


def typed(app: CrmApp, code: str) -> str:
    """Return what stands in a field of the form."""
    return app.screen.query_one(Form)[code].text


async def type_twin(pilot: Pilot[None], app: CrmApp, told: str) -> None:
    """Open the form and type him once more; wait until the form says so."""
    await pilot.press("n")
    await until_open(pilot, CustomerForm)
    await pilot.press(*"张三", "tab", *"华强电子", "tab", *"13800138000")
    await wait_until(pilot, lambda: told in drawn_text(app))


@pytest.mark.parametrize(
    ("language", "told", "reason"),
    [
        ("en", "Is there already: 张三 · 深圳华强电子有限公司 · lina · assigned", "华强电子"),
        ("zh", "张三 · 深圳华强电子有限公司 · lina · 已分配", "华强电子"),
    ],
)
async def test_a_hit_says_whose_it_is_in_which_state_and_why(
    sqlite_session: Session, there: Customer, language: str, told: str, reason: str
) -> None:
    """The line tells name, company, owner, state and last contact; the next one the reasons."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        i18n.set_language(language)
        await type_twin(pilot, app, told)
        lines = [line.strip() for line in drawn_lines(app)]
        place = next(index for index, line in enumerate(lines) if told in line)
        assert reason in lines[place + 1]
        assert there.last_outcome
        assert there.last_outcome in lines[place]


async def test_f3_goes_to_the_hit_and_nothing_typed_is_lost(
    sqlite_session: Session, there: Customer
) -> None:
    """The page of the hit opens above the form; Esc leads back to what was typed."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await type_twin(pilot, app, "Is there already")
        assert "F3 existing   F4 log" in drawn_text(app)
        assert "F6" not in drawn_text(app)
        await pilot.press("f3")
        await until_open(pilot, CustomerPage)
        await wait_until(pilot, lambda: there.company in drawn_text(app))
        assert drafts.offered(sqlite_session, "customer new") is not None
        await pilot.press("escape")
        await until_open(pilot, CustomerForm)
        assert typed(app, "company") == "华强电子"


async def test_who_goes_on_from_the_hit_finds_his_draft_again(
    sqlite_session: Session, there: Customer
) -> None:
    """Going from the page of the hit to another place leaves the form; its draft comes back."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await type_twin(pilot, app, "Is there already")
        await pilot.press("f3")
        await until_open(pilot, CustomerPage)
        await pilot.press("g", "t")
        await until_open(pilot, TodayScreen)
        await pilot.press("n")
        await until_open(pilot, CustomerForm)
        await wait_until(pilot, lambda: typed(app, "company") == "华强电子")
        assert customers.count(sqlite_session.db, sqlite_session.viewer) == 1


async def test_f4_writes_a_follow_up_there_instead(
    sqlite_session: Session, there: Customer
) -> None:
    """The follow-up is on the hit, nobody new is stored, and the draft is gone."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await type_twin(pilot, app, "Is there already")
        await pilot.press("f4")
        await until_open(pilot, FullEntry)
        await pilot.press(*"called about the offer", "tab", "1", "f2")
        await wait_until(pilot, lambda: "is written. Throw away" in drawn_text(app))
        await pilot.press("y")
        await until_open(pilot, TodayScreen)
        assert "Follow-up written on 张三." in drawn_text(app)
    assert stored(sqlite_session, there).last_text == "called about the offer"
    assert customers.count(sqlite_session.db, sqlite_session.viewer) == 1
    assert drafts.offered(sqlite_session, "customer new") is None


async def test_what_was_typed_stays_after_a_follow_up_that_was_no_end(
    sqlite_session: Session, there: Customer
) -> None:
    """Who says no to throwing it away goes on typing."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await type_twin(pilot, app, "Is there already")
        await pilot.press("f4")
        await until_open(pilot, FullEntry)
        await pilot.press(*"hello", "tab", "1", "f2")
        await wait_until(pilot, lambda: "is written. Throw away" in drawn_text(app))
        await pilot.press("n")
        await until_open(pilot, CustomerForm)
        assert typed(app, "name") == "张三"
    assert stored(sqlite_session, there).last_text == "hello"


async def test_the_keys_wait_for_a_hit(sqlite_session: Session) -> None:
    """Without a hit, F3, F4 and F6 say so."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await until_open(pilot, CustomerForm)
        for key in ("f3", "f4", "f6"):
            app.screen.query_one("#message").display = False
            await pilot.press(key)
            await wait_until(pilot, lambda: "No similar customer yet." in drawn_text(app))


async def test_f4_says_at_once_why_nothing_can_be_written_on_the_hit(
    sqlite_session: Session, clock: FixedClock
) -> None:
    """Whom nobody owns takes no follow-up of a rep: he is told before he types one."""
    add_customer(sqlite_session, "张三", phones="138 0013 8000", is_unassigned=True)
    add_user(sqlite_session, "bob")
    app = CrmApp(session_of(sqlite_session.db, clock, login="bob"))
    async with app.run_test(size=SIZE) as pilot:
        await type_twin(pilot, app, "Is there already")
        await pilot.press("f4")
        await until_shown(pilot, "The customer is in the pool.")
        await pilot.press("f6")
        await until_shown(pilot, "There is no other similar customer.")
        assert "in the pool" not in drawn_text(app)


async def test_hits_of_what_was_typed_before_do_not_come_late(
    sqlite_session: Session, there: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the number cannot be read any more, what was found for the former one is dropped."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await until_open(pilot, CustomerForm)
        form = app.screen
        assert isinstance(form, CustomerForm)
        await pilot.press("tab", "tab")
        form.form["phones"].put(there.phones[0].raw)
        checking = HeldWork(monkeypatch, sqlite_session, duplicates, "check")
        form._look()
        await checking.until_begun(pilot)
        form.form["phones"].put("no number")
        form._look()
        await checking.let_go(pilot)
        assert form.hits.chosen is None


async def test_another_hit_can_be_chosen(sqlite_session: Session) -> None:
    """F6 chooses the next hit; F3 opens that one."""
    add_customer(sqlite_session, "李四", company="宏达建材", phones="0755-88888888")
    second = add_customer(sqlite_session, "陈晓", company="南山物流", phones="0755-88888888")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await until_open(pilot, CustomerForm)
        assert "F3" not in drawn_text(app)
        await pilot.press(*"Ann", "tab", *"Other Ltd", "tab", *"0755-88888888")
        await wait_until(pilot, lambda: "Has the number too: 李四" in drawn_text(app))
        assert "F3 existing   F4 log   F6 next" in drawn_text(app)
        assert "▸ Has the number too: 李四" in drawn_text(app)
        await pilot.press("f6")
        await wait_until(pilot, lambda: "▸ Has the number too: 陈晓" in drawn_text(app))
        await pilot.press("f3")
        await until_open(pilot, CustomerPage)
        await wait_until(pilot, lambda: second.company in drawn_text(app))


async def test_somebody_out_of_sight_is_told_of_but_not_opened(
    sqlite_session: Session, there: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name, owner and state show; the keys say whom to ask."""
    found = duplicates.check

    def hidden(session: Session, draft: CustomerDraft, **options: Any) -> tuple[Duplicate, ...]:
        hits = found(session, draft, **options)
        return tuple(replace(hit, is_visible=False) for hit in hits)

    monkeypatch.setattr(duplicates, "check", hidden)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await type_twin(pilot, app, "Is there already")
        for key in ("f3", "f4"):
            await pilot.press(key)
            await wait_until(pilot, lambda: "You may not open this customer" in drawn_text(app))
            assert isinstance(app.screen, CustomerForm)
