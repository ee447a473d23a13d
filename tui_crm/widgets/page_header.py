"""The head of a customer's page: who he is, the number that the keys are about, and the tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui_crm.domain.text import harmless_line
from tui_crm.widgets.cells import Align, fit, shorten
from tui_crm.widgets.line_widget import LineWidget
from tui_crm.widgets.top_bar import PlacedTab, Tab

_GAP = "   "


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderContent:
    """What the head shows: words already looked up.

    `place` is where the customer stands in his list ("3 / 27"), `notice` why the keys are dead,
    "" where they are not.
    """

    name: str
    company: str
    tags: str
    number: str
    facts: str
    notice: str
    place: str


class PageHeader(LineWidget):
    """Two lines: name, company and classifications; number, next contact and notice."""

    CLASS_PREFIX: ClassVar[str] = "page-header--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page-header--name",
        "page-header--quiet",
        "page-header--number",
        "page-header--dead",
    }
    DEFAULT_CSS = """
    PageHeader {
        height: 2;
        background: $surface;
        & > .page-header--name { text-style: bold; }
        & > .page-header--quiet { color: $text-muted; }
        & > .page-header--number { color: $text-accent; text-style: bold; }
        & > .page-header--dead { color: $text-warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._content: HeaderContent | None = None

    def show(self, content: HeaderContent | None) -> None:
        """Show another customer, or nobody."""
        self._content = content
        self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return line `y`."""
        content = self._content
        if content is None:
            return self.line([])
        if y == 0:
            right = _GAP.join(part for part in (content.tags, content.place) if part)
            return self._line(((content.name, "name"), (content.company, "")), right)
        notice = f"⊘ {content.notice}" if content.notice else ""
        parts = ((content.number, "number"), (content.facts, ""), (notice, "dead"))
        return self._line(parts, "")

    def _line(self, parts: Sequence[tuple[str, str]], right: str) -> Strip:
        """Return the parts on the left, each as long as there is room, and `right` at the end."""
        width = self.outer_size.width - 2
        shown_right = shorten(right, width // 2)
        room = width - (cell_len(shown_right) + 1 if shown_right else 0)
        segments = [self.segment(" ")]
        for text, tone in parts:
            shown = shorten(harmless_line(text), max(0, room))
            if shown:
                segments.append(self.segment(shown, tone))
                segments.append(self.segment(_GAP[: max(0, room - cell_len(shown))]))
                room = max(0, room - cell_len(shown) - len(_GAP))
        taken = sum(cell_len(segment.text) for segment in segments)
        rest = max(0, width + 1 - taken)
        return self.line([*segments, self.segment(fit(shown_right, rest, Align.RIGHT), "quiet")])


class PageTabs(LineWidget):
    """One line with the tabs of a page; a click posts `Chosen`. The active one has brackets."""

    CLASS_PREFIX: ClassVar[str] = "page-tabs--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"page-tabs--tab", "page-tabs--active"}
    DEFAULT_CSS = """
    PageTabs {
        height: 1;
        background: $surface;
        & > .page-tabs--tab { color: $text-muted; }
        & > .page-tabs--active { color: $accent; text-style: bold; }
    }
    """

    class Chosen(Message):
        """The tab `tab_id` was clicked."""

        def __init__(self, tab_id: str) -> None:
            super().__init__()
            self.tab_id = tab_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._tabs: tuple[Tab, ...] = ()
        self._active = ""

    def show(self, tabs: Sequence[Tab], active: str) -> None:
        """Show the tabs, one of them as active."""
        self._tabs, self._active = tuple(tabs), active
        self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        placed = self._placed()
        tones = ["active" if each.tab.id == self._active else "tab" for each in placed]
        return self.line(
            self.segment(each.text, tone) for each, tone in zip(placed, tones, strict=True)
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        for each in self._placed():
            if each.start <= event.x < each.end:
                self.post_message(self.Chosen(each.tab.id))

    def _placed(self) -> tuple[PlacedTab, ...]:
        placed, start = [], 0
        for tab in self._tabs:
            text = f"[{tab.title}]" if tab.id == self._active else f" {tab.title} "
            end = start + cell_len(text)
            placed.append(PlacedTab(tab=tab, text=text, start=start, end=end))
            start = end
        return tuple(placed)
