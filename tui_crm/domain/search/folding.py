"""Texts as they are searched: folded, cut into words, with the way back to what is stored.

Folding goes character by character, so that each folded one knows where it came from: case,
width, accents, voicing marks of kana, and traditional characters are folded. What separates
words becomes one space, and none beside a CJK character: 张 三, 张·三 and 张三 are alike.
"""

import re
import unicodedata
from functools import lru_cache

from tui_crm.domain.chinese import simplified_characters
from tui_crm.domain.letters import PLAIN_LETTERS
from tui_crm.domain.text import fold

CJK = (
    "\u2300-\u2bff"  # symbols and older emoji, which stand without spaces too
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u302f\u3031-\u3035\u3038-\u309a\u309d-\u30fa\u30fc-\u9fff"
    "\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7ff\ue000-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff\U000f0000-\U0010ffff"
)
"""Characters that each may begin a word: Chinese, kana, Hangul, Yi, emoji, private use."""


# Patterns of large classes take a millisecond each to compile: when they are first used, so that
# opening the program does not wait for them.


@lru_cache(maxsize=1)
def cjk_runs() -> re.Pattern[str]:
    """Return what finds CJK characters in a row in folded text."""
    return re.compile(f"[{CJK}]+")


@lru_cache(maxsize=1)
def latin_runs() -> re.Pattern[str]:
    """Return what finds the words of any other script in folded text."""
    return re.compile(f"[^ \n{CJK}]+")


@lru_cache(maxsize=1)
def han_runs() -> re.Pattern[str]:
    """Return what finds Chinese characters in a row in folded text."""
    return re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+")


@lru_cache(maxsize=1)
def _spaces_beside_cjk() -> re.Pattern[str]:
    return re.compile(f"(?<=[{CJK}]) | (?=[{CJK}])")


LINE_BREAK = "\n"
_SPACE = " "
_CONNECTOR = "-"
_CONNECTORS = frozenset("-'.&_`´’‘ʼ‐‑‒–")
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
_SYMBOLS_FROM = "\u2300"
_VIRAMA = 9
_JOINED = re.compile(r"(?<=[^ -])-(?=[^ \d-])|(?<=[^ \d-])-(?=[^ -])")
_NEEDLESS = re.compile("^ +| +$| (?= )")
_SYLLABLE = re.compile("[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?")
_UNIT = re.compile(f"{_SYLLABLE.pattern}|.", re.DOTALL)


