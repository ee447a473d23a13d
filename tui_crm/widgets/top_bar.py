"""The bar on top: the program's name, the screens as words, and who works and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui_crm.widgets.cells import Align, fit, shorten
from tui_crm.widgets.line_widget import LineWidget

APP_NAME = "tui-crm"

_MIDDLE_DOT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A screen that can be gone to: its id and its name as shown."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTab:
    """A tab and its cells: from `start` up to, not with, `end`; `text` has its brackets."""

    tab: Tab
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLayout:
    """What fits on the bar: the name or "", the tabs, and the right side or ""."""

    name: str
    tabs: tuple[PlacedTab, ...]
    right: str


def lay_out(
    tabs: Sequence[Tab], active: str, *, user: str, day: str, time: str, width: int
) -> BarLayout:
    """Return what fits on `width` cells.

    First the day goes, then the user, then the program's name, then the time; tabs that still do
    not fit fall away from the right, but the active one stays.
    """
    rights = [
        _MIDDLE_DOT.join(part for part in parts if part)
        for parts in ((user, day, time), (user, time), (time,))
    ]
    choices = [(APP_NAME, right) for right in rights] + [("", time), ("", "")]
    for name, right in choices:
        placed = _placed(tabs, active, start=cell_len(name) + 3 if name else 0)
        end = placed[-1].end if placed else cell_len(name) + 1
        if end + (cell_len(right) + 2 if right else 0) <= width:
            return BarLayout(name=name, tabs=placed, right=right)
    return BarLayout(name="", tabs=_squeezed(tabs, active, width), right="")


def _placed(tabs: Sequence[Tab], active: str, *, start: int) -> tuple[PlacedTab, ...]:
    placed = []
    for tab in tabs:
        text = f"[{tab.title}]" if tab.id == active else f" {tab.title} "
        end = start + cell_len(text)
        placed.append(PlacedTab(tab=tab, text=text, start=start, end=end))
        start = end
    return tuple(placed)


def _squeezed(tabs: Sequence[Tab], active: str, width: int) -> tuple[PlacedTab, ...]:
    """Drop tabs from the right until the rest fits; the active one is dropped last and cut."""
    kept = list(tabs)
    while len(kept) > 1 and _placed(kept, active, start=0)[-1].end > width:
        kept.remove([tab for tab in kept if tab.id != active][-1])
    return tuple(
        PlacedTab(
            tab=each.tab,
            text=shorten(each.text, width - each.start),
            start=each.start,
            end=min(each.end, width),
        )
        for each in _placed(kept, active, start=0)
    )


class TopBar(LineWidget):
    """One line; a click on a tab posts `TabChosen`. The active tab stands in brackets."""

    CLASS_PREFIX: ClassVar[str] = "top-bar--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "top-bar--name",
        "top-bar--tab",
        "top-bar--active",
        "top-bar--right",
    }
    DEFAULT_CSS = """
    TopBar {
        height: 1;
        background: $panel;
        & > .top-bar--name { color: $text-muted; }
        & > .top-bar--tab { color: $foreground; }
        & > .top-bar--active { color: $accent; text-style: bold; }
        & > .top-bar--right { color: $text-muted; }
    }
    """

    class TabChosen(Message):
        """The tab `tab_id` was clicked."""

        def __init__(self, tab_id: str) -> None:
            super().__init__()
            self.tab_id = tab_id

    def __init__(
        self,
        active: str = "",
        tabs: Sequence[Tab] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._active = active
        self._tabs = tuple(tabs)
        self._user = self._day = self._time = ""

    def show_tabs(self, tabs: Sequence[Tab], active: str) -> None:
        """Show other tabs, or another one as active."""
        self._tabs, self._active = tuple(tabs), active
        self.refresh_changed()

    def show_moment(self, *, user: str, day: str, time: str) -> None:
        """Show who works, and day and time as they are written where he is."""
        self._user, self._day, self._time = user, day, time
        self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        layout = self._layout()
        segments = [self.segment(f" {layout.name}  " if layout.name else "", "name")]
        for placed in layout.tabs:
            is_active = placed.tab.id == self._active
            segments.append(self.segment(placed.text, "active" if is_active else "tab"))
        taken = sum(cell_len(segment.text) for segment in segments)
        rest = self.outer_size.width - taken
        right = fit(f"{layout.right} " if layout.right else "", rest, Align.RIGHT)
        return self.line([*segments, self.segment(right, "right")])

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        offset = event.get_content_offset(self)
        for placed in self._layout().tabs:
            if offset is not None and placed.start <= offset.x < placed.end:
                self.post_message(self.TabChosen(placed.tab.id))

    def _layout(self) -> BarLayout:
        return lay_out(
            self._tabs,
            self._active,
            user=shorten(self._user, self.outer_size.width),
            day=self._day,
            time=self._time,
            width=self.outer_size.width,
        )
