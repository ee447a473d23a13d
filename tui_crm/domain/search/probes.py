"""Which tokens a hit must have: a small tree of and/or that a store renders for its engine."""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_crm.domain.search.query import Query


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
    raise NotImplementedError
