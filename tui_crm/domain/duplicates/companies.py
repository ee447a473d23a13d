"""Names of companies: the core that tells one from another, and what of it agrees."""

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tui_crm.domain.duplicates.chinese import HAN, simplified, sound, spelled
from tui_crm.domain.duplicates.company_words import (
    COMMON_LATIN,
    LATIN_FORMS,
    are_one_trade,
    is_legal_form,
    split_trade,
    without_legal_form,
)
from tui_crm.domain.duplicates.folding import bracketed, latin_words, without_brackets
from tui_crm.domain.duplicates.names import (
    COMMON_NAME,
    COMMON_WORD,
    RARE_WORD,
    NameFound,
    compare_words,
)
from tui_crm.domain.duplicates.names import WORST as NAMES_WORST
from tui_crm.domain.duplicates.regions import as_region, split_region
from tui_crm.domain.duplicates.words import Words, words_of

WORST = -14.0
"""What two brands that have nothing in common say: people and numbers work for several."""
WORST_IN_LETTERS = -12.0
ELSEWHERE = -6.0
"""The same brand in another city: a sister, or nobody."""
OTHER_TRADE = -5.0
"""The same brand in another trade: a sister."""
WHOLE = 2.0
"""What place and trade add where they agree too."""
_BRAND_BITS = (0.0, 5.0, 9.0, 11.0, 12.0)
"""What a brand of so many characters speaks for; longer ones as the last."""
_SHORTEST = 2
"""Characters of a brand that may be part of another name: single ones are in many."""
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Company(NamedTuple):
    """A company's name as it is compared: a Chinese one by its parts, any other by its words.

    Of 徐州市飞环环保科技有限公司, `whole` is 徐州市飞环环保科技, `places` 徐州, `brand` 飞环 and
    `trade` 环保科技; `heard` and `brand_heard` are their sounds. Latin names have `words` alone.
    """

    whole: str
    places: frozenset[str]
    brand: str
    trade: str
    heard: str
    brand_heard: str
    words: Words | None


def company_of(text: str) -> Company | None:
    """Return how `text`, which is folded, is compared as a company; None where it has no letter."""
    if HAN.search(text):
        return _chinese(simplified(text))
    words = latin_words(without_brackets(text)) or latin_words(text)
    telling = [each for each in words if each not in LATIN_FORMS] or list(words)
    if not telling:
        return None
    found = words_of(telling, _bits)
    return Company(found.joined, frozenset(), "", "", "", "", found)


def _bits(word: str) -> float:
    if len(word) == 1:
        return 1.0
    if word in COMMON_LATIN:
        return COMMON_WORD
    return COMMON_NAME if word.isdecimal() else RARE_WORD


def _chinese(text: str) -> Company | None:
    in_brackets = {place for each in bracketed(text) if (place := as_region(each))}
    letters = _NOT_A_LETTER.sub("", without_brackets(text))
    if not letters or is_legal_form(letters):
        return None
    whole = without_legal_form(letters)
    places, rest = split_region(whole)
    brand, trade = split_trade(rest)
    heard = sound(whole)
    at = len(whole) - len(rest)
    return Company(
        whole,
        places | in_brackets,
        brand,
        trade,
        heard,
        heard[at : at + len(brand)],
        None,
    )


def compare_companies(a: Company, b: Company) -> NameFound:
    """Return what two companies' names say, from WORST up; sisters of one brand clash."""
    if a.words is not None and b.words is not None:
        found = compare_words(a.words, b.words)
        return found if found.bits > NAMES_WORST else found._replace(bits=WORST_IN_LETTERS)
    if a.words is None and b.words is None:
        return _compare_chinese(a, b)
    bits = _compare_spelled(a, b) if a.words is None else _compare_spelled(b, a)
    return NameFound(bits, False)


def _compare_chinese(a: Company, b: Company) -> NameFound:
    agreeing = _compare_brands(a, b)
    if agreeing <= 0:
        return NameFound(agreeing, True)
    has_places = bool(a.places and b.places)
    is_elsewhere = has_places and a.places.isdisjoint(b.places)
    if a.whole == b.whole and not is_elsewhere:
        return NameFound(agreeing + (WHOLE if has_places and a.trade else 0.0), False)
    trade = _trade_bits(a.trade, b.trade)
    bits = agreeing + trade + (ELSEWHERE if is_elsewhere else 0.0)
    return NameFound(max(bits, 0.0), is_elsewhere or trade <= OTHER_TRADE)


def _compare_brands(a: Company, b: Company) -> float:
    bits = _BRAND_BITS[min(len(a.brand), len(b.brand), len(_BRAND_BITS) - 1)]
    if a.brand == b.brand:
        return bits
    if a.brand_heard == b.brand_heard:
        return bits - 1.0
    if a.heard == b.heard:
        return bits - 1.0
    size = max(len(a.heard), len(b.heard))
    shorter, longer = sorted((a.brand_heard, b.brand_heard), key=len)
    distance = OSA.distance(a.heard, b.heard, score_cutoff=2)
    if distance <= 2 and size >= 6:
        is_moved = sorted(a.heard) == sorted(b.heard)
        is_dropped = abs(len(a.heard) - len(b.heard)) == distance
        if is_moved:
            return 8.0
        if is_dropped:
            return 6.0 if distance == 1 else 4.0
    if len(shorter) >= 3 and OSA.distance(shorter, longer) == 1:
        return bits - 4.0
    if _is_heard_in(a, b) or _is_heard_in(b, a):
        return bits - 5.0
    if sorted(shorter) == sorted(longer):
        return bits - 2.0
    shared = len(set(shorter) & set(longer))
    return -4.0 if shared * 2 > len(shorter) else WORST


def _is_heard_in(a: Company, b: Company) -> bool:
    """Whether the brand of `a` sounds in the name of `b`; it may reach into the trade: 飞电子."""
    return len(a.brand) >= _SHORTEST and a.brand_heard in b.heard


def _trade_bits(a: str, b: str) -> float:
    """Return what two trades say: sisters of one brand differ in nothing else."""
    if not a or not b or a == b:
        return 0.0
    return -1.0 if are_one_trade(a, b) else OTHER_TRADE


def _compare_spelled(chinese: Company, latin: Company) -> float:
    """Compare a Chinese company's name with one in letters, which may be its pinyin."""
    brand = spelled(chinese.brand)
    if len(brand) >= 4 and latin.words is not None and brand in latin.whole:
        return 5.0
    return 0.0
