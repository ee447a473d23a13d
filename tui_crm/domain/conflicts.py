"""Two people, one customer: what each of them changed, and where both changed the same field.

A three-way merge over the texts of fields: what the customer was when an edit began (`base`),
what the edit makes of him (`mine`), and what somebody else has made of him meanwhile (`theirs`).
A code that a mapping lacks is an empty field: a free field that was removed, or not there yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui_crm.domain.customer import PhoneNumber


class Side(StrEnum):
    """Whose value a field gets where both changed it."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One field that both sides changed, each to something else: the three texts of `code`."""

    code: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What an edit has to write over theirs, by code, and the fields that somebody must decide."""

    changes: Mapping[str, str]
    conflicts: tuple[Conflict, ...]


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merge:
    """Return what to write over `theirs`, so that no change of either side is lost.

    A field that one side changed keeps that change, also where both changed it to the same. One
    that both changed, each to something else, is a conflict and in `changes` no more.
    """
    changes: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for code in dict.fromkeys((*base, *mine)):
        before, wanted, now = (side.get(code, "") for side in (base, mine, theirs))
        if wanted in (before, now):
            continue
        if now == before:
            changes[code] = wanted
        else:
            conflicts.append(Conflict(code=code, base=before, mine=wanted, theirs=now))
    return Merge(changes=changes, conflicts=tuple(conflicts))


def merged_numbers(
    base: Sequence[PhoneNumber], mine: Sequence[PhoneNumber], theirs: Sequence[PhoneNumber]
) -> tuple[PhoneNumber, ...] | None:
    """Return the numbers with the changes of both sides, or None where those contradict.

    They contradict where both changed one number, or one removed what the other changed, or both
    put the numbers into another order. Numbers are the same by what they are matched by.
    """
    sides = [{_identity(phone): phone for phone in each} for each in (base, mine, theirs)]
    order = _united_order(*(tuple(side) for side in sides))
    if order is None:
        return None
    numbers: list[PhoneNumber] = []
    for identity in order:
        was, ours, others = (side.get(identity) for side in sides)
        if _told(ours) == _told(was):
            chosen = others
        elif _told(others) in (_told(was), _told(ours)):
            chosen = ours
        else:
            return None
        if chosen is not None:
            numbers.append(chosen)
    return tuple(numbers)


def _identity(phone: PhoneNumber) -> str:
    return phone.key or phone.raw


def _told(phone: PhoneNumber | None) -> tuple[str, str, bool, bool] | None:
    """Return what somebody can change of a number, None for one that is not there."""
    if phone is None:
        return None
    return phone.raw, phone.label, phone.is_bad, phone.is_do_not_call


def _united_order(
    base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Return the order of all numbers; where one side only adds at the end, the other decides."""
    for leader, follower in ((theirs, mine), (mine, theirs)):
        if _keeps_order(base, follower):
            return tuple(dict.fromkeys((*leader, *follower)))
    return None


def _keeps_order(base: tuple[str, ...], side: tuple[str, ...]) -> bool:
    kept = tuple(each for each in base if each in side)
    return side[: len(kept)] == kept
