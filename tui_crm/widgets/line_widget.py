"""A widget that draws line by line in the styles of its component classes."""

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.widgets.finished_lines import FinishedLines, KeepsLines


class LineWidget(KeepsLines, Widget):
    """Draws in `render_line`, and is painted cheaply: only what has changed.

    Its CSS gives colours, size and place; padding, border, tint and opacity are not drawn.
    Component classes are named `CLASS_PREFIX` and a tone.
    """

    ALLOW_SELECT = False
    CLASS_PREFIX: ClassVar[str] = ""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._finished = FinishedLines(self)
        self._tones: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Take the styles of the theme in force from now on."""
        super().notify_style_update()
        self._tones.clear()
        self._finished.forget()

    def tone(self, name: str = "") -> Style:
        """Return the style of the component class `name`, that of the widget for ""."""
        style = self._tones.get(name)
        if style is None:
            names = [self.CLASS_PREFIX + name] if name else []
            style = self._tones[name] = self.get_visual_style(*names).rich_style
        return style

    def segment(self, text: str, tone: str = "") -> Segment:
        """Return `text` in a tone."""
        return Segment(text, self.tone(tone))

    def line(self, segments: Iterable[Segment]) -> Strip:
        """Return a line of the widget's width: `segments`, cut or with blanks behind them."""
        width = self.outer_size.width
        parts = [part for part in segments if part.text]
        taken = sum(cell_len(part.text) for part in parts)
        if taken < width:
            parts.append(self.segment(" " * (width - taken)))
        return Strip(parts, max(taken, width)).crop(0, width)
