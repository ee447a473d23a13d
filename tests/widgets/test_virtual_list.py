"""The list: keys, mouse, what is drawn, and rows that change underneath."""

from functools import partial
from threading import Event

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from tests.support.keyset import Key, MemoryQuery, NamedRow
from tests.support.screens import (
    DEADLINE_SECONDS,
    ThemedApp,
    drawn_lines,
    drawn_text,
    wait_until,
)
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.list_messages import (
    LoadFailed,
    MarksChanged,
    RowHighlighted,
    RowSelected,
)
from tui_crm.widgets.paged_rows import BLOCK_ROWS
from tui_crm.widgets.palette import DARK_THEME, LIGHT_THEME
from tui_crm.widgets.virtual_list import VirtualList

COLUMNS: tuple[Column[NamedRow], ...] = (
    Column(id="name", title="Name", width=11, share=1, draw=lambda row: Cell(text=row.name)),
    Column(
        id="company",
        title="公司",
        width=10,
        priority=1,
        draw=lambda row: Cell(text=row.company, tone=Tone.LATER),
    ),
)


class ListApp(ThemedApp):
    """A list, and what it said."""

    def __init__(self, query: MemoryQuery, *, can_mark: bool = True) -> None:
        super().__init__()
        self.query_of_rows = query
        self.list: VirtualList[NamedRow, Key] = VirtualList(
            COLUMNS, empty=Content("Nothing [due]"), has_header=True, can_mark=can_mark
        )
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        self.list.load(self.query_of_rows)
        yield self.list

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        self.said.append(message)

    def on_row_selected(self, message: RowSelected) -> None:
        self.said.append(message)

    def on_marks_changed(self, message: MarksChanged) -> None:
        self.said.append(message)

    def on_load_failed(self, message: LoadFailed) -> None:
        self.said.append(message)

    def highlighted(self) -> list[int | None]:
        return [said.row_id for said in self.said if isinstance(said, RowHighlighted)]

    def selected(self) -> list[int]:
        return [said.row_id for said in self.said if isinstance(said, RowSelected)]


def _cursor_line(app: ListApp) -> str:
    """Return the text of the one line with the cursor's sign."""
    (line,) = [line for line in drawn_lines(app) if line.startswith("▸")]
    return line[2:].split("  ")[0].strip()


async def _outlined(pilot: Pilot[None], app: ListApp) -> None:
    await wait_until(pilot, lambda: "outline" in app.query_of_rows.calls)
    await _idle(pilot, app)


async def _idle(pilot: Pilot[None], app: ListApp) -> None:
    await wait_until(pilot, lambda: all(worker.is_finished for worker in app.workers))
    await pilot.pause()


async def test_the_first_rows_are_there_at_once() -> None:
    """Header, rows and the cursor are drawn before anything was counted."""
    app = ListApp(MemoryQuery.numbered(100_000))
    async with app.run_test(size=(30, 5), notifications=True):
        assert app.query_of_rows.calls[0] == "first"
        assert [line.rstrip() for line in drawn_lines(app)] == [
            "  Name             公司",
            "▸ row 0000000",
            "  row 0000001",
            "  row 0000002",
            "  row 0000003",
        ]
        assert app.highlighted() == [1]


async def test_arrow_keys_move_the_cursor_and_scroll_where_it_would_leave() -> None:
    """Down goes on below the last row seen, up comes back, and both stop at the ends."""
    app = ListApp(MemoryQuery.numbered(6))
    async with app.run_test(size=(30, 5), notifications=True) as pilot:
        await pilot.press("up", "down", "down", "down", "down")
        assert _cursor_line(app) == "row 0000004"
        assert "row 0000000" not in drawn_text(app)
        await pilot.press("down", "down", "down")
        assert _cursor_line(app) == "row 0000005"
        await pilot.press(*["up"] * 9)
        assert _cursor_line(app) == "row 0000000"
        assert app.highlighted() == [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1]


async def test_page_keys_move_by_what_is_seen() -> None:
    """A page is as many rows as are drawn, and the cursor keeps its line."""
    app = ListApp(MemoryQuery.numbered(1_000))
    async with app.run_test(size=(30, 5), notifications=True) as pilot:
        await pilot.press("down", "pagedown", "pagedown")
        assert drawn_lines(app)[2].startswith("▸ row 0000009")
        await pilot.press("pageup")
        assert drawn_lines(app)[2].startswith("▸ row 0000005")
        await pilot.press("pageup", "pageup")
        assert _cursor_line(app) == "row 0000000"


