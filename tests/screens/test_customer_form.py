"""The form of a customer: new ones with duplicate check, edits that overwrite nothing silently."""

from datetime import date

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from tests.support.forms import NOT_DISMISSED, FormApp
from tests.support.hostile import HOSTILE
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm.domain.customer import FIELD_CODES, READ_ONLY_FIELDS, Customer, Kind
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean, clean_line
from tui_crm.screens.conflict_form import ConflictForm
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.services import customers, drafts
from tui_crm.services.session import Session
from tui_crm.store.customers import count
from tui_crm.widgets.field import Field
from tui_crm.widgets.form import Form

SIZE = (100, 40)


def _app(session: Session, customer: Customer | None = None) -> FormApp:
    return FormApp(lambda: CustomerForm(session, customer))


def _field(app: FormApp, code: str) -> Field:
    return app.screen.query_one(Form)[code]


async def _type(pilot: Pilot[None], app: FormApp, code: str, text: str) -> None:
    _field(app, code).editor.focus()
    await pilot.press("ctrl+u", *text)


async def _closed(pilot: Pilot[None], app: FormApp) -> object:
    await wait_until(pilot, lambda: app.result is not NOT_DISMISSED)
    return app.result


async def test_name_number_enter_is_a_new_customer(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"王建国", "tab", "tab", *"13800138000", "enter")
        added = await _closed(pilot, app)
    assert isinstance(added, Customer)
    found = customers.get(sqlite_session, added.id)
    assert (found.name, found.phones[0].e164) == ("王建国", "+8613800138000")
    assert (found.owner, found.kind) == (sqlite_session.viewer.user_id, Kind.LEAD)


async def test_every_writable_field_of_the_spec_is_in_the_form(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        codes = set(app.screen.query_one(Form).fields)
    assert set(FIELD_CODES) - READ_ONLY_FIELDS <= codes


async def test_all_kinds_of_fields_are_stored(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    typed = {
        "company": "南山物流",
        "phones": "手机: 138 0013 8000 ; 办公室: 0755-8888 8888 转 801",
        "wechat": "wang_jg",
        "level": "b",
        "area": "福田",
        "next_contact": "下周三下午3点",
        "owner": "",
        "birthday": "1980-12-01",
        "free_field": "车牌: 粤B12345",
    }
    async with app.run_test(size=SIZE) as pilot:
        for code, text in typed.items():
            await _type(pilot, app, code, text)
        await pilot.press("f2")
        added = await _closed(pilot, app)
    assert isinstance(added, Customer)
    assert [phone.label for phone in added.phones] == ["手机", "办公室"]
    assert added.wechat == "wang_jg"
    assert sqlite_session.value_title(added.level) == "B"
    assert sqlite_session.value_title(added.area) == "福田"
    assert added.promise == Promise(on=date(2026, 11, 25), minute=900)
    assert added.owner is None
    assert added.custom == (("车牌", "粤B12345"),)


async def test_who_is_there_already_is_shown_while_typing_and_refused(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "张三", company="深圳华强电子", phones="138 0013 8000")
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"张三", "tab", *"深圳华强电子", "tab", *"13800138000")
        await wait_until(pilot, lambda: "Is there already: 张三" in drawn_text(app))
        assert "lina · assigned · never" in drawn_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "This is already customer number 1" in drawn_text(app))
        assert count(sqlite_session.db, sqlite_session.viewer) == 1
        assert app.focused is _field(app, "override_reason").editor
        await pilot.press(*"其他部门", "enter")
        added = await _closed(pilot, app)
    assert isinstance(added, Customer)
    assert added.id == 2


async def test_a_shared_number_alone_warns_and_does_not_block(sqlite_session: Session) -> None:
    add_customer(sqlite_session, "李四", company="宏达建材", phones="0755-88888888")
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"Ann", "tab", *"Other Ltd", "tab", *"0755-88888888")
        await wait_until(pilot, lambda: "Has the number too: 李四" in drawn_text(app))
        await pilot.press("enter")
        assert isinstance(await _closed(pilot, app), Customer)


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("phones", "no digits", "holds no phone number"),
        ("owner", "nobody", "There is no user"),
        ("next_contact", "soon", "is not understood"),
        ("free_field", "no title", "has no title"),
    ],
)
async def test_an_error_stands_beside_its_field(
    sqlite_session: Session, code: str, text: str, told: str
) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"王")
        await _type(pilot, app, code, text)
        await pilot.press("f2")
        await wait_until(pilot, lambda: told in _field(app, code).shown_remark)
        assert app.focused is _field(app, code).editor
    assert count(sqlite_session.db, sqlite_session.viewer) == 0


