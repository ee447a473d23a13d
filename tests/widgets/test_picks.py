"""Any number of options is picked, by keys or by clicks."""

from textual.app import ComposeResult

from tests.support.screens import ThemedApp, drawn_text
from tui_crm.widgets.choice import Option
from tui_crm.widgets.picks import Picks

OPTIONS = (
    Option(value="reached", label="接通"),
    Option(value="sale", label="sale"),
    Option(value="bad", label="[b]bad[/nope]"),
)


class PicksApp(ThemedApp):
    def __init__(self) -> None:
        super().__init__()
        self.picks = Picks(OPTIONS, ["bad", "unknown"])

    def compose(self) -> ComposeResult:
        yield self.picks


async def test_what_is_picked_at_first_is_drawn_and_what_is_unknown_is_left_out() -> None:
    app = PicksApp()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        assert drawn_text(app).splitlines()[0].strip() == (
            "[ ] 接通   [ ] sale   [x] [b]bad[/nope]"
        )
    assert app.picks.value == "bad"


async def test_space_turns_over_and_the_arrows_go_round() -> None:
    app = PicksApp()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.press("tab", "space", "right", "space")
        assert app.picks.value == "reached,sale,bad"
        await pilot.press("right", "right", "space", "left", "space")
        assert app.picks.picked == {"sale"}


async def test_a_click_turns_over_what_is_under_the_pointer() -> None:
    app = PicksApp()
    async with app.run_test(size=(60, 5)) as pilot:
        column = drawn_text(app).splitlines()[0].index("sale")
        await pilot.click(Picks, offset=(column + 2, 0))
        assert app.picks.picked == {"sale", "bad"}


async def test_narrow_screens_take_more_lines() -> None:
    app = PicksApp()
    async with app.run_test(size=(12, 8)) as pilot:
        await pilot.press("tab", "left", "space")
        assert app.picks.size.height == 3
    assert app.picks.value == ""
