"""Customers and leads: the values (SPEC 3)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tui_crm.domain.promise import Promise

MAX_NAME = 300
"""Characters of name and company (SPEC 3)."""
MAX_LINE = 500
"""Characters of every other one-line field (SPEC 3)."""
MAX_TEXT = 10_000
"""Characters of a text: note, follow-up (SPEC 3)."""

LINE_FIELDS = (
    "email",
    "wechat",
    "website",
    "fax",
    "address",
    "source",
    "referrer",
    "time_zone",
    "product_interest",
    "budget",
    "competitor",
    "birthday",
    "lunar_birthday",
)
"""The one-line text fields beside name and company, in the order of forms and exports."""

LIST_FIELDS = ("area", "industry", "level", "status")
"""The classifications: fields whose values come from a list of the user's (SPEC 3)."""

FIELD_CODES = (
    "id",
    "kind",
    "name",
    "company",
    "phones",
    "email",
    "wechat",
    "website",
    "fax",
    "address",
    "area",
    "industry",
    "level",
    "status",
    "source",
    "referrer",
    "owner",
    "second_owner",
    "birthday",
    "lunar_birthday",
    "time_zone",
    "product_interest",
    "budget",
    "competitor",
    "note",
    "next_contact",
    "created_by",
    "created_at",
    "updated_at",
    "version",
)
"""The codes of SPEC 3, in its order; free fields follow as `custom.<title>`."""

READ_ONLY_FIELDS = frozenset({"id", "created_by", "created_at", "updated_at", "version"})


class Kind(StrEnum):
    """Whether somebody has bought yet."""

    LEAD = "lead"
    CUSTOMER = "customer"


class State(StrEnum):
    """Where a customer stands with its owner (SPEC 6)."""

    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"
    FROZEN = "frozen"
    RECLAIMED = "reclaimed"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """One number of a customer.

    `raw` is as typed. `key` is what numbers are matched by: E.164, with `x` and the extension
    where there is one, else the bare digits as typed; "" matches nothing (`138****8000`).
    `e164` and `extension` are "" where unknown. `id` is 0 until stored.
    """

    id: int = 0
    raw: str
    key: str = ""
    e164: str = ""
    extension: str = ""
    label: str = ""
    is_bad: bool = False
    is_do_not_call: bool = False

    @property
    def is_callable(self) -> bool:
        """Whether it may and can be called."""
        return not (self.is_bad or self.is_do_not_call)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A lead or customer as stored; `kind` tells them apart. One version of it, never live.

    Owners and creators are user ids, classifications are ids of list values. Instants are aware
    UTC. `last_follow_up_at` counts every follow-up, `last_contact_at` only those that count as
    contact. `unreached_count` counts the follow-ups since somebody was last reached (ladders).
    """

    id: int
    kind: Kind = Kind.LEAD
    name: str = ""
    company: str = ""
    phones: tuple[PhoneNumber, ...] = ()
    email: str = ""
    wechat: str = ""
    website: str = ""
    fax: str = ""
    address: str = ""
    area: int | None = None
    industry: int | None = None
    level: int | None = None
    status: int | None = None
    source: str = ""
    referrer: str = ""
    owner: int | None = None
    second_owner: int | None = None
    birthday: str = ""
    lunar_birthday: str = ""
    time_zone: str = ""
    product_interest: str = ""
    budget: str = ""
    competitor: str = ""
    note: str = ""
    custom: tuple[tuple[str, str], ...] = ()
    promise: Promise | None = None
    created_by: int | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 1
    archived_at: datetime | None = None
    archive_reason: str = ""
    frozen_until: date | None = None
    is_reclaimed: bool = False
    is_do_not_call: bool = False
    last_follow_up_at: datetime | None = None
    last_contact_at: datetime | None = None
    last_outcome: str = ""
    last_text: str = ""
    unreached_count: int = 0

    @property
    def display_name(self) -> str:
        """The name, else the company, else the first number, else the e-mail address."""
        first_number = self.phones[0].raw if self.phones else ""
        return self.name or self.company or first_number or self.email

    @property
    def callable_phones(self) -> tuple[PhoneNumber, ...]:
        """The numbers that may be called, in the customer's order."""
        return tuple(phone for phone in self.phones if phone.is_callable)

    @property
    def state(self) -> State:
        """The state of SPEC 6, derived."""
        if self.archived_at is not None:
            return State.ARCHIVED
        if self.frozen_until is not None:
            return State.FROZEN
        if self.owner is not None:
            return State.ASSIGNED
        return State.RECLAIMED if self.is_reclaimed else State.UNASSIGNED

    def belongs_to(self, user_id: int) -> bool:
        """Whether the user is owner or second owner."""
        return user_id in (self.owner, self.second_owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One line of a list or queue: what a row draws, nothing else."""

    id: int
    name: str
    company: str
    phone: str
    level: int | None
    status: int | None
    owner: int | None
    promise: Promise | None
    last_follow_up_at: datetime | None
    last_outcome: str
    last_text: str
    is_do_not_call: bool = False
    is_frozen: bool = False
    is_archived: bool = False
    kind: Kind = Kind.LEAD
    area: int | None = None
    industry: int | None = None
    source: str = ""
    created_at: datetime | None = None
