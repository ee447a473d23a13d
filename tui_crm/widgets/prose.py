"""Sentences on a few lines: broken where a reader expects it, in Latin text and in Chinese.

Textual breaks at spaces alone. A Chinese sentence has none, so a number between two spaces would
end its line early and the rest be cut wherever the line is full, before a full stop too.
"""

from rich.cells import cell_len, split_graphemes
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

NEVER_FIRST = frozenset("，。、；：？！）】》〉」』”’…·～,.;:?!)]}%")
"""What does not begin a line."""
NEVER_LAST = frozenset("（【《〈「『“‘([{#")
"""What does not end one."""


def wrap(content: Content, width: int) -> list[Content]:
    """Return the lines of `content`, each of at most `width` cells, spaces at their ends left out.

    Lines are broken behind spaces and beside wide characters, never before a closing or behind an
    opening sign; a word longer than a line is broken where the line is full.
    """
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        lines += [part.rstrip() for part in line.divide(break_offsets(line.plain, max(1, width)))]
    return lines


def break_offsets(text: str, width: int) -> list[int]:
    """Return where a line is to be broken, in code points, so that no part exceeds `width` cells.

    Spaces at the end of a part may do so.
    """
    if cell_len(text) <= width:
        return []
    offsets: list[int] = []
    start = cells = 0
    last_chance = chance_cells = 0
    for begin, end, wide in split_graphemes(text)[0]:
        if begin > start and _may_break(text, begin):
            last_chance, chance_cells = begin, cells
        if cells + wide > width and begin > start and text[begin:end] != " ":
            if last_chance > start:
                start, cells = last_chance, cells - chance_cells
                offsets.append(start)
            if begin > start and cells + wide > width:  # No chance, or too little behind it.
                start, cells = begin, 0
                offsets.append(start)
        cells += wide
    return offsets


def _may_break(text: str, place: int) -> bool:
    """Whether a line may end before the character at `place`."""
    before, after = text[place - 1], text[place]
    if after == " ":
        return False
    if before == " ":
        return True
    is_beside_wide = cell_len(before) > 1 or cell_len(after) > 1
    return is_beside_wide and after not in NEVER_FIRST and before not in NEVER_LAST


class Prose(Static):
    """A Static whose text is broken by `wrap`. It takes Content, or text with `markup=False`."""

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the cells of its longest line, unbroken."""
        return max(line.cell_length for line in self._text.split("\n", allow_blank=True))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the text takes."""
        return len(wrap(self._text, width))

    def render(self) -> Content:
        """Return the text, broken at the widget's own width."""
        return Content("\n").join(wrap(self._text, self.content_size.width))

    @property
    def _text(self) -> Content:
        shown = self.visual
        return shown if isinstance(shown, Content) else Content("")
