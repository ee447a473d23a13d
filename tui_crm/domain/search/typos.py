"""Typing mistakes: which stored words a typed one may have been meant for.

One mistake (a letter wrong, missing, too many, or two swapped) from 4 letters, two from 8; the
first letter is right.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tui_crm.domain.search.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where in a vocabulary the corrections of a word can stand: first letter and lengths."""

    first_letter: str
    min_length: int
    max_length: int


def correctable(query: Query) -> tuple[str, ...]:
    """Return the folded words of `query` in which typos are forgiven."""
    raise NotImplementedError


def reach(word: str) -> Reach:
    """Return where the corrections of `word` (one of `correctable`) can stand."""
    raise NotImplementedError


def corrections(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """Return the words of `vocabulary` that `word` may have been meant for, the nearest first."""
    raise NotImplementedError
