"""Whether two records are one customer: the evidence of all fields, added up.

Bits add up as the logarithms of odds do (Fellegi and Sunter, 1969): what agrees speaks for, what
disagrees against, what is missing says nothing. Weights are the same for all data.
"""

from dataclasses import replace

from tui_crm.domain.duplicates.addresses import MOST as MOST_OF_ADDRESS
from tui_crm.domain.duplicates.addresses import SAME_HOUSE, compare_addresses
from tui_crm.domain.duplicates.companies import compare_companies
from tui_crm.domain.duplicates.days import compare_birthdays
from tui_crm.domain.duplicates.emails import SAME_OFFICE, compare_emails
from tui_crm.domain.duplicates.identifiers import Identifier, compare_identifiers
from tui_crm.domain.duplicates.names import Name, compare_names
from tui_crm.domain.duplicates.numbers import MOBILE, compare_numbers
from tui_crm.domain.duplicates.record import Features
from tui_crm.domain.duplicates.telling_apart import are_told_apart
from tui_crm.domain.duplicates.verdict import Evidence, EvidenceKind, Finding, Verdict

LIKELY_FROM = 8.0
"""Bits from which a person should look: a number that agrees and nothing against it."""
SAME_FROM = 17.0
"""Bits from which two are one, where nothing that tells them apart disagrees."""
NAME_IN_COMPANY = 0.4
"""What another name says against, as a share, where the company agrees: people come and go."""
TELLING = 3.0
"""Bits from which a field counts as agreeing."""
PERSONAL = 6.0
"""Bits of something personal from which another name may be a new one, or a misspelt one."""
SHARED_PLACE = 10.0
"""What number and address say together at most between two others: one office, one home."""
OTHER_BIRTHDAY = -3.0
"""Bits of a birthday that is plainly another person's."""
SAME_HANDLE, OTHER_HANDLE = 12.0, -1.0
SAME_SITE, OTHER_SITE = 6.0, -1.0
OF_COMPANY = 1.0
"""What company, website or mail domain adds beside another of them: they are one company's."""
PLACE = 6.0
"""Bits of number or address that two people of one company must share to be one customer."""
CONTACT = 0.5
"""What a contact's name says, as a share of what a customer's own says."""
FAR_FROM_LIKELY = -99.0
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
    found = _Comparison(a, b)
    bits = found.bits()
    if bits < LIKELY_FROM and found.shares_own_number():
        bits = LIKELY_FROM
    if bits < LIKELY_FROM:
        nothing = _NOTHING[min(score_of(bits), 49)]
        return replace(nothing, evidence=found.evidence()) if is_told else nothing
    is_same = bits >= SAME_FROM and found.has_no_doubt()
    return Finding(
        verdict=Verdict.SAME if is_same else Verdict.LIKELY,
        score=score_of(bits),
        evidence=found.evidence(),
    )


def score_of(bits: float) -> int:
    """Return `bits` as a score of 0 to 100: 50 where LIKELY begins."""
    return round(100 / (1 + 2 ** ((LIKELY_FROM - max(min(bits, 99.0), -99.0)) / BITS_OF_A_THIRD)))


