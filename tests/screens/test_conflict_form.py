"""The question of a conflict: a choice for each field that two people changed, by keys alone."""

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.support.screens import drawn_lines, drawn_text, settled
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer
from tui_crm.screens.conflict_form import ConflictForm
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.services import customers
from tui_crm.services.session import Session
from tui_crm.widgets.form import Form

SIZE = (100, 40)


@pytest.fixture
def there(sqlite_session: Session) -> Customer:
    """Return a customer with a company and a note."""
    return add_customer(sqlite_session, "张三", company="华强", note="老客户")


@pytest.fixture
def colleague(sqlite_session: Session, clock: FixedClock) -> Session:
    """Return the session of a colleague on the same database."""
    add_user(sqlite_session, "wang", name="王芳")
    return session_of(sqlite_session.db, clock, login="wang")


async def form_of(app: CrmApp, pilot: Pilot[object], customer: Customer) -> None:
    """Open the form of the customer from his page."""
    await settled(pilot)
    await app.open_customer(customer.id)
    await settled(pilot)
    await pilot.press("e")
    await settled(pilot)
    assert isinstance(app.screen, CustomerForm)


async def type_into(app: CrmApp, pilot: Pilot[object], code: str, text: str) -> None:
    app.screen.query_one(Form)[code].editor.focus()
    await pilot.press("ctrl+u", *text)


async def in_question(
    app: CrmApp, pilot: Pilot[object], there: Customer, colleague: Session
) -> None:
    """Change name and company here and there, and save: the question is on the screen then."""
    await form_of(app, pilot, there)
    await type_into(app, pilot, "name", "张三丰")
    await type_into(app, pilot, "company", "强华")
    await type_into(app, pilot, "wechat", "zs88")
    customers.edit(
        colleague, there.id, {"name": "李四", "company": "华强北", "email": "li@example.com"}
    )
    await pilot.press("f2")
    await settled(pilot)
    assert isinstance(app.screen, ConflictForm)


async def test_each_field_shows_base_mine_and_theirs_by_whom_and_when(
    sqlite_session: Session, there: Customer, colleague: Session
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await in_question(app, pilot, there, colleague)
        text = drawn_text(app)
        assert "王芳 changed 张三 meanwhile: which text stays?" in text
        for shown in (
            "1 I: 张三丰",
            "2 王芳 10:00: 李四",
            "before: 张三",
            "1 I: 强华",
            "2 王芳 10:00: 华强北",
            "before: 华强",
        ):
            assert shown in text
        assert stored(sqlite_session, there).name == "李四"


async def test_a_choice_each_is_saved_with_what_only_one_side_changed(
    sqlite_session: Session, there: Customer, colleague: Session
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await in_question(app, pilot, there, colleague)
        await pilot.press("1", "tab", "2", "f2")
        await settled(pilot)
        assert isinstance(app.screen, CustomerPage)
    after = stored(sqlite_session, there)
    assert (after.name, after.company) == ("张三丰", "华强北")
    assert (after.wechat, after.email) == ("zs88", "li@example.com")


async def test_nothing_is_saved_before_each_field_is_decided(
    sqlite_session: Session, there: Customer, colleague: Session
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await in_question(app, pilot, there, colleague)
        await pilot.press("1", "f2")
        await settled(pilot)
        assert isinstance(app.screen, ConflictForm)
        assert "Pick one of the two texts" in drawn_text(app)
        assert stored(sqlite_session, there).name == "李四"


async def test_esc_leaves_what_was_typed_in_the_form(
    sqlite_session: Session, there: Customer, colleague: Session
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await in_question(app, pilot, there, colleague)
        await pilot.press("1", "escape")
        await settled(pilot)
        assert isinstance(app.screen, CustomerForm)
        assert app.screen.query_one(Form)["name"].text == "张三丰"
        assert stored(sqlite_session, there).name == "李四"


async def test_a_change_during_the_question_asks_again(
    sqlite_session: Session, there: Customer, colleague: Session
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await in_question(app, pilot, there, colleague)
        customers.edit(colleague, there.id, {"name": "赵六"})
        await pilot.press("1", "tab", "2", "f2")
        await settled(pilot)
        assert isinstance(app.screen, ConflictForm)
        text = drawn_text(app)
        assert "2 王芳 10:00: 赵六" in text
        assert "before: 李四" in text
        assert "1 I: 强华" not in text
        await pilot.press("1", "f2")
        await settled(pilot)
    after = stored(sqlite_session, there)
    assert (after.name, after.company, after.wechat) == ("张三丰", "华强北", "zs88")


async def test_long_texts_are_seen_in_full(
    sqlite_session: Session, there: Customer, colleague: Session
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await form_of(app, pilot, there)
        customers.edit(colleague, there.id, {"note": "x" * 100 + "他们的结尾"})
        app.screen.query_one(Form)["note"].editor.focus()
        await pilot.press("end", *"又来过")
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ConflictForm)
        assert "他们的结尾" in "".join(drawn_text(app).split())
        assert "I: 老客户又来过" in drawn_text(app)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_the_question_fits_every_terminal(
    sqlite_session: Session,
    there: Customer,
    colleague: Session,
    size: tuple[int, int],
    language: str,
) -> None:
    with i18n.speaking(language):
        app = CrmApp(sqlite_session)
        async with app.run_test(size=size) as pilot:
            await in_question(app, pilot, there, colleague)
            lines = drawn_lines(app)
            assert [cell_len(line) for line in lines] == [size[0]] * size[1]
            assert size == (20, 5) or "张三丰" in drawn_text(app)
            await pilot.press("2", "tab", "1", "f2")
            await settled(pilot)
        after = stored(sqlite_session, there)
        assert (after.name, after.company) == ("李四", "强华")
