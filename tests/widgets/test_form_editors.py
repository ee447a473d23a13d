"""The editors of forms: lines, texts and choices."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.events import Paste

from tests.support.hostile import HOSTILE
from tests.support.screens import ThemedApp, drawn_lines, drawn_text, wait_until
from tui_crm.domain.text import clean
from tui_crm.widgets.choice import Choice, Option, place_options
from tui_crm.widgets.field import Editor, Field
from tui_crm.widgets.form import Form
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.text_box import TextBox


class EditorApp(ThemedApp):
    """A form of the fields that are made of these codes and editors."""

    def __init__(self, **editors: Callable[[], Editor]) -> None:
        super().__init__()
        self._editors = editors
        self.fields: list[Field] = []
        self.submitted = 0

    def compose(self) -> ComposeResult:
        self.fields = [Field(code, code, make()) for code, make in self._editors.items()]
        yield Form(self.fields)

    def on_mount(self) -> None:
        self.query_one(Form).focus_first()

    def on_field_submitted(self) -> None:
        self.submitted += 1


def _line(value: str = "", **arguments: Any) -> EditorApp:
    return EditorApp(name=lambda: LineInput(value, **arguments))


async def test_all_lines_of_a_paste_become_one() -> None:
    app = _line()
    async with app.run_test() as pilot:
        app.post_message(Paste("\n南山区\r\n科技园\t1 号\n"))
        await wait_until(pilot, lambda: "科技园" in app.fields[0].text)
    assert app.fields[0].text == "南山区 科技园 1 号"


async def test_words_are_completed_and_stepped_through() -> None:
    app = _line(words=("Logistics", "Building", "物流", "建筑"))
    async with app.run_test() as pilot:
        await pilot.press(*"bui")
        await wait_until(pilot, lambda: "building" in drawn_text(app).lower())
        await pilot.press("right")
        await wait_until(pilot, lambda: app.fields[0].text.lower() == "building")
        await pilot.press("ctrl+u", "物", "down")
        assert app.fields[0].text == "物流"
        await pilot.press("ctrl+u", "up")
        assert app.fields[0].text == "建筑"
        await pilot.press("down")
        assert app.fields[0].text == "Logistics"


async def test_a_value_beyond_the_limit_is_refused_and_told() -> None:
    app = _line("abc", limit=5)
    async with app.run_test() as pilot:
        await pilot.press("end", *"defg")
        assert app.fields[0].text == "abcde"
        assert app.fields[0].shown_remark == "At most 5 characters fit here; that would be 6."
        await pilot.press("backspace")
        await wait_until(pilot, lambda: not app.fields[0].shown_remark)


async def test_a_click_puts_the_cursor_where_it_fell_beside_wide_characters() -> None:
    app = _line("王\u202e建国")
    async with app.run_test() as pilot:
        editor = app.query_one(LineInput)
        # One cell of padding, two for 王, one for the sign of the hidden character.
        await pilot.click(LineInput, offset=(1 + 3, 0))
        assert editor.cursor_position == 2
        await pilot.press("x")
    assert app.fields[0].text == "王\u202ex建国"


@pytest.mark.parametrize("start", range(8))
async def test_hostile_text_in_fields_is_kept_and_drawn_harmlessly(start: int) -> None:
    texts = [clean(text)[:2000] for text in HOSTILE[start::8] if "\n" not in clean(text)]
    texts = [text.replace("\t", " ") for text in texts]
    app = EditorApp(name=lambda: LineInput(limit=10_000), note=TextBox)
    async with app.run_test(size=(60, 12)) as pilot:
        for text in texts:
            for field in app.fields:
                field.load(text)
            await pilot.pause()
            assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\u2066"} & set(
                "".join(drawn_lines(app))
            )
            assert app.fields[0].text == text
            assert not any(field.is_changed for field in app.fields)


async def test_a_text_box_takes_lines_and_leaves_by_tab() -> None:
    app = EditorApp(note=TextBox, name=LineInput)
    async with app.run_test() as pilot:
        await pilot.press(*"一", "enter", *"二", "tab", *"x", "enter")
        await pilot.pause()
    assert [field.text for field in app.fields] == ["一\n二", "x"]
    assert app.submitted == 1


def _choice(value: str = "") -> Choice:
    options = [
        Option(value=key, label=label, key=key) for key, label in zip("12", "甲乙", strict=True)
    ]
    return Choice([*options, Option(value="z", label="丙" * 30)], value)


async def test_an_option_is_picked_by_key_arrow_and_click() -> None:
    app = EditorApp(outcome=_choice, name=LineInput)
    async with app.run_test(size=(60, 12)) as pilot:
        seen = [app.fields[0].text]
        for key in ("2", "right", "right", "left", "space"):
            await pilot.press(key)
            seen.append(app.fields[0].text)
        assert seen == ["", "2", "z", "1", "z", "1"]
        await pilot.click(Choice, offset=(8, 0))
        assert app.fields[0].text == "2"
        await pilot.press("9", "enter", "down", *"n", "up", "1")
        assert app.fields[0].text == "1"
        assert app.fields[1].text == "n"
        await pilot.pause()
    assert app.submitted == 1


@pytest.mark.parametrize("width", [1, 5, 12, 40, 100])
def test_options_never_overlap_and_stay_within_the_width(width: int) -> None:
    placed = list(place_options(_choice().options, width))
    assert [each.option.value for each in placed] == ["1", "2", "z"]
    for before, after in itertools.pairwise(placed):
        assert (before.line, before.end) <= (after.line, after.start) or before.line < after.line
    assert all(each.end <= max(width, 4) for each in placed)
