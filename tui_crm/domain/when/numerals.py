"""Chinese numerals as people type them in dates: 十二, 廿五, 两, 二〇二六, 一百二十."""

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"廿": 20, "卅": 30}
SCALES = {"十": 10, "百": 100, "千": 1000}

NUMERAL_CHARS = "".join([*DIGITS, *TENS, *SCALES])
"""The characters of a Chinese numeral, for use inside the brackets of a pattern."""

NUMBER = rf"(?:[0-9]{{1,4}}|[{NUMERAL_CHARS}]{{1,7}})"
"""A pattern for a number of up to four digits, in either script."""

LARGEST = 10_000_000
"""Larger numbers are read as this one, which is over ten years in any unit but the minute."""


def number(text: str) -> int:
    """Return the value of ASCII digits or of a Chinese numeral, at most `LARGEST`.

    Numerals may be read out digit by digit (二〇二六) or by scale (一百二十). Characters are
    expected to be of `NUMERAL_CHARS`; an odd order of them is summed up, never an error.
    """
    if text.isascii():
        return min(int(text), LARGEST)
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = pending = 0
    for char in text:
        if char in DIGITS:
            pending = DIGITS[char]
        elif char in TENS:
            total += TENS[char]
        else:
            total += (pending or 1) * SCALES[char]
            pending = 0
    return total + pending
