"""The line above the list: its parts side by side, cut where it is narrow, clicked for commands."""

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult

from tests.support.screens import ThemedApp, drawn_lines
from tui_crm.widgets.list_heading import HeadingPart, ListHeading, place_parts

PARTS = (
    HeadingPart(text="37 已标记", tone="marks", command_id="customers.change"),
    HeadingPart(text="1,234 位客户", tone="count"),
    HeadingPart(text="[级别：A]", tone="chip", command_id="customers.filter"),
)


class HeadingApp(ThemedApp):
    """A heading alone."""

    def __init__(self) -> None:
        super().__init__()
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield ListHeading()

    def on_list_heading_clicked(self, message: ListHeading.Clicked) -> None:
        self.clicked.append(message.command_id)


@pytest.mark.parametrize("width", range(1, 60))
def test_parts_stay_within_the_width_and_do_not_overlap(width: int) -> None:
    end = 0
    for placed in place_parts(PARTS, width):
        assert placed.start >= end
        end = placed.end
        assert end <= width


@pytest.mark.parametrize("width", [10, 20, 40, 80])
async def test_the_line_is_as_wide_as_the_terminal(width: int) -> None:
    app = HeadingApp()
    async with app.run_test(size=(width, 1)) as pilot:
        app.query_one(ListHeading).show(PARTS)
        await pilot.pause()
        (line,) = drawn_lines(app)
        assert cell_len(line) == width
        assert line.startswith(" 37 ")


async def test_a_click_runs_the_command_of_its_part_alone() -> None:
    app = HeadingApp()
    async with app.run_test(size=(60, 1)) as pilot:
        app.query_one(ListHeading).show(PARTS)
        await pilot.pause()
        for placed in place_parts(PARTS, 60):
            await pilot.click(offset=(placed.start, 0))
        await pilot.click(offset=(59, 0))
        assert app.clicked == ["customers.change", "customers.filter"]


async def test_hostile_text_is_drawn_harmlessly() -> None:
    app = HeadingApp()
    async with app.run_test(size=(40, 1)) as pilot:
        app.query_one(ListHeading).show([HeadingPart(text="[/x]\x1b[31m\u202eA", tone="chip")])
        await pilot.pause()
        (line,) = drawn_lines(app)
        assert "\x1b" not in line
        assert "\u202e" not in line
        assert "[/x]" in line
