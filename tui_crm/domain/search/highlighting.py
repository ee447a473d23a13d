"""What of a shown text a query found: ranges of code points in the text as it is stored."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tui_crm.domain.phone_parts import digits_of
from tui_crm.domain.search.folding import LINE_BREAK, latin_runs, lines_of, placed_lines
from tui_crm.domain.search.query import Query
from tui_crm.domain.search.spelling import full_spelling, sound_detail, spelled_part
from tui_crm.domain.search.tokens import symbols_of
from tui_crm.domain.search.typos import mistakes
from tui_crm.domain.search.wanted import WantedWord, wanted

REMEMBERED = 2048
"""Texts that stay taken apart: a screen of them is drawn with each key."""

Span = tuple[int, int]

_NUMBER = re.compile(r"\d[\d\s().,/*+·–-]*")


@lru_cache(maxsize=REMEMBERED)
def spans(query: Query, text: str) -> tuple[Span, ...]:
    """Return what of `text`, a field as stored, `query` found: ranges of code points in order.

    They neither overlap nor touch; characters found by their pinyin are in it.
    """
    found = [span for word in wanted(query).words for span in _of_word(word, text)]
    return tuple(_merged(_with_marks(span, text) for span in found))


# Finding where each folded character came from is dear: it is done for texts that hold a hit.
_placed = lru_cache(maxsize=REMEMBERED)(placed_lines)


def _of_word(word: WantedWord, text: str) -> list[Span]:
    found = [*_written(word, text), *_in_numbers(word.numbers, text)]
    if not found:
        found = [span for part in word.parts for span in _of_word(part, text)]
    if not found:
        found = list(_by_sound(word.spellings, text))
    if not found and word.corrected:
        found = list(_mistyped(word.corrected, text))
    if word.symbols and symbols_of(text).startswith(word.symbols):
        found = [(0, len(text))]
    return found


def _written(word: WantedWord, text: str) -> Iterator[Span]:
    folded = lines_of(text)
    forms = [form for form in word.forms if form.text in folded]
    for line, starts, ends in _placed(text) if forms else ():
        framed = f"{LINE_BREAK}{line}{LINE_BREAK}"
        for form in forms:
            for place in form.places_in(framed, is_whole=word.is_whole):
                yield starts[place - 1], ends[place + len(form.text) - 2]


def _in_numbers(numbers: Sequence[str], text: str) -> Iterator[Span]:
    for run in _NUMBER.finditer(text) if numbers else ():
        places = [place for place in range(*run.span()) if text[place].isdecimal()]
        digits = digits_of(run[0])
        for number in numbers:
            start = digits.find(number)
            if start >= 0:
                yield places[start], places[start + len(number) - 1] + 1


def _by_sound(spellings: Iterable[str], text: str) -> Iterator[Span]:
    line = _first_line(text)
    if line.isascii():
        return
    for typed in spellings:
        # What nothing begins with needs no looking for where.
        is_known = sound_detail(line, typed) is not None
        part = spelled_part(line, typed) if is_known else None
        if part is not None:
            _line, starts, ends = _placed(text)[0]
            yield starts[part[0]], ends[part[1] - 1]
            return


def _mistyped(word: str, text: str) -> Iterator[Span]:
    meant = {
        stored
        for stored in latin_runs().findall(lines_of(text))
        if stored[0] == word[0] and mistakes(word, stored) is not None
    }
    for line, starts, ends in _placed(text) if meant else ():
        for stored in latin_runs().finditer(line):
            if stored[0] in meant:
                yield starts[stored.start()], ends[stored.end() - 1]
    spelling = full_spelling(_first_line(text))
    if spelling[:1] == word[0] and mistakes(word, spelling) is not None:
        yield from _by_sound((spelling,), text)


def _first_line(text: str) -> str:
    return lines_of(text).partition(LINE_BREAK)[0]


def _with_marks(span: Span, text: str) -> Span:
    """Return `span` with the accents that stand behind its last letter as characters."""
    start, end = span
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Give the spans in order, those that overlap or touch as one."""
    start = end = -1
    for next_start, next_end in sorted(spans):
        if next_start > end:
            if end >= 0:
                yield start, end
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    if end >= 0:
        yield start, end
