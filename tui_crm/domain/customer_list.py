"""The list of customers: what it is sorted by, and who is on it (SPEC 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from tui_crm.domain.customer import Kind

DUE_DAYS = 7
"""Days after today that count as soon, unless the user says otherwise."""
CONTACT_DAYS = 30
"""Days back within which a contact counts as recent, unless the user says otherwise."""
MAX_DAYS = 9_999
"""The largest number of days that a filter takes."""


class SortKey(StrEnum):
    """What a list of customers can be sorted by."""

    NAME = "name"
    COMPANY = "company"
    LEVEL = "level"
    STATUS = "status"
    AREA = "area"
    INDUSTRY = "industry"
    OWNER = "owner"
    NEXT_CONTACT = "next_contact"
    LAST_CONTACT = "last_contact"
    CREATED = "created"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSort:
    """The order of a list, ties by id. Who has no value stands last in both directions."""

    key: SortKey = SortKey.NAME
    is_descending: bool = False


class Facet(StrEnum):
    """The sides from which customers are looked at: each is a filter, and has counts."""

    LEVEL = "level"
    INDUSTRY = "industry"
    STATUS = "status"
    AREA = "area"
    OWNER = "owner"
    KIND = "kind"
    DUE = "due"
    LAST_CONTACT = "last_contact"
    DO_NOT_CALL = "do_not_call"
    ARCHIVED = "archived"


class Due(StrEnum):
    """When the next contact is promised, in calendar days of the team; each is in one of them."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    """Tomorrow or later, at most `due_days` after today."""
    LATER = "later"
    NONE = "none"
    """No next step."""


class LastContact(StrEnum):
    """When the last follow-up of any outcome was, in calendar days; each is in one of them."""

    NEVER = "never"
    RECENT = "recent"
    """Today, or at most `contact_days` days before."""
    LONG_AGO = "long_ago"


FacetValue = int | bool | None | Kind | Due | LastContact
"""A value of a facet: the id of a list value or user (None: no value, the pool), or a code."""

LIST_FACETS = (Facet.LEVEL, Facet.INDUSTRY, Facet.STATUS, Facet.AREA)
"""The facets whose values are ids of list values."""

QUEUE_FACETS = (*LIST_FACETS, Facet.KIND)
"""The facets by which the queue of Today can be filtered (SPEC 4)."""

_CODED: Mapping[Facet, tuple[FacetValue, ...]] = MappingProxyType(
    {
        Facet.KIND: tuple(Kind),
        Facet.DUE: tuple(Due),
        Facet.LAST_CONTACT: tuple(LastContact),
        Facet.DO_NOT_CALL: (True, False),
        Facet.ARCHIVED: (False, True),
    }
)

NOT_ARCHIVED: frozenset[bool] = frozenset({False})


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFilter:
    """Who is on a list: those who have one of the chosen values in every facet.

    An empty set lets everybody pass. Classifications hold ids of list values, `owner` ids of
    users; None among them are those without a value, and without an owner (the pool). A second
    owner counts as owner, but whoever has no owner is in the pool only. `due_days` and
    `contact_days` are 0-9,999. `text` is what find looks for: every word of it.
    """

    level: frozenset[int | None] = frozenset()
    industry: frozenset[int | None] = frozenset()
    status: frozenset[int | None] = frozenset()
    area: frozenset[int | None] = frozenset()
    owner: frozenset[int | None] = frozenset()
    kind: frozenset[Kind] = frozenset()
    due: frozenset[Due] = frozenset()
    last_contact: frozenset[LastContact] = frozenset()
    do_not_call: frozenset[bool] = frozenset()
    archived: frozenset[bool] = NOT_ARCHIVED
    due_days: int = DUE_DAYS
    contact_days: int = CONTACT_DAYS
    text: str = ""

    def chosen(self, facet: Facet) -> frozenset[FacetValue]:
        """Return the chosen values of a facet; empty where everybody passes."""
        values: frozenset[FacetValue] = getattr(self, facet.value)
        return values

    def active_facets(self) -> tuple[Facet, ...]:
        """Return the facets that leave somebody out, in their order."""
        return tuple(facet for facet in Facet if not self.passes_everybody(facet))

    def passes_everybody(self, facet: Facet) -> bool:
        """Whether the facet leaves nobody out: nothing is chosen, or everything there is."""
        chosen = self.chosen(facet)
        return not chosen or (facet in _CODED and len(chosen) == len(_CODED[facet]))

    def with_chosen(self, facet: Facet, values: Iterable[FacetValue]) -> "CustomerFilter":
        """Return this filter with other values of a facet; none: everybody passes it."""
        return replace(self, **{facet.value: frozenset(values)})  # type: ignore[arg-type]  # fields are named like facets

    def only(self, facets: Iterable[Facet]) -> "CustomerFilter":
        """Return a filter that asks of `facets` what this one does, and nothing else."""
        wanted = CustomerFilter()
        for facet in facets:
            wanted = wanted.with_chosen(facet, self.chosen(facet))
        return wanted

    def toggled(self, facet: Facet, value: FacetValue) -> "CustomerFilter":
        """Return this filter with one value of a facet chosen, or no longer chosen."""
        return self.with_chosen(facet, self.chosen(facet) ^ {value})


NO_NEXT_STEP = CustomerFilter().with_chosen(Facet.DUE, {Due.NONE})
"""Lets those pass with whom no next contact is arranged."""


def values_of(facet: Facet) -> tuple[FacetValue, ...]:
    """Return the values of a facet whose values are fixed, in their order; () for the others."""
    return _CODED.get(facet, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCounts:
    """How many would be listed with each value of a facet alone chosen, the others as they are.

    `listed` is how many the filter lists. Values without anybody are left out.
    """

    listed: int
    by_facet: Mapping[Facet, Mapping[FacetValue, int]] = field(default_factory=dict)

    def of(self, facet: Facet, value: FacetValue) -> int:
        """Return the count of one value of a facet."""
        return self.by_facet.get(facet, {}).get(value, 0)
