"""The plain scan that every index is held against, and what a tree of tokens accepts."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.probes import AllOf, AnyOf, Probe, Term
from tui_crm.domain.search.query import Query
from tui_crm.domain.search.ranking import Rank, rank

Key = TypeVar("Key", int, str)


def scanned(query: Query, customers: Mapping[Key, SearchFields]) -> list[tuple[Rank, Key]]:
    """Return the hits of `query` among `customers`, best first, as the rules alone find them."""
    found = [(rank(query, fields), key) for key, fields in customers.items()]
    return sorted((held, key) for held, key in found if held is not None)


def accepts(probe: Probe, tokens: Iterable[str]) -> bool:
    """Tell whether a customer of these `tokens` fulfils `probe`, as an index would."""
    stored = tokens if isinstance(tokens, frozenset) else frozenset(tokens)
    if isinstance(probe, AllOf):
        return all(accepts(part, stored) for part in probe.parts)
    if isinstance(probe, AnyOf):
        return any(accepts(part, stored) for part in probe.parts)
    if probe.is_prefix:
        return any(token.startswith(probe.token) for token in stored)
    return probe.token in stored


def terms(probe: Probe) -> list[Term]:
    """Return all terms of `probe`."""
    if isinstance(probe, Term):
        return [probe]
    return [term for part in probe.parts for term in terms(part)]