async def test_end_reaches_the_last_row_before_anything_was_counted() -> None:
    """End asks for the count and the last rows, home for nothing new."""
    app = ListApp(MemoryQuery.numbered(100_000))
    async with app.run_test(size=(30, 5), notifications=True) as pilot:
        await pilot.press("end")
        assert _cursor_line(app) == "row 0099999"
        assert app.query_of_rows.calls[:3] == ["first", "count", "last"]
        await pilot.press("up", "pageup")
        assert _cursor_line(app) == "row 0099994"
        await pilot.press("home")
        assert _cursor_line(app) == "row 0000000"
        assert app.list.count == 100_000


async def test_a_far_place_shows_its_rows_once_the_outline_is_there() -> None:
    """Rows that no key leads to yet are drawn as waiting, then as themselves."""
    app = ListApp(MemoryQuery.numbered(100_000))
    looked = Event()
    app.query_of_rows.when_outlined = partial(looked.wait, DEADLINE_SECONDS)
    async with app.run_test(size=(30, 5), notifications=True) as pilot:
        app.list.move_cursor(99_999)
        app.list.move_cursor(50_000)
        await wait_until(pilot, lambda: any(line.startswith("▸ ·") for line in drawn_lines(app)))
        assert app.list.cursor_row is None
        looked.set()
        await wait_until(pilot, lambda: app.list.cursor_row is not None)
        await pilot.pause()
        assert _cursor_line(app) == "row 0050000"
        assert app.highlighted()[-1] == 50_001


async def test_far_jumps_cost_one_query_each() -> None:
    """With the outline, a jump reads the block that it lands in and counts nothing."""
    app = ListApp(MemoryQuery.numbered(100_000))
    async with app.run_test(size=(30, 5), notifications=True) as pilot:
        await _outlined(pilot, app)
        app.query_of_rows.calls.clear()
        app.list.move_cursor(70_000)
        await pilot.pause()
        assert _cursor_line(app) == "row 0070000"
        assert app.query_of_rows.calls == ["after"]


