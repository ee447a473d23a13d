"""How one word of a query stands in the fields of one customer."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from tui_crm.domain.search.fields import SearchedField, SearchFields
from tui_crm.domain.search.folding import (
    LINE_BREAK,
    folded_apart,
    folded_lines,
    latin_runs,
)
from tui_crm.domain.search.numbers import digits_in, short_numbers
from tui_crm.domain.search.spelling import full_spelling, sound_detail
from tui_crm.domain.search.tokens import CORRECTABLE, symbols_of
from tui_crm.domain.search.typos import mistakes
from tui_crm.domain.search.wanted import Form, WantedWord

REMEMBERED = 4096
"""Texts that stay folded: while somebody types on, the same customers are compared again."""
_LENGTHS = 1000
"""More than any field has characters: the shorter of two that match alike comes first."""


class MatchKind(IntEnum):
    """How the worst-matched word of a query is held, best first."""

    EXACT = 0
    PREFIX = 1
    WHOLE_WORD = 2
    SUBSTRING = 3
    PINYIN = 4
    TYPO = 5


Match = tuple[MatchKind, SearchedField, int]
"""Kind, field and detail: less is better."""


class Compared:
    """The fields of one customer, folded once for all words of a query.

    `texts` are the texts with their fields, a line break before and behind each line; `names` the
    names alone, and with each how many characters it has as stored. Who has no name is called by
    his company.
    """

    __slots__ = ("_numbers", "fields", "names", "texts")

    def __init__(self, fields: SearchFields) -> None:
        self.fields = fields
        self._numbers: tuple[str, ...] | None = None
        self.names = names = [(field, _framed(name), len(name)) for field, name in names_of(fields)]
        self.texts = texts = [(field, text) for field, text, _length in names]
        if fields.address:
            texts.append((SearchedField.ADDRESS, _framed(fields.address)))
        if fields.email:
            texts.append((SearchedField.EMAIL, _framed_apart(fields.email)))
        if fields.wechat:
            texts.append((SearchedField.WECHAT, _framed_apart(fields.wechat)))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers as digits."""
        if self._numbers is None:
            self._numbers = digits_in(self.fields.phones)
        return self._numbers


def names_of(fields: SearchFields) -> list[tuple[SearchedField, str]]:
    """Return the names as stored, with their fields."""
    names = [(SearchedField.NAME, fields.name)] if fields.name else []
    names += [(SearchedField.CONTACT, contact) for contact in fields.contacts]
    if fields.company:
        field = SearchedField.COMPANY if fields.name else SearchedField.NAME
        names.append((field, fields.company))
    return names


@lru_cache(maxsize=REMEMBERED)
def _framed(text: str) -> str:
    return f"{LINE_BREAK}{folded_lines(text)}{LINE_BREAK}"


@lru_cache(maxsize=REMEMBERED)
def _framed_apart(text: str) -> str:
    return f"{LINE_BREAK}{folded_apart(text)}{LINE_BREAK}"


def best_match(word: WantedWord, compared: Compared) -> Match | None:
    """Return how `word` stands best in a customer: as written, by sound, else mistyped."""
    found = written_match(word, compared)
    if word.parts:
        apart = [best_match(part, compared) for part in word.parts]
        held = [match for match in apart if match is not None]
        if len(held) == len(apart):
            found = _better(found, max(held))
    if found is None and word.spellings:
        found = _by_sound(word, compared)
    if found is None and word.corrected:
        found = _mistyped(word.corrected, compared)
    return found


def written_match(word: WantedWord, compared: Compared) -> Match | None:
    """Return how `word` stands in a customer as it is written; None where it does not."""
    found = _in_text(word, compared)
    if word.numbers or word.beginning:
        found = _better(found, _in_numbers(word, compared))
    if word.symbols:
        found = _better(found, _in_symbols(word.symbols, compared))
    return found


def _better(one: Match | None, other: Match | None) -> Match | None:
    if one is None or other is None:
        return other or one
    return min(one, other)


