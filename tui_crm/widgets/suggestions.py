"""Suggestions beside a line in which one types: what Tab would take, and what else there is."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui_crm.domain.text import harmless_line
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.line_widget import LineWidget

_GAP = 2


class Suggestions(LineWidget):
    """One line; the first suggestion is the one that `key` takes, a click takes any."""

    CLASS_PREFIX: ClassVar[str] = "suggestions--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "suggestions--key",
        "suggestions--first",
        "suggestions--rest",
    }
    DEFAULT_CSS = """
    Suggestions {
        height: 1;
        background: $surface;
        & > .suggestions--key { color: $text-muted; }
        & > .suggestions--first { color: $text-accent; text-style: bold; }
        & > .suggestions--rest { color: $text-muted; }
    }
    """

    class Taken(Message):
        """A suggestion was clicked: its place, counted from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._key = ""
        self._offered: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """What is suggested now."""
        return self._offered

    def suggest(self, offered: Sequence[str], *, key: str = "") -> None:
        """Show `offered`; with `key`, shown before them, the first stands out."""
        shown = tuple(map(harmless_line, offered))
        if (shown, key) != (self._offered, self._key):
            self._offered, self._key = shown, key
            self.refresh_changed()

    def _placed(self) -> list[tuple[str, int]]:
        """Return the suggestions that fit, each with the cell at which it begins."""
        width = self.outer_size.width
        column = cell_len(self._key) + (1 if self._key else 0)
        placed: list[tuple[str, int]] = []
        for each in self._offered:
            if column + cell_len(each) > width and placed:
                break
            text = shorten(each, width - column)
            placed.append((text, column))
            column += cell_len(text) + _GAP
        return placed

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        segments = [self.segment(f"{self._key} ", "key")] if self._key and self._offered else []
        for place, (text, _column) in enumerate(self._placed()):
            tone = "first" if self._key and not place else "rest"
            segments.append(self.segment(text, tone))
            segments.append(self.segment(" " * _GAP))
        return self.line(segments)

    def on_click(self, event: events.Click) -> None:
        """Take the suggestion under the pointer."""
        offset = event.get_content_offset(self)
        for place, (text, column) in enumerate(self._placed()):
            if offset is not None and column <= offset.x < column + cell_len(text):
                event.stop()
                self.post_message(self.Taken(place))
