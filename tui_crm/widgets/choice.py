"""A field in which one of a few things is picked: all of them in view, on one line or two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui_crm.domain.text import harmless_line
from tui_crm.widgets.cells import shorten

_GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to pick: its value, what is shown, and the key that picks it ("" for none)."""

    value: str
    label: str
    key: str = ""

    @property
    def shown(self) -> str:
        """The key and the label, harmless."""
        return harmless_line(f"{self.key} {self.label}" if self.key else self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedOption:
    """An option and the cells that it takes."""

    option: Option
    text: str
    line: int
    start: int

    @property
    def end(self) -> int:
        """The cell after the last one."""
        return self.start + cell_len(self.text)


def place_options(options: Sequence[Option], width: int) -> Iterator[PlacedOption]:
    """Yield the options in lines of `width` cells, each whole or cut where it is wider."""
    line = column = 0
    for option in options:
        text = f" {shorten(option.shown, max(1, width - 2))} "
        if column and column + cell_len(text) > width:
            line, column = line + 1, 0
        placed = PlacedOption(option=option, text=text, line=line, start=column)
        yield placed
        column = placed.end + _GAP - 1


class Choice(Widget, can_focus=True):
    """Picks one option: by the arrows, by its key, or by a click. None may be picked at first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--picked", "choice--key"}
    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("right,space", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("down", "leave(1)", show=False),
        Binding("up", "leave(-1)", show=False),
        Binding("enter", "submit", show=False),
    ]
    DEFAULT_CSS = """
    Choice {
        height: auto;
        background: $surface;
        &:focus { background: $boost; }
        & > .choice--picked { background: $block-cursor-blurred-background; text-style: bold; }
        &:focus > .choice--picked {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        & > .choice--key { color: $text-accent; }
    }
    """
    value: reactive[str] = reactive("", init=False, layout=False)

    class Changed(Message):
        """Another option was picked."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self.set_reactive(Choice.value, value)

    def watch_value(self) -> None:
        """Tell that another option was picked."""
        self.post_message(self.Changed(self))

    def action_step(self, step: int) -> None:
        """Pick the next or previous option, round and round."""
        values = [option.value for option in self.options]
        if not values:
            return
        if self.value in values:
            self.value = values[(values.index(self.value) + step) % len(values)]
        else:
            self.value = values[0 if step > 0 else -1]

    def action_leave(self, step: int) -> None:
        """Go to the next or previous field."""
        if step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_submit(self) -> None:
        """Tell that Enter was pressed."""
        self.post_message(self.Submitted())

    def on_key(self, event: events.Key) -> None:
        """Pick the option whose key was pressed."""
        for option in self.options:
            if option.key and event.character == option.key:
                event.stop()
                event.prevent_default()
                self.value = option.value
                return

    def on_click(self, event: events.Click) -> None:
        """Pick the option under the pointer."""
        for placed in place_options(self.options, self.content_size.width):
            if placed.line == event.y and placed.start <= event.x < placed.end:
                self.value = placed.option.value

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the options take."""
        return 1 + max((each.line for each in place_options(self.options, width)), default=0)

    def render(self) -> Content:
        """Draw all options, the picked one lit."""
        picked = self.get_visual_style("choice--picked")
        key = self.get_visual_style("choice--key")
        lines: list[Content] = []
        for placed in place_options(self.options, self.content_size.width):
            while len(lines) <= placed.line:
                lines.append(Content(""))
            line = lines[placed.line]
            line += Content(" " * (placed.start - line.cell_length))
            text = Content(placed.text)
            if placed.option.value == self.value:
                text = text.stylize(picked)
            elif placed.option.key:
                text = text.stylize(key, 1, 1 + len(placed.option.key))
            lines[placed.line] = line + text
        return Content("\n").join(lines)