def _in_text(word: WantedWord, compared: Compared) -> Match | None:
    best: Match | None = None
    for field, text in compared.texts:
        for form in word.forms:
            if form.text in text:
                held = _held(form, text, is_whole=word.is_whole)
                if held is not None:
                    match = (held[0], field, held[1] * _LENGTHS + len(text))
                    if best is None or match < best:
                        best = match
    return best


def _held(form: Form, text: str, *, is_whole: bool) -> tuple[MatchKind, int] | None:
    """Return how `form` stands in a text that holds its characters."""
    if form.whole_line in text:
        return MatchKind.EXACT, 0
    is_bounded = form.place_in(text, at_start=True, at_end=True) >= 0
    if is_whole and not is_bounded:
        return None
    if form.first_in_line in text:
        return MatchKind.PREFIX, 0
    if is_bounded and form.starts_latin:
        return MatchKind.WHOLE_WORD, 0
    if form.place_in(text, at_start=True) >= 0:
        return MatchKind.SUBSTRING, 0
    return None if form.needs_start else (MatchKind.SUBSTRING, 1)


def _in_numbers(word: WantedWord, compared: Compared) -> Match | None:
    best: tuple[MatchKind, int] | None = None
    for number in compared.numbers:
        for digits in word.numbers:
            if digits in number:
                held = _digits_held(digits, number)
                best = held if best is None else min(best, held)
    if best is None and word.beginning:
        for number in short_numbers(compared.numbers):
            if number.startswith(word.beginning):
                best = (MatchKind.PREFIX, len(number))
    return None if best is None else (best[0], SearchedField.PHONE, best[1])


def _digits_held(digits: str, number: str) -> tuple[MatchKind, int]:
    if digits == number:
        return MatchKind.EXACT, 0
    if number.startswith(digits):
        return MatchKind.PREFIX, len(number)
    return MatchKind.SUBSTRING, len(number) + (0 if number.endswith(digits) else _LENGTHS)


def _in_symbols(symbols: str, compared: Compared) -> Match | None:
    for field, name in names_of(compared.fields):
        stored = symbols_of(name)
        if stored.startswith(symbols):
            kind = MatchKind.EXACT if stored == symbols else MatchKind.PREFIX
            return kind, field, len(stored)
    return None


def _by_sound(word: WantedWord, compared: Compared) -> Match | None:
    best: Match | None = None
    for field, text, length in compared.names:
        line = _first_line(text)
        for typed in word.spellings:
            detail = sound_detail(line, typed)
            if detail is not None:
                match = (MatchKind.PINYIN, field, detail * _LENGTHS + length)
                best = match if best is None else min(best, match)
    return best


def _first_line(framed: str) -> str:
    return framed[1 : framed.index(LINE_BREAK, 1)]


def _mistyped(word: str, compared: Compared) -> Match | None:
    best: Match | None = None
    for field, stored, length in _correctable(compared):
        count = mistakes(word, stored) if stored[0] == word[0] else None
        if count is not None:
            match = (MatchKind.TYPO, field, count * _LENGTHS + length)
            best = match if best is None else min(best, match)
    return best


def _correctable(compared: Compared) -> Iterator[tuple[SearchedField, str, int]]:
    """Give the words in which mistakes are forgiven, with their fields and how long those are."""
    for field, text in compared.texts:
        if field <= SearchedField.ADDRESS:
            for word in _correctable_words(text):
                yield field, word, len(text)
    for field, text, length in compared.names:
        if field <= SearchedField.CONTACT:
            spelling = _in_full(_first_line(text))
            if spelling:
                yield field, spelling, length


@lru_cache(maxsize=REMEMBERED)
def _correctable_words(text: str) -> tuple[str, ...]:
    return tuple(filter(CORRECTABLE.fullmatch, latin_runs().findall(text)))


@lru_cache(maxsize=REMEMBERED)
def _in_full(line: str) -> str:
    spelling = full_spelling(line)
    return spelling if CORRECTABLE.fullmatch(spelling) else ""
