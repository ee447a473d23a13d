"""The last entries under the card: what was written, one line each, where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip

from tui_crm.i18n import _
from tui_crm.widgets.cells import fit
from tui_crm.widgets.feedback import LAST_ENTRIES, LastEntry
from tui_crm.widgets.line_widget import LineWidget

_MARGIN_CELLS = 1
"""Left and right."""


class LastEntries(LineWidget):
    """A title and the newest entries, newest first."""

    CLASS_PREFIX: ClassVar[str] = "last-entries--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"last-entries--title", "last-entries--time"}
    DEFAULT_CSS = f"""
    LastEntries {{
        height: {LAST_ENTRIES + 1};
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
            self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return line `y`: the title, then an entry a line; nothing before there is one."""
        if not self._entries or y > len(self._entries):
            return self.line([])
        width = max(0, self.outer_size.width - 2 * _MARGIN_CELLS)
        margin = self.segment(" " * _MARGIN_CELLS)
        if y == 0:
            return self.line([margin, self.segment(fit(_("My last entries"), width), "title")])
        entry = self._entries[y - 1]
        words = str(entry).removeprefix(entry.time).lstrip()
        head = f"{entry.time} "
        rest = self.segment(fit(words, max(0, width - len(head))))
        return self.line([margin, self.segment(head, "time"), rest])
