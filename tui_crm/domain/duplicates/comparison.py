"""Two records compared field by field: what each says, in bits, for or against their being one.

Bits add up as the logarithms of odds do (Fellegi and Sunter, 1969): what agrees speaks for, what
disagrees against, what is missing says nothing. Weights are the same for all data.
"""

from tui_crm.domain.duplicates.addresses import MOST as MOST_OF_ADDRESS
from tui_crm.domain.duplicates.addresses import SAME_HOUSE, compare_addresses
from tui_crm.domain.duplicates.companies import compare_companies
from tui_crm.domain.duplicates.days import compare_birthdays
from tui_crm.domain.duplicates.emails import SAME_OFFICE, compare_emails
from tui_crm.domain.duplicates.identifiers import Identifier, compare_identifiers
from tui_crm.domain.duplicates.names import Name, NameFound, compare_names
from tui_crm.domain.duplicates.numbers import compare_numbers
from tui_crm.domain.duplicates.record import Features
from tui_crm.domain.duplicates.telling_apart import are_branches
from tui_crm.domain.duplicates.verdict import LIKELY_FROM, Evidence, EvidenceKind

NAME_IN_COMPANY = 0.4
"""What another name says against, as a share, where the company agrees: people come and go."""
TELLING = 3.0
"""Bits from which a field counts as agreeing."""
SHARED_PLACE = 10.0
"""What number and address say together at most between two others: one office, one home."""
SAME_HANDLE, OTHER_HANDLE = 12.0, -1.0
SAME_SITE, OTHER_SITE = 6.0, -1.0
OF_COMPANY = 1.0
"""What company, website or mail domain adds beside another of them: they are one company's."""
OTHER_BRANCH = -2.0
"""Another branch of a chain: what agrees is the chain's, and so is a hotline."""
CONTACT = 0.5
"""What a contact's name says, as a share of what a customer's own says."""
FAR_FROM_LIKELY = -99.0


