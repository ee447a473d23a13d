"""The bar on top."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult

from tests.support.screens import ThemedApp, drawn_lines
from tui_crm.widgets.top_bar import Tab, TopBar, lay_out

TABS = (
    Tab(id="today", title="Today"),
    Tab(id="customers", title="Customers"),
    Tab(id="settings", title="设置"),
)


class BarApp(ThemedApp):
    """A bar, and the tabs that were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield TopBar("today", TABS)

    def on_mount(self) -> None:
        self.query_one(TopBar).show_moment(user="Li Na", day="Sat 21 Nov 2026", time="14:32")

    def on_top_bar_tab_chosen(self, message: TopBar.TabChosen) -> None:
        self.chosen.append(message.tab_id)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            80,
            " tui-crm  [Today] Customers  设置" + " " * 15 + "Li Na · Sat 21 Nov 2026 · 14:32 ",
        ),
        (60, " tui-crm  [Today] Customers  设置" + " " * 13 + "Li Na · 14:32 "),
        (42, " tui-crm  [Today] Customers  设置   14:32 "),
        (36, "[Today] Customers  设置       14:32 "),
        (24, "[Today] Customers  设置 "),
        (20, "[Today] Customers   "),
        (7, "[Today]"),
        (4, "[To…"),
        (1, "…"),
    ],
)
async def test_the_bar_shortens_with_the_width(width: int, expected: str) -> None:
    """Day, user, name and time go in this order, then tabs; the active one stays."""
    app = BarApp()
    async with app.run_test(size=(width, 3), notifications=True):
        assert drawn_lines(app)[0] == expected


async def test_a_click_on_a_tab_is_told() -> None:
    """Tabs can be clicked, the rest of the bar cannot."""
    app = BarApp()
    async with app.run_test(size=(80, 3), notifications=True) as pilot:
        line = drawn_lines(app)[0]
        for word in ("Customers", "设置", "Today", "tui-crm", "Li Na"):
            await pilot.click(TopBar, offset=(cell_len(line[: line.index(word)]), 0))
        assert app.chosen == ["customers", "settings", "today"]


async def test_another_screen_has_the_brackets() -> None:
    """The active tab is told by its brackets, not by colour alone; nothing shifts."""
    app = BarApp()
    async with app.run_test(size=(80, 3), notifications=True) as pilot:
        app.query_one(TopBar).show_tabs(TABS, "customers")
        await pilot.pause()
        assert drawn_lines(app)[0].startswith(" tui-crm   Today [Customers] 设置")


async def test_a_hostile_name_is_only_text() -> None:
    """The user's name is data: no markup, no escapes."""
    app = BarApp()
    async with app.run_test(size=(100, 3), notifications=True) as pilot:
        app.query_one(TopBar).show_moment(user="[/x]\x1b]0;t\x07Li", day="day", time="14:32")
        await pilot.pause()
        assert drawn_lines(app)[0].rstrip().endswith("[/x]]0;tLi · day · 14:32")


@given(
    titles=st.lists(st.text("ab三", min_size=1, max_size=12), max_size=7),
    active=st.integers(0, 8),
    user=st.text("ab三", max_size=30),
    width=st.integers(1, 140),
)
def test_the_bar_never_overflows(titles: list[str], active: int, user: str, width: int) -> None:
    """Name, tabs and right side fit beside one another, tabs in one piece, in order."""
    tabs = [Tab(id=str(index), title=title) for index, title in enumerate(titles)]
    bar = lay_out(tabs, str(active), user=user, day="day", time="14:32", width=width)
    ends = [cell_len(bar.name) + 3 if bar.name else 0, *[placed.end for placed in bar.tabs]]
    assert [placed.start for placed in bar.tabs] == ends[:-1]
    assert all(cell_len(each.text) <= each.end - each.start for each in bar.tabs)
    assert not bar.tabs or ends[-1] + cell_len(bar.right) <= width
    if active < len(tabs):
        assert str(active) in [placed.tab.id for placed in bar.tabs]
