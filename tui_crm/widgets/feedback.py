"""The line of feedback: what was just done or refused, and the last entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip

from tui_crm.domain.text import harmless_line
from tui_crm.widgets.cells import fit, shorten
from tui_crm.widgets.line_widget import LineWidget

LAST_ENTRIES = 5
"""Entries shown at most."""

_GAP = "     "


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEntry:
    """An entry of mine: when, with whom, what came of it, and the next contact or ""."""

    time: str
    name: str
    outcome: str
    next_contact: str = ""

    def __str__(self) -> str:
        words = f"{self.time} {self.name} {self.outcome}"
        return f"{words} → {self.next_contact}" if self.next_contact else words


class FeedbackLine(LineWidget):
    """One line: what was told last, then the last entries that fit, newest first."""

    CLASS_PREFIX: ClassVar[str] = "feedback--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "feedback--told",
        "feedback--warning",
        "feedback--entries",
    }
    DEFAULT_CSS = """
    FeedbackLine {
        height: 1;
        & > .feedback--told { color: $foreground; text-style: bold; }
        & > .feedback--warning { color: $text-warning; text-style: bold; }
        & > .feedback--entries { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._told = self._hint = ""
        self._is_warning = False
        self._is_entry = False
        self._entries: tuple[LastEntry, ...] = ()

    def tell(self, text: str, *, is_warning: bool = False) -> None:
        """Say what was done, or as a warning why it was not; "" says nothing."""
        self._told, self._is_warning = text, is_warning
        self._is_entry, self._hint = False, ""
        self.refresh_changed()

    def tell_entry(self, text: str, *, hint: str) -> None:
        """Say what was just written, and with `hint` how it is taken back.

        It is the newest of the last entries, which are shown without it meanwhile.
        """
        self._told, self._hint = text, hint
        self._is_warning, self._is_entry = False, True
        self.refresh_changed()

    def show_entries(self, entries: Sequence[LastEntry]) -> None:
        """Show the newest of `entries`, given newest first; others end what was told before."""
        newest = tuple(entries[:LAST_ENTRIES])
        if newest != self._entries:
            self._entries = newest
            self.tell("")

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        told = f" ! {self._told}" if self._is_warning else f" {self._told}"
        width = self.outer_size.width
        shown = shorten(told, width)
        hint = _fitting(f"{_GAP}{self._hint}" if self._hint else "", width - cell_len(shown))
        gap = _fitting(_GAP if self._told else "", width - cell_len(shown + hint))
        rest = width - cell_len(shown + hint + gap)
        return self.line(
            [
                self.segment(shown, "warning" if self._is_warning else "told"),
                self.segment(hint + gap + fit(self._entries_within(rest), rest), "entries"),
            ]
        )

    def _entries_within(self, width: int) -> str:
        """Return the entries that fit `width` cells, each whole; the newest is there always.

        It is told of already where it was just written.
        """
        entries = self._entries[1:] if self._is_entry else self._entries
        words = [harmless_line(str(entry)) for entry in entries]
        least = 0 if self._is_entry else 1
        while len(words) > least and cell_len(_GAP.join(words)) > width:
            words.pop()
        return _GAP.join(words)


def _fitting(text: str, width: int) -> str:
    """Return `text` where it fits whole."""
    return text if cell_len(text) <= width else ""
