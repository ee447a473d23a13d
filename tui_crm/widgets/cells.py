"""Text in terminal cells: cut, pad and place it so that columns stay straight.

Widths are what Rich counts: two cells for a Chinese character, none for a combining mark. What
is drawn together (a letter and its marks, a family of joined emoji) is kept or cut as one.
"""

from enum import StrEnum
from functools import lru_cache

from rich.cells import split_graphemes

from tui_crm.domain.text import harmless_line

ELLIPSIS = "…"
"""Stands for the text that did not fit; one cell."""

_CACHED_CHARACTERS = 256
"""Longer texts are cut anew each time, so that the cache stays small: at most 8 MB."""
_CACHED_TEXTS = 8192


class Align(StrEnum):
    """Where a text stands in a field that is wider."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


def fit(text: str, width: int, align: Align = Align.LEFT) -> str:
    """Return `text`, harmless, on exactly `width` cells: cut with `…` or padded with spaces.

    A width below one gives the empty string.
    """
    if len(text) > _CACHED_CHARACTERS:
        return _fit(text, width, align)
    return _fit_cached(text, width, align)


def shorten(text: str, width: int) -> str:
    """Return `text`, harmless, on at most `width` cells: cut with `…`, never padded."""
    return _cut(harmless_line(text), width)[0]


def _fit(text: str, width: int, align: Align) -> str:
    shown, cells = _cut(harmless_line(text), width)
    space = max(0, width - cells)
    if align is Align.LEFT:
        return shown + " " * space
    if align is Align.RIGHT:
        return " " * space + shown
    return " " * (space // 2) + shown + " " * (space - space // 2)


_fit_cached = lru_cache(maxsize=_CACHED_TEXTS)(_fit)


def _cut(text: str, width: int) -> tuple[str, int]:
    """Return the part of `text` that fits `width` cells, and the cells that it takes."""
    if width < 1:
        return "", 0
    if text.isascii():
        if len(text) <= width:
            return text, len(text)
        return text[: width - 1] + ELLIPSIS, width
    graphemes, cells = split_graphemes(text)
    if cells <= width:
        return text, cells
    end = taken = 0
    for _start, grapheme_end, grapheme_cells in graphemes:
        if taken + grapheme_cells >= width:
            break
        end, taken = grapheme_end, taken + grapheme_cells
    return text[:end] + ELLIPSIS, taken + 1
