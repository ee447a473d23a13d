"""The scroll bar beside a list: its lines are kept, and only those that look different painted."""

from typing import Self

from rich.color import Color
from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from tui_crm.widgets.finished_lines import FinishedLines, KeepsLines


class ListScrollBar(KeepsLines, ScrollBar):
    """Textual's vertical bar, without a console that renders all of it for each change.

    The hits of a search are as many as they are: the thumb changes with nearly every key.
    """

    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(vertical=True, name=name)
        self._finished = FinishedLines(self)
        self._segments: list[Segment] = []

    def render_line(self, y: int) -> Strip:
        """Return one line of the bar."""
        if len(self._segments) != self.size.height:
            self._segments = self._drawn()
        return Strip(self._segments[y : y + 1], 1)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew what looks different now."""
        self._segments = []
        if not regions and repaint and not layout and self.outer_size:
            self.refresh_changed()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Take the colours of the theme in force from now on."""
        super().notify_style_update()
        self._segments = []
        self._finished.forget()

    def _drawn(self) -> list[Segment]:
        """Return the segments of all lines."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender):
            raise TypeError(bar)
        style = self.app.console.get_style(bar.style)
        return bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            back_color=style.bgcolor or Color.default(),
            bar_color=style.color or Color.default(),
        ).segments
