"""The full entry writes what was shown: text, method, outcome, number, duration, next contact."""

from dataclasses import replace
from datetime import date

import pytest
from textual.events import Paste

from tests.support.forms import NOT_DISMISSED, FormApp
from tests.support.hostile import HOSTILE
from tests.support.screens import drawn_lines, drawn_text, wait_until
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm.domain.customer import Customer
from tui_crm.domain.follow_up import Ladder, Method
from tui_crm.domain.planning import outlook
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean
from tui_crm.domain.when import parse_when
from tui_crm.screens.full_entry import FullEntry
from tui_crm.services import customers, desk, drafts
from tui_crm.services.desk import Logged, entry_of
from tui_crm.services.session import Session
from tui_crm.widgets.text_box import TextBox
from tui_crm.widgets.when_field import text_of_promise

TWO_NUMBERS = "手机: 138 0013 8000 ; 办公室: 0755-8888 8888 转 801"


@pytest.fixture
def customer(sqlite_session: Session) -> Customer:
    return add_customer(sqlite_session, "张三", company="深圳华强电子", phones=TWO_NUMBERS)


def _app(session: Session, customer: Customer) -> FormApp:
    return FormApp(lambda: FullEntry(session, customer))


async def test_everything_typed_is_written(sqlite_session: Session, customer: Customer) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"发了报价", "enter", *"等回复", "tab", "5", "tab", "right")
        await pilot.press("tab", "right", "tab", *"3m", "tab", "ctrl+u", *"下周三下午3点", "f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert isinstance(app.result, Logged)
    follow_up = customers.timeline(sqlite_session, customer.id)[0]
    assert follow_up.text == "发了报价\n等回复"
    assert (follow_up.outcome, follow_up.method) == ("interested, send material", Method.VISIT)
    assert follow_up.flags == sqlite_session.canned[4].flags
    assert follow_up.phone == customer.phones[1].raw
    assert follow_up.duration_seconds == 180
    assert follow_up.promise == Promise(on=date(2026, 11, 25), minute=15 * 60)
    assert stored(sqlite_session, customer).promise == follow_up.promise


async def test_the_outcome_proposes_its_date_and_its_words(
    sqlite_session: Session, customer: Customer
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "1")
        await wait_until(pilot, lambda: "2027-02-16" in drawn_text(app))
        await pilot.press("2")
        await wait_until(pilot, lambda: "2026-11-18 12:00" in drawn_text(app))
        await pilot.press("1", "f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    after = stored(sqlite_session, customer)
    assert after.promise == Promise(on=date(2027, 2, 16))
    assert after.last_text == "not interested"


async def test_a_date_typed_by_hand_is_not_overwritten(
    sqlite_session: Session, customer: Customer
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("shift+tab", *"+5d", "tab", "tab", "1", "3", "f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert stored(sqlite_session, customer).promise == Promise(on=date(2026, 11, 23))


async def test_a_cleared_date_means_no_next_contact(
    sqlite_session: Session, customer: Customer
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "3")
        await wait_until(pilot, lambda: "2026-11-19" in drawn_text(app))
        await pilot.press("tab", "tab", "tab", "tab", "ctrl+u", "enter")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert stored(sqlite_session, customer).promise is None


async def test_an_outcome_that_asks_demands_a_date(
    sqlite_session: Session, customer: Customer
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "4", "f2")
        await wait_until(pilot, lambda: bool(app.screen.query("#field-next .-error")))
        assert customers.timeline(sqlite_session, customer.id) == ()
        await pilot.press(*"fri 10:00", "enter")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert stored(sqlite_session, customer).promise == Promise(on=date(2026, 11, 20), minute=600)


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        (("f2",), "outcome"),
        (("tab", "3", "tab", "tab", "tab", *"ages", "f2"), "duration"),
        (("tab", "3", "tab", "tab", "tab", "tab", "ctrl+u", *"soon", "f2"), "next"),
    ],
)
async def test_an_error_stands_beside_its_field_and_nothing_is_written(
    sqlite_session: Session, customer: Customer, keys: tuple[str, ...], field: str
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys)
        await wait_until(pilot, lambda: bool(app.screen.query(f"#field-{field} .-error")))
        assert app.screen.focused in app.screen.query_one(f"#field-{field}").children
    assert customers.timeline(sqlite_session, customer.id) == ()


async def test_a_ladder_s_end_archives_unless_a_date_is_typed(sqlite_session: Session) -> None:
    tired = add_customer(sqlite_session, "李四", phones="13800138001")
    for _ in range(4):
        app = _app(sqlite_session, stored(sqlite_session, tired))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("tab", "2", "f2")
            await wait_until(pilot, lambda app=app: app.result is not NOT_DISMISSED)
    app = _app(sqlite_session, stored(sqlite_session, tired))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "2")
        await wait_until(pilot, lambda: "The lead is archived" in drawn_text(app))
        await pilot.press("f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert stored(sqlite_session, tired).archived_at is not None


async def test_a_bad_number_leaves_the_other_and_the_promise(
    sqlite_session: Session, customer: Customer
) -> None:
    desk.log_canned(sqlite_session, customer.id, "3", entry_uuid="a" * 32)
    app = _app(sqlite_session, stored(sqlite_session, customer))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "7", "f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    after = stored(sqlite_session, customer)
    assert [phone.is_bad for phone in after.phones] == [True, False]
    assert after.promise == Promise(on=date(2026, 11, 19))


async def test_saving_twice_does_not_double(sqlite_session: Session, customer: Customer) -> None:
    forms: list[FullEntry] = []

    def make() -> FullEntry:
        forms.append(FullEntry(sqlite_session, customer))
        if len(forms) > 1:
            forms[1].entry_uuid = forms[0].entry_uuid
        return forms[-1]

    app = FormApp(make)
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(2):
            await pilot.press("tab", "3", "f2")
            await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
            if len(forms) == 1:
                await app.open()
    assert len(customers.timeline(sqlite_session, customer.id)) == 1


async def test_what_may_not_be_written_says_why(
    sqlite_session: Session, customer: Customer, clock: FixedClock
) -> None:
    add_user(sqlite_session, "wang", name="王芳")
    other = session_of(sqlite_session.db, clock, login="wang")
    app = _app(other, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"hi", "tab", "3", "f2")
        await wait_until(
            pilot, lambda: "belongs to" in drawn_text(app) or "lina" in drawn_text(app)
        )
        assert app.result is NOT_DISMISSED
    assert customers.timeline(sqlite_session, customer.id) == ()


async def test_a_draft_survives_and_is_offered_again(
    sqlite_session: Session, customer: Customer
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"报价单", "tab", "5")
        await wait_until(pilot, lambda: "2026-11-23" in drawn_text(app))
        await pilot.press("tab", "tab", "tab", "tab", "ctrl+u")
        await pilot.pause()
        assert isinstance(app.screen, FullEntry)
        app.screen.keep_draft()
    assert drafts.forms(sqlite_session) == (f"entry {customer.id}",)
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "报价单" in drawn_text(app))
        assert "Your draft of 10:00 is back" in drawn_text(app)
        await pilot.press("f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    follow_up = customers.timeline(sqlite_session, customer.id)[0]
    assert (follow_up.text, follow_up.promise) == ("报价单", None)
    assert drafts.forms(sqlite_session) == ()


async def test_a_draft_is_kept_while_typing(
    sqlite_session: Session, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.screens.form_modal.DRAFT_SECONDS", 0.01)
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"half a sentence")
        name = f"entry {customer.id}"
        await wait_until(pilot, lambda: drafts.offered(sqlite_session, name) is not None)
        kept = drafts.offered(sqlite_session, name)
        assert kept is not None
        assert "half a sentence".startswith(kept.texts["text"])
        await pilot.press("escape", "y")
        await pilot.pause()
    assert app.result is None
    assert drafts.forms(sqlite_session) == ()


async def test_hostile_text_is_stored_as_given_and_drawn_harmlessly(
    sqlite_session: Session,
) -> None:
    name = "[/nope]\x1b]0;c4n4ry\x07\u202e宽"
    customer = add_customer(sqlite_session, name, phones="13800138002")
    hostile = "[@click=app.quit]x[/]\x1b]52;c;c4n4ry\x07\u202egnp.exe\u202c a\u200bb 👨\u200d👩"
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        app.post_message(Paste(hostile))
        await wait_until(pilot, lambda: "gnp.exe" in drawn_text(app))
        drawn = "".join(drawn_lines(app))
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(drawn)
        await pilot.press("tab", "3", "f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert customers.timeline(sqlite_session, customer.id)[0].text == clean(hostile)


@pytest.mark.parametrize("hostile", [text for text in HOSTILE if len(text) > 2000][:2])
async def test_a_huge_paste_is_refused_in_words(
    sqlite_session: Session, customer: Customer, hostile: str
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=(100, 30)) as pilot:
        app.post_message(Paste(hostile * 101))
        await wait_until(pilot, lambda: "At most 10000 characters" in drawn_text(app))
        await pilot.press(*"ok")
        assert app.screen.query_one(TextBox).text == "ok"


def test_a_proposed_date_reads_back_as_the_same_promise(
    sqlite_session: Session, customer: Customer
) -> None:
    local = sqlite_session.local_now()
    for canned in sqlite_session.canned:
        for count in range(4):
            tired = replace(customer, unreached_count=count)
            effect = outlook(
                tired, entry_of(canned), rules=sqlite_session.rules, now=sqlite_session.now()
            )
            if isinstance(canned.next_rule, Ladder) and effect.promise is not None:
                assert parse_when(text_of_promise(effect.promise), local) == effect.promise


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24)])
async def test_no_terminal_is_too_small(
    sqlite_session: Session, customer: Customer, size: tuple[int, int]
) -> None:
    app = _app(sqlite_session, customer)
    async with app.run_test(size=size) as pilot:
        await pilot.press("tab", "3", "f2")
        await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    assert len(customers.timeline(sqlite_session, customer.id)) == 1
