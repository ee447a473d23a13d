"""Text in a field that is being edited: drawn harmlessly, character for character.

A list leaves out what must not be drawn. In an editor the cursor stands on every character, so
each of those is drawn as one visible cell instead, and what is stored stays as it is.
"""

from functools import lru_cache

from tui_crm.domain.text import harmless

HIDDEN = "�"
"""Drawn for a character that has no picture of its own, or whose picture would do harm."""

_ZWJ = "\u200d"
_ONE_FOR_ONE = str.maketrans(
    {"\t": " ", "\n": " ", "\x85": HIDDEN, "\u2028": HIDDEN, "\u2029": HIDDEN}
)
_CACHED_TEXTS = 512


@lru_cache(maxsize=_CACHED_TEXTS)
def drawn_in_place(text: str) -> str:
    """Return `text` as harmless characters, as many as `text` has: each stands in its place."""
    if text.isascii() and text.isprintable():
        return text
    plain = "".join(map(_paired, text.translate(_ONE_FOR_ONE)))
    drawn = harmless(plain)
    if drawn == plain:
        return plain
    shown: list[str] = []
    at = 0
    for character in plain:
        if drawn.startswith(_ZWJ * 2, at):
            # Between letters a joiner is drawn twice (see `harmless`); here it is shown instead.
            at += 2
        if drawn[at : at + 1] == character:
            shown.append(character)
            at += 1
        else:
            shown.append(HIDDEN)
    return "".join(shown)


def _paired(character: str) -> str:
    """Return a surrogate or non-character as what is drawn for it, others as they are."""
    number = ord(character)
    is_nothing = 0xD800 <= number < 0xE000 or 0xFDD0 <= number < 0xFDF0 or number & 0xFFFE == 0xFFFE
    return HIDDEN if is_nothing else character
