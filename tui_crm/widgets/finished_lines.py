"""The lines of a widget as the screen takes them: made once, kept until they change.

Textual puts padding, borders, tint and opacity around every line of a widget that is painted, and
asks every widget that a painted line touches. Widgets that are painted with every key have none of
these: they hand over lines that are ready.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line as the widget drew it, and as it goes to the terminal: filtered, of full width."""

    drawn: Strip
    finished: Strip


class FinishedLines:
    """The lines of `widget`, which draws them in its `render_line`.

    The widget calls `forget` in its `refresh` and in its `notify_style_update`; of its CSS only
    colours and sizes show.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._lines: dict[int, _Line] = {}
        self._size = Size(0, 0)
        self._filters: Sequence[LineFilter] = ()
        self._background: Color | None = None

    def forget(self, regions: Iterable[Region] = ()) -> None:
        """Draw the lines of `regions` anew when they are asked for; without regions, all."""
        lines_of_regions = [region.line_range for region in regions]
        if not lines_of_regions:
            self._lines.clear()
            self._background = None
        for lines in lines_of_regions:
            for y in lines:
                self._lines.pop(y, None)

    def crop(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`: the answer to `Widget.render_lines`."""
        self._fit()
        strips = [self._line(y).finished for y in crop.line_range]
        if crop.column_span != (0, self._size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def renew(self) -> list[Region]:
        """Draw all lines anew and return the regions of those that look different now."""
        self._fit()
        shown, self._lines = self._lines, {}
        return [
            Region(0, y, self._size.width, 1)
            for y in range(self._size.height)
            if (before := shown.get(y)) is None or not self._is_kept(y, before)
        ]

    def _is_kept(self, y: int, before: _Line) -> bool:
        """Keep the line `before` in its place if it looks the same."""
        drawn = self._widget.render_line(y)
        is_same = drawn == before.drawn
        self._lines[y] = before if is_same else self._finished(drawn)
        return is_same

    def _fit(self) -> None:
        """Forget lines of another size, or made for other colours of the terminal."""
        size, filters = self._widget.outer_size, self._widget.get_line_filters()
        if size != self._size or filters != self._filters:
            self.forget()
            self._size, self._filters = size, filters

    def _line(self, y: int) -> _Line:
        line = self._lines.get(y)
        if line is None:
            line = self._lines[y] = self._finished(self._widget.render_line(y))
        return line

    def _finished(self, drawn: Strip) -> _Line:
        if self._background is None:
            _, self._background = self._widget.background_colors
        blank = Style.from_color(bgcolor=self._background.rich_color)
        strip = drawn.adjust_cell_length(self._size.width, blank)
        for line_filter in self._filters:
            strip = strip.apply_filter(line_filter, self._background)
        return _Line(drawn=drawn, finished=strip)


# Not a widget itself: Textual takes CSS and bindings from the first widget among the bases alone.
if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class KeepsLines(_Base):
    """Beside a widget that draws in `render_line`: its lines are finished, and few are painted.

    It stands before the widget among the bases, whose constructor sets `_finished`.
    """

    _finished: FinishedLines

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`, ready for the terminal."""
        return self._finished.crop(crop)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw `regions` anew, or everything."""
        self._finished.forget(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_changed(self) -> None:
        """Paint the lines that look different now; call it after what they show has changed."""
        if not self.outer_size:
            self.refresh()
        elif regions := self._finished.renew():
            super().refresh(*regions)
