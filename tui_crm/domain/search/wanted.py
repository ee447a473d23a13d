"""A query made ready for comparing: its words folded, once for all customers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tui_crm.domain.search.folding import LINE_BREAK, latin_runs, lines_of
from tui_crm.domain.search.numbers import GRAM, forms_of
from tui_crm.domain.search.query import Query
from tui_crm.domain.search.spelling import typed_spellings
from tui_crm.domain.search.tokens import symbols_of
from tui_crm.domain.text import fold

SHORT = 2
"""Letters of a word that is found at the beginning of words alone (SPEC 5)."""
MAX_CORRECTED_WORDS = 8
"""Words of a query in which typing mistakes are forgiven: with more it is no name."""
MIN_CORRECTED, MAX_CORRECTED = 4, 40
"""Letters of a word in which typing mistakes are forgiven."""

_LETTERS = re.compile("[a-z]+")
_CORRECTED = re.compile(rf"[^\W\d_]{{{MIN_CORRECTED},{MAX_CORRECTED}}}")
_BEGINNING = re.compile(rf"[0-9]{{1,{GRAM - 1}}}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """A folded text that may stand in a field.

    `starts_latin` and `ends_latin` say that its first and last word stand apart from letters;
    `needs_start` that it is found at the beginning of a word alone.
    """

    text: str
    first_in_line: str
    whole_line: str
    starts_latin: bool
    ends_latin: bool
    needs_start: bool

    def place_in(
        self, framed: str, *, at_start: bool, at_end: bool = False, behind: int = -1
    ) -> int:
        """Return where the form stands in `framed`, lines between breaks, next behind a place.

        `at_start` and `at_end` ask for words that begin and end with it; -1 where it does not.
        """
        place = framed.find(self.text, behind + 1)
        while place >= 0:
            end = place + len(self.text)
            is_start = not at_start or not self.starts_latin or _parts_words(framed[place - 1])
            if is_start and (not at_end or not self.ends_latin or _parts_words(framed[end])):
                return place
            place = framed.find(self.text, place + 1)
        return -1

    def places_in(self, framed: str, *, is_whole: bool) -> Iterator[int]:
        """Give all places where the form is found, as whole words where `is_whole`."""
        at_start = is_whole or self.needs_start
        place = self.place_in(framed, at_start=at_start, at_end=is_whole)
        while place >= 0:
            yield place
            place = self.place_in(framed, at_start=at_start, at_end=is_whole, behind=place)


def _parts_words(sign: str) -> bool:
    """Tell whether the words of other scripts than CJK end beside `sign`."""
    return latin_runs().match(sign) is None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WantedWord:
    """One word or phrase that a hit holds, in any of these ways.

    One of `forms` stands in a field (`o brien`, `obrien`), as whole words where `is_whole`.
    `numbers` are the digits that it stands for, `beginning` digits that a number may begin with,
    `spellings` how it sounds, `corrected` the word in which mistakes are forgiven, `symbols` the
    signs of a query without words; each empty where there is none. `parts` are the words of a
    number with spaces, which may stand apart.
    """

    forms: tuple[Form, ...] = ()
    is_whole: bool = False
    numbers: tuple[str, ...] = ()
    beginning: str = ""
    spellings: tuple[str, ...] = ()
    corrected: str = ""
    parts: tuple["WantedWord", ...] = ()
    symbols: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wanted:
    """What a hit holds: all of `words`, none of `without`.

    `text` is everything looked for as one word, for fields that hold just that; None where it is
    one word anyway. `literal` is the query as a name where it has operators: whoever is called
    just that is a hit.
    """

    words: tuple[WantedWord, ...] = ()
    without: tuple[WantedWord, ...] = ()
    text: WantedWord | None = None
    literal: str = ""


@lru_cache(maxsize=64)
def wanted(query: Query) -> Wanted:
    """Return `query` made ready; where it looks for no text, `words` is empty."""
    is_corrected = len(query.words) <= MAX_CORRECTED_WORDS
    found = [
        *(_word(word, is_corrected=is_corrected) for word in query.words),
        *(_literal(phrase, is_whole=True) for phrase in query.phrases),
    ]
    words = tuple(word for word in found if word is not None)
    if found and not words:
        symbols = symbols_of(query.text)
        words = (WantedWord(symbols=symbols),) if symbols else ()
    has_operators = bool(query.without or query.filters)
    return Wanted(
        words=words,
        without=tuple(word for word in map(_literal, query.without) if word is not None),
        text=_word(query.text, is_corrected=False) if len(words) > 1 else None,
        literal=as_name(query.typed) if has_operators and words else "",
    )


@lru_cache(maxsize=4096)
def as_name(text: str) -> str:
    """Return `text` with its signs, but whatever its case, width and spaces."""
    return " ".join(fold(text).split())


def _literal(typed: str, *, is_whole: bool = False) -> WantedWord | None:
    """Return what is meant as it is written; None where it holds no word."""
    lines = lines_of(typed)
    if not lines:
        return None
    forms = tuple(map(_form, lines.split(LINE_BREAK)))
    return WantedWord(forms=forms, is_whole=is_whole, numbers=forms_of(typed))


def _word(typed: str, *, is_corrected: bool) -> WantedWord | None:
    """Return what may also be found by sound, mistyped, or as the parts of a number."""
    literal = _literal(typed)
    if literal is None:
        return None
    first = literal.forms[0].text
    letters = first.replace(" ", "")
    parts = typed.split() if literal.numbers else ()
    return replace(
        literal,
        beginning=first if _BEGINNING.fullmatch(first) else "",
        spellings=(letters,) if _LETTERS.fullmatch(letters) else typed_spellings(first),
        corrected=first if is_corrected and _is_correctable(first) else "",
        parts=tuple(
            part
            for part in (_word(each, is_corrected=False) for each in parts if len(parts) > 1)
            if part is not None
        ),
    )


def _is_correctable(word: str) -> bool:
    return bool(_CORRECTED.fullmatch(word) and latin_runs().fullmatch(word))


@lru_cache(maxsize=256)
def _form(text: str) -> Form:
    first = latin_runs().match(text)
    return Form(
        text=text,
        first_in_line=LINE_BREAK + text,
        whole_line=f"{LINE_BREAK}{text}{LINE_BREAK}",
        starts_latin=first is not None,
        ends_latin=not _parts_words(text[-1]),
        needs_start=first is not None and len(first[0]) <= SHORT,
    )
