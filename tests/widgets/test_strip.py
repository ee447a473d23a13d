"""The strip of canned keys."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult

from tests.support.screens import ThemedApp, drawn_lines
from tui_crm.widgets.strip import MAX_ROWS, KeyStrip, StripKey, lay_out

KEYS = tuple(
    StripKey(slot=slot, label=label, consequence=consequence)
    for slot, label, consequence in (
        ("1", "不需要", "2/19 五"),
        ("2", "没接", "16:31"),
        ("3", "忙", "11/23 一"),
        ("4", "稍后", "…"),
        ("5", "有兴趣", "11/24 二"),
        ("6", "上门", "…"),
        ("7", "空号", "–"),
        ("8", "勿打", "⊘"),
        ("9", "成交", "✓"),
    )
)


class StripApp(ThemedApp):
    """A strip, and the slots that were clicked."""

    def __init__(self, keys: tuple[StripKey, ...] = KEYS) -> None:
        super().__init__()
        self.keys = keys
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield KeyStrip()

    def on_mount(self) -> None:
        self.query_one(KeyStrip).show(self.keys)

    def on_key_strip_slot_clicked(self, message: KeyStrip.SlotClicked) -> None:
        self.clicked.append(message.slot)


async def test_wide_terminals_have_labels_above_and_dates_below() -> None:
    """Two lines; each consequence begins under its label, Chinese or not."""
    app = StripApp()
    async with app.run_test(size=(120, 24), notifications=True):
        assert app.query_one(KeyStrip).size.height == 2
        labels, dates = drawn_lines(app)[:2]
        assert labels.split() == [word for key in KEYS for word in (key.slot, key.label)]
        assert dates.split() == [word for key in KEYS for word in key.consequence.split()]
        for key in KEYS:
            at_label = cell_len(labels[: labels.index(f"{key.slot} {key.label}")])
            assert cell_len(dates) == cell_len(labels) == 120
            at_date = cell_len(dates[: dates.index(key.consequence)])
            assert at_date == at_label + 2 or key.consequence == "…"


async def test_english_dates_stand_closer_rather_than_in_two_rows() -> None:
    """Nine dates of ten cells fit 120 columns; a click still finds its key."""
    keys = tuple(
        StripKey(slot=str(number), label="no reply", consequence="Tue 16 Feb")
        for number in range(1, 10)
    )
    app = StripApp(keys)
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        assert app.query_one(KeyStrip).size.height == 2
        dates = drawn_lines(app)[1]
        assert dates.count("Tue 16 Feb") == 9
        await pilot.click(KeyStrip, offset=(dates.rindex("Tue 16 Feb"), 1))
        assert app.clicked == ["9"]


async def test_eighty_columns_take_four_lines() -> None:
    """The keys stand evenly in two rows, nothing is cut."""
    app = StripApp()
    async with app.run_test(size=(80, 24), notifications=True):
        assert app.query_one(KeyStrip).size.height == 4
        lines = drawn_lines(app)[:4]
        assert lines[0].split()[::2] == ["1", "2", "3", "4", "5"]
        assert lines[2].split() == ["6", "上门", "7", "空号", "8", "勿打", "9", "成交"]
        assert "…" not in lines[0]


async def test_a_low_terminal_has_one_line() -> None:
    """Labels where all of them fit, else keys alone; and back again with the size."""
    app = StripApp()
    async with app.run_test(size=(120, 11), notifications=True) as pilot:
        assert app.query_one(KeyStrip).size.height == 1
        assert "2 没接" in drawn_lines(app)[0]
        await pilot.resize_terminal(60, 11)
        await pilot.pause()
        assert drawn_lines(app)[0].split() == list("123456789")
        await pilot.resize_terminal(120, 12)
        await pilot.pause()
        assert app.query_one(KeyStrip).size.height == 2


async def test_a_click_on_key_label_or_date_is_told() -> None:
    """Every cell of a key counts, dimmed or not; the room behind the last one does not."""
    dimmed = StripKey(slot="9", label="成交", is_enabled=False)
    app = StripApp((*KEYS[:8], dimmed))
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        line = drawn_lines(app)[0]
        for slot, y in (("1", 0), ("2", 1), ("9", 0)):
            x = cell_len(line[: line.index(f"{slot} ")])
            await pilot.click(KeyStrip, offset=(x, y))
            await pilot.click(KeyStrip, offset=(x + 3, y))
        await pilot.click(KeyStrip, offset=(0, 0))
        await pilot.click(KeyStrip, offset=(119, 0))
        assert app.clicked == ["1", "1", "2", "2", "9", "9"]


async def test_a_key_that_cannot_be_used_is_dimmed() -> None:
    """The same text in another colour."""
    app = StripApp(
        (StripKey(slot="1", label="one"), StripKey(slot="2", label="two", is_enabled=False))
    )
    async with app.run_test(size=(60, 24), notifications=True):
        styles = {
            segment.text.strip(): segment.style
            for segment in app.query_one(KeyStrip).render_line(0)
        }
        assert styles["one"] != styles["two"]


async def test_new_consequences_are_drawn_in_place() -> None:
    """Another customer under the cursor changes what is below, not where it is."""
    app = StripApp()
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        before = drawn_lines(app)[0]
        changed = tuple(
            StripKey(slot=key.slot, label=key.label, consequence="11/30 一") for key in KEYS
        )
        app.query_one(KeyStrip).show(changed)
        await pilot.pause()
        assert drawn_lines(app)[0] == before
        assert drawn_lines(app)[1].count("11/30 一") == 9


async def test_a_strip_without_keys_takes_no_room_and_any_size_is_survived() -> None:
    """Nothing is drawn for nothing; a single cell is no error."""
    app = StripApp(())
    async with app.run_test(size=(40, 20), notifications=True) as pilot:
        strip = app.query_one(KeyStrip)
        assert strip.size.height == 0
        strip.show(KEYS)
        for size in ((1, 1), (3, 20), (20, 5), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert all(cell_len(line) == size[0] for line in drawn_lines(app))


@given(
    labels=st.lists(st.text("ab三电", max_size=12), max_size=15),
    width=st.integers(0, 150),
    is_low=st.booleans(),
)
def test_keys_take_four_lines_at_most_and_every_key_has_its_place(
    *, labels: list[str], width: int, is_low: bool
) -> None:
    """Every key can be hit at its first cell, and no other cell hits two."""
    keys = [StripKey(slot="x", label=label) for label in labels]
    layout = lay_out(keys, width, is_low=is_low)
    assert layout.rows <= (1 if is_low else MAX_ROWS)
    assert layout.per_row * layout.rows >= len(keys)
    for index in range(len(keys)):
        row, column = divmod(index, layout.per_row)
        x = 1 + column * (layout.item_cells + layout.gap_cells)
        assert layout.index_at(x, row * layout.lines_per_row) == index
    assert layout.index_at(0, 0) is None
    assert layout.index_at(1, layout.lines) is None
