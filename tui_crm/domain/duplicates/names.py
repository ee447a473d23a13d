"""Names of people, and of whatever stands in the field for names: what of them agrees."""

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tui_crm.domain.duplicates.chinese import HAN, simplified, sound, spelled
from tui_crm.domain.duplicates.company_words import COMMON_LATIN, LATIN_FORMS
from tui_crm.domain.duplicates.folding import latin_words, without_brackets
from tui_crm.domain.duplicates.person_words import (
    CHINESE_TITLES,
    COMMON_CHINESE_SURNAMES,
    COMMON_LATIN_NAMES,
    COMPOUND_SURNAMES,
    LATIN_TITLES,
)
from tui_crm.domain.duplicates.words import Words, align, words_of

RARE_WORD = 6.0
COMMON_NAME = 4.0
COMMON_WORD = 1.5
WHOLE = 3.0
"""What it says on top that two names agree to the last word."""
WORST = -8.0
GIVEN_CHARACTER = 2.5
"""What each character of a Chinese given name says."""
OTHER_SCRIPT = -5.0
FAMILY_NAME = 3.0
"""What a family name behind a title says: Mr. Holloway."""
MOST = 14.0
"""What a name can say at most: its words do not come independently."""
AGAINST = 1.5
"""What a word speaks against that the other name has another for, as a share of what it is for."""
_CLASH = 3.0
"""The least that a word speaks against, where each name has one that the other lacks."""

_NOT_A_LETTER = re.compile(r"[\W\d_]+")


class Name(NamedTuple):
    """A name as it is compared: a Chinese one by its parts, any other by its words.

    `family` and `given` are "" for names in other scripts, `given` also where only a title
    follows (薛先生). `words` are of other scripts, and the pinyin of Chinese names.
    """

    text: str
    family: str
    given: str
    heard: str
    words: Words | None


def name_of(text: str) -> Name | None:
    """Return how `text`, which is folded, is compared as a name; None where it has no letter."""
    if HAN.search(text):
        return _chinese(simplified(without_brackets(text)))
    words = latin_words(text)
    untitled = [each for each in words if each not in LATIN_TITLES]
    # A single letter is an initial here, not a Spanish "and".
    telling = [each for each in untitled if len(each) == 1 or each not in LATIN_FORMS] or untitled
    if not telling:
        return None
    is_family_name = len(telling) == 1 and len(untitled) < len(words)
    found = words_of(telling, _family_name_bits if is_family_name else _bits)
    return Name(found.joined, "", "", "", found)


def _chinese(text: str) -> Name | None:
    letters = _NOT_A_LETTER.sub("", text)
    bare = letters
    for title in CHINESE_TITLES:
        if bare.endswith(title) and len(bare) > len(title):
            bare = bare[: -len(title)]
            break
    if not bare:
        return None
    family = bare[:2] if bare[:2] in COMPOUND_SURNAMES and len(bare) > 2 else bare[:1]
    if bare is letters and len(bare) == 1:
        return None
    return Name(bare, family, bare[len(family) :], sound(bare), None)


def _family_name_bits(_word: str) -> float:
    return FAMILY_NAME - WHOLE


def _bits(word: str) -> float:
    if len(word) == 1:
        return 1.0
    if word in COMMON_LATIN:
        return COMMON_WORD
    if word.isdecimal():
        return COMMON_NAME
    return COMMON_NAME if word in COMMON_LATIN_NAMES else RARE_WORD


class NameFound(NamedTuple):
    """What two names say, in bits; `is_clash`: each has something that the other lacks."""

    bits: float
    is_clash: bool


def compare_names(a: Name, b: Name) -> NameFound:
    """Return what two names say, from WORST up: 0 bits where one of them tells too little."""
    if a.words is not None and b.words is not None:
        return compare_words(a.words, b.words)
    if a.words is None and b.words is None:
        bits = _compare_chinese(a, b)
    else:
        bits = _compare_spelled(a, b) if a.words is None else _compare_spelled(b, a)
    return NameFound(bits, bits < 0)


def compare_words(a: Words, b: Words) -> NameFound:
    """Return what two rows of words say: those that both have, less those that each has alone."""
    found = align(a, b)
    if found.is_whole:
        return NameFound(min(found.agreeing + WHOLE, MOST), False)
    if not (found.left and found.right):
        bits = min(max(found.agreeing - 0.15 * (found.left + found.right), 0.0), MOST)
        return NameFound(bits, False)
    clash = max(min(found.left, found.right), _CLASH)
    if len(a.bits) + len(b.bits) <= 3:
        # One may be the given name and the other the family's.
        clash *= 0.5
    return NameFound(max(min(found.agreeing, MOST) - AGAINST * clash, WORST), True)


def _compare_chinese(a: Name, b: Name) -> float:
    is_common = not COMMON_CHINESE_SURNAMES.isdisjoint((a.family, b.family))
    family = 3.0 if is_common else 5.0
    whole = min(family + GIVEN_CHARACTER * min(len(a.given), len(b.given)), MOST)
    if a.text == b.text:
        return whole if a.given else 1.0
    if not (a.given and b.given):
        return 1.0 if a.family == b.family or a.heard[0] == b.heard[0] else -5.0
    if a.heard == b.heard:
        return whole - 1.5
    if len(a.text) == len(b.text) and sorted(a.text) == sorted(b.text):
        return whole - 2.5
    if len(a.heard) >= 3 and len(b.heard) >= 3 and OSA.distance(a.heard, b.heard) == 1:
        return 1.0
    if a.family == b.family and (a.given in b.given or b.given in a.given):
        return 2.0
    return -6.0


def _compare_spelled(chinese: Name, latin: Name) -> float:
    """Compare a Chinese name with one in letters, which may be its pinyin in either order."""
    words = latin.words
    if words is None or not chinese.given:
        return 0.0
    family, given = spelled(chinese.family), spelled(chinese.given)
    if words.joined in (family + given, given + family):
        return min(COMMON_NAME + 2.0 * len(chinese.given), MOST)
    if family in words.bits:
        # Jack Ma may be 马云.
        return 0.0
    return OTHER_SCRIPT
