"""Addresses: their places, road and numbers, and what of them agrees."""

import re
from typing import NamedTuple

from tui_crm.domain.duplicates.address_words import COMMON, EVERYWHERE, SAME_WORD
from tui_crm.domain.duplicates.chinese import HAN, simplified, sound
from tui_crm.domain.duplicates.folding import latin_words
from tui_crm.domain.duplicates.words import Words, align, words_of

MOST = 13.0
MOST_WITHOUT_HOUSE = 4.0
"""What a town or a road alone can say, and one road with two houses."""
WORST = -6.0
RARE_WORD = 3.5
COMMON_WORD = 1.2
EVERYDAY_WORD = 0.2
SAME_HOUSE = 3.5
OTHER_HOUSE = -3.0
OTHER_HOUSE_NEARBY = -1.0
"""Another house, but the same flat or postcode: some of it may be a slip."""
SAME_SMALL_NUMBER = 2.0
LONG_NUMBER = 5
"""Digits of a number that is a postcode rather than a house: one of them may be wrong."""
PLACE_BITS = (0.5, 1.0, 2.0)
OTHER_PLACE = (-3.0, -4.0, -3.0)
SAME_ROAD = 3.0
OTHER_ROAD = -4.0

_NUMBER = re.compile(r"\d+")
_OF_A_HOUSE = re.compile(r"\d+(?!\d|(?:st|nd|rd|th)\b)")
"""A number with or without letters, but none that a street is called by: 5th Avenue."""
_MUNICIPALITIES = "北京|上海|天津|重庆"
_CHINESE = re.compile(
    rf"(?P<province>[^\d]{{2,8}}?(?:省|自治区|特别行政区)|(?:{_MUNICIPALITIES})市?(?=.*[区县]))?"
    r"(?P<city>[^\d]{2,12}?(?:自治州|地区|盟|市))?"
    r"(?P<county>[^\d]{1,12}?(?:自治县|开发区|新区|县|区|市|旗))?"
    r"(?P<road>[^\d]*)(?P<rest>.*)"
)
_RANK = re.compile(r"(?:省|自治区|特别行政区|自治州|地区|盟|市|自治县|县|区|旗)$")
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Address(NamedTuple):
    """An address as it is compared.

    A Chinese one has `places` (province, city, county, "" where missing) and `road`; any other
    has `words`. `numbers` are in their order, the house's first; `has_number` is also true of
    figures with letters, as in a postcode: SW1A 2AA.
    """

    text: str
    numbers: tuple[str, ...]
    places: tuple[str, str, str]
    road: str
    words: Words | None
    has_number: bool


class AddressFound(NamedTuple):
    """What two addresses say: their words and places, and their numbers, in bits."""

    words: float
    numbers: float


def address_of(text: str) -> Address | None:
    """Return how `text`, which is folded, is compared as an address; None where it is empty."""
    if HAN.search(text):
        return _chinese(_NOT_A_LETTER.sub("", simplified(text)))
    words, numbers = [], []
    for word in latin_words(text):
        if word.isdecimal():
            numbers.append(word)
        else:
            words.append(SAME_WORD.get(word, word))
    if not words and not numbers:
        return None
    found = words_of(list(dict.fromkeys(words)), _bits)
    text = " ".join((*words, *numbers))
    return Address(
        text, tuple(numbers), ("", "", ""), "", found, _OF_A_HOUSE.search(text) is not None
    )


def _bits(word: str) -> float:
    if word in EVERYWHERE or len(word) == 1:
        return EVERYDAY_WORD
    return COMMON_WORD if word in COMMON else RARE_WORD


def _chinese(text: str) -> Address | None:
    found = _CHINESE.match(text)
    if found is None or not text:
        return None
    province, city, county = (
        _RANK.sub("", found[rank] or "") for rank in ("province", "city", "county")
    )
    if city and not county and not found["road"] and not found["rest"]:
        county = ""
    numbers = tuple(_NUMBER.findall(found["rest"]))
    return Address(text, numbers, (province, city, county), found["road"], None, bool(numbers))


def compare_addresses(a: Address, b: Address) -> AddressFound:
    """Return what two addresses say."""
    if a.words is not None and b.words is not None:
        words, numbers = _compare_words(a.words, b.words), _compare_numbers(a, b)
        if not (a.has_number and b.has_number) or numbers == OTHER_HOUSE:
            words = min(words, MOST_WITHOUT_HOUSE)
        return AddressFound(words, numbers)
    if a.words is None and b.words is None:
        return _compare_chinese(a, b)
    return AddressFound(0.0, 0.0)


def _compare_words(a: Words, b: Words) -> float:
    found = align(a, b)
    bits = found.agreeing
    if found.left and found.right:
        bits -= 0.6 * min(found.left, found.right)
    return max(min(bits, MOST), WORST)


def _compare_numbers(a: Address, b: Address) -> float:
    """Return what the numbers say; the first is the house's where both have as many."""
    if not a.numbers or not b.numbers:
        return 0.0
    shared = set(a.numbers) & set(b.numbers)
    if len(a.numbers) == len(b.numbers) and not {a.numbers[0], b.numbers[0]} & shared:
        if _is_swapped(a.numbers[0], b.numbers[0]) or _is_slip(a.numbers, b.numbers):
            return min(0.5 + len(shared), SAME_HOUSE)
        return OTHER_HOUSE_NEARBY if shared else OTHER_HOUSE
    if not shared:
        return OTHER_HOUSE
    bits = sum(SAME_HOUSE if len(each) > 2 else SAME_SMALL_NUMBER for each in shared)
    return min(bits, 2 * SAME_HOUSE)


def _is_swapped(a: str, b: str) -> bool:
    """Whether two numbers have the same digits in another order: 12 is 21 typed in a hurry."""
    return len(a) > 1 and sorted(a) == sorted(b)


def _is_slip(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the only numbers are postcodes with one wrong digit; before another is a house."""
    if len(a) > 1 or not len(a[0]) == len(b[0]) >= LONG_NUMBER:
        return False
    return sum(map(str.__ne__, a[0], b[0])) == 1


def _compare_chinese(a: Address, b: Address) -> AddressFound:
    if a.text == b.text:
        return AddressFound(6.0 if a.road else 3.0, 6.0 if a.numbers else 0.0)
    bits = 0.0
    for one, other, same, different in zip(
        a.places, b.places, PLACE_BITS, OTHER_PLACE, strict=True
    ):
        if one and other:
            is_same = one == other or one in other or other in one or sound(one) == sound(other)
            bits += same if is_same else different
    if not a.road or not b.road:
        return AddressFound(max(bits, WORST), 0.0)
    is_same_road = a.road == b.road or sound(a.road) == sound(b.road)
    if not is_same_road and (a.road.endswith(b.road) or b.road.endswith(a.road)):
        is_same_road = True
    if not is_same_road:
        return AddressFound(max(bits + OTHER_ROAD, WORST), 0.0)
    house = _compare_house(a.numbers, b.numbers)
    if house < 0:
        # Two houses of one road are no more alike than two of one town.
        return AddressFound(max(min(bits, 0.0), WORST), house)
    return AddressFound(max(bits + SAME_ROAD, WORST), house)


def _compare_house(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    if not a or not b:
        return 0.0
    if a[0] != b[0]:
        return 0.5 if _is_swapped(a[0], b[0]) else OTHER_HOUSE
    if len(a) == 1 or len(b) == 1:
        return SAME_HOUSE
    return SAME_HOUSE + (2.5 if a[1:] == b[1:] else 1.0 if a[-1] == b[-1] else -1.5)
