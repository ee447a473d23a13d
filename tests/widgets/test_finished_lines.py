"""Lines that are kept between paints: drawn once, anew when they change, filtered, cropped."""

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tests.support.screens import drawn_lines
from tui_crm.widgets.line_widget import LineWidget


class Words(LineWidget):
    """Shows a word a line, and counts how often each line was drawn."""

    DEFAULT_CSS = """
    Words { height: 4; width: 10; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = ["one", "two", "three"]
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return self.line([self.segment(word) for word in self.words[y : y + 1]])


class WordsApp(App[None]):
    """The words alone."""

    def compose(self) -> ComposeResult:
        yield Words()


async def test_only_the_lines_that_changed_are_painted() -> None:
    """Another word in the middle is one region, and the screen shows it."""
    app = WordsApp()
    async with app.run_test(size=(20, 6)) as pilot:
        words = app.query_one(Words)
        words.words[1] = "TWO"
        assert words._finished.renew() == [Region(0, 1, 10, 1)]
        words.words[2] = "THREE"
        words.refresh_changed()
        await pilot.pause()
        assert [line.rstrip() for line in drawn_lines(app)[:3]] == ["one", "TWO", "THREE"]


async def test_a_line_is_drawn_once_however_often_it_is_painted() -> None:
    """What was drawn is kept until the widget is told to refresh."""
    app = WordsApp()
    async with app.run_test(size=(20, 6)):
        words = app.query_one(Words)
        whole = Region(0, 0, 10, 4)
        words.render_lines(whole)
        words.drawn.clear()
        first = words.render_lines(whole)
        assert words.drawn == []
        words.refresh(Region(0, 2, 10, 1))
        assert words.render_lines(whole) == first
        assert words.drawn == [2]


async def test_lines_have_the_width_of_the_widget_and_its_background() -> None:
    """Short ones are filled, long ones cut, and a part can be asked for."""
    app = WordsApp()
    async with app.run_test(size=(20, 6)):
        words = app.query_one(Words)
        words.words = ["", "a word that is too long", "中文中文中文"]
        words.refresh()
        lines = words.render_lines(Region(0, 0, 10, 4))
        assert [line.cell_length for line in lines] == [10, 10, 10, 10]
        background = words.background_colors[1].rich_color
        styles = [style for line in lines for _, style, _ in line]
        assert {style.bgcolor for style in styles if style} == {background}
        assert [line.text for line in words.render_lines(Region(2, 1, 6, 1))] == ["word t"]


async def test_another_theme_draws_every_line_anew() -> None:
    """The colours kept are those of the theme in force."""
    app = WordsApp()
    async with app.run_test(size=(20, 6)) as pilot:
        words = app.query_one(Words)
        before = words.render_lines(Region(0, 0, 10, 1))
        app.theme = "textual-light"
        await pilot.pause()
        after = words.render_lines(Region(0, 0, 10, 1))
        assert before != after
        assert before[0].text == after[0].text


async def test_a_widget_of_another_size_draws_its_lines_anew() -> None:
    """No line of the former width is left."""
    app = WordsApp()
    async with app.run_test(size=(20, 6)) as pilot:
        words = app.query_one(Words)
        words.styles.width = 14
        await pilot.pause()
        assert [line.cell_length for line in words.render_lines(Region(0, 0, 14, 4))] == [14] * 4


async def test_without_colours_the_lines_are_grey(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the terminal asks for (NO_COLOR) is done to kept lines too."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = WordsApp()
    async with app.run_test(size=(20, 6)):
        words = app.query_one(Words)
        words.styles.color = "red"
        line = words.render_lines(Region(0, 0, 10, 1))[0]
        colours = [style.color.triplet for _, style, _ in line if style and style.color]
        assert line.text == "one       "
        assert colours
        assert all(colour is None or len(set(colour)) == 1 for colour in colours)
