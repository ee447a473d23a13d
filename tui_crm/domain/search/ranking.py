"""Whether and how well a customer is what a query looks for, and where to highlight it."""

from collections.abc import Callable
from typing import NamedTuple

from tui_crm.domain.search.comparing import (
    Compared,
    Match,
    MatchKind,
    best_match,
    written_match,
)
from tui_crm.domain.search.fields import SearchedField, SearchFields
from tui_crm.domain.search.highlighting import spans as spans
from tui_crm.domain.search.query import Query
from tui_crm.domain.search.wanted import Wanted, WantedWord, as_name, wanted

_SCORES = {
    MatchKind.EXACT: 100,
    MatchKind.PREFIX: 85,
    MatchKind.WHOLE_WORD: 70,
    MatchKind.SUBSTRING: 55,
    MatchKind.PINYIN: 40,
    MatchKind.TYPO: 25,
}
_SCORE_OF_A_FIELD = 2


class Rank(NamedTuple):
    """How well a customer matches: less is better. A tuple, since each search makes a hundred.

    `detail` decides among those alike in kind and field; it means nothing else.
    """

    kind: MatchKind
    field: SearchedField
    detail: int = 0

    @property
    def score(self) -> int:
        """How well in 1-100, 100 for the name exactly."""
        return _SCORES[self.kind] - _SCORE_OF_A_FIELD * self.field


def rank(query: Query, fields: SearchFields) -> Rank | None:
    """Return how well `fields` match `query`, None where they are no hit.

    A hit holds every word in some field and every phrase, and none of `without`. The filters and
    `text_words` of the query are not looked at. A query without words has no hits.
    """
    return ranking(query)(fields)


def ranking(query: Query) -> Callable[[SearchFields], Rank | None]:
    """Return `rank` for one query: what ranks one customer after the other."""
    sought = wanted(query)

    def ranked(fields: SearchFields) -> Rank | None:
        if not sought.words:
            return None
        if sought.literal and as_name(fields.name or fields.company) == sought.literal:
            return Rank(MatchKind.EXACT, SearchedField.NAME)
        compared = Compared(fields)
        match = _match(sought, compared)
        if match is None or any(written_match(word, compared) for word in sought.without):
            return None
        return Rank(*match)

    return ranked


def looks_at_numbers(query: Query) -> bool:
    """Whether the telephone numbers of a customer can make him a hit of `query`, or keep him out.

    Where they cannot, `rank` needs none.
    """
    sought = wanted(query)
    words = (*sought.words, *sought.without, *filter(None, (sought.text,)))
    return any(_looks_at_numbers(word) for word in words)


def _looks_at_numbers(word: WantedWord) -> bool:
    return bool(word.numbers or word.beginning or any(map(_looks_at_numbers, word.parts)))


def _match(sought: Wanted, compared: Compared) -> Match | None:
    """Return how the words are held, the worst of them deciding, or all of them as one."""
    kind, field, detail = MatchKind.EXACT, SearchedField.NAME, 0
    for word in sought.words:
        match = best_match(word, compared)
        if match is None:
            return None
        kind, field, detail = max(kind, match[0]), max(field, match[1]), detail + match[2]
    apart = (kind, field, detail)
    as_one = sought.text and best_match(sought.text, compared)
    return min(apart, as_one) if as_one else apart
