"""A field in which any number of a few things is picked: each is on or off."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import events
from textual.binding import Binding
from textual.content import Content

from tui_crm.widgets.choice import Choice, Option, place_options

_SEPARATOR = ","
ON, OFF = "[x]", "[ ]"


class Picks(Choice):
    """Picks any of the options: the arrows move, Space turns one over, and a click does both.

    `value` holds the values of those picked, in the order of the options, with commas between.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("space", "turn_over", show=False),
    ]

    def __init__(
        self,
        options: Sequence[Option],
        picked: Iterable[str] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__([replace(option, key=OFF) for option in options], id=id)
        self._lit = 0
        self.set_reactive(Choice.value, self.joined(picked))

    @property
    def picked(self) -> frozenset[str]:
        """The values of the options that are on."""
        return frozenset(filter(None, self.value.split(_SEPARATOR)))

    def action_step(self, step: int) -> None:
        """Go to the next or previous option, round and round."""
        self._lit = (self._lit + step) % len(self.options)
        self.refresh()

    def action_turn_over(self) -> None:
        """Turn the option under the cursor on or off."""
        turned = self.options[self._lit].value
        self.value = self.joined(self.picked ^ {turned})

    def joined(self, values: Iterable[str]) -> str:
        """Return `values` as the text that `value` takes."""
        wanted = frozenset(values)
        return _SEPARATOR.join(each.value for each in self.options if each.value in wanted)

    def on_click(self, event: events.Click) -> None:
        """Turn over the option under the pointer."""
        event.prevent_default()  # a Choice would pick it alone
        for index, placed in enumerate(place_options(self.options, self.content_size.width)):
            if placed.line == event.y and placed.start <= event.x < placed.end:
                self._lit = index
                self.action_turn_over()

    def render(self) -> Content:
        """Draw all options with their signs, the one under the cursor lit."""
        lit = self.get_visual_style("choice--picked")
        lines: list[Content] = []
        for index, placed in enumerate(place_options(self.options, self.content_size.width)):
            while len(lines) <= placed.line:
                lines.append(Content(""))
            line = lines[placed.line]
            line += Content(" " * (placed.start - line.cell_length))
            is_picked = placed.option.value in self.picked
            text = Content(placed.text.replace(OFF, ON, 1) if is_picked else placed.text)
            is_lit = index == self._lit and self.has_focus
            lines[placed.line] = line + (text.stylize(lit) if is_lit else text)
        return Content("\n").join(lines)
