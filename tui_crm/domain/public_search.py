"""Public search: what anybody may see of anybody, as the manager chose (SPEC 5)."""

from dataclasses import dataclass
from enum import StrEnum

from tui_crm.domain.customer import State
from tui_crm.domain.phone_parts import digits_of

MAX_PUBLIC_HITS = 10
"""Hits of one query: nobody is to read the database through it."""


class PublicField(StrEnum):
    """The fields from which the manager chooses."""

    NAME = "name"
    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    WEBSITE = "website"
    ADDRESS = "address"
    COMPANY = "company"
    OWNER = "owner"
    STATE = "state"


class PublicScope(StrEnum):
    """Who is found: leads, or customers too."""

    LEADS = "leads"
    ALL = "all"


DEFAULT_FIELDS = (
    PublicField.NAME,
    PublicField.COMPANY,
    PublicField.OWNER,
    PublicField.STATE,
)
"""What is seen unless the manager chose otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHit:
    """Somebody found by public search: the fields that may be seen, in the order of PublicField.

    The number is always among them, masked where it was not chosen. `score` is 1-100. `owner` is
    the id of the user, None where there is none or it is not shown, `state` likewise.
    """

    id: int
    owner: int | None
    state: State | None
    values: tuple[tuple[PublicField, str], ...]
    score: int


def read_fields(text: str) -> tuple[PublicField, ...]:
    """Return the fields that a comma-separated text names, in their order.

    Raises ValueError for a text that names none, or what is none.
    """
    names = {name.strip().lower() for name in text.replace("，", ",").split(",") if name.strip()}
    fields = {PublicField(name) for name in names}
    if not fields:
        raise ValueError(text)
    return tuple(field for field in PublicField if field in fields)


_SHOWN_AT_END = 4
_SHOWN_AT_START = 3


def masked(number: str) -> str:
    """Return a number with its middle hidden, at least a third of it: `138****5678`.

    Only digits are left of it, so that no word beside them tells anything.
    """
    digits = digits_of(number)
    at_end = min(_SHOWN_AT_END, (len(digits) + 1) // 3)
    at_start = min(_SHOWN_AT_START, max(0, len(digits) - 1) // 3)
    hidden = len(digits) - at_start - at_end
    return digits[:at_start] + "*" * hidden + (digits[-at_end:] if at_end else "")
