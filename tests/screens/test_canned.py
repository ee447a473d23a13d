"""The editor of canned follow-ups: what the keys write is changed, added, moved, removed, tried."""

from datetime import date

import pytest
from textual.widgets import Static

from tests.support.hostile import (
    BIDI,
    EMOJI,
    ESCAPES,
    MARKUP,
    ZERO_WIDTH,
    foreign_sequences,
)
from tests.support.screens import (
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.commands.keymap import Keymap
from tui_crm.domain.follow_up import CannedFollowUp, Interval, Ladder, Method, Unit
from tui_crm.domain.promise import Promise
from tui_crm.screens.canned import CannedScreen
from tui_crm.screens.canned_form import CannedForm, free_slot
from tui_crm.screens.confirm import Confirm
from tui_crm.services import canned as canned_service
from tui_crm.services.session import Session

TODAY = Promise(on=date(2026, 11, 18))


def _slots(session: Session) -> str:
    return "".join(each.slot for each in session.canned)


def _on(session: Session, slot: str) -> CannedFollowUp:
    found = canned_service.on_slot(session, slot)
    assert found is not None
    return found


def _pane(app: ShownApp) -> str:
    return str(app.screen.query_one("#preview", Static).render())


async def test_the_nine_shipped_ones_stand_with_rule_and_flags(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        lines = drawn_text(app).splitlines()
        line = next(each for each in lines if "no answer" in each and "2h, 1d" in each)
        assert line.lstrip().startswith("2")
        assert any("visit agreed" in each and "asks when" in each for each in lines)
        assert any("bad number" in each and "none" in each for each in lines)


async def test_the_card_tries_the_key_on_the_first_of_today(sqlite_session: Session) -> None:
    add_customer(sqlite_session, "张三", company="深圳华强", phones="13800138000", promise=TODAY)
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Pressing 1 now on 张三" in drawn_text(app)
        assert "→ Tue 16 Feb 2027" in drawn_text(app)
        await pilot.press("down")
        await pilot.pause()
        assert "→ today 12:00  step 1 of 5: 2h" in drawn_text(app)
        await pilot.press("end")
        await pilot.pause()
        assert "the lead becomes a customer" in drawn_text(app)
        await pilot.press("up")
        await pilot.pause()
        assert "must not be called any more" in drawn_text(app)
        await pilot.press("up")
        await pilot.pause()
        assert "13800138000 is marked as bad" in drawn_text(app)
        assert "the lead is archived" in drawn_text(app)


async def test_without_anybody_due_a_sample_lead_is_shown_and_nothing_is_stored(
    sqlite_session: Session,
) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert "Pressing 4 now on Sample lead" in drawn_text(app)
        assert "asks when: nothing is written until you say" in drawn_text(app)


async def test_a_label_is_edited_and_the_pane_follows_each_key(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CannedForm)
        await pilot.press("tab", "!")
        await pilot.pause()
        assert "not interested!" in _pane(app)
        await pilot.press("f2")
        await pilot.pause()
        assert "Saved: 1 not interested!." in drawn_text(app)
    stored = _on(sqlite_session, "1")
    assert stored.label == "not interested!"
    assert stored.text == "not interested!"


async def test_a_shipped_one_follows_the_language_while_only_its_rule_was_changed(
    sqlite_session: Session,
) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "tab", "tab", "tab", "tab", "end")
        await pilot.press("backspace", "backspace", "backspace", *"30d")
        await pilot.pause()
        assert "→ Fri 18 Dec" in _pane(app)
        await pilot.press("enter")
    stored = _on(sqlite_session, "1")
    assert (stored.label, stored.text) == (None, None)
    assert stored.next_rule == Ladder(steps=(Interval(count=30, unit=Unit.DAYS),))


async def test_an_emptied_label_of_a_shipped_one_is_the_shipped_label_again(
    sqlite_session: Session,
) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "e", "tab", "!", "f2")
        assert _on(sqlite_session, "3").label == "busy!"
        await pilot.press("e", "tab", *["backspace"] * 5, "f2")
    assert _on(sqlite_session, "3").label is None


async def test_a_rule_that_is_none_is_refused_beside_its_field(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "tab", "tab", "tab", "tab", "x", "f2")
        await pilot.pause()
        assert isinstance(app.screen, CannedForm)
        assert "is no rule for the next contact" in app.screen.form["next"].shown_remark
    assert str(_on(sqlite_session, "1").next_rule) == "90d"


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("2", "already the key of “no answer”"),
        ("f", "already the key of “Full entry”"),
        ("g", "is already the key of"),
    ],
)
async def test_a_taken_key_is_refused_with_the_reason_as_it_is_typed(
    sqlite_session: Session, key: str, reason: str
) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "backspace", key)
        await pilot.pause()
        assert isinstance(app.screen, CannedForm)
        assert reason in app.screen.form["slot"].shown_remark
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, CannedForm)
        assert reason in app.screen.form["slot"].shown_remark
    assert _slots(sqlite_session) == "123456789"


