"""The page of one customer: tabs, neighbours, the keys of the desk, corrections, free fields."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.support.running import WIDE, running
from tests.support.screens import drawn_lines, drawn_text, settled, wait_until
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.promise import Promise
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.today import TodayScreen
from tui_crm.services import customer_page, customers, desk
from tui_crm.services.session import Session, new_uuid
from tui_crm.settings import LoadedSettings, QueueSettings, Settings


def due(session: Session, name: str, days: int, phones: str) -> Customer:
    promise = Promise(on=session.today() + timedelta(days=days))
    return add_customer(session, name, phones=phones, promise=promise, company="深圳华强")


@pytest.fixture
def queue(sqlite_session: Session) -> list[Customer]:
    """Return three customers in the order of Today."""
    return [
        due(sqlite_session, "张三", -2, "13800138001 ; 办公: 0755-88886666"),
        due(sqlite_session, "李四", -1, "13800138002"),
        due(sqlite_session, "王建国", 0, "13800138003"),
    ]


async def opened(pilot: Pilot[object]) -> None:
    """Open the page of the customer under the cursor of Today."""
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


@asynccontextmanager
async def page_open(
    session: Session, *, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[CrmApp, Pilot[object]]]:
    """Run the program with the page of the first customer of Today open."""
    async with running(session, size=size) as (app, pilot):
        await opened(pilot)
        yield app, pilot


def page_of(app: CrmApp) -> CustomerPage:
    assert isinstance(app.screen, CustomerPage)
    return app.screen


def cursor_id(app: CrmApp) -> int | None:
    assert isinstance(app.screen, TodayScreen)
    return app.screen.customer_id()


async def test_enter_opens_the_page_with_all_fields(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    customers.edit(
        sqlite_session,
        queue[0].id,
        {"wechat": "zs88", "birthday": "1990-05-03", "custom.爱好": "喝茶", "note": "老客户"},
    )
    async with page_open(sqlite_session, size=(120, 60)) as (app, _pilot):
        text = drawn_text(app)
        assert page_of(app).customer_id() == queue[0].id
        for shown in (
            "张三",
            "深圳华强",
            "zs88",
            "1990-05-03",
            "爱好",
            "喝茶",
            "老客户",
            "13800138001",
            "办公",
            "0755-88886666",
            "Created by",
            "Version",
            "[Basics]",
            "1 / 3",
        ):
            assert shown in text


async def test_a_double_click_opens_the_page_and_e_the_form(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with running(sqlite_session) as (app, pilot):
        await pilot.double_click("#list", offset=(5, 1))
        await settled(pilot)
        assert page_of(app).customer_id() == queue[1].id
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        assert isinstance(app.screen, CustomerForm)


async def test_marks_of_numbers_are_shown(sqlite_session: Session) -> None:
    due(sqlite_session, "赵敏", 0, "95588 [bad] ; 10086 [dnc] ; 13800138009")
    async with page_open(sqlite_session, size=(120, 60)) as (app, _pilot):
        text = drawn_text(app)
        assert "95588 [bad]" in text
        assert "⊘ 10086 [dnc]" in text
        assert "▸ 13800138009" in text


async def test_tabs_turn_by_key_and_by_click(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        for key, title in (
            ("tab", "[Progress]"),
            ("]", "[History]"),
            ("right", "[Basics]"),
            ("left", "[History]"),
            ("shift+tab", "[Progress]"),
            ("[", "[Basics]"),
        ):
            await pilot.press(key)
            await settled(pilot)
            assert title in drawn_text(app)
        await pilot.click("#tabs", offset=(12, 0))
        await settled(pilot)
        assert "[Progress]" in drawn_text(app)


async def test_next_and_previous_keep_the_order_and_esc_goes_back_to_the_row(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        await pilot.press("K")
        assert "This is the first one of the list." in drawn_text(app)
        seen = []
        for key in ("J", "ctrl+down", "<", ">"):
            await pilot.press(key)
            await settled(pilot)
            seen.append(page_of(app).customer_id())
        assert seen == [queue[1].id, queue[2].id, queue[1].id, queue[2].id]
        assert "王建国" in drawn_text(app)
        await pilot.press("J")
        assert "This is the last one of the list." in drawn_text(app)
        await pilot.press("K", "escape")
        await settled(pilot)
        assert cursor_id(app) == queue[1].id


async def test_a_key_logs_and_the_page_of_the_next_customer_is_there(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        await pilot.press("1")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).last_outcome == "not interested"
        assert page_of(app).customer_id() == queue[1].id
        assert "张三: not interested" in drawn_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert page_of(app).customer_id() == queue[0].id
        assert stored(sqlite_session, queue[0]).promise == queue[0].promise
        await pilot.press("escape")
        await settled(pilot)
        assert cursor_id(app) == queue[0].id


async def test_without_going_on_the_page_stays_and_next_is_who_followed(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    settings = Settings(queue=QueueSettings(advance=False))
    app = CrmApp(sqlite_session, LoadedSettings(settings=settings))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("J", "1")
        await settled(pilot)
        assert page_of(app).customer_id() == queue[1].id
        await pilot.press("K")
        await settled(pilot)
        assert page_of(app).customer_id() == queue[0].id
        await pilot.press("J")
        await settled(pilot)
        assert page_of(app).customer_id() == queue[2].id


async def test_a_dead_key_says_why_and_writes_nothing(
    sqlite_session: Session, clock: FixedClock
) -> None:
    customer = due(sqlite_session, "张三", 0, "13800138001")
    async with page_open(sqlite_session) as (app, pilot):
        add_user(sqlite_session, "tom", name="Tom Fox")
        customers.edit(sqlite_session, customer.id, {"owner": "tom"})
        page_of(app).refresh_all()
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert "The customer belongs to Tom Fox." in drawn_text(app)
        assert customers.timeline(sqlite_session, customer.id) == ()


async def test_c_corrects_an_entry_and_the_former_text_is_seen_with_who_and_when(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    desk.log_canned(sqlite_session, queue[0].id, "3", entry_uuid=new_uuid(), text="说忙")
    async with running(sqlite_session) as (app, pilot):
        await app.open_customer(queue[0].id)
        await settled(pilot)
        await pilot.press("c")
        assert "No entry is under the cursor" in drawn_text(app)
        await pilot.press("tab", "c")
        await settled(pilot)
        await pilot.press("end", *"下周再打", "f2")
        await settled(pilot)
        text = drawn_text(app)
        assert "✎ 说忙下周再打" in text
        assert "before lina corrected it on 2026-11-18" in text
        assert "10:00: 说忙\n" in text
        (entry,) = customers.timeline(sqlite_session, queue[0].id)
        assert entry.text == "说忙下周再打"
        await pilot.press("u")
        await settled(pilot)
        (entry,) = customers.timeline(sqlite_session, queue[0].id)
        assert entry.text == "说忙"


async def test_an_entry_corrected_meanwhile_is_not_overwritten(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    logged = desk.log_canned(sqlite_session, queue[0].id, "3", entry_uuid=new_uuid(), text="一")
    async with running(sqlite_session) as (app, pilot):
        await app.open_customer(queue[0].id)
        await settled(pilot)
        await pilot.press("tab", "enter")
        await settled(pilot)
        customers.correct(sqlite_session, logged.follow_up.id, text="二")
        await pilot.press(*"三", "f2")
        await settled(pilot)
        assert "Somebody corrected this entry meanwhile; it reads “二” now." in drawn_text(app)
    (entry,) = customers.timeline(sqlite_session, queue[0].id)
    assert entry.text == "二"


async def test_the_history_tells_from_what_to_what(
    sqlite_session: Session, queue: list[Customer], clock: FixedClock
) -> None:
    add_user(sqlite_session, "tom", name="Tom Fox")
    clock.advance(minutes=1)
    tom = session_of(sqlite_session.db, clock, login="tom")
    customers.edit(tom, queue[0].id, {"wechat": "zs88"})
    async with page_open(sqlite_session) as (app, pilot):
        await pilot.press("shift+tab")
        await settled(pilot)
        text = drawn_text(app)
        assert "2026-11-18 10:01 Tom Fox" in text
        assert "WeChat – → zs88" in text
        assert "added" in text


async def test_a_free_field_is_added_changed_and_removed(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session, size=(120, 60)) as (app, pilot):
        await pilot.press("plus")
        await settled(pilot)
        await pilot.press(*"爱好: 喝茶", "enter")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).custom == (("爱好", "喝茶"),)
        await pilot.press("x")
        assert "No free field is under the cursor" in drawn_text(app)
        tab = page_of(app).active_tab
        tab.list.move_cursor(
            next(n for n in range(40) if _code_at(page_of(app), n) == "custom.爱好")
        )
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CustomerForm)
        await pilot.press("end", *"钓鱼", "f2")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).custom == (("爱好", "喝茶钓鱼"),)
        await pilot.press("x")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).custom == ()
        await pilot.press("u")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).custom == (("爱好", "喝茶钓鱼"),)


def _code_at(page: CustomerPage, position: int) -> str:
    page.active_tab.list.move_cursor(position)
    row = page.active_tab.row
    return "" if row is None else row.code


async def test_a_lead_is_made_a_customer_and_never_the_other_way(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        await pilot.press("M")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).kind is Kind.CUSTOMER
        assert "张三 is a customer now. u takes it back." in drawn_text(app)
        await pilot.press("M")
        await settled(pilot)
        assert "This is a customer already" in drawn_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).kind is Kind.LEAD


async def test_archiving_on_the_page_takes_him_out_of_the_list(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        await pilot.press("A", *"倒闭了", "enter")
        await settled(pilot)
        assert stored(sqlite_session, queue[0]).archive_reason == "倒闭了"
        assert page_of(app).customer_id() == queue[0].id
        assert "⊘ The customer is archived (倒闭了)." in drawn_text(app)
        await pilot.press("J")
        await settled(pilot)
        assert page_of(app).customer_id() == queue[1].id


async def test_what_a_colleague_changes_shows_without_a_key(
    sqlite_session: Session, queue: list[Customer], clock: FixedClock
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        customers.edit(sqlite_session, queue[0].id, {"wechat": "来自同事"})
        app.look_outside()
        page_of(app).refresh_all()
        await wait_until(pilot, lambda: "来自同事" in drawn_text(app))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_every_tab_fits_every_terminal(
    sqlite_session: Session, queue: list[Customer], size: tuple[int, int], language: str
) -> None:
    desk.log_canned(sqlite_session, queue[0].id, "3", entry_uuid=new_uuid(), text="说忙 [bold]x")
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await app.open_customer(queue[0].id)
            await settled(pilot)
            for _tab in range(3):
                lines = drawn_lines(app)
                assert [cell_len(line) for line in lines] == [size[0]] * size[1]
                assert "张三" in lines[0] + lines[1]
                await pilot.press("tab")
                await settled(pilot)


async def test_progress_says_what_to_do_where_nobody_called(
    sqlite_session: Session, queue: list[Customer]
) -> None:
    async with page_open(sqlite_session) as (app, pilot):
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert "Never contacted." in drawn_text(app)
        assert customer_page.progress(sqlite_session, queue[0].id).count() == 0
