"""The strip: what each key of the canned follow-ups does now, to the customer under the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui_crm.widgets.cells import fit
from tui_crm.widgets.line_widget import LineWidget

MAX_LABEL_CELLS = 8
"""Cells of a short label (SCREENS "Principles")."""
MAX_CONSEQUENCE_CELLS = 10
"""Cells of what stands below: "Fri 19 Feb"."""
MAX_ROWS = 2
"""Rows of keys, each with its labels above and its consequences below: four lines."""
LOW_TERMINAL_LINES = 12
"""Terminals lower than this have one line for the keys."""

_KEY_CELLS = 2
_GAP_CELLS = 2
_NARROW_GAP_CELLS = 1
_MARGIN_CELLS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StripKey:
    """One key: its slot, its label and what it would do now ("2/19 五", "⊘", "…")."""

    slot: str
    label: str
    consequence: str = ""
    is_enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StripLayout:
    """How the keys stand: `per_row` in a row, `item_cells` wide each, a gap between them."""

    per_row: int = 1
    rows: int = 0
    item_cells: int = 0
    lines_per_row: int = 2
    gap_cells: int = _GAP_CELLS

    @property
    def lines(self) -> int:
        """The height of all."""
        return self.rows * self.lines_per_row

    def index_at(self, x: int, y: int) -> int | None:
        """Return which key is at a cell; the gap belongs to the key on its left."""
        column = (x - _MARGIN_CELLS) // (self.item_cells + self.gap_cells)
        row = y // self.lines_per_row
        is_inside = x >= _MARGIN_CELLS and column < self.per_row and 0 <= row < self.rows
        return row * self.per_row + column if is_inside else None


def lay_out(keys: Sequence[StripKey], width: int, *, is_low: bool) -> StripLayout:
    """Return how `keys` stand on `width` cells: evenly, in one row or two.

    They stand closer where that saves a row.

    On a low terminal they take one line: labels too where all of them fit, else keys alone.
    """
    if not keys:
        return StripLayout()
    room = width - 2 * _MARGIN_CELLS + _GAP_CELLS
    labels = min(MAX_LABEL_CELLS, max(cell_len(key.label) for key in keys))
    if is_low:
        item = _KEY_CELLS + labels
        fits = len(keys) * (item + _GAP_CELLS) <= room
        return StripLayout(
            per_row=len(keys), rows=1, item_cells=item if fits else 1, lines_per_row=1
        )
    consequences = min(MAX_CONSEQUENCE_CELLS, max(cell_len(key.consequence) for key in keys))
    item = _KEY_CELLS + max(labels, consequences)
    if len(keys) * (item + _NARROW_GAP_CELLS) <= width - 2 * _MARGIN_CELLS + _NARROW_GAP_CELLS:
        is_close = len(keys) * (item + _GAP_CELLS) > room
        return StripLayout(
            per_row=len(keys),
            rows=1,
            item_cells=item,
            gap_cells=_NARROW_GAP_CELLS if is_close else _GAP_CELLS,
        )
    rows = min(MAX_ROWS, ceil(len(keys) / max(1, room // (item + _GAP_CELLS))))
    per_row = ceil(len(keys) / rows)
    item = max(1, min(item, room // per_row - _GAP_CELLS))
    return StripLayout(per_row=per_row, rows=rows, item_cells=item)


class KeyStrip(LineWidget):
    """The keys with their labels and, below, what each would do; a click is a press."""

    CLASS_PREFIX: ClassVar[str] = "key-strip--"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-strip--key",
        "key-strip--label",
        "key-strip--consequence",
        "key-strip--disabled",
    }
    DEFAULT_CSS = """
    KeyStrip {
        height: auto;
        background: $surface;
        & > .key-strip--key { color: $accent; text-style: bold; }
        & > .key-strip--label { color: $foreground; }
        & > .key-strip--consequence { color: $text-muted; }
        & > .key-strip--disabled { color: $text-disabled; }
    }
    """

    class SlotClicked(Message):
        """The key of `slot` was clicked; it may be dimmed, and whoever hears it says why."""

        def __init__(self, slot: str) -> None:
            super().__init__()
            self.slot = slot

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._keys: tuple[StripKey, ...] = ()

    def show(self, keys: tuple[StripKey, ...]) -> None:
        """Show what the keys do now."""
        if keys == self._keys:
            return
        lines = self._layout(self.outer_size.width).lines
        self._keys = keys
        if self._layout(self.outer_size.width).lines == lines:
            self.refresh_changed()
        else:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that the keys take."""
        return self._layout(width).lines

    def render_line(self, y: int) -> Strip:
        """Return a line of labels, or of what stands below them."""
        layout = self._layout(self.outer_size.width)
        row, line = divmod(y, layout.lines_per_row)
        keys = self._keys[row * layout.per_row : (row + 1) * layout.per_row]
        segments = [self.segment(" " * _MARGIN_CELLS)]
        gap = self.segment(" " * layout.gap_cells)
        for key in keys if row < layout.rows else ():
            draw = self._consequence if line else self._label
            segments += [*draw(key, layout.item_cells), gap]
        return self.line(segments)

    def on_click(self, event: events.Click) -> None:
        """Tell which key was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = self._layout(self.outer_size.width).index_at(offset.x, offset.y)
        if index is not None and index < len(self._keys):
            self.post_message(self.SlotClicked(self._keys[index].slot))

    def _layout(self, width: int) -> StripLayout:
        return lay_out(self._keys, width, is_low=self.app.size.height < LOW_TERMINAL_LINES)

    def _label(self, key: StripKey, cells: int) -> list[Segment]:
        key_cells = min(_KEY_CELLS, cells)
        name, label = ("key", "label") if key.is_enabled else ("disabled", "disabled")
        return [
            self.segment(fit(key.slot, key_cells), name),
            self.segment(fit(key.label, cells - key_cells), label),
        ]

    def _consequence(self, key: StripKey, cells: int) -> list[Segment]:
        text = " " * _KEY_CELLS + key.consequence
        return [self.segment(fit(text, cells), "consequence" if key.is_enabled else "disabled")]
