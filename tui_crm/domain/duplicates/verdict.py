"""What a comparison says: the verdict, its score, and the evidence for and against."""

from dataclasses import dataclass
from enum import StrEnum

LIKELY_FROM = 8.0
"""Bits from which a person should look: a number that agrees and nothing against it."""
SAME_FROM = 16.0
"""Bits from which two are one, where nothing that tells them apart disagrees."""


class Verdict(StrEnum):
    """SAME can be merged automatically, LIKELY is for a person to decide."""

    SAME = "same"
    LIKELY = "likely"
    NOTHING = "nothing"


class EvidenceKind(StrEnum):
    """What about two customers agrees or disagrees."""

    PHONE = "phone"
    COMPANY = "company"
    NAME = "name"
    CONTACT = "contact"
    EMAIL = "email"
    ADDRESS = "address"
    ADDRESS_NUMBER = "address_number"
    BIRTHDAY = "birthday"
    WECHAT = "wechat"
    WEBSITE = "website"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that speaks for (`weight` > 0) or against (`weight` < 0) two being one.

    `weight` is in bits: 1 doubles the odds. `left` and `right` are the values as they stand in
    the records, in the order in which these were given. `title` is the title of a free field,
    "" for all other kinds.
    """

    kind: EvidenceKind
    weight: float
    left: str
    right: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What comparing two records gave: `score` is 0 to 100, the strongest evidence comes first.

    `evidence` is () where the verdict is NOTHING and nothing agrees.
    """

    verdict: Verdict
    score: int
    evidence: tuple[Evidence, ...] = ()
