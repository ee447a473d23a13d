"""The card: one customer at a glance, with the number to call drawn large."""

from itertools import islice
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.widgets.card_lines import CardContent, Line, card_lines

CLASS_PREFIX = "card--"


class CustomerCard(Widget):
    """Name, company, numbers, next contact and the last follow-ups of one customer."""

    ALLOW_SELECT = False
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
        padding: 0 1;
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
        self._styles: dict[str, Style] = {}
        self._drawn_size = (0, 0)

    def show(self, content: CardContent | None) -> None:
        """Show another customer, or none; what is shown already is not drawn again."""
        if content != self._content:
            self._content = content
            self._drawn_size = (0, 0)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return line `y`: written as segments, since the card is drawn with every key."""
        size = (self.content_size.width, self.content_size.height)
        if size != self._drawn_size:
            self._drawn_size = size
            lines = () if self._content is None else card_lines(self._content, *size)
            self._lines = tuple(islice(lines, size[1]))
        parts = self._lines[y] if y < len(self._lines) else ()
        segments = [Segment(part.text, self._style(part.tone)) for part in parts]
        return Strip(segments).adjust_cell_length(size[0], self._style(""))

    def notify_style_update(self) -> None:
        """Take the styles of the theme in force from now on."""
        super().notify_style_update()
        self._styles.clear()

    def _style(self, tone: str) -> Style:
        style = self._styles.get(tone)
        if style is None:
            named = self.get_visual_style(CLASS_PREFIX + tone).rich_style if tone else None
            style = self._styles[tone] = named or self.rich_style
        return style
