"""Birthdays: equal, written with a slip, or others."""

from datetime import date

SAME_DAY = 11.0
SAME_WITHOUT_YEAR = 7.0
PLACEHOLDER = 5.0
"""1 January and the first of the century's years: what forms put in where nobody knows."""
SLIP = 6.0
TWO_DIGITS = 4.0
"""Two digits are others, or two of year, month and day agree."""
NEAR = 4.0
"""A month apart at most."""
THREE_DIGITS = 0.0
DIFFERENT = -3.0
OTHER_GENERATION = -6.0
NEAR_DAYS = 31

_GENERATION_YEARS = 15


def compare_birthdays(a: str, b: str) -> float:
    """Return what two stored birthdays (`1980-12-01`, `12-01`) say, in bits."""
    if a == b:
        if a.endswith("01-01"):
            return PLACEHOLDER
        return SAME_DAY if len(a) == 10 else SAME_WITHOUT_YEAR
    if len(a) != 10 or len(b) != 10:
        if a[-5:] == b[-5:]:
            return PLACEHOLDER if a.endswith("01-01") else SAME_WITHOUT_YEAR
        return DIFFERENT / 2
    wrong = [place for place in range(10) if a[place] != b[place]]
    if _is_slip(a, b, wrong):
        return SLIP
    parts = (a[:4] == b[:4]) + (a[5:7] == b[5:7]) + (a[8:] == b[8:])
    if parts == 2 or len(wrong) == 2:
        return TWO_DIGITS
    days = _days_apart(a, b)
    if days <= NEAR_DAYS:
        return NEAR
    if _is_near_in_each_part(a, b):
        return THREE_DIGITS
    if days >= _GENERATION_YEARS * 365:
        return OTHER_GENERATION
    return THREE_DIGITS if len(wrong) == 3 else DIFFERENT


def _is_slip(a: str, b: str, wrong: list[int]) -> bool:
    """Whether one digit is wrong, two are swapped, or day and month are."""
    if len(wrong) == 1 or (a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]):
        return True
    if len(wrong) != 2:
        return False
    first, second = wrong
    return a[first] == b[second] and a[second] == b[first]


def _is_near_in_each_part(a: str, b: str) -> bool:
    """Whether one digit of the year is wrong, and the days are a month apart at most."""
    wrong = sum(one != other for one, other in zip(a[:4], b[:4], strict=True))
    days = min(_days_apart(year + a[4:], year + b[4:]) for year in (a[:4], b[:4]))
    return wrong == 1 and days <= NEAR_DAYS


def _days_apart(a: str, b: str) -> int:
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return NEAR_DAYS + 1
