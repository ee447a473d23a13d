"""Typing mistakes: which stored words a typed one may have been meant for.

One mistake (a letter wrong, missing, too many, or two swapped) from 4 letters, two from 8; the
first letter is right.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tui_crm.domain.search.query import Query
from tui_crm.domain.search.wanted import wanted

TWO_MISTAKES_FROM = 8
"""Letters of a word in which a second mistake is forgiven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where in a vocabulary the corrections of a word can stand: first letter and lengths."""

    first_letter: str
    min_length: int
    max_length: int


def correctable(query: Query) -> tuple[str, ...]:
    """Return the folded words of `query` in which typos are forgiven."""
    return tuple(dict.fromkeys(word.corrected for word in wanted(query).words if word.corrected))


def reach(word: str) -> Reach:
    """Return where the corrections of `word` (one of `correctable`) can stand."""
    mistakes = _mistakes_in(word)
    return Reach(
        first_letter=word[0],
        min_length=len(word) - mistakes,
        max_length=len(word) + mistakes,
    )


def corrections(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """Return the words of `vocabulary` that `word` may have been meant for, the nearest first."""
    from rapidfuzz import process

    near = process.extract(
        word,
        [stored for stored in vocabulary if stored[:1] == word[0] and stored != word],
        scorer=_osa_distance(),
        score_cutoff=_mistakes_in(word),
        limit=None,
    )
    return tuple(stored for _count, stored in sorted((count, each) for each, count, _place in near))


def mistakes(word: str, stored: str) -> int | None:
    """Return how many mistakes made `word` of `stored`, None where it is too many (or none)."""
    most = _mistakes_in(word)
    if word[0] != stored[:1] or abs(len(word) - len(stored)) > most or word == stored:
        return None
    count = _osa_distance()(word, stored, score_cutoff=most)
    return count if count <= most else None


@lru_cache(maxsize=1)
def _osa_distance() -> Callable[..., int]:
    # Imported where the first mistake is looked for: most queries have none.
    from rapidfuzz.distance import OSA

    return OSA.distance


def _mistakes_in(word: str) -> int:
    return 2 if len(word) >= TWO_MISTAKES_FROM else 1
