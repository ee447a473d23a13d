"""The last entries under the card: what was written, one line each, where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
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

    def render(self) -> Content:
        """Draw title and entries; nothing where there is no entry yet."""
        if not self._entries:
            return Content("")
        width = max(1, self.content_size.width)
        title = fit(_("My last entries"), width)
        lines = [Content.styled(title, self.get_visual_style("last-entries--title"))]
        lines.extend(self._line(entry, width) for entry in self._entries)
        return Content("\n").join(lines)

    def _line(self, entry: LastEntry, width: int) -> Content:
        time = self.get_visual_style("last-entries--time")
        words = str(entry).removeprefix(entry.time).lstrip()
        rest = max(1, width - len(entry.time) - 1)
        return Content.assemble((f"{entry.time} ", time), fit(words, rest))