class _Folded(dict[int, str]):
    """A table for `str.translate` that learns each character where it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded_character(chr(code))
        return found


_TABLE = _Folded()


def _folded_character(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cs", "Zs", "Zl", "Zp"):
        return _SPACE
    apart = unicodedata.normalize("NFD", fold(character))
    kept = [PLAIN_LETTERS.get(sign, sign) for sign in apart if not _is_accent(sign)]
    whole = unicodedata.normalize("NFC", "".join(kept)).translate(simplified_characters())
    return "".join(map(_as_part_of_word, whole))


def _is_accent(sign: str) -> bool:
    return unicodedata.combining(sign) not in (0, _VIRAMA)


def _as_part_of_word(sign: str) -> str:
    """Return `sign` where words are made of it, else what separates them."""
    if sign in _CONNECTORS:
        return _CONNECTOR
    category = unicodedata.category(sign)
    if sign.isalnum() or category[0] in "LMN" or category == "Co":
        return sign
    return sign if category == "So" and sign >= _SYMBOLS_FROM else _SPACE


def folded_lines(text: str) -> str:
    """Return `text` folded, its words a space apart.

    A second line follows where letters are connected, with them as one word: `O'Brien` becomes
    `o brien` and `obrien`. "" where the text has no word.
    """
    raw = _raw(text)
    if _CONNECTOR not in raw:
        return _tidy(raw)
    apart = _tidy(raw.replace(_CONNECTOR, _SPACE))
    joined = _tidy(_JOINED.sub("", raw).replace(_CONNECTOR, _SPACE))
    return apart if joined == apart else f"{apart}{LINE_BREAK}{joined}"


def folded_apart(text: str) -> str:
    """Return the first line of `folded_lines(text)` alone: for addresses of e-mail and the like."""
    return _tidy(_raw(text).replace(_CONNECTOR, _SPACE))


lines_of = lru_cache(maxsize=8192)(folded_lines)
"""The same for texts that are folded again and again."""


def _raw(text: str) -> str:
    """Return `text` folded, with its connectors and with as many spaces as it has."""
    if text.isascii():
        return text.translate(_ascii_table())
    if _changed_by_folding().search(text) is None:
        return text
    if _SYLLABLE.search(text):
        text = _SYLLABLE.sub(_composed, text)
    return text.translate(_TABLE)


@lru_cache(maxsize=1)
def _ascii_table() -> str:
    # Translating by a string is twice as fast as by a dict.
    return "".join(_TABLE[code] for code in range(128))


@lru_cache(maxsize=1)
def _changed_by_folding() -> re.Pattern[str]:
    """Return what finds a character that folding may change: most Chinese texts have none."""
    kept = set(map(chr, range(ord(_FIRST_HAN), ord(_LAST_HAN) + 1)))
    kept.difference_update(map(chr, simplified_characters()))
    return re.compile(f"[^0-9a-z{''.join(sorted(kept))}]")


def _composed(syllable: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", syllable[0])


def _tidy(raw: str) -> str:
    if _SPACE not in raw:
        return raw
    spaced = _SPACE.join(raw.split())
    return spaced if spaced.isascii() else _spaces_beside_cjk().sub("", spaced)


def placed_lines(text: str) -> tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]:
    """Return each line of `folded_lines(text)` with where its characters begin and end in `text`.

    Places are code points; a character of the line may come from several and several from one.
    """
    line = _line_as_long(text)
    if line is not None:
        return ((line, tuple(range(len(text))), tuple(range(1, len(text) + 1))),)
    everything = _placed_raw(text)
    apart = _placed_tidy(everything)
    if _CONNECTOR not in everything[0]:
        return (apart,)
    joined = _placed_tidy(_without(_JOINED, everything))
    return (apart,) if joined[0] == apart[0] else (apart, joined)


def _placed_raw(text: str) -> "_Placed":
    """Return `_raw(text)` with where each of its characters begins and ends in `text`."""
    if text.isascii() or (
        _SYLLABLE.search(text) is None and all(len(_TABLE[ord(sign)]) == 1 for sign in text)
    ):
        return _raw(text), tuple(range(len(text))), tuple(range(1, len(text) + 1))
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for unit in _UNIT.finditer(text):
        for sign in _raw(unit[0]):
            raw.append(sign)
            starts.append(unit.start())
            ends.append(unit.end())
    return "".join(raw), tuple(starts), tuple(ends)


def _line_as_long(text: str) -> str | None:
    """Return the one line of a text whose characters all stay where they are, as most do."""
    raw = _raw(text)
    if not (text.isascii() or raw == text) or _JOINED.search(raw):
        return None
    line = raw.replace(_CONNECTOR, _SPACE)
    return line if _tidy(line) == line else None


_Placed = tuple[str, tuple[int, ...], tuple[int, ...]]


def _placed_tidy(placed: _Placed) -> _Placed:
    line, starts, ends = placed
    spaced = _without(_NEEDLESS, (line.replace(_CONNECTOR, _SPACE), starts, ends))
    return _without(_spaces_beside_cjk(), spaced)


def _without(pattern: re.Pattern[str], placed: _Placed) -> _Placed:
    line, starts, ends = placed
    removed = {place for match in pattern.finditer(line) for place in range(*match.span())}
    kept = [place for place in range(len(line)) if place not in removed]
    return (
        "".join(line[place] for place in kept),
        tuple(starts[place] for place in kept),
        tuple(ends[place] for place in kept),
    )
