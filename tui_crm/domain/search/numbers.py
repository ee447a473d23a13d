"""Telephone numbers as they are searched: by any four digits in a row, however written."""

import re
from collections.abc import Iterable

from tui_crm.domain.phone_parts import digits_of
from tui_crm.domain.search.query import MIN_NUMBER_DIGITS
from tui_crm.domain.text import fold

GRAM = MIN_NUMBER_DIGITS
"""Digits of a gram: what an index keeps of a number."""
BEGINNING = GRAM - 1
"""Digits of a number's beginning that are also kept: shorter ones are searched as words."""
_MIN_WITHOUT_PREFIX = 7
"""Digits that are left of a number without prefix: with fewer the prefix may be the number's."""

_LONGEST = 64
"""Characters of a typed number, with its signs and extension: no number is longer."""

_NOT_DIGITS = re.compile(r"\D+")
_NUMBER = re.compile(
    r"(?P<international>\+|00)?[\s().,/*+·\-]*\d[\d\s().,/*#·\-]*"
    r"(?:(?:转|轉|分机|ext\.?|x|#)\s*\d{1,6})?",
    re.IGNORECASE,
)
_TRUNK_ZERO = re.compile(r"\(0\)")


def digits_in(phones: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct numbers of a customer as digits, in their order."""
    found: dict[str, None] = {}
    for phone in phones:
        if phone.isascii():
            # A key is a plus and digits: the commonest form by far.
            bare = phone[1:]
            found[bare if bare.isdigit() and phone[0] == "+" else _NOT_DIGITS.sub("", phone)] = None
        else:
            found[digits_of(phone)] = None
    found.pop("", None)
    return tuple(found)


def whole_numbers(numbers: tuple[str, ...]) -> list[str]:
    """Return `numbers` without those that end another one: what the country code stands before."""
    whole = []
    for number in numbers:
        for other in numbers:
            if other.endswith(number) and other != number:
                break
        else:
            whole.append(number)
    return whole


def short_numbers(numbers: tuple[str, ...]) -> list[str]:
    """Return `numbers` without the international forms of others among them."""
    short = []
    for number in numbers:
        for other in numbers:
            if number.endswith(other) and number != other and len(other) >= _MIN_WITHOUT_PREFIX:
                break
        else:
            short.append(number)
    return short


def forms_of(word: str) -> tuple[str, ...]:
    """Return the digits that a typed number stands for, () where `word` is none.

    As typed, and without what another way of writing has not: `+86`, `0086`, the 0 before an
    area code, the (0) behind a country code.
    """
    if len(word) > _LONGEST:
        return ()
    folded = fold(word.strip())
    match = _NUMBER.fullmatch(folded)
    typed = digits_of(folded)
    if match is None or len(typed) < GRAM:
        return ()
    forms = [typed]
    if match["international"]:
        forms.append(digits_of(_TRUNK_ZERO.sub("", folded)).removeprefix("00"))
    forms.extend([form.removeprefix("86") for form in forms if _is_chinese(form)])
    forms.extend([form[1:] for form in forms if form.startswith("0")])
    long_enough = [form for form in forms[1:] if len(form) >= _MIN_WITHOUT_PREFIX]
    return tuple(dict.fromkeys((typed, *long_enough)))


def _is_chinese(digits: str) -> bool:
    return digits.startswith("86") and len(digits) >= len("86") + _MIN_WITHOUT_PREFIX