async def test_the_next_page_is_read_before_it_is_asked_for() -> None:
    """Once a page is painted, the rows on either side of it are in memory."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        await _outlined(pilot, app)
        app.list.move_cursor(BLOCK_ROWS - 1)
        await wait_until(pilot, lambda: app.list.row_at(BLOCK_ROWS) is not None)
        app.query_of_rows.calls.clear()
        await pilot.press("pagedown")
        assert _cursor_line(app) == "row 0000266"
        assert app.query_of_rows.calls == []


async def test_enter_and_double_click_choose_a_row() -> None:
    """Enter chooses the row under the cursor, one click goes to a row, two choose it."""
    app = ListApp(MemoryQuery.numbered(10))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        await pilot.press("down", "enter")
        assert app.selected() == [2]
        await pilot.click(offset=(5, 4))
        assert _cursor_line(app) == "row 0000003"
        assert app.selected() == [2]
        await pilot.double_click(offset=(5, 5))
        assert app.selected() == [2, 5]
        await pilot.click(offset=(5, 0))
        assert _cursor_line(app) == "row 0000004"


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    """What is seen moves, the cursor stays on its row."""
    app = ListApp(MemoryQuery.numbered(1_000))
    async with app.run_test(size=(30, 5), notifications=True) as pilot:
        await pilot._post_mouse_events([events.MouseScrollDown], app.list, offset=(3, 3))
        await wait_until(pilot, lambda: "row 0000000" not in drawn_text(app))
        assert app.list.cursor_position == 0
        await pilot.press("down")
        assert _cursor_line(app) == "row 0000001"


async def test_a_row_that_leaves_puts_the_next_one_under_the_cursor() -> None:
    """The call desk: the row goes and the cursor stands on the next, at the end on the last."""
    app = ListApp(MemoryQuery.numbered(4))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        await pilot.press("down")
        app.query_of_rows.drop(2)
        app.list.remove_row(2)
        await pilot.pause()
        assert _cursor_line(app) == "row 0000002"
        assert "row 0000001" not in drawn_text(app)
        app.list.remove_row(4)
        app.list.remove_row(3)
        await pilot.pause()
        assert _cursor_line(app) == "row 0000000"
        app.list.remove_row(1)
        app.list.remove_row(77)
        await pilot.pause()
        assert "Nothing [due]" in drawn_text(app)
        assert app.highlighted() == [1, 2, 3, 1, None]


async def test_a_row_that_comes_back_leaves_the_cursor_where_it_is() -> None:
    """An undone call returns above the cursor, which stays on its row."""
    app = ListApp(MemoryQuery.numbered(3))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        await pilot.press("end")
        app.list.insert_row(0, NamedRow(id=9, name="back"))
        await pilot.pause()
        assert drawn_lines(app)[1].startswith("  back")
        assert _cursor_line(app) == "row 0000002"
        app.list.insert_row(99, NamedRow(id=10, name="last"))
        await pilot.pause()
        assert drawn_lines(app)[5].startswith("  last")


async def test_a_row_taken_out_comes_back_under_the_cursor_without_another_reading() -> None:
    """An undone call stands where it stood, and the list behind it is not counted anew."""
    app = ListApp(MemoryQuery.numbered(1_000))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        await _outlined(pilot, app)
        await pilot.press("down", "down")
        taken = app.query_of_rows.rows[2]
        app.query_of_rows.drop(taken.id)
        app.list.remove_row(taken.id)
        await pilot.press("end")
        app.query_of_rows.add(taken)
        app.query_of_rows.calls.clear()
        assert app.list.bring_back(taken)
        await pilot.pause()
        assert _cursor_line(app) == "row 0000002"
        assert app.list.count == 1_000
        assert app.query_of_rows.calls == ["before", "after"]
        await pilot.press("end")
        assert app.list.bring_back(taken), "it stays where it stands"
        await pilot.pause()
        assert _cursor_line(app) == "row 0000002"
        assert app.list.count == 1_000


async def test_a_row_is_drawn_into_an_empty_list() -> None:
    """The first row takes the place of the empty state, under the cursor."""
    app = ListApp(MemoryQuery([]))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        app.list.insert_row(0, NamedRow(id=9, name="first"))
        await pilot.pause()
        assert _cursor_line(app) == "first"


async def test_a_changed_row_is_drawn_anew_in_its_place() -> None:
    """The new version is drawn, the rest stays."""
    app = ListApp(MemoryQuery.numbered(3))
    async with app.run_test(size=(40, 6), notifications=True) as pilot:
        app.list.replace_row(NamedRow(id=2, name="row 0000001", company="南山物流"))
        await pilot.pause()
        assert "南山物流" in drawn_lines(app)[2]


async def test_reading_again_keeps_the_cursor_on_its_row() -> None:
    """Rows that came above shift the cursor's row, and the cursor with it."""
    app = ListApp(MemoryQuery.numbered(10))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        await pilot.press("down", "down", "down")
        app.query_of_rows.add(NamedRow(id=50, name="a new one"))
        app.list.reload()
        await pilot.pause()
        assert _cursor_line(app) == "row 0000003"
        assert app.list.cursor_position == 4
        app.query_of_rows.drop(4, 5)
        app.list.reload()
        await pilot.pause()
        assert _cursor_line(app) == "row 0000005"


async def test_reading_a_long_list_again_keeps_the_cursor_on_its_row() -> None:
    """The same at any length, on the same line of the screen, once it has been counted anew."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        await _outlined(pilot, app)
        app.list.move_cursor(3_000)
        await pilot.press("up", "up")
        await pilot.pause()
        line = next(y for y, text in enumerate(drawn_lines(app)) if text.startswith("▸"))
        for number in range(300):
            app.query_of_rows.add(NamedRow(id=9_000 + number, name=f"early {number}"))
        app.list.reload()
        await wait_until(pilot, lambda: app.list.count == 5_300)
        await pilot.pause()
        assert _cursor_line(app) == "row 0002998"
        assert drawn_lines(app)[line].startswith("▸")
        app.query_of_rows.drop(2_999)
        app.list.reload()
        await wait_until(pilot, lambda: app.list.count == 5_299)
        await pilot.pause()
        assert _cursor_line(app) == "row 0002999"


async def test_the_cursor_goes_to_a_new_row_anywhere() -> None:
    """A customer just written is found and shown, in a long list too."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        row = NamedRow(id=9_999, name="row 0004000b")
        app.query_of_rows.add(row)
        app.list.reload(near=row)
        await wait_until(pilot, lambda: app.list.cursor_position == 4_001)
        await pilot.pause()
        assert _cursor_line(app) == "row 0004000b"
        app.list.load(app.query_of_rows, near=app.query_of_rows.rows[2_000])
        await wait_until(pilot, lambda: app.list.cursor_position == 2_000)
        await pilot.pause()
        assert _cursor_line(app) == "row 0002000"