class _Comparison:
    """Two records side by side: the cheap fields first, the address only where it can matter."""

    __slots__ = (
        "_a",
        "_b",
        "_company",
        "_identifier_pair",
        "_is_company_clash",
        "_is_email_of_company",
        "_is_name_clash",
        "_number_places",
        "_weights",
    )

    def __init__(self, a: Features, b: Features) -> None:
        self._a, self._b = a, b
        self._company = 0.0
        self._is_company_clash = False
        self._is_email_of_company = False
        self._is_name_clash = False
        self._number_places = (0, 0)
        self._identifier_pair: tuple[Identifier, Identifier] | None = None
        self._weights: dict[EvidenceKind, float] = {}

    def bits(self) -> float:
        """Return what all fields say together."""
        a, b, weights = self._a, self._b, self._weights
        are_others = self._are_others()
        if a.email is not None and b.email is not None:
            weights[EvidenceKind.EMAIL] = compare_emails(a.email, b.email)
        if a.birthday and b.birthday:
            weights[EvidenceKind.BIRTHDAY] = compare_birthdays(a.birthday, b.birthday)
        if a.wechat and b.wechat:
            weights[EvidenceKind.WECHAT] = SAME_HANDLE if a.wechat == b.wechat else OTHER_HANDLE
        if a.website and b.website:
            weights[EvidenceKind.WEBSITE] = SAME_SITE if a.website == b.website else OTHER_SITE
        self._count_company_once()
        if a.identifiers and b.identifiers:
            self._compare_identifiers()
        phone = 0.0
        if a.numbers and b.numbers:
            numbers = compare_numbers(a.numbers, b.numbers)
            self._number_places = (numbers.left, numbers.right)
            phone = weights[EvidenceKind.PHONE] = numbers.bits
        total = sum(weights.values())
        if total + MOST_OF_ADDRESS + 2 * SAME_HOUSE < LIKELY_FROM:
            # No address can make it likely, so none is compared.
            return FAR_FROM_LIKELY
        if a.address is None or b.address is None:
            return total
        address = compare_addresses(a.address, b.address)
        weights[EvidenceKind.ADDRESS] = address.words
        weights[EvidenceKind.ADDRESS_NUMBER] = address.numbers
        place = address.words + address.numbers
        if are_others and place > 0 and phone + place > SHARED_PLACE:
            return total - phone + max(phone, SHARED_PLACE)
        return total + place

    def _are_others(self) -> bool:
        """Compare company, name and contacts; return whether they tell of two customers."""
        a, b, weights = self._a, self._b, self._weights
        company = name = 0.0
        if a.company is not None and b.company is not None:
            of_companies = compare_companies(a.company, b.company)
            company = self._company = weights[EvidenceKind.COMPANY] = of_companies.bits
            self._is_company_clash = of_companies.is_clash
        if a.name is not None and b.name is not None:
            found = compare_names(a.name, b.name)
            name = found.bits * NAME_IN_COMPANY if found.bits < 0 < company else found.bits
            weights[EvidenceKind.NAME] = name
            self._is_name_clash = found.is_clash
        if a.contacts or b.contacts:
            contact = _best_contact(a, b) * CONTACT - max(name, 0.0)
            if contact > 0:
                weights[EvidenceKind.CONTACT] = contact
        if a.company is not None and b.company is not None:
            return company < 0
        return self._is_name_clash and name < TELLING

    def _count_company_once(self) -> None:
        """Count company, its website and its mail domain as one thing, the strongest of them."""
        a, b, weights = self._a.email, self._b.email, self._weights
        of_company = [EvidenceKind.COMPANY, EvidenceKind.WEBSITE]
        shares_domain = a is not None and b is not None and a.domain == b.domain and not a.is_free
        if shares_domain and weights[EvidenceKind.EMAIL] <= SAME_OFFICE:
            of_company.append(EvidenceKind.EMAIL)
            self._is_email_of_company = True
        agreeing = [kind for kind in of_company if weights.get(kind, 0.0) > 0]
        if len(agreeing) > 1:
            strongest = max(agreeing, key=weights.__getitem__)
            for kind in agreeing:
                if kind is not strongest:
                    weights[kind] = min(weights[kind], OF_COMPANY)

    def _compare_identifiers(self) -> None:
        found = [
            (compare_identifiers(one, other), one, other)
            for one in self._a.identifiers
            for other in self._b.identifiers
            if one.key == other.key
        ]
        if not found:
            return
        best, one, other = max(found, key=lambda each: each[0])
        if best > 0:
            self._weights[EvidenceKind.CUSTOM] = best
            self._identifier_pair = (one, other)
        elif (worst := min(found, key=lambda each: each[0]))[0] < 0:
            self._weights[EvidenceKind.CUSTOM] = worst[0]
            self._identifier_pair = worst[1:]

    def shares_own_number(self) -> bool:
        """Whether a mobile agrees and no company disagrees: a person decides, whatever else says.

        Beside another company it is the number of somebody who works for both.
        """
        if self._weights.get(EvidenceKind.PHONE, 0.0) < MOBILE or self._company < 0:
            return False
        left, right = self._number_places
        one, other = self._a.numbers[left], self._b.numbers[right]
        return one.bits == MOBILE and one.digits == other.digits and not self._is_company_clash

    def has_no_doubt(self) -> bool:
        """Whether two things at least agree and nothing that tells customers apart disagrees.

        A number, or a number and the address that goes with it, is never enough.
        """
        weights = self._weights
        agreeing = {
            _PART_OF_OTHER.get(kind, kind) for kind, bits in weights.items() if bits >= TELLING
        }
        if len(agreeing) < 2 or agreeing <= {EvidenceKind.PHONE, EvidenceKind.ADDRESS}:
            return False
        if self._is_company_clash or are_told_apart(self._a.record, self._b.record):
            return False
        if weights.get(EvidenceKind.BIRTHDAY, 0.0) <= OTHER_BIRTHDAY:
            return weights.get(EvidenceKind.CUSTOM, 0.0) >= PERSONAL
        if not self._is_name_clash:
            return True
        if self._is_personal():
            return True
        address = weights.get(EvidenceKind.ADDRESS, 0.0)
        place = address + weights.get(EvidenceKind.ADDRESS_NUMBER, 0.0)
        return (
            self._company >= TELLING and max(weights.get(EvidenceKind.PHONE, 0.0), place) >= PLACE
        )

    def _is_personal(self) -> bool:
        """Whether something agrees that only one person has."""
        return any(
            bits >= PERSONAL and kind in _PERSONAL
            for kind, bits in self._weights.items()
            if kind is not EvidenceKind.EMAIL or not self._is_email_of_company
        )

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what speaks for and against, the heaviest first."""
        found = [
            Evidence(kind=kind, weight=round(bits, 1), left=left, right=right, title=title)
            for kind, bits in self._weights.items()
            if bits
            for left, right, title in (self._sides(kind),)
        ]
        return tuple(sorted(found, key=lambda each: -abs(each.weight)))

    def _sides(self, kind: EvidenceKind) -> tuple[str, str, str]:
        """Return the values of both records that are evidence of `kind`, and the field's title."""
        one, other = self._a.record, self._b.record
        if kind is EvidenceKind.PHONE:
            left, right = self._number_places
            return (
                one.phones[self._a.number_places[left]],
                other.phones[self._b.number_places[right]],
                "",
            )
        if kind is EvidenceKind.CUSTOM and self._identifier_pair is not None:
            mine, theirs = self._identifier_pair
            return mine.value, theirs.value, mine.title
        if kind is EvidenceKind.CONTACT:
            return ", ".join(one.contacts), ", ".join(other.contacts), ""
        if kind is EvidenceKind.COMPANY:
            return one.company or one.name, other.company or other.name, ""
        field = EvidenceKind.ADDRESS if kind is EvidenceKind.ADDRESS_NUMBER else kind
        return getattr(one, field.value), getattr(other, field.value), ""


def _best_contact(a: Features, b: Features) -> float:
    """Return what the two names say that agree best, contacts and the customers' own."""
    left: tuple[Name, ...] = (*a.contacts, a.name) if a.name is not None else a.contacts
    right: tuple[Name, ...] = (*b.contacts, b.name) if b.name is not None else b.contacts
    return max((compare_names(one, other).bits for one in left for other in right), default=0.0)
