"""The last entries under the card: what was written, one line each, where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.i18n import _
from tui_crm.widgets.cells import fit
from tui_crm.widgets.feedback import LAST_ENTRIES, LastEntry


class LastEntries(Widget):
    """A title and the newest entries, newest first."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"last-entries--title", "last-entries--time"}
    DEFAULT_CSS = f"""
    LastEntries {{
        height: {LAST_ENTRIES + 1};
        padding: 0 1;
        background: $surface;
        & > .last-entries--title {{ color: $text-muted; text-style: bold; }}
        & > .last-entries--time {{ color: $text-muted; }}
    }}
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._entries: tuple[LastEntry, ...] = ()

    def show(self, entries: Sequence[LastEntry]) -> None:
        """Show the newest of `entries`, given newest first."""
        shown = tuple(entries[:LAST_ENTRIES])
        if shown != self._entries:
            self._entries = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return line `y`: the title, then an entry a line; nothing before there is one."""
        width = self.content_size.width
        plain = self.rich_style
        if not self._entries or y > len(self._entries):
            return Strip.blank(width, plain)
        if y == 0:
            title = self.get_visual_style("last-entries--title").rich_style
            return Strip([Segment(fit(_("My last entries"), width), title)], width)
        entry = self._entries[y - 1]
        words = str(entry).removeprefix(entry.time).lstrip()
        head = f"{entry.time} "
        time = self.get_visual_style("last-entries--time").rich_style
        rest = max(1, width - len(head))
        return Strip([Segment(head, time), Segment(fit(words, rest), plain)])
