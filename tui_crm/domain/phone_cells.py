"""The numbers written in one cell: where one ends, whose it is, what is said about it.

People write several numbers into one cell, with names in brackets, with the last digits alone
(`88888888/9`), or as this program's own text form. Everything is found by what the text looks
like; whether it is a number that exists is asked elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from tui_crm.domain.phone_parts import (
    EXTENSION_WORDS,
    digits_of,
    is_masked,
    without_float_form,
)
from tui_crm.domain.text import clean, clean_line

MAX_LABEL = 60
"""Characters of a label; what is longer is cut."""

_SEGMENT_END = re.compile(r"[;；\n\t]+(?!(?:ext|isub|phone-context)=)", re.IGNORECASE)
_OUTSIDE_BRACKETS = r"(?![^(（【\[]*[)）】\]])"
# 404/237-2700 is one number: Americans part the area code so.
_AREA_CODE_AND_SLASH = r"(?!(?<=\d{3})(?<!\d{4})/\d{3} ?-\d{4}(?![\d-]))"
_SEPARATOR = re.compile(
    rf"({_AREA_CODE_AND_SLASH}[/／、|｜]|\bor\b|\band\b|或|及){_OUTSIDE_BRACKETS}", re.IGNORECASE
)
_COMMA = re.compile(rf"[,，]{_OUTSIDE_BRACKETS}")
_CONTINUING = "/／、"
_BRACKETS = re.compile(r"[(（【\[]([^()（）【】\[\]]*)[)）】\]]")
_MARKS = re.compile(r"(?:\s?\[(?:bad|dnc)\])+$", re.IGNORECASE)
_URI_SCHEME = re.compile(r"(?:tel|callto):(?=[+\d(])", re.IGNORECASE)
_URI_EXTENSION = re.compile(r";ext=", re.IGNORECASE)
_URI_PARAMETER = re.compile(r";(?:isub|phone-context)=[^;\s]*", re.IGNORECASE)
_EXTENSION_AHEAD = re.compile(rf"\s*(?:{EXTENSION_WORDS}|x)[.:\s]*\d", re.IGNORECASE)
_WORDS_AHEAD = re.compile(r"[^\d+(（*#]+")
_UP_TO_LAST_DIGIT = re.compile(r".*[\d)）*#]", re.DOTALL)
_SPACED_NUMBER = re.compile(r"\+?[\d()-]{7,}")
_LONG_NUMBER = re.compile(r"[+(]?\d[\d() -]{5,}\d")
_AREA_CODE = re.compile(r"(\(?0\d{2,3}\)?[- ]*)\d{4} ?\d{3,4}(?!\d)")
_LOCAL_DIGITS = re.compile(r"\d{7,8}")
_LAST_DIGITS = re.compile(r"\d{1,4}")
_EDGES = " ,，.:：;'\"=_"
_SEPARATED_DIGITS = 5
_PLAIN_NUMBER_DIGITS = 7
_COLONS = str.maketrans(":：", "  ")
_LABEL_SIGNS = str.maketrans({";": ",", "；": ",", ":": " ", "：": " ", "[": "(", "]": ")"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """A number as it stands in a cell: `raw` has a digit and has no separator, colon or label."""

    raw: str
    label: str = ""
    is_bad: bool = False
    is_do_not_call: bool = False


@lru_cache(maxsize=1024)
def label_of(text: str) -> str:
    """Return `text` as a label: one line, without the signs that the text form uses."""
    line = " ".join(clean_line(text).translate(_LABEL_SIGNS).split())
    return line.strip(_EDGES)[:MAX_LABEL].strip(_EDGES)


def numbers_written_in(cell: str) -> Iterator[WrittenNumber]:
    """Yield the numbers of `cell` in their order; none where it holds no digit."""
    text = clean(cell).strip().removeprefix("'")
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    for segment in _SEGMENT_END.split(text):
        yield from _numbers_of_segment(" ".join(segment.split()))


def _numbers_of_segment(segment: str) -> Iterator[WrittenNumber]:
    """Yield the numbers of `label: number, number [marks]`."""
    marks = _MARKS.search(segment)
    said = marks[0].lower() if marks else ""
    label, text = _split_label(segment[: marks.start()] if marks else segment)
    text = _URI_PARAMETER.sub("", _URI_EXTENSION.sub(" ext ", _URI_SCHEME.sub("", text)))
    for found in _settled(text):
        yield replace(
            found,
            label=label_of(f"{label} {found.label}"),
            is_bad="[bad]" in said,
            is_do_not_call="[dnc]" in said,
        )


def _split_label(segment: str) -> tuple[str, str]:
    """Split at `: `, or at a colon that words stand before and a number behind."""
    label, colon, number = segment.partition(": ")
    if not colon:
        number_start = segment.find("：") if "：" in segment else segment.find(":")
        label, number = segment[: max(number_start, 0)], segment[number_start + 1 :]
        if not _has_letter(label) or _URI_SCHEME.match(segment):
            return "", segment
    return (label_of(label), number) if digits_of(number) else ("", segment)


def _settled(text: str) -> Iterator[WrittenNumber]:
    """Yield the numbers of `text`, each read again until reading changes nothing in it."""
    for found in _numbers_of(text):
        if found.raw == text:
            yield found
            continue
        for settled in _settled(found.raw):
            yield replace(settled, label=label_of(f"{found.label} {settled.label}"))


def _numbers_of(text: str) -> list[WrittenNumber]:
    numbers: list[WrittenNumber] = []
    words_before = ""
    for separator, piece in _pieces(text):
        raw, words = _split_words(piece)
        if not digits_of(raw):
            if numbers:
                numbers[-1] = replace(numbers[-1], label=f"{numbers[-1].label} {words}")
            else:
                words_before = f"{words_before} {words}"
            continue
        label = f"{words_before} {words}"
        words_before = ""
        if numbers and separator:
            raw = _continued(numbers[-1].raw, raw, separator)
        numbers.extend(WrittenNumber(raw=each, label=label_of(label)) for each in _spaced(raw))
    return numbers


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the separator before each piece ("" before the first) and the piece."""
    separator = ""
    for index, part in enumerate(_SEPARATOR.split(text)):
        if index % 2:
            separator = part
            continue
        for listed in _split_at_commas(part):
            for piece in _split_at_words(listed):
                yield separator, piece.strip()
                separator = ","


