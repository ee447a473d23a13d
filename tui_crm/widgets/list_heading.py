"""The line above a list: how many, how many are marked, the order, and the filters in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui_crm.domain.text import harmless_line
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.line_widget import LineWidget

_GAP = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingPart:
    """One part: text, tone (count, marks, sort, view or chip), and the command of a click."""

    text: str
    tone: str
    command_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPart:
    """A part as drawn from the cell `start` on."""

    part: HeadingPart
    text: str
    start: int

    @property
    def end(self) -> int:
        """The cell after the last one."""
        return self.start + cell_len(self.text)


def place_parts(parts: Sequence[HeadingPart], width: int) -> tuple[PlacedPart, ...]:
    """Return the parts side by side within `width` cells; the last that fits in part is cut."""
    placed: list[PlacedPart] = []
    column = 1
    for part in parts:
        start = column + (cell_len(_GAP) if placed else 0)
        if start + 1 >= width:
            break
        text = shorten(harmless_line(part.text), width - start)
        placed.append(PlacedPart(part=part, text=text, start=start))
        column = placed[-1].end
    return tuple(placed)


class ListHeading(LineWidget):
    """One line; a click on a part runs its command."""

    CLASS_PREFIX: ClassVar[str] = "list-heading--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list-heading--count",
        "list-heading--marks",
        "list-heading--sort",
        "list-heading--view",
        "list-heading--chip",
        "list-heading--gap",
    }
    DEFAULT_CSS = """
    ListHeading {
        height: 1;
        & > .list-heading--count { color: $foreground; }
        & > .list-heading--marks { background: $marked 20%; color: $foreground; text-style: bold; }
        & > .list-heading--view { color: $text-accent; text-style: bold; }
        & > .list-heading--sort { color: $text-muted; }
        & > .list-heading--chip { color: $text-accent; }
        & > .list-heading--gap { color: $text-muted; }
    }
    """

    class Clicked(Message):
        """A part was clicked: the command that it stands for."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._parts: tuple[HeadingPart, ...] = ()

    @property
    def parts(self) -> tuple[HeadingPart, ...]:
        """What is shown."""
        return self._parts

    def show(self, parts: Sequence[HeadingPart]) -> None:
        """Show other parts, the most important first."""
        self._parts = tuple(parts)
        self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        segments = [self.segment(" ")]
        for index, placed in enumerate(place_parts(self._parts, self.outer_size.width)):
            if index:
                segments.append(self.segment(_GAP, "gap"))
            segments.append(self.segment(placed.text, placed.part.tone))
        return self.line(segments)

    def on_click(self, event: events.Click) -> None:
        """Ask for the command of the part under the pointer."""
        offset = event.get_content_offset(self)
        for placed in place_parts(self._parts, self.outer_size.width):
            is_here = offset is not None and placed.start <= offset.x < placed.end
            if is_here and placed.part.command_id:
                self.post_message(self.Clicked(placed.part.command_id))