async def test_a_new_one_takes_a_free_key_and_stands_last(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "tab", *"WeChat", "tab", "tab", "right", "right", "tab", *"2w")
        await pilot.press("tab", "space", "right", "space", "f2")
        await pilot.pause()
        assert "Saved: 0 WeChat." in drawn_text(app)
    stored = sqlite_session.canned[-1]
    assert (stored.slot, stored.label, stored.text) == ("0", "WeChat", None)
    assert stored.method is Method.MESSAGE
    assert stored.flags.names() == ("reached", "counts_as_contact")
    assert str(stored.next_rule) == "2w"


async def test_a_new_one_needs_a_label(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test() as pilot:
        await pilot.press("n", "f2")
        assert isinstance(app.screen, CannedForm)
        assert app.screen.form["label"].shown_remark == "Type a label."
    assert len(sqlite_session.canned) == 9


async def test_status_and_level_changes_are_tried_and_stored(sqlite_session: Session) -> None:
    add_customer(sqlite_session, "张三", phones="13800138000", promise=TODAY, level="B")
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e", *["tab"] * 7, "right")
        await pilot.pause()
        assert "Level: B → A" in _pane(app)
        await pilot.press("f2")
    level = _on(sqlite_session, "1").set_level
    assert sqlite_session.value_title(level) == "A"


async def test_rows_are_moved_and_the_cursor_goes_with_them(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "shift+up")
        assert _slots(sqlite_session) == "213456789"
        await pilot.press("J", "J", "K")
        assert _slots(sqlite_session) == "123456789"
        await pilot.press("home", "K")
        assert "It stands first already." in drawn_text(app)
        await pilot.press("end", "shift+down")
        assert "It stands last already." in drawn_text(app)
    assert _slots(sqlite_session) == "123456789"


async def test_removing_asks_first(sqlite_session: Session) -> None:
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        assert _slots(sqlite_session) == "123456789"
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "Removed: 1 not interested." in drawn_text(app)
    assert _slots(sqlite_session) == "23456789"


async def test_with_all_removed_it_says_how_to_begin(sqlite_session: Session) -> None:
    for each in sqlite_session.canned:
        canned_service.remove(sqlite_session, each.id)
    app = ShownApp(CannedScreen(sqlite_session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "x", "K")
        assert "Press n for the first canned follow-up." in drawn_text(app)
        assert "Nothing is under the cursor." in drawn_text(app)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (120, 40)])
async def test_list_and_form_are_drawn_at_any_size_in_both_languages(
    sqlite_session: Session, size: tuple[int, int], language: str
) -> None:
    with i18n.speaking(language):
        app = ShownApp(CannedScreen(sqlite_session))
        async with app.run_test(size=size) as pilot:
            await pilot.press("down", "e", "tab", *"新", "f2")
            await pilot.pause()
            if size[0] >= 80:
                label = "没接新" if language == "zh" else "no answer新"
                assert label in drawn_text(app)
    assert _on(sqlite_session, "2").label in ("没接新", "no answer新")


async def test_hostile_labels_and_texts_are_shown_and_edited_harmlessly(
    sqlite_session: Session,
) -> None:
    shipped = _on(sqlite_session, "1")
    screen = CannedScreen(sqlite_session)
    app = ShownApp(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        for text in (*ESCAPES, *MARKUP, *BIDI, *ZERO_WIDTH, *EMOJI)[::3]:
            wanted = CannedFollowUp(
                id=shipped.id, slot="1", position=1, label=f"x{text}"[:300], text=f"{text}y"
            )
            canned_service.save(sqlite_session, wanted)
            screen.reload()
            await pilot.press("e")
            await until_open(pilot, CannedForm)
            assert foreign_sequences(drawn_text(app).encode()) == []
            await pilot.press("f2")
            await wait_until(pilot, lambda: app.screen is screen)
            stored = _on(sqlite_session, "1")
            assert stored.label is not None
            assert stored.label.startswith("x")


def test_a_free_key_is_neither_taken_nor_a_command_s() -> None:
    taken = [CannedFollowUp(slot=slot, position=1) for slot in "1234567890"]
    assert free_slot([], Keymap()) == "1"
    assert free_slot(taken, Keymap()) == "a"
    everything = [CannedFollowUp(slot=chr(code), position=1) for code in range(33, 127)]
    assert free_slot(everything, Keymap()) == ""
