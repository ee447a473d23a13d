"""What tells branches of one shop, and people of one family, apart though all else agrees."""

import re

from tui_crm.domain.duplicates.folding import bracketed
from tui_crm.domain.duplicates.record import Record
from tui_crm.domain.duplicates.regions import as_region
from tui_crm.domain.text import fold

_NUMBERED_BRANCH = re.compile(r"([一二三四五六七八九十]+|\d+)(?:号|分)?店")
_STYLE = re.compile(r"\b(mr|mrs|ms|sr|jr|ii|iii)\b")
_SEXES = {"mr": "he", "mrs": "she", "ms": "she"}


def are_told_apart(first: Record, second: Record) -> bool:
    """Whether both say which branch, or which of a family they are, and not the same one.

    `星巴克(国贸店)` and `(西单店)`, `一店` and `二店`, Sr and Jr, Mr and Mrs. Who says nothing is
    told apart from nobody.
    """
    return any(_differ(part(first), part(second)) for part in (_branches, _styles))


def _differ(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and first.isdisjoint(second)


def _branches(record: Record) -> frozenset[str]:
    """Return what stands in brackets but no region, and the numbers of branches."""
    texts = (fold(record.name), fold(record.company))
    named = {each for text in texts for each in bracketed(text) if each and not as_region(each)}
    numbered = {each for text in texts for each in _NUMBERED_BRANCH.findall(text)}
    return frozenset(named | numbered)


def _styles(record: Record) -> frozenset[str]:
    """Return how a name says whether it is his or hers, the elder's or the younger's."""
    return frozenset(_SEXES.get(each, each) for each in _STYLE.findall(fold(record.name)))
