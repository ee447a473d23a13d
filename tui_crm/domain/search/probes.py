"""Which tokens a hit must have: a small tree of and/or that a store renders for its engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui_crm.domain.search.folding import LINE_BREAK, latin_runs, lines_of
from tui_crm.domain.search.numbers import GRAM
from tui_crm.domain.search.query import Query
from tui_crm.domain.search.tokens import (
    MAX_TOKEN,
    NUMBER,
    TRIGRAM_LETTERS,
    safe,
    sign_token,
    trigrams,
)
from tui_crm.domain.search.wanted import WantedWord, wanted

MAX_PROBED_WORDS = 8
"""Words of a query that are looked up, the longest: the others are only compared."""
MAX_PROBED_TOKENS = 8
"""Tokens of one word that are looked up, its ends and some between: it narrows enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One token, or with `is_prefix` any that begins with it. It needs quotes, never escapes."""

    token: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """All of `parts`, at least two."""

    parts: tuple["Probe", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Any of `parts`, at least two."""

    parts: tuple["Probe", ...]


Probe = Term | AllOf | AnyOf


def probes(query: Query, corrections: Mapping[str, tuple[str, ...]] | None = None) -> Probe | None:
    """Return what the tokens of every hit of `query` fulfil, and of some that are none.

    `corrections` gives for words of `typos.correctable(query)` the stored words that they may
    have been meant for; without it hits with typos are left out. None where the query looks for
    no text (filters alone, nothing).
    """
    sought = wanted(query)
    if not sought.words:
        return None
    words = sorted(sought.words, key=_length, reverse=True)[:MAX_PROBED_WORDS]
    found = all_of(_of_word(word, corrections or {}) for word in words)
    if not sought.literal:
        return found
    name = lines_of(query.typed).partition(LINE_BREAK)[0]
    return any_of([found, _of_form(name, is_whole=True)])


def unwanted_probes(query: Query) -> tuple[Probe, ...]:
    """Return, for each `-word`, what the tokens of all who hold it fulfil, and of some others."""
    return tuple(_of_word(word, {}) for word in wanted(query).without)


def _length(word: WantedWord) -> int:
    return len(word.forms[0].text) if word.forms else 0


def _of_word(word: WantedWord, corrections: Mapping[str, tuple[str, ...]]) -> Probe:
    ways: list[Probe] = [_of_form(form.text, is_whole=word.is_whole) for form in word.forms]
    ways += [_of_number(number) for number in word.numbers]
    ways += [Term(token=spelling[:MAX_TOKEN], is_prefix=True) for spelling in word.spellings]
    ways += [Term(token=safe(each)) for each in corrections.get(word.corrected, ())]
    if word.parts:
        ways.append(all_of(_of_word(part, {}) for part in word.parts[:MAX_PROBED_WORDS]))
    if word.symbols:
        ways.append(Term(token=sign_token(word.symbols), is_prefix=True))
    return any_of(ways)


def _of_number(digits: str) -> Probe:
    grams = [NUMBER + digits[place : place + GRAM] for place in range(len(digits) - GRAM + 1)]
    return all_of(Term(token=gram) for gram in _some(grams))


def _of_form(text: str, *, is_whole: bool) -> Probe:
    """Return the tokens of a folded text that stands somewhere in a field, its words complete."""
    found: list[Probe] = []
    place = 0
    for word in latin_runs().finditer(text):
        found += _of_pairs(text[place : word.start()])
        starts_word, ends_word = word.start() > 0, word.end() < len(text)
        found.append(
            _of_latin(word[0], starts_word=is_whole or starts_word, ends_word=is_whole or ends_word)
        )
        place = word.end()
    found += _of_pairs(text[place:])
    return all_of(_some(found))


def _of_pairs(run: str) -> list[Probe]:
    """Return the tokens of what stands between Latin words: CJK characters, a space, nothing."""
    run = run.strip()
    if len(run) <= 1:
        return [Term(token=safe(run), is_prefix=True)] if run else []
    return [Term(token=safe(run[place : place + 2])) for place in range(len(run) - 1)]


def _of_latin(word: str, *, starts_word: bool, ends_word: bool) -> Probe:
    whole = Term(token=safe(word[:MAX_TOKEN]), is_prefix=not ends_word)
    if starts_word or len(word) < TRIGRAM_LETTERS:
        return whole
    inside = all_of(Term(token=token) for token in _some(trigrams(word, start=0)))
    return any_of([whole, inside])


_Item = TypeVar("_Item")


def _some(items: Sequence[_Item]) -> Sequence[_Item]:
    """Return the ends of `items` and as many between as are looked up."""
    if len(items) <= MAX_PROBED_TOKENS:
        return items
    step = (len(items) - 1) / (MAX_PROBED_TOKENS - 1)
    return [items[round(place * step)] for place in range(MAX_PROBED_TOKENS)]


def all_of(parts: Iterable[Probe]) -> Probe:
    """Return what all of `parts` fulfil; there is at least one."""
    flat = (
        inner for each in parts for inner in (each.parts if isinstance(each, AllOf) else (each,))
    )
    distinct = tuple(dict.fromkeys(flat))
    return distinct[0] if len(distinct) == 1 else AllOf(parts=distinct)


def any_of(parts: Iterable[Probe]) -> Probe:
    """Return what any of `parts` fulfils; there is at least one."""
    flat = (
        inner for each in parts for inner in (each.parts if isinstance(each, AnyOf) else (each,))
    )
    distinct = tuple(dict.fromkeys(flat))
    return distinct[0] if len(distinct) == 1 else AnyOf(parts=distinct)