async def test_a_refusal_that_scrolls_away_stays_in_sight_below(sqlite_session: Session) -> None:
    """The line names the field, which has the cursor; a click goes there, a change ends it."""
    app = _app(sqlite_session)
    told = "Not saved. Phones: “abc” holds no phone number."
    async with app.run_test(size=(80, 16)) as pilot:
        await _type(pilot, app, "phones", "abc")
        _field(app, "owner").editor.focus()
        await pilot.press("f2")
        await pilot.pause()
        assert told in drawn_text(app)
        assert _field(app, "phones").editor.has_focus
        assert drawn_text(app).count("holds no phone number") == 2  # Beneath the field too.
        _field(app, "owner").editor.focus()
        await pilot.pause()
        assert told in drawn_text(app)
        await pilot.click("#message")
        assert _field(app, "phones").editor.has_focus
        await pilot.press("1")
        await wait_until(pilot, lambda: "Not saved." not in drawn_text(app))


async def test_an_empty_form_says_what_is_needed(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type a name" in _field(app, "name").shown_remark)


async def test_only_what_was_edited_is_written(sqlite_session: Session) -> None:
    there = add_customer(
        sqlite_session,
        "a\u202eb\u200d",
        phones="手机: 13800138000 [bad]",
        note="line\u2028two",
        promise=Promise(on=date(2020, 1, 1)),
        level="A",
    )
    app = _app(sqlite_session, there)
    async with app.run_test(size=SIZE) as pilot:
        await _type(pilot, app, "wechat", "x")
        await pilot.press("enter")
        await _closed(pilot, app)
    after = stored(sqlite_session, there)
    assert after.wechat == "x"
    assert (after.name, after.note, after.phones) == (there.name, there.note, there.phones)
    assert (after.promise, after.level) == (there.promise, there.level)
    assert after.version == there.version + 1


async def test_an_unchanged_form_closes_without_a_word(sqlite_session: Session) -> None:
    there = add_customer(sqlite_session, "张三")
    for key in ("enter", "escape"):
        app = _app(sqlite_session, there)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(key)
            assert await _closed(pilot, app) is None
    assert stored(sqlite_session, there).version == there.version


async def test_what_only_one_side_changed_is_merged_and_told(
    sqlite_session: Session, clock: FixedClock
) -> None:
    there = add_customer(sqlite_session, "张三", company="华强", wechat="old")
    add_user(sqlite_session, "wang", name="王芳")
    other = session_of(sqlite_session.db, clock, login="wang")
    app = _app(sqlite_session, there)
    async with app.run_test(size=SIZE) as pilot:
        await _type(pilot, app, "wechat", "mine")
        form = app.screen
        customers.edit(other, there.id, {"company": "华强北"})
        await pilot.press("enter")
        saved = await _closed(pilot, app)
    after = stored(sqlite_session, there)
    assert (after.wechat, after.company) == ("mine", "华强北")
    assert saved == after
    assert isinstance(form, CustomerForm)
    words = form.saved_words(after)
    assert words == "Saved: 张三. 王芳 changed it meanwhile (Company); that is kept too."


async def test_a_draft_of_an_edit_says_what_changed_since(sqlite_session: Session) -> None:
    there = add_customer(sqlite_session, "张三", wechat="old")
    app = _app(sqlite_session, there)
    async with app.run_test(size=SIZE) as pilot:
        await _type(pilot, app, "wechat", "mine")
        assert isinstance(app.screen, CustomerForm)
        app.screen.keep_draft()
    changed = customers.edit(sqlite_session, there.id, {"wechat": "theirs"})
    app = _app(sqlite_session, changed)
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "Your draft of 10:00 is back" in drawn_text(app))
        assert _field(app, "wechat").text == "mine"
        assert _field(app, "wechat").shown_remark == "Changed since your draft: theirs"
        await pilot.press("escape", "y")
        assert await _closed(pilot, app) is None
    assert drafts.forms(sqlite_session) == ()


