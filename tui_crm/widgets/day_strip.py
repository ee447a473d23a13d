"""A picture of the days: bars of calls, bars of whom they reached, and the weeks below them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui_crm.domain.timeline import DayCount
from tui_crm.i18n import _, language
from tui_crm.widgets.cells import Align, fit
from tui_crm.widgets.line_widget import LineWidget
from tui_crm.wording.timeline import axis_label, grouped

LABEL_CELLS = 16
"""Cells at the left: what the bars are, and how many the highest stands for."""
CHOSEN_SIGN = "▲"
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_ONE_DAY = timedelta(days=1)


def bar_rows(value: int, highest: int, rows: int) -> str:
    """Return a bar from its top down, a sign a row: as high as `value` of `highest`.

    What is more than nothing is seen.
    """
    if value <= 0 or highest <= 0:
        return " " * rows
    eighths = max(1, round(value * rows * 8 / highest))
    filled = [min(8, max(0, eighths - 8 * row)) for row in range(rows)]
    return "".join(_EIGHTHS[each] for each in reversed(filled))


def axis(first: date, days: int) -> str:
    """Return the line below `days` days from `first` on: Mondays by their day, months by name.

    As many cells as days; a label that would be cut at the end is left out.
    """
    line, taken, month = "", 0, None
    for day in (first + number * _ONE_DAY for number in range(days)):
        place = (day - first).days
        if day.weekday() != 0 or place < taken:
            continue
        label = axis_label(day, is_month=day.month != month)
        if place + cell_len(label) <= days:
            line += " " * (place - taken) + label
            taken, month = place + cell_len(label), day.month
    return line + " " * (days - taken)


class DayStrip(LineWidget):
    """Days from left to right, the newest at the right; one is chosen. A click posts `DayChosen`.

    The lowest line is the axis, the one above it shows who was reached, the others the calls.
    """

    CLASS_PREFIX: ClassVar[str] = "day-strip--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "day-strip--calls",
        "day-strip--reached",
        "day-strip--quiet",
        "day-strip--chosen",
    }
    DEFAULT_CSS = """
    DayStrip {
        height: 4;
        & > .day-strip--calls { color: $primary; }
        & > .day-strip--reached { color: $secondary; }
        & > .day-strip--quiet { color: $text-muted; }
        & > .day-strip--chosen { color: $accent; text-style: bold; }
    }
    """

    class DayChosen(Message):
        """The bar of a day was clicked."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._counts: Mapping[date, DayCount] = {}
        self._last = self._today = self._chosen = date.min
        self._word = ""
        self._seen: tuple[object, ...] = ()
        self._drawn: list[tuple[str, str]] = []

    def show(self, counts: Mapping[date, DayCount], today: date, *, word: str = "") -> None:
        """Show other counts; `word` says what the bars are, "" for calls: then others count too."""
        at_end = self._last == self._today
        self._counts, self._today, self._word = counts, today, word
        if at_end or self._last > today:
            self._last = today
        if self._chosen == date.min:
            self._chosen = today
        self._seen = ()
        self._keep_in_view()
        self.refresh_changed()

    def begin_anew(self) -> None:
        """Let today stand at the right again when counts are shown next."""
        self._last = self._today = self._chosen = date.min

    def choose(self, day: date) -> None:
        """Mark another day; time moves where it is out of sight."""
        self._chosen = day
        self._keep_in_view()
        self.refresh_changed()

    @property
    def chosen(self) -> date:
        """The day that is marked."""
        return self._chosen

    @property
    def days_shown(self) -> int:
        """How many days have room."""
        return max(0, self.outer_size.width - LABEL_CELLS - 1)

    @property
    def first_shown(self) -> date:
        """The day at the left."""
        days = min(self.days_shown - 1, (self._last - date.min).days)
        return self._last - days * _ONE_DAY

    def on_resize(self) -> None:
        """Keep the chosen day in sight."""
        self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the pointer."""
        place = event.x - LABEL_CELLS
        if 0 <= place < self.days_shown:
            self.post_message(self.DayChosen(self.first_shown + place * _ONE_DAY))

    def render_line(self, y: int) -> Strip:
        """Return a line: calls, reached or the axis."""
        days, height = self.days_shown, self.outer_size.height
        if days < 1 or self._last == date.min:
            return self.line([])
        if y == height - 1:
            return self.line(self._axis_line(days))
        is_reached = y == height - 2 and height > 2
        return self.line(self._bar_line(y, "reached" if is_reached else "calls"))

    def _bar_line(self, y: int, tone: str) -> list[Segment]:
        label, signs = self._lines()[y]
        place = self._chosen_place()
        return [
            self.segment(fit(label, LABEL_CELLS - 2, Align.RIGHT) + "  ", "quiet"),
            self.segment(signs[:place], tone),
            self.segment(signs[place : place + 1], "chosen"),
            self.segment(signs[place + 1 :], tone),
        ]

    def _lines(self) -> list[tuple[str, str]]:
        """Return label and bars of each line but the axis; kept while the same days are seen."""
        seen = (self._last, self.outer_size, self._word, language())
        if self._seen != seen:
            self._seen = seen
            shown, rows = self._shown(), max(1, self.outer_size.height - 2)
            calls = [count.entries if self._word else count.calls for count in shown]
            reached = [count.reached for count in shown]
            self._drawn = [
                *_bar_lines(self._word or _("calls"), calls, rows),
                *_bar_lines(_("reached"), reached, 1),
            ]
        return self._drawn

    def _shown(self) -> list[DayCount]:
        first = self.first_shown
        days = (first + number * _ONE_DAY for number in range(self.days_shown))
        return [self._counts.get(day) or DayCount(day=day, entries=0) for day in days]

    def _axis_line(self, days: int) -> list[Segment]:
        line, place = axis(self.first_shown, days), self._chosen_place()
        return [
            self.segment(" " * LABEL_CELLS),
            self.segment(_cells(line, 0, place), "quiet"),
            self.segment(CHOSEN_SIGN, "chosen"),
            self.segment(_cells(line, place + 1, days), "quiet"),
        ]

    def _chosen_place(self) -> int:
        return min(max(0, (self._chosen - self.first_shown).days), self.days_shown - 1)

    def _keep_in_view(self) -> None:
        days = self.days_shown
        if days < 1 or self._chosen == date.min:
            return
        if self._chosen > self._last or self._chosen < self.first_shown:
            ahead = min(self._today - self._chosen, days // 2 * _ONE_DAY)
            self._last = self._chosen + max(ahead, 0 * _ONE_DAY)


def _bar_lines(word: str, values: list[int], rows: int) -> list[tuple[str, str]]:
    """Return the lines of bars, the highest first; the lowest tells what the highest bar is."""
    highest = max(values, default=0)
    bars = [bar_rows(value, highest, rows) for value in values]
    lines = [("", "".join(bar[row] for bar in bars)) for row in range(rows)]
    return [*lines[:-1], (f"{word} {grouped(highest)}", lines[-1][1])]


def _cells(line: str, start: int, end: int) -> str:
    """Return the cells from `start` to before `end`; half a wide sign is a blank."""
    return Strip([Segment(line)]).crop(start, end).text
