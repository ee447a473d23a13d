"""Whether and how well a customer is what a query looks for, and where to highlight it."""

from dataclasses import dataclass
from enum import IntEnum

from tui_crm.domain.search.fields import SearchedField, SearchFields
from tui_crm.domain.search.query import Query


class MatchKind(IntEnum):
    """How the worst-matched word of a query is held, best first."""

    EXACT = 0
    PREFIX = 1
    WHOLE_WORD = 2
    SUBSTRING = 3
    PINYIN = 4
    TYPO = 5


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
        raise NotImplementedError


def rank(query: Query, fields: SearchFields) -> Rank | None:
    """Return how well `fields` match `query`, None where they are no hit.

    A hit holds every word in some field and every phrase, and none of `without`. The filters and
    `text_words` of the query are not looked at. A query without words has no hits.
    """
    raise NotImplementedError


def spans(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Return what of `text`, a field as stored, `query` found: ranges of code points in order.

    They do not overlap; characters found by their pinyin are in it.
    """
    raise NotImplementedError