@pytest.mark.parametrize(("answers", "wechat"), [(("1",), "mine"), (("2",), "theirs")])
async def test_saving_a_draft_asks_about_what_changed_since(
    sqlite_session: Session, answers: tuple[str, ...], wechat: str
) -> None:
    """Also where the draft was kept once more; what only the draft changed goes in unasked."""
    there = add_customer(sqlite_session, "张三", wechat="old", company="华强")
    app = _app(sqlite_session, there)
    async with app.run_test(size=SIZE) as pilot:
        await _type(pilot, app, "wechat", "mine")
        await _type(pilot, app, "company", "华强北")
        assert isinstance(app.screen, CustomerForm)
        app.screen.keep_draft()
    changed = customers.edit(sqlite_session, there.id, {"wechat": "theirs"})
    app = _app(sqlite_session, changed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, CustomerForm)
        app.screen.keep_draft()
    app = _app(sqlite_session, changed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2")
        await until_open(pilot, ConflictForm)
        assert "Somebody else changed 张三 meanwhile" in drawn_text(app)
        assert set(app.screen._conflicts) == {"wechat"}
        assert stored(sqlite_session, there).wechat == "theirs"
        await pilot.press("escape")
        await pilot.press("f2")
        await until_open(pilot, ConflictForm)
        await pilot.press(*answers, "f2")
        await _closed(pilot, app)
    after = stored(sqlite_session, there)
    assert (after.wechat, after.company) == (wechat, "华强北")


async def test_a_draft_of_a_new_customer_is_not_stored_twice(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"王建国")
        assert isinstance(app.screen, CustomerForm)
        app.screen.keep_draft()
        kept = drafts.offered(sqlite_session, "customer new")
        await pilot.press("enter")
        await _closed(pilot, app)
        assert kept is not None
        # As if the program had been killed after saving, before the draft was dropped.
        drafts.keep(
            sqlite_session,
            "customer new",
            texts=kept.texts,
            bases=kept.bases,
            entry_uuid=kept.entry_uuid,
        )
        await app.open()
        await pilot.press("enter")
        await _closed(pilot, app)
    assert count(sqlite_session.db, sqlite_session.viewer) == 1


@pytest.mark.parametrize("code", ["name", "phones", "level", "note", "address", "free_field"])
async def test_hostile_text_is_drawn_harmlessly_and_stored_as_given(
    sqlite_session: Session, code: str
) -> None:
    hostile = "[@click=app.quit]1380013[/nope]\x1b]52;c;c4n4ry\x07\u202eb\u200bc: 宽👨\u200d👩"
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"王")
        _field(app, code).editor.focus()
        app.post_message(Paste(hostile))
        await wait_until(pilot, lambda: "宽" in drawn_text(app))
        await pilot.press("home", "shift+end", "end")
        drawn = "".join(drawn_lines(app))
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(drawn)
        assert clean_line(hostile) in _field(app, code).text
        await pilot.press("f2")
        added = await _closed(pilot, app)
    assert isinstance(added, Customer)
    if code == "note":
        assert added.note == clean(hostile)
    if code == "address":
        assert added.address == clean_line(hostile)


async def test_a_customer_full_of_hostile_text_opens(sqlite_session: Session) -> None:
    for text in HOSTILE[::40]:
        line = clean_line(text)[:300]
        if not line:
            continue
        there = add_customer(
            sqlite_session, line, company=line, wechat=line, note=clean(text)[:10_000], area=line
        )
        app = _app(sqlite_session, there)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            drawn = "".join(drawn_lines(app))
            assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(drawn)
            assert not app.screen.query_one(Form).changed()


async def test_a_huge_paste_is_refused_in_words(sqlite_session: Session) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=SIZE) as pilot:
        app.post_message(Paste("x" * 1_000_000))
        await wait_until(
            pilot, lambda: "At most 300 characters" in _field(app, "name").shown_remark
        )
        await pilot.press(*"ok")
        assert _field(app, "name").text == "ok"


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24)])
async def test_no_terminal_is_too_small(sqlite_session: Session, size: tuple[int, int]) -> None:
    app = _app(sqlite_session)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"王", *["tab"] * 30, "f2")
        assert isinstance(await _closed(pilot, app), Customer)