def _split_at_commas(text: str) -> list[str]:
    """Split at commas unless they group the digits of one number or stand before an extension."""
    pieces = _COMMA.split(text)
    counts = [len(digits_of(_without_names(each)[0])) for each in pieces]
    if all(count == 0 or count >= _SEPARATED_DIGITS for count in counts):
        return pieces
    return [text]


def _split_at_words(text: str) -> list[str]:
    """Split `Tel 0755 8888 8888 Fax 0755 8888 8889` before the words, or behind them.

    Words belong to the number that follows where the text begins with words.
    """
    numbers = list(_LONG_NUMBER.finditer(text))
    if len(numbers) < 2:
        return [text]
    words_come_first = _has_letter(text[: numbers[0].start()])
    pieces: list[str] = []
    start = 0
    for number, following in pairwise(numbers):
        between = text[number.end() : following.start()]
        if not _has_letter(between) or _EXTENSION_AHEAD.match(text, number.end()):
            continue
        end = number.end() if words_come_first else following.start()
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def _split_words(piece: str) -> tuple[str, str]:
    """Return what is left of `piece` without the words around the number, and those words."""
    rest, names = _without_names(piece)
    rest = " ".join(rest.translate(_COLONS).split())
    words = [names]
    ahead = _WORDS_AHEAD.match(rest)
    if ahead and _are_words(ahead[0], rest[ahead.end() :]) and not _EXTENSION_AHEAD.match(rest):
        words.insert(0, ahead[0])
        rest = rest[ahead.end() :]
    number = _UP_TO_LAST_DIGIT.match(rest)
    if number and _are_words(rest[number.end() :], number[0]):
        words.append(rest[number.end() :])
        rest = number[0]
    return without_float_form(rest.strip(_EDGES)), label_of(" ".join(words))


def _without_names(piece: str) -> tuple[str, str]:
    """Return `piece` without the brackets that hold words or a time, and what they hold."""
    names: list[str] = []

    def take(found: re.Match[str]) -> str:
        inside = found[1]
        is_time = ":" in inside or "：" in inside
        if (
            not (_has_letter(inside) or is_time)
            or _EXTENSION_AHEAD.match(inside)
            or is_masked(inside)
        ):
            return found[0]
        names.append(inside)
        return " "

    return " ".join(_BRACKETS.sub(take, piece).split()), " ".join(names)


def _are_words(words: str, number: str) -> bool:
    """Tell whether `words` beside `number` are a label, not part of it (1-800-FLOWERS, abc12)."""
    if not _has_letter(words) or is_masked(words):
        return False
    return len(digits_of(number)) >= _PLAIN_NUMBER_DIGITS or not words.isascii()


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _continued(before: str, raw: str, separator: str) -> str:
    """Complete a number that repeats only what differs from the number `before`.

    `0755-88888888/9` ends in 9 the second time, `0755-88888888/66666666` has the same area code.
    """
    if len(digits_of(before)) < _PLAIN_NUMBER_DIGITS or not raw.isascii():
        return raw
    if separator in _CONTINUING and _LAST_DIGITS.fullmatch(raw) and before[-len(raw) :].isdigit():
        return before[: -len(raw)] + raw
    area_code = _AREA_CODE.match(before)
    if area_code and _LOCAL_DIGITS.fullmatch(raw):
        return area_code[1] + raw
    return raw


def _spaced(raw: str) -> list[str]:
    """Split numbers that only spaces separate, each of seven digits or more."""
    words = raw.split(" ")
    are_numbers = all(
        _SPACED_NUMBER.fullmatch(each) and len(digits_of(each)) >= _PLAIN_NUMBER_DIGITS
        for each in words
    )
    return words if are_numbers else [raw]
