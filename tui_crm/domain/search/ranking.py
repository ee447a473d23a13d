"""Whether and how well a customer is what a query looks for, and where to highlight it."""

from dataclasses import dataclass

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
from tui_crm.domain.search.wanted import Wanted, as_name, wanted

_SCORES = {
    MatchKind.EXACT: 100,
    MatchKind.PREFIX: 85,
    MatchKind.WHOLE_WORD: 70,
    MatchKind.SUBSTRING: 55,
    MatchKind.PINYIN: 40,
    MatchKind.TYPO: 25,
}
_SCORE_OF_A_FIELD = 2


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """How well a customer matches: less is better.

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
    sought = wanted(query)
    if not sought.words:
        return None
    compared = Compared(fields)
    if sought.literal and as_name(fields.name or fields.company) == sought.literal:
        return Rank(MatchKind.EXACT, SearchedField.NAME)
    match = _match(sought, compared)
    if match is None or any(written_match(word, compared) for word in sought.without):
        return None
    return Rank(*match)


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
