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
from tui_crm.domain.search.spelling import full_spelling, spellings_of
from tui_crm.domain.search.tokens import CORRECTABLE, symbols_of
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
    """The fields of one customer, folded when they are first asked for."""

    __slots__ = ("_numbers", "_texts", "fields")

    def __init__(self, fields: SearchFields) -> None:
        self.fields = fields
        self._texts: list[tuple[SearchedField, str]] | None = None
        self._numbers: tuple[str, ...] | None = None

    @property
    def texts(self) -> list[tuple[SearchedField, str]]:
        """The texts with their fields; a line break stands before and behind each line."""
        if self._texts is None:
            self._texts = list(self._folded())
        return self._texts

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers as digits."""
        if self._numbers is None:
            self._numbers = digits_in(self.fields.phones)
        return self._numbers

    def names(self) -> Iterator[tuple[SearchedField, str]]:
        """Give the names as stored, with their fields: who has none is called by his company."""
        fields = self.fields
        if fields.name:
            yield SearchedField.NAME, fields.name
        for contact in fields.contacts:
            yield SearchedField.CONTACT, contact
        if fields.company:
            yield SearchedField.COMPANY if fields.name else SearchedField.NAME, fields.company

    def _folded(self) -> Iterator[tuple[SearchedField, str]]:
        fields = self.fields
        for field, name in self.names():
            yield field, _framed(name)
        if fields.address:
            yield SearchedField.ADDRESS, _framed(fields.address)
        if fields.email:
            yield SearchedField.EMAIL, _framed_apart(fields.email)
        if fields.wechat:
            yield SearchedField.WECHAT, _framed_apart(fields.wechat)


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
            found = min(filter(None, (found, max(held))))
    if found is None and word.spellings:
        found = _by_sound(word, compared)
    if found is None and word.corrected:
        found = _mistyped(word.corrected, compared)
    return found


def written_match(word: WantedWord, compared: Compared) -> Match | None:
    """Return how `word` stands in a customer as it is written; None where it does not."""
    found = [_in_text(word, compared)]
    if word.numbers or word.beginning:
        found.append(_in_numbers(word, compared))
    if word.symbols:
        found.append(_in_symbols(word.symbols, compared))
    return min(filter(None, found), default=None)


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
                best = (MatchKind.SUBSTRING, len(number))
    return None if best is None else (best[0], SearchedField.PHONE, best[1])


def _digits_held(digits: str, number: str) -> tuple[MatchKind, int]:
    if digits == number:
        return MatchKind.EXACT, 0
    if number.startswith(digits):
        return MatchKind.PREFIX, len(number)
    return MatchKind.SUBSTRING, len(number) + (0 if number.endswith(digits) else _LENGTHS)


def _in_symbols(symbols: str, compared: Compared) -> Match | None:
    for field, name in compared.names():
        stored = symbols_of(name)
        if stored.startswith(symbols):
            kind = MatchKind.EXACT if stored == symbols else MatchKind.PREFIX
            return kind, field, len(stored)
    return None


def _by_sound(word: WantedWord, compared: Compared) -> Match | None:
    best: Match | None = None
    for field, name in compared.names():
        spellings = _spelled(name)
        for typed in word.spellings:
            detail = _sound_detail(typed, spellings)
            if detail is not None:
                match = (MatchKind.PINYIN, field, detail * _LENGTHS + len(name))
                best = match if best is None else min(best, match)
    return best


@lru_cache(maxsize=REMEMBERED)
def _spelled(name: str) -> tuple[str, ...]:
    return spellings_of(folded_lines(name).partition(LINE_BREAK)[0])


def _sound_detail(typed: str, spellings: tuple[str, ...]) -> int | None:
    """Return how near: the name in full, otherwise spelled, the beginning of it, of a part."""
    if not any(spelling.startswith(typed) for spelling in spellings):
        return None
    if typed == spellings[0]:
        return 0
    if typed in spellings:
        return 1
    return 2 if spellings[0].startswith(typed) else 3


def _mistyped(word: str, compared: Compared) -> Match | None:
    from tui_crm.domain.search.typos import mistakes

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
    for field, name in compared.names():
        if field <= SearchedField.CONTACT:
            spelling = _in_full(name)
            if spelling:
                yield field, spelling, len(name)


@lru_cache(maxsize=REMEMBERED)
def _correctable_words(text: str) -> tuple[str, ...]:
    return tuple(filter(CORRECTABLE.fullmatch, latin_runs().findall(text)))


@lru_cache(maxsize=REMEMBERED)
def _in_full(name: str) -> str:
    spelling = full_spelling(folded_lines(name).partition(LINE_BREAK)[0])
    return spelling if CORRECTABLE.fullmatch(spelling) else ""
