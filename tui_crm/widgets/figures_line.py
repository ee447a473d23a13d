"""The line of figures above the queue: what waits, what is done, how fast."""

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from tui_crm.i18n import _
from tui_crm.services.today import DayFigures


class FiguresLine(Widget):
    """Counts of the queue and of the day so far, on one line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"figures--overdue", "figures--quiet", "figures--day"}
    DEFAULT_CSS = """
    FiguresLine {
        height: 1;
        padding: 0 1;
        & > .figures--overdue { color: $text-error; text-style: bold; }
        & > .figures--quiet { color: $text-muted; }
        & > .figures--day { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._figures: DayFigures | None = None
        self._day = ""

    def show(self, figures: DayFigures, day: str) -> None:
        """Show other figures; `day` names the chosen day, "" for today."""
        if (figures, day) != (self._figures, self._day):
            self._figures, self._day = figures, day
            self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        figures = self._figures
        if figures is None:
            return Content("")
        late = _("Overdue {count}").format(count=figures.overdue)
        calls = _("calls {calls} · reached {reached}").format(
            calls=figures.calls, reached=figures.reached
        )
        if figures.pace is not None:
            calls += " · " + _("{count}/h").format(count=figures.pace)
        parts = [
            (late, self.get_visual_style("figures--overdue")) if figures.overdue else late,
            "   " + _("Due {count}").format(count=figures.due),
            "   " + _("Done {count}").format(count=figures.done),
        ]
        if self._day:
            parts.append((f"   {self._day}", self.get_visual_style("figures--day")))
        parts.append((f"      {calls}", self.get_visual_style("figures--quiet")))
        return Content.assemble(*parts)
