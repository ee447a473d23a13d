"""The tokens of a customer: what an index keeps, the same text for both engines.

A token is lower-case letters, digits and CJK characters alone, so that FTS5's unicode61 and a
tsvector both take it as it is:

- each CJK character with the one behind it, the last of a row alone: one character is found as
  the beginning of a token, more by the tokens that overlap;
- each word of other scripts, and marked by TRIGRAM the three letters from its second on;
- marked by NUMBER each four digits in a row of a telephone number, and its first three;
- how names and companies are spelled in pinyin;
- marked by SIGN, by number, each character that an engine would take apart or change.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import add
from typing import NamedTuple

from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.folding import (
    LINE_BREAK,
    cjk_runs,
    folded_apart,
    folded_lines,
    latin_runs,
)
from tui_crm.domain.search.numbers import (
    BEGINNING,
    GRAM,
    digits_in,
    short_numbers,
    whole_numbers,
)
from tui_crm.domain.search.spelling import full_spelling, spellings_of
from tui_crm.domain.text import fold

TRIGRAM = "ŋ"
NUMBER = "ŧ"
SIGN = "ħ"
"""Marks that stand before a token: letters that folding leaves in no word."""
MAX_TOKEN = 60
"""Characters of a word in a token: longer ones are found by their beginning."""
MAX_SYMBOLS = 8
"""Signs that are kept of a name without words."""
TRIGRAM_LETTERS = 3
"""Letters in a row that are found inside a word (SPEC 5)."""
MIN_WORD, MAX_WORD = 3, 42
"""Letters of the words in which typing mistakes are forgiven."""

CORRECTABLE = re.compile(rf"[^\W\d_]{{{MIN_WORD},{MAX_WORD}}}")
"""A word in which typing mistakes are forgiven."""
# Both engines take these as they are: unicode61 knows the letters of Unicode 6.1, folds accents.
_UNCHANGED = (
    " \na-z0-9ŋŧħ\u03b1-\u03c9\u0430-\u044f\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc"
    "\u3400-\u4db5\u4e00-\u9fcc\uac00-\ud7a3"
)


class Tokens(NamedTuple):
    """The tokens of one customer, distinct: a tuple, since an import makes millions.

    `names` and `numbers` are those of who he is (`numbers` are marked), `others` and `trigrams`
    (marked) what he has besides. `words` are the Latin words that typed ones may have been meant
    for, and the names of people in pinyin.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    others: tuple[str, ...]
    trigrams: tuple[str, ...]
    words: frozenset[str]

    @property
    def everything(self) -> tuple[str, ...]:
        """All tokens, whatever they are of."""
        return (*self.names, *self.numbers, *self.others, *self.trigrams)


def tokens_of(fields: SearchFields) -> Tokens:
    """Return the tokens of `fields`.

    Name, contacts and numbers (the company where there is no name) tell who somebody is; company,
    address, e-mail, WeChat and the trigrams within Latin words come besides.
    """
    names: list[str] = []
    others: list[str] = []
    words: list[_LatinWord] = []
    spelled: list[str] = []
    for text in (fields.name or fields.company, *fields.contacts):
        line = _add_name(names, words, text)
        if not line.isascii():
            spelled.append(full_spelling(line))
    if fields.name and fields.company:
        _add_name(others, words, fields.company)
    if fields.address:
        _add_words(others, words, folded_lines(fields.address))
    correctable = [word for word, _token, _trigrams, is_correctable in words if is_correctable]
    correctable += filter(_is_correctable, spelled)
    for text in (fields.email, fields.wechat):
        if text:
            _add_words(others, words, folded_apart(text))
    numbers: list[str] = []
    if fields.phones:
        _add_numbers(names, numbers, fields.phones)
    inside: list[str] = []
    for word in words:
        inside += word[2]
    distinct = dict.fromkeys(names)
    names_count = len(distinct)
    distinct.update(dict.fromkeys(others))
    tokens = tuple(distinct)
    return Tokens(
        tokens[:names_count],
        tuple(dict.fromkeys(numbers)),
        tokens[names_count:],
        tuple(dict.fromkeys(inside)),
        frozenset(correctable),
    )


def _add_name(tokens: list[str], words: "list[_LatinWord]", text: str) -> str:
    """Add the tokens and the Latin words of a name, and return it folded: its first line."""
    lines = folded_lines(text)
    if not lines:
        signs = symbols_of(text)
        if signs:
            tokens.append(sign_token(signs))
        return lines
    _add_words(tokens, words, lines)
    line = lines.partition(LINE_BREAK)[0]
    tokens += spellings_of(line)
    return line


def _add_words(tokens: list[str], words: "list[_LatinWord]", lines: str) -> None:
    """Add the tokens of folded `lines`, and to `words` the Latin ones among them."""
    if lines.isascii():
        found = lines.split()
    else:
        for run in cjk_runs().findall(lines):
            tokens += _pairs(run)
        found = latin_runs().findall(lines)
    for text in found:
        word = _latin_word(text)
        words.append(word)
        tokens.append(word[1])


@lru_cache(maxsize=16_384)
def _pairs(run: str) -> tuple[str, ...]:
    """Return the tokens of CJK characters in a row: each with the one behind it, and the last."""
    pairs = (*map(add, run, run[1:]), run[-1])
    return pairs if _changed().search(run) is None else tuple(map(safe, pairs))


_LatinWord = tuple[str, str, tuple[str, ...], bool]
"""A word, its token, the trigrams inside it, and whether typing mistakes in it are forgiven."""


@lru_cache(maxsize=16_384)
def _latin_word(word: str) -> _LatinWord:
    """Return what is kept of a word; of a short one no trigrams, since it has no inside."""
    return word, safe(word[:MAX_TOKEN]), trigrams(word, start=1), _is_correctable(word)


def _is_correctable(word: str) -> bool:
    return CORRECTABLE.fullmatch(word) is not None


def safe(token: str) -> str:
    """Return `token` with a number for each character that an engine would not leave as it is."""
    return token if token.isascii() else _changed().sub(_numbered, token)


@lru_cache(maxsize=1)
def _changed() -> re.Pattern[str]:
    return re.compile(f"[^{_UNCHANGED}]")


def _numbered(sign: re.Match[str]) -> str:
    return sign_token(sign[0])


def trigrams(word: str, *, start: int) -> tuple[str, ...]:
    """Return the marked tokens of each three letters in a row of `word`, from `start` on."""
    places = range(start, len(word) - TRIGRAM_LETTERS + 1)
    found = [TRIGRAM + word[place : place + TRIGRAM_LETTERS] for place in places]
    return tuple(found if word.isascii() else map(safe, found))


def number_grams(digits: str) -> list[str]:
    """Return the marked tokens of each four digits in a row."""
    return [NUMBER + digits[place : place + GRAM] for place in range(len(digits) - GRAM + 1)]


def _add_numbers(tokens: list[str], grams: list[str], phones: Iterable[str]) -> None:
    numbers = digits_in(phones)
    tokens += [number[:BEGINNING] for number in short_numbers(numbers)]
    for number in whole_numbers(numbers):
        grams += number_grams(number)


def symbols_of(text: str) -> str:
    """Return the signs of a text without words (`***`), what it is found by; "" where it has one.

    Spaces and invisible characters are left out.
    """
    return "" if folded_lines(text) else "".join(fold(text).split())[:MAX_SYMBOLS]


def sign_token(signs: str) -> str:
    """Return the token of a text without words, of which `signs` are the beginning."""
    return "".join(f"{SIGN}{ord(sign):06x}" for sign in signs)
