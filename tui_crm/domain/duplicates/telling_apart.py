"""What tells branches of one shop, and people of one family, apart though all else agrees."""

import re

from rapidfuzz.distance import OSA

from tui_crm.domain.duplicates.chinese import simplified, sound
from tui_crm.domain.duplicates.company_words import NOTES
from tui_crm.domain.duplicates.folding import closed_brackets
from tui_crm.domain.duplicates.record import Record
from tui_crm.domain.duplicates.regions import as_region
from tui_crm.domain.text import fold
from tui_crm.domain.when.numerals import NUMERAL_CHARS, number

LONGEST_BRANCH = 8
"""Characters of what a branch is called, behind what the shop is called."""
SHORTEST_SHOP = 2

_BRANCH = re.compile(r"(?:分店|门店|店|专柜|校区|分校|分院|院区|分公司|办事处|分部)$")
_LAST = frozenset("店柜櫃区區校院司处處部")
"""With what a name of a branch ends, simplified or not."""
_DIGITS = f"0123456789{NUMERAL_CHARS}"
_FIGURE = re.compile(rf"第?([0-9]{{1,4}}|[{NUMERAL_CHARS}]{{1,4}})号?")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_STYLE = re.compile(r"\b(?:mr|mrs|ms|miss|sr|jr|ii|iii)\b|先生|女士|小姐|太太")
_SEXES = dict.fromkeys(("mr", "先生"), "he") | dict.fromkeys(
    ("mrs", "ms", "miss", "女士", "小姐", "太太"), "she"
)
_GENERATIONS = {each: each for each in ("sr", "jr", "ii", "iii")}


def are_told_apart(first: Record, second: Record) -> bool:
    """Whether both say which branch, or which of a family they are, and not the same one.

    `星巴克(国贸店)` and `(西单店)`, `一店` and `二店`, Sr and Jr, Mr and Mrs. Who says nothing is
    told apart from nobody.
    """
    if _are_other_people(first.name, second.name):
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
    """Return how many characters two texts have in common before their figures part."""
    places = range(min(len(one), len(other)))
    shared = next((place for place in places if one[place] != other[place]), len(places))
    return len(one[:shared].rstrip(_DIGITS))


def _may_say(name: str) -> bool:
    return bool(name) and (not name.isalnum() or name[-1] in _LAST)


def _in_brackets(name: str) -> list[str]:
    """Return what stands in brackets and may be a branch: no place, no note on the customer."""
    found = (_BRANCH.sub("", each) for each in closed_brackets(name))
    return [each for each in found if each and each not in NOTES and not as_region(each)]


def _are_alike(one: str, other: str) -> bool:
    """Whether two branches may be one: figures to the digit, words with a slip."""
    if one == other:
        return True
    figures = {_figure(one), _figure(other)}
    if figures != {None}:
        return len(figures) == 1
    if one.isdecimal() or other.isdecimal():
        return False
    shorter, longer = sorted((sound(one), sound(other)), key=len)
    if shorter in longer or sorted(shorter) == sorted(longer):
        return True
    return len(longer) > SHORTEST_SHOP and OSA.distance(shorter, longer) == 1


def _figure(branch: str) -> int | None:
    """Return the number of a branch that has one for a name: 2, 二, 第2, 二号."""
    found = _FIGURE.fullmatch(branch)
    return number(found[1]) if found else None


def _are_other_people(first: str, second: str) -> bool:
    """Whether one name is his and the other hers, or one the elder's and one the younger's."""
    one, other = _STYLE.findall(fold(first)), _STYLE.findall(fold(second))
    if not one or not other:
        return False
    for says in (_SEXES, _GENERATIONS):
        ours, theirs = ({says[each] for each in words if each in says} for words in (one, other))
        if ours and theirs and ours.isdisjoint(theirs):
            return True
    return False