async def test_rows_that_vanish_unseen_are_noticed_when_read() -> None:
    """A block that comes back short makes the list count itself again."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        await _outlined(pilot, app)
        app.query_of_rows.rows = app.query_of_rows.rows[:4_950]
        await pilot.press("end")
        await wait_until(pilot, lambda: app.list.count == 4_950)
        await pilot.pause()
        assert _cursor_line(app) == "row 0004949"


async def test_a_list_that_cannot_be_read_says_so_and_stays() -> None:
    """A failing query becomes a message; the rows read before are still drawn."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        await _outlined(pilot, app)
        app.query_of_rows.is_broken = True
        await pilot.press("end")
        failures = [said for said in app.said if isinstance(said, LoadFailed)]
        assert failures[0].error.code == "database_damaged"
        await pilot.press("home")
        assert _cursor_line(app) == "row 0000000"


async def test_marks_are_drawn_and_told() -> None:
    """Marking goes on to the next row; a range marks what it passes; all can be marked."""
    app = ListApp(MemoryQuery.numbered(6))
    async with app.run_test(size=(30, 8), notifications=True) as pilot:
        app.list.action_toggle_mark()
        app.list.action_mark_down()
        await pilot.pause()
        assert app.list.marks.ids == {1, 2, 3}
        assert [line[:2] for line in drawn_lines(app)[1:5]] == [" •", " •", "▸•", "  "]
        app.list.action_mark_all()
        await pilot.pause()
        assert app.list.marks.count(app.list.count) == 6
        app.list.action_mark_all()
        app.list.action_mark_up()
        assert app.list.marks.ids == {3, 2}
        app.list.unmark_all()
        assert app.list.marks.count(6) == 0
        assert any(isinstance(said, MarksChanged) for said in app.said)


async def test_a_list_without_marks_marks_nothing() -> None:
    """The gutter is one cell narrower, and the actions do nothing."""
    app = ListApp(MemoryQuery.numbered(6), can_mark=False)
    async with app.run_test(size=(30, 8), notifications=True) as pilot:
        app.list.action_toggle_mark()
        app.list.action_mark_down()
        app.list.action_mark_all()
        await pilot.pause()
        assert app.list.marks.count(6) == 0
        assert drawn_lines(app)[1].startswith("▸row")


async def test_another_list_starts_at_its_first_row_without_marks() -> None:
    """Loading replaces rows, cursor and marks."""
    app = ListApp(MemoryQuery.numbered(300))
    async with app.run_test(size=(30, 8), notifications=True) as pilot:
        await pilot.press("end")
        app.list.action_toggle_mark()
        app.list.load(MemoryQuery([NamedRow(id=7, name="only")]))
        await pilot.pause()
        assert _cursor_line(app) == "only"
        assert app.list.marks.count(1) == 0
        assert app.list.count == 1


