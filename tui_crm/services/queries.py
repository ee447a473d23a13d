"""A typed query read with what the team knows: whose names, values and days its filters name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tui_crm.domain.customer_list import Facet, FacetValue
from tui_crm.domain.search.narrowing import NO_VALUE, DueSpan, Narrowing, read_due
from tui_crm.domain.search.query import Filter, FilterKey, Query, parse
from tui_crm.domain.text import fold
from tui_crm.i18n import LANGUAGES, looking_up
from tui_crm.services.session import Session
from tui_crm.services.values import folded_words
from tui_crm.wording import shipped_title

TITLE_CODES = {
    FilterKey.OWNER: "owner",
    FilterKey.LEVEL: "level",
    FilterKey.STATUS: "status",
    FilterKey.AREA: "area",
    FilterKey.DUE: "next_contact",
}
"""The fields after which filters are called, beside their own names."""
_ME = frozenset({"me", "我"})
_POOL = NO_VALUE | {"pool", "nobody", "公海"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuery:
    """A query, and what its filters mean; one whose value means nothing is a word of it."""

    query: Query
    narrowing: Narrowing

    @property
    def looks_for_words(self) -> bool:
        """Whether a hit holds any word or phrase, beside what the filters ask."""
        return bool(self.query.words or self.query.phrases)

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.looks_for_words or self.narrowing or self.query.text_words)


def read_query(session: Session, text: str) -> ReadQuery:
    """Return what `text` looks for; nothing that can be typed is an error."""
    query = parse(text, keys=filter_names(session))
    facets: dict[Facet, frozenset[FacetValue]] = {}
    spans: list[DueSpan] = []
    literal: list[Filter] = []
    for each in query.filters:
        if each.key is FilterKey.DUE:
            span = read_due(each.value, session.local_now(), session.team.country)
            if span is not None:
                spans.append(span)
                continue
        elif found := _values(session, each):
            facet = Facet(each.key.value)
            facets[facet] = facets.get(facet, frozenset()) | found
            continue
        literal.append(each)
    return ReadQuery(
        query=query.with_literal(literal) if literal else query,
        narrowing=Narrowing(facets=tuple(facets.items()), spans=tuple(spans)),
    )


def filter_names(session: Session) -> Mapping[str, FilterKey]:
    """Return what filters are called beside their English names: the titles of their fields.

    In either language and as the team calls them, in lower case.
    """
    own = {
        title.lower(): key
        for key, code in TITLE_CODES.items()
        if _can_be_typed(title := session.shared.titles.get(code, ""))
    }
    return {**_shipped_names(), **own}


@lru_cache(maxsize=1)
def _shipped_names() -> Mapping[str, FilterKey]:
    names: dict[str, FilterKey] = {}
    for language in LANGUAGES:
        with looking_up(language):
            names |= {shipped_title(code).lower(): key for key, code in TITLE_CODES.items()}
    return {name: key for name, key in names.items() if _can_be_typed(name)}


def _can_be_typed(title: str) -> bool:
    """Whether a title can stand before a colon."""
    return bool(title) and not any(sign.isspace() or sign in ':："' for sign in title)


def _values(session: Session, wanted: Filter) -> frozenset[FacetValue]:
    """Return the ids that a filter names: those called so, else those whose names begin so."""
    folded = fold(wanted.value).strip()
    if wanted.key is FilterKey.OWNER:
        if folded in _ME:
            return frozenset({session.viewer.user_id})
        if folded in _POOL:
            return frozenset({None})
        users = session.shared.users.values()
        return _named(folded, ((each.id, (fold(each.login), fold(each.name))) for each in users))
    listed = session.values_of(wanted.key.value)
    found = _named(folded, ((each.id, folded_words(each)) for each in listed))
    return frozenset({None}) if not found and folded in NO_VALUE else found


def _named(folded: str, named: Iterable[tuple[int, Iterable[str]]]) -> frozenset[FacetValue]:
    names = [(each, list(words)) for each, words in named]
    exact = frozenset(each for each, words in names if folded in words)
    if exact or not folded:
        return exact
    return frozenset(
        each for each, words in names if any(word.startswith(folded) for word in words)
    )
