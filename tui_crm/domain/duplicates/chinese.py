"""Chinese characters as the check compares them: simplified, and by their sound."""

import re
from functools import lru_cache

from tui_crm.domain.chinese import readings, simplified_characters

HAN = re.compile("[\u3400-\u9fff]")
"""A Chinese character."""

_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF


def simplified(text: str) -> str:
    """Return folded `text` with traditional characters as simplified ones."""
    return text.translate(simplified_characters())


def sound(text: str) -> str:
    """Return `text` with one character for all that are read alike, whatever their tone.

    Of several readings the commonest counts. As long as `text`; for comparing only.
    """
    return text.translate(_sounds())


def spelled(text: str) -> str:
    """Return `text` in pinyin, without spaces and tones."""
    return "".join((readings(each) or (each,))[0] for each in text)


@lru_cache(maxsize=1)
def _sounds() -> dict[int, str]:
    first: dict[str, str] = {}
    sounds = {}
    for code in range(_FIRST_HAN, _LAST_HAN + 1):
        if read := readings(chr(code)):
            sounds[code] = first.setdefault(read[0], chr(code))
    return sounds