async def test_an_outline_that_comes_too_late_is_dropped() -> None:
    """A list loaded while another one is being outlined stays."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 8), notifications=True) as pilot:
        short = MemoryQuery([NamedRow(id=7, name="only")])
        app.query_of_rows.when_outlined = partial(app.call_from_thread, app.list.load, short)
        await _outlined(pilot, app)
        assert app.list.count == 1
        assert _cursor_line(app) == "only"


async def test_an_edit_during_the_outline_is_kept() -> None:
    """A row logged while the list is being outlined does not come back with an older count."""
    app = ListApp(MemoryQuery.numbered(5_000))
    async with app.run_test(size=(30, 8), notifications=True) as pilot:

        def remove_the_first() -> None:
            if app.query_of_rows.calls.count("outline") == 1:
                app.query_of_rows.drop(1)
                app.call_from_thread(app.list.remove_row, 1)

        app.query_of_rows.when_outlined = remove_the_first
        await wait_until(pilot, lambda: app.query_of_rows.calls.count("outline") == 2)
        await _idle(pilot, app)
        assert app.list.count == 4_999
        assert _cursor_line(app) == "row 0000001"
        await pilot.press("end")
        assert _cursor_line(app) == "row 0004999"


async def test_an_empty_list_tells_what_to_do() -> None:
    """The empty state is centred, wrapped where it must be, and is never markup."""
    app = ListApp(MemoryQuery([]))
    async with app.run_test(size=(31, 6), notifications=True) as pilot:
        lines = [line.strip() for line in drawn_lines(app)]
        assert lines[1:] == ["", "", "Nothing [due]", "", ""]
        await pilot.press("down", "end", "enter", "pageup")
        assert app.highlighted() == []
        await pilot.resize_terminal(11, 6)
        await pilot.pause()
        assert "Nothing\n" in drawn_text(app)


async def test_a_new_theme_repaints_the_rows() -> None:
    """The same text in other colours."""
    app = ListApp(MemoryQuery.numbered(3))
    async with app.run_test(size=(30, 6), notifications=True) as pilot:
        app.theme = DARK_THEME
        await pilot.pause()
        dark = app.list.render_line(2)
        app.theme = LIGHT_THEME
        await pilot.pause()
        light = app.list.render_line(2)
        assert dark.text == light.text
        assert [segment.style for segment in dark] != [segment.style for segment in light]


async def test_a_marked_row_keeps_the_colours_of_its_cells() -> None:
    """The mark changes the background alone; the cursor takes the whole line."""
    app = ListApp(MemoryQuery([NamedRow(id=n, name=f"{n}", company="later") for n in range(3)]))

    def later_style(y: int) -> Style:
        (style,) = [
            part.style for part in app.list.render_line(y) if part.style and "later" in part.text
        ]
        return style

    async with app.run_test(size=(30, 6), notifications=True):
        plain = later_style(3)
        app.list.action_toggle_mark()
        marked, cursor = later_style(1), later_style(2)
        assert marked.color == plain.color != cursor.color
        assert marked.bgcolor != plain.bgcolor != cursor.bgcolor


async def test_only_the_lines_that_changed_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving inside the screen asks for two lines, replacing a row for one."""
    app = ListApp(MemoryQuery.numbered(30))
    async with app.run_test(size=(30, 12), notifications=True) as pilot:
        painted: list[int] = []
        render_line = app.list.render_line

        def counted(y: int) -> Strip:
            painted.append(y)
            return render_line(y)

        monkeypatch.setattr(app.list, "render_line", counted)
        await pilot.press("down")
        assert sorted(set(painted)) == [1, 2]
        painted.clear()
        app.list.replace_row(NamedRow(id=5, name="changed"))
        await pilot.pause()
        assert set(painted) == {5}


async def test_any_size_of_the_terminal_is_survived() -> None:
    """Down to one cell, with rows and without; the cursor stays in view wherever there is room."""
    app = ListApp(MemoryQuery.numbered(1_000))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("pagedown", "pagedown", "down")
        for width, height in ((1, 1), (2, 1), (1, 2), (3, 3), (20, 5), (200, 60), (5, 40)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert all(cell_len(line) == width for line in drawn_lines(app))
            if width > 1 and height > 1:
                assert any(line.startswith("▸") for line in drawn_lines(app))
            await pilot.press("down", "pagedown", "pageup", "end", "home", "pagedown")
        app.list.load(MemoryQuery([]))
        await pilot.resize_terminal(1, 1)
        await pilot.pause()
        assert [cell_len(line) for line in drawn_lines(app)] == [1]


async def test_the_cursor_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the sign at the line's beginning tells where the cursor is."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = ListApp(MemoryQuery.numbered(5))
    async with app.run_test(size=(30, 8), notifications=True) as pilot:
        await pilot.press("down")
        assert [line[0] for line in drawn_lines(app)[1:4]] == [" ", "▸", " "]


async def test_the_scroll_bar_has_its_own_column() -> None:
    """What stands at the right edge is not hidden, whether the list scrolls or not."""
    right = Column[NamedRow](
        id="name", width=9, align=Align.RIGHT, draw=lambda row: Cell(text=row.name)
    )
    for count in (2, 1_000):
        app = ListApp(MemoryQuery([NamedRow(id=n, name=f"end{n}") for n in range(count)]))
        async with app.run_test(size=(12, 5), notifications=True) as pilot:
            app.list.set_columns([right])
            await pilot.pause()
            assert drawn_lines(app)[1][:11] == "▸      end0"


async def test_the_bar_beside_a_list_is_drawn_as_textual_draws_it() -> None:
    """After each change of its thumb: only the lines that changed were painted."""
    app = ListApp(MemoryQuery.numbered(60))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        bar = app.list.vertical_scrollbar
        for position in (0, 59, 30):
            app.list.move_cursor(position)
            await pilot.pause()
            kept = [list(strip) for strip in bar.render_lines(bar.size.region)]
            options = app.console.options.update(width=1, height=bar.size.height)
            own = app.console.render_lines(bar.render(), options)
            assert kept == own
            assert len({line[0].style for line in kept}) > 1
