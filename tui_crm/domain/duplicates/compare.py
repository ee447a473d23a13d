"""Whether two records are one customer: how much must speak for it, and what must not against."""

from dataclasses import replace

from tui_crm.domain.duplicates.comparison import TELLING, Comparison
from tui_crm.domain.duplicates.emails import SAME_ADDRESS
from tui_crm.domain.duplicates.numbers import MOBILE
from tui_crm.domain.duplicates.record import Features
from tui_crm.domain.duplicates.telling_apart import are_told_apart
from tui_crm.domain.duplicates.verdict import (
    LIKELY_FROM,
    SAME_FROM,
    EvidenceKind,
    Finding,
    Verdict,
)

PERSONAL = 6.0
"""Bits of something personal from which another name may be a new one, or a misspelt one."""
OTHER_BIRTHDAY = -3.0
"""Bits of a birthday that is plainly another person's."""
PLACE = 6.0
"""Bits of number or address that two people of one company must share to be one customer."""
BITS_OF_A_THIRD = 3.0
"""Bits from score 50, where LIKELY begins, to 67."""

_NOTHING = tuple(Finding(verdict=Verdict.NOTHING, score=score) for score in range(101))
_PERSONAL = frozenset(
    {EvidenceKind.BIRTHDAY, EvidenceKind.EMAIL, EvidenceKind.WECHAT, EvidenceKind.CUSTOM}
)
_PART_OF_OTHER = {
    EvidenceKind.ADDRESS_NUMBER: EvidenceKind.ADDRESS,
    EvidenceKind.CONTACT: EvidenceKind.NAME,
    EvidenceKind.WEBSITE: EvidenceKind.EMAIL,
}
"""Kinds that are no evidence of their own beside another."""


def compare(a: Features, b: Features, *, is_told: bool = False) -> Finding:
    """Return whether two records are one customer, and why: the one verdict, wherever it is asked.

    The order of the two changes nothing but the sides of the evidence. With `is_told` the evidence
    is given of NOTHING too.
    """
    found = Comparison(a, b)
    bits = found.bits(is_told=is_told)
    if bits < LIKELY_FROM and _shares_own_number(found):
        bits = LIKELY_FROM
    if bits < LIKELY_FROM:
        nothing = _NOTHING[min(score_of(bits), 49)]
        return replace(nothing, evidence=found.evidence()) if is_told else nothing
    is_same = bits >= SAME_FROM and _has_no_doubt(found)
    return Finding(
        verdict=Verdict.SAME if is_same else Verdict.LIKELY,
        score=score_of(bits),
        evidence=found.evidence(),
    )


def score_of(bits: float) -> int:
    """Return `bits` as a score of 0 to 100: 50 where LIKELY begins."""
    return round(100 / (1 + 2 ** ((LIKELY_FROM - max(min(bits, 99.0), -99.0)) / BITS_OF_A_THIRD)))


def _shares_own_number(found: Comparison) -> bool:
    """Whether a mobile agrees and no company disagrees: a person decides, whatever else says.

    Beside another company it is the number of somebody who works for both.
    """
    if _bits(found, EvidenceKind.PHONE) < MOBILE or found.company < 0:
        return False
    left, right = found.number_places
    one, other = found.a.numbers[left], found.b.numbers[right]
    return one.bits == MOBILE and one.digits == other.digits and not found.is_company_clash


def _has_no_doubt(found: Comparison) -> bool:
    """Whether two things at least agree and nothing that tells customers apart disagrees.

    A number, or a number and the address that goes with it, is never enough.
    """
    agreeing = {
        _PART_OF_OTHER.get(kind, kind) for kind, bits in found.weights.items() if bits >= TELLING
    }
    if len(agreeing) < 2 or agreeing <= {EvidenceKind.PHONE, EvidenceKind.ADDRESS}:
        return False
    if found.is_company_clash or are_told_apart(found.a.record, found.b.record):
        return False
    if found.is_spelled and not (_is_personal(found) or _is_one_person(found)):
        return False
    if _bits(found, EvidenceKind.BIRTHDAY) <= OTHER_BIRTHDAY:
        return _is_beyond_a_birthday(found)
    if not found.is_name_clash or _is_personal(found):
        return True
    place = _bits(found, EvidenceKind.ADDRESS) + _bits(found, EvidenceKind.ADDRESS_NUMBER)
    return found.company >= TELLING and max(_bits(found, EvidenceKind.PHONE), place) >= PLACE


def _is_personal(found: Comparison) -> bool:
    """Whether something agrees that only one person has."""
    return any(
        bits >= PERSONAL and kind in _PERSONAL
        for kind, bits in found.weights.items()
        if kind is not EvidenceKind.EMAIL or not found.is_email_of_company
    )


def _is_one_person(found: Comparison) -> bool:
    """Whether a name or a mobile agrees: an office has many people, and sister companies."""
    return _bits(found, EvidenceKind.NAME) >= TELLING or _bits(found, EvidenceKind.PHONE) >= MOBILE


def _is_beyond_a_birthday(found: Comparison) -> bool:
    """Whether another birthday must be a slip.

    A number that identifies agrees, or both the name and the mailbox of one person.
    """
    if _bits(found, EvidenceKind.CUSTOM) >= PERSONAL:
        return True
    return (
        _bits(found, EvidenceKind.EMAIL) >= SAME_ADDRESS
        and _bits(found, EvidenceKind.NAME) >= PERSONAL
        and not found.is_name_clash
    )


def _bits(found: Comparison, kind: EvidenceKind) -> float:
    return found.weights.get(kind, 0.0)
