"""The line of figures above the queue: what waits, what is done, how fast."""

from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip

from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.services.today import DayFigures
from tui_crm.widgets.line_widget import LineWidget

_GAP = " " * 6


class FiguresLine(LineWidget):
    """Counts of the queue and of the day so far, on one line."""

    CLASS_PREFIX: ClassVar[str] = "figures--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figures--overdue",
        "figures--quiet",
        "figures--day",
        "figures--reminder",
    }
    DEFAULT_CSS = """
    FiguresLine {
        height: 1;
        & > .figures--overdue { color: $text-error; text-style: bold; }
        & > .figures--quiet { color: $text-muted; }
        & > .figures--day { color: $text-accent; text-style: bold; }
        & > .figures--reminder { color: $text-warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._figures: DayFigures | None = None
        self._day = ""
        self._reminder: tuple[str, ...] = ()

    def remind(self, wordings: tuple[str, ...]) -> None:
        """Show what to think of at the end of the line: the first wording that has room there."""
        if wordings != self._reminder:
            self._reminder = tuple(map(harmless_line, wordings))
            self.refresh_changed()

    def show(self, figures: DayFigures, day: str) -> None:
        """Show other figures; `day` names the chosen day, "" for today."""
        if (figures, day) != (self._figures, self._day):
            self._figures, self._day = figures, day
            self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        figures = self._figures
        if figures is None:
            return self.line([])
        late = _("Overdue {count}").format(count=figures.overdue)
        due = _("Due {count}").format(count=figures.due)
        done = _("Done {count}").format(count=figures.done)
        segments = [
            self.segment(" "),
            self.segment(late, "overdue" if figures.overdue else ""),
            self.segment(f"   {due}   {done}"),
            self.segment(f"   {self._day}" if self._day else "", "day"),
        ]
        taken = sum(segment.cell_length for segment in segments)
        calls = _GAP + _calls(figures, self.outer_size.width - taken - len(_GAP))
        segments.append(self.segment(calls, "quiet"))
        room = self.outer_size.width - taken - cell_len(calls) - len(_GAP)
        fitting = next((each for each in self._reminder if cell_len(each) < room), "")
        segments.append(self.segment(" " * (room - cell_len(fitting) - 1) + _GAP))
        segments.append(self.segment(fitting, "reminder"))
        return self.line(segments)


def _calls(figures: DayFigures, width: int) -> str:
    """Return the calls of today, and how many an hour where `width` cells have room for it."""
    calls = _("calls {calls} · reached {reached}").format(
        calls=figures.calls, reached=figures.reached
    )
    if figures.pace is None:
        return calls
    with_pace = calls + " · " + _("{count}/h").format(count=figures.pace)
    return with_pace if cell_len(with_pace) < width else calls
