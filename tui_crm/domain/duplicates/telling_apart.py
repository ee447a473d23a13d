"""What tells branches of one shop, and people of one family, apart though all else agrees."""

import re

from rapidfuzz.distance import OSA

from tui_crm.domain.duplicates.chinese import HAN, simplified, sound
from tui_crm.domain.duplicates.company_words import NOTES
from tui_crm.domain.duplicates.folding import closed_brackets
from tui_crm.domain.duplicates.record import Record
from tui_crm.domain.duplicates.regions import as_region
from tui_crm.domain.text import fold

LONGEST_BRANCH = 8
"""Characters of what a branch is called, behind what the shop is called."""
SHORTEST_SHOP = 2

_BRANCH = re.compile(r"(?:分店|门店|店|专柜|校区|分校|分院|院区|分公司|办事处|分部)$")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_STYLE = re.compile(r"\b(mr|mrs|ms|sr|jr|ii|iii)\b")
_SEXES = {"mr": "he", "mrs": "she", "ms": "she"}


def are_told_apart(first: Record, second: Record) -> bool:
    """Whether both say which branch, or which of a family they are, and not the same one.

    `星巴克(国贸店)` and `(西单店)`, `一店` and `二店`, Sr and Jr, Mr and Mrs. Who says nothing is
    told apart from nobody.
    """
    one, other = _styles(first.name), _styles(second.name)
    if one and other and one.isdisjoint(other):
        return True
    return are_branches(first.company, second.company) or are_branches(first.name, second.name)


def are_branches(first: str, second: str) -> bool:
    """Whether two names of shops or companies are those of two branches: each says which."""
    if first == second or not (_may_say(first) and _may_say(second)):
        return False
    one, other = simplified(fold(first)), simplified(fold(second))
    left, right = _in_brackets(one), _in_brackets(other)
    if left and right:
        return not any(_are_alike(each, its) for each in left for its in right)
    one, other = _NOT_A_LETTER.sub("", one), _NOT_A_LETTER.sub("", other)
    shop = _shared_beginning(one, other)
    if shop < SHORTEST_SHOP or not (_BRANCH.search(one) and _BRANCH.search(other)):
        return False
    ends = [_BRANCH.sub("", each[shop:]) for each in (one, other)]
    return 0 < min(map(len, ends)) <= max(map(len, ends)) <= LONGEST_BRANCH and not _are_alike(
        *ends
    )


def _shared_beginning(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    places = range(min(len(one), len(other)))
    return next((place for place in places if one[place] != other[place]), len(places))


def _may_say(name: str) -> bool:
    return bool(name) and (not name.isalnum() or _BRANCH.search(name) is not None)


def _in_brackets(name: str) -> list[str]:
    """Return what stands in brackets and may be a branch: no place, no note on the customer."""
    found = (_BRANCH.sub("", each) for each in closed_brackets(name))
    return [each for each in found if each and each not in NOTES and not as_region(each)]


def _are_alike(one: str, other: str) -> bool:
    """Whether two branches may be one: figures to the digit, words with a slip."""
    if one == other:
        return True
    if one.isdecimal() or other.isdecimal():
        return False
    if HAN.search(one) and HAN.search(other):
        one, other = sound(one), sound(other)
    shorter, longer = sorted((one, other), key=len)
    if len(longer) == 1:
        return shorter == longer
    if shorter in longer or sorted(shorter) == sorted(longer):
        return True
    return len(longer) > SHORTEST_SHOP and OSA.distance(shorter, longer) == 1


def _styles(name: str) -> frozenset[str]:
    """Return how a name says whether it is his or hers, the elder's or the younger's."""
    return frozenset(_SEXES.get(each, each) for each in _STYLE.findall(fold(name)))
