"""The bar of keys at the bottom: key and short label of each command, dim where it cannot run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui_crm.widgets.line_widget import LineWidget

MARGIN_CELLS = 1
GAP_CELLS = 3
CLOSE_GAP_CELLS = 2
"""Where not all of them fit otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHint:
    """One entry of the bar: a command's id, its key and label as shown, and whether it can run.

    One that `is_kept` stays where the bar is too short for all: the key that tells the others.
    """

    command_id: str
    key: str
    label: str
    is_enabled: bool = True
    is_kept: bool = False

    @property
    def cells(self) -> int:
        """The cells that the entry takes."""
        return cell_len(self.key) + 1 + cell_len(self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedHint:
    """A hint and the columns that it takes: from `start` up to, not with, `end`."""

    hint: KeyHint
    start: int
    end: int


def place_hints(hints: Sequence[KeyHint], width: int) -> tuple[PlacedHint, ...]:
    """Return the hints that fit into `width` cells, each whole, closer where that helps.

    The last ones fall away first, those that are kept after all others.
    """
    gap = GAP_CELLS if _cells_of(hints, GAP_CELLS) <= width else CLOSE_GAP_CELLS
    shown = list(hints)
    while shown and _cells_of(shown, gap) > width:
        passing = [each for each in shown if not each.is_kept] or shown
        shown.remove(passing[-1])
    placed: list[PlacedHint] = []
    column = MARGIN_CELLS
    for hint in shown:
        placed.append(PlacedHint(hint=hint, start=column, end=column + hint.cells))
        column += hint.cells + gap
    return tuple(placed)


def _cells_of(hints: Sequence[KeyHint], gap: int) -> int:
    """Return the cells that hints take with gaps between them."""
    return MARGIN_CELLS + sum(each.cells for each in hints) + gap * (len(hints) - 1)


class KeyBar(LineWidget):
    """One line of keys; a click runs the command."""

    CLASS_PREFIX: ClassVar[str] = "key-bar--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--dead"}
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        color: $text-muted;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
        & > .key-bar--dead { color: $text-disabled; text-style: dim; }
    }
    """

    class KeyClicked(Message):
        """A hint of the bar was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, hints: Sequence[KeyHint] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._hints = tuple(hints)

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show other hints, most important first."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Return the line: what fits."""
        segments = []
        column = 0
        for placed in place_hints(self._hints, self.outer_size.width):
            hint = placed.hint
            segments.append(self.segment(" " * (placed.start - column)))
            if hint.is_enabled:
                segments += [self.segment(hint.key, "key"), self.segment(f" {hint.label}")]
            else:
                segments.append(self.segment(f"{hint.key} {hint.label}", "dead"))
            column = placed.end
        return self.line(segments)

    def on_click(self, event: events.Click) -> None:
        """Ask for the command under the pointer."""
        for placed in place_hints(self._hints, self.outer_size.width):
            if placed.start <= event.x < placed.end:
                self.post_message(self.KeyClicked(placed.hint.command_id))
                return
