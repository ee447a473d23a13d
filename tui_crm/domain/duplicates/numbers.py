"""Telephone numbers: which of two customers' numbers agree, and what that says."""

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

MOBILE = 12.0
OTHER_NUMBER = 10.0
LANDLINE = 9.0
LOCAL_NUMBER = 7.0
"""A number that one side has without its area code."""
OTHER_MOBILES = -3.0
"""Where a line agrees that is not the only number: the mobiles beside it are two people's."""
ANOTHER_EXTENSION = 5.0
SLIP = 5.0
SECOND = 0.4
"""What a second number that agrees adds, as a share of what it says alone."""
NONE_AGREES = -2.0
NO_MOBILE_AGREES = -3.0
LONGEST_LOCAL = 8
SHORTEST = 7
"""Digits of a number that somebody is known by: 95588 and 110 are everybody's."""

_END = 3
"""Digits of the beginning and the end of a number: less than half of the shortest."""
_CHINESE_MOBILE = re.compile(r"86(1[3-9]\d{9})")
_BARE_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_CHINESE_LANDLINE = re.compile(r"(?:86|0)[1-9]\d{8,10}|[48]00\d{7}")


class Number(NamedTuple):
    """A number: its digits without trunk prefix, its extension, and what agreeing in it says."""

    digits: str
    extension: str
    bits: float


def number_of(key: str) -> Number | None:
    """Return the number of a key (`PhoneNumber.key`), None where it is too short for one."""
    base, _, extension = key.partition("x")
    digits = base.removeprefix("+")
    if len(digits) < SHORTEST:
        return None
    mobile = _CHINESE_MOBILE.fullmatch(digits)
    if mobile:
        return Number(mobile[1], extension, MOBILE)
    if base is digits and _BARE_CHINESE_MOBILE.fullmatch(digits):
        return Number(digits, extension, MOBILE)
    if _CHINESE_LANDLINE.fullmatch(digits):
        return Number(digits.removeprefix("86").lstrip("0"), extension, LANDLINE)
    return Number(digits.lstrip("0") or digits, extension, OTHER_NUMBER)


class NumbersFound(NamedTuple):
    """What two customers' numbers say: the bits, and the numbers that say it, by their places."""

    bits: float
    left: int
    right: int


def compare_numbers(a: tuple[Number, ...], b: tuple[Number, ...]) -> NumbersFound:
    """Return what the numbers of two customers say; each has at least one."""
    agreeing = [
        (bits, left, right)
        for left, one in enumerate(a)
        for right, other in enumerate(b)
        if (bits := _agreeing_bits(one, other))
    ]
    if not agreeing:
        return _nearly(a, b)
    if len(agreeing) > 1:
        agreeing = _each_once(agreeing)
    bits, left, right = agreeing[0]
    more = sum(each[0] for each in agreeing[1:])
    if not more and bits < MOBILE and _have_other_mobiles(a, b):
        bits += OTHER_MOBILES
    return NumbersFound(bits + SECOND * min(more, MOBILE), left, right)


def _each_once(agreeing: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Return the pairs with the most bits in which no number comes twice, most bits first."""
    kept: list[tuple[float, int, int]] = []
    for pair in sorted(agreeing, key=lambda each: -each[0]):
        if all(pair[1] != each[1] and pair[2] != each[2] for each in kept):
            kept.append(pair)
    return kept


def _nearly(a: tuple[Number, ...], b: tuple[Number, ...]) -> NumbersFound:
    for left, one in enumerate(a):
        for right, other in enumerate(b):
            if is_slip(one.digits, other.digits):
                return NumbersFound(SLIP, left, right)
    both_mobile = a[0].bits == b[0].bits == MOBILE
    return NumbersFound(NO_MOBILE_AGREES if both_mobile else NONE_AGREES, 0, 0)


def _agreeing_bits(a: Number, b: Number) -> float:
    """Return what two numbers say if they are one, with or without what stands before; else 0."""
    if a.digits == b.digits:
        if a.extension != b.extension and a.extension and b.extension:
            return ANOTHER_EXTENSION
        return min(a.bits, b.bits)
    if len(a.digits) == len(b.digits):
        return 0.0
    shorter, longer = sorted((a.digits, b.digits), key=len)
    if not longer.endswith(shorter):
        return 0.0
    return LOCAL_NUMBER if len(shorter) <= LONGEST_LOCAL else min(a.bits, b.bits)


def _have_other_mobiles(a: tuple[Number, ...], b: tuple[Number, ...]) -> bool:
    return any(each.bits == MOBILE for each in a) and any(each.bits == MOBILE for each in b)


def is_slip(a: str, b: str) -> bool:
    """Whether two numbers differ by one digit, by one too many or few, or by two neighbours.

    Another ending is not a slip: companies hold numbers in a row.
    """
    if abs(len(a) - len(b)) > 1 or (a[:_END] != b[:_END] and a[-_END:] != b[-_END:]):
        # One slip leaves the beginning or the end as it is.
        return False
    if a[:-2] == b[:-2] and a[-2:] != b[-1:-3:-1]:
        return False
    return OSA.distance(a, b, score_cutoff=1) <= 1