class Comparison:
    """Two records side by side: the cheap fields first, the address only where it can matter.

    What is told of them is there once `bits` has been called: `weights` by kind; `company`, what
    the companies' names say; whether company and name clash; `is_spelled`, whether one company is
    written in Chinese and one in letters; `is_email_of_company`, whether the mailboxes share no
    more than the company's domain; `number_places`, the places of the numbers that agree.
    """

    __slots__ = (
        "_identifier_pair",
        "a",
        "b",
        "company",
        "is_company_clash",
        "is_email_of_company",
        "is_name_clash",
        "is_spelled",
        "number_places",
        "weights",
    )

    def __init__(self, a: Features, b: Features) -> None:
        self.a, self.b = a, b
        self.company = 0.0
        self.is_company_clash = False
        self.is_email_of_company = False
        self.is_name_clash = False
        self.is_spelled = False
        self.number_places = (0, 0)
        self._identifier_pair: tuple[Identifier, Identifier] | None = None
        self.weights: dict[EvidenceKind, float] = {}

    def bits(self, *, is_told: bool) -> float:
        """Return what all fields say together; all are compared where the evidence `is_told`."""
        a, b, weights = self.a, self.b, self.weights
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
            self.number_places = (numbers.left, numbers.right)
            phone = weights[EvidenceKind.PHONE] = numbers.bits
        total = sum(weights.values())
        if not is_told and total + MOST_OF_ADDRESS + 2 * SAME_HOUSE < LIKELY_FROM:
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
        a, b, weights = self.a, self.b, self.weights
        company = name = 0.0
        if a.company is not None and b.company is not None:
            of_companies = compare_companies(a.company, b.company)
            if of_companies.bits > OTHER_BRANCH and are_branches(_company(a), _company(b)):
                of_companies = NameFound(OTHER_BRANCH, True)
            self.is_spelled = (a.company.words is None) is not (b.company.words is None)
            company = self.company = weights[EvidenceKind.COMPANY] = of_companies.bits
            self.is_company_clash = of_companies.is_clash
        if a.name is not None and b.name is not None:
            found = compare_names(a.name, b.name)
            name = found.bits * NAME_IN_COMPANY if found.bits < 0 < company else found.bits
            weights[EvidenceKind.NAME] = name
            self.is_name_clash = found.is_clash
        if a.contacts or b.contacts:
            contact = _best_contact(a, b) * CONTACT - max(name, 0.0)
            if contact > 0:
                weights[EvidenceKind.CONTACT] = contact
        if a.company is not None and b.company is not None:
            return company < 0
        return self.is_name_clash and name < TELLING

    def _count_company_once(self) -> None:
        """Count company, its website and its mail domain as one thing, the strongest of them."""
        a, b, weights = self.a.email, self.b.email, self.weights
        shares_domain = a is not None and b is not None and a.domain == b.domain and not a.is_free
        self.is_email_of_company = shares_domain and weights[EvidenceKind.EMAIL] <= SAME_OFFICE
        if self.company <= 0 and EvidenceKind.WEBSITE not in weights:
            return
        of_company = [EvidenceKind.COMPANY, EvidenceKind.WEBSITE]
        if self.is_email_of_company:
            of_company.append(EvidenceKind.EMAIL)
        agreeing = [kind for kind in of_company if weights.get(kind, 0.0) > 0]
        if len(agreeing) > 1:
            strongest = max(agreeing, key=weights.__getitem__)
            for kind in agreeing:
                if kind is not strongest:
                    weights[kind] = min(weights[kind], OF_COMPANY)

    def _compare_identifiers(self) -> None:
        found = [
            (compare_identifiers(one, other), one, other)
            for one in self.a.identifiers
            for other in self.b.identifiers
            if one.key == other.key
        ]
        if not found:
            return
        best, one, other = max(found, key=lambda each: each[0])
        if best > 0:
            self.weights[EvidenceKind.CUSTOM] = best
            self._identifier_pair = (one, other)
        elif (worst := min(found, key=lambda each: each[0]))[0] < 0:
            self.weights[EvidenceKind.CUSTOM] = worst[0]
            self._identifier_pair = worst[1:]

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what speaks for and against, the heaviest first."""
        found = [
            Evidence(kind=kind, weight=round(bits, 1), left=left, right=right, title=title)
            for kind, bits in self.weights.items()
            if bits
            for left, right, title in (self._sides(kind),)
        ]
        return tuple(sorted(found, key=lambda each: -abs(each.weight)))

    def _sides(self, kind: EvidenceKind) -> tuple[str, str, str]:
        """Return the values of both records that are evidence of `kind`, and the field's title."""
        one, other = self.a.record, self.b.record
        if kind is EvidenceKind.PHONE:
            left, right = self.number_places
            return (
                one.phones[self.a.number_places[left]],
                other.phones[self.b.number_places[right]],
                "",
            )
        if kind is EvidenceKind.CUSTOM and self._identifier_pair is not None:
            mine, theirs = self._identifier_pair
            return mine.value, theirs.value, mine.title
        if kind is EvidenceKind.CONTACT:
            return ", ".join(one.contacts), ", ".join(other.contacts), ""
        if kind is EvidenceKind.COMPANY:
            return _company(self.a), _company(self.b), ""
        field = EvidenceKind.ADDRESS if kind is EvidenceKind.ADDRESS_NUMBER else kind
        return getattr(one, field.value), getattr(other, field.value), ""


def _company(features: Features) -> str:
    """Return the company as it stands in the record: in the field for names, where it is alone."""
    return features.record.company or features.record.name


def _best_contact(a: Features, b: Features) -> float:
    """Return what the two names say that agree best, contacts and the customers' own."""
    left: tuple[Name, ...] = (*a.contacts, a.name) if a.name is not None else a.contacts
    right: tuple[Name, ...] = (*b.contacts, b.name) if b.name is not None else b.contacts
    return max((compare_names(one, other).bits for one in left for other in right), default=0.0)
