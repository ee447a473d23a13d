"""The card: one customer at a glance, with the number to call drawn large."""

from itertools import islice
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip

from tui_crm.widgets.card_lines import CardContent, Line, card_lines
from tui_crm.widgets.line_widget import LineWidget

_MARGIN_CELLS = 1
"""Left and right."""


class CustomerCard(LineWidget):
    """Name, company, numbers, next contact and the last follow-ups of one customer."""

    CLASS_PREFIX: ClassVar[str] = "card--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card--name",
        "card--company",
        "card--number",
        "card--quiet",
        "card--dead",
        "card--won",
    }
    DEFAULT_CSS = """
    CustomerCard {
        background: $surface;
        & > .card--name { text-style: bold; }
        & > .card--company { color: $text; }
        & > .card--number { color: $text-accent; text-style: bold; }
        & > .card--quiet { color: $text-muted; }
        & > .card--dead { color: $text-warning; }
        & > .card--won { color: $text-success; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._content: CardContent | None = None
        self._lines: tuple[Line, ...] = ()
        self._laid_out_for: Size | None = None

    def show(self, content: CardContent | None) -> None:
        """Show another customer, or none; what is shown already is not drawn again."""
        if content != self._content:
            self._content = content
            self._laid_out_for = None
            self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return line `y`."""
        self._lay_out()
        parts = self._lines[y] if y < len(self._lines) else ()
        margin = self.segment(" " * _MARGIN_CELLS)
        return self.line([margin, *(self.segment(part.text, part.tone) for part in parts)])

    def _lay_out(self) -> None:
        size = self.outer_size
        if size != self._laid_out_for:
            self._laid_out_for = size
            width = max(0, size.width - 2 * _MARGIN_CELLS)
            lines = card_lines(self._content, width, size.height) if self._content else ()
            self._lines = tuple(islice(lines, size.height))
