"""The list of reminders: days, occasions and people; Enter leads to the customer."""

import pytest

from tests.support.screens import drawn_text
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm.app import CrmApp
from tui_crm.i18n import speaking
from tui_crm.screens.reminders import Reminders
from tui_crm.services import customers
from tui_crm.services.session import Session
from tui_crm.services.working_days import change_setting


@pytest.fixture
def birthdays(sqlite_session: Session) -> Session:
    """Return a session on two customers with birthdays; it is 18 November 2026."""
    one = add_customer(sqlite_session, "张三", company="深圳华强电子", phones="13800138000")
    two = add_customer(sqlite_session, "[b]Ann\x1b[31m Lee", phones="13900139000")
    customers.edit(sqlite_session, one.id, {"lunar_birthday": "1985-10-11"})
    customers.edit(sqlite_session, two.id, {"birthday": "1980-11-18"})
    return sqlite_session


async def test_the_nearest_day_stands_on_top_with_its_card(birthdays: Session) -> None:
    app = ShownApp(Reminders(birthdays))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        lines = drawn_text(app).splitlines()
        (first,) = [line for line in lines if line.startswith("▸")]
        assert "today" in first
        assert "birthday" in first
        assert "Ann" in first
        assert "46 years old" in drawn_text(app)
        await pilot.press("down")
        second = next(line for line in drawn_text(app).splitlines() if line.startswith("▸"))
        assert second.split()[:4] == ["▸tomorrow", "lunar", "birthday", "张三"]
        assert "Thu 19 Nov 2026" in drawn_text(app)


async def test_enter_leads_to_the_customer(birthdays: Session) -> None:
    app = ShownApp(Reminders(birthdays))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
    assert app.results == [1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_the_list_is_drawn_in_chinese(birthdays: Session, size: tuple[int, int]) -> None:
    with speaking("zh"):
        app = ShownApp(Reminders(birthdays))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press("down")
            assert "张三" in drawn_text(app)


async def test_an_empty_list_says_what_would_stand_there(sqlite_session: Session) -> None:
    app = ShownApp(Reminders(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Nobody has a birthday in the coming days" in drawn_text(app)
        await pilot.press("enter")
        assert "Nothing is under the cursor" in drawn_text(app)


async def test_a_festival_has_no_page_and_says_so(sqlite_session: Session) -> None:
    change_setting(sqlite_session, "festival_days", "60")
    app = ShownApp(Reminders(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "New Year's Day" in drawn_text(app)
        await pilot.press("enter")
        assert "A festival is nobody's." in drawn_text(app)


async def test_g_r_leads_there_and_back(birthdays: Session) -> None:
    app = CrmApp(birthdays)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "r")
        await pilot.pause()
        assert isinstance(app.screen, Reminders)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, Reminders)
