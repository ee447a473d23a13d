"""What the generator gives out.

Named tuples, not dataclasses: a run makes millions, and a frozen dataclass costs ten times as
much to make. They are as immutable.
"""

from datetime import date
from typing import NamedTuple

from tui_crm.domain.customer import Kind


class DemoPhone(NamedTuple):
    """A number as `PhoneNumber` has it; `key` is the E.164 form, with `x` and the extension."""

    raw: str
    key: str
    e164: str
    extension: str
    label: str
    is_bad: bool
    is_do_not_call: bool

    @property
    def is_callable(self) -> bool:
        """Whether it may and can be called."""
        return not (self.is_bad or self.is_do_not_call)


class DemoFollowUp(NamedTuple):
    """One contact.

    `at` is in seconds since 1970 UTC. `author` counts people: 0 the acting user, from 1 on the
    reps. `code` is that of the canned follow-up whose flags it has, `outcome` its label as
    written. `next_on` and `next_minute` are the promise that it left; minute None is all day.
    """

    at: int
    author: int
    method: str
    code: str
    outcome: str
    text: str
    phone: str
    duration_seconds: int | None
    next_on: date | None
    next_minute: int | None


class Identity(NamedTuple):
    """Who somebody is: what is known of a customer before anybody has called."""

    language: str
    name: str
    company: str
    industry: str
    area: str
    address: str
    time_zone: str
    phones: tuple[DemoPhone, ...]
    email: str
    wechat: str
    website: str
    budget: str


class DemoCustomer(NamedTuple):
    """A customer with its history, oldest first, as the write path would have left it.

    `industry`, `level` and `status` are codes of the shipped values, `area` one of the demo's
    own. People are counted as in `DemoFollowUp`. Instants are seconds since 1970 UTC.
    `next_on` and `next_minute` are the promise that stands.
    """

    identity: Identity
    kind: Kind
    level: str
    status: str
    source: str
    referrer: str
    birthday: str
    lunar_birthday: str
    product_interest: str
    competitor: str
    note: str
    owner: int | None
    second_owner: int | None
    created_at: int
    updated_at: int
    next_on: date | None
    next_minute: int | None
    frozen_until: date | None
    archived_at: int | None
    archive_reason: str
    is_reclaimed: bool
    is_do_not_call: bool
    follow_ups: tuple[DemoFollowUp, ...]

    @property
    def version(self) -> int:
        """The version that the writes upon it have led to: one each, and one by hand."""
        by_hand = self.archived_at is not None and self.archived_at != self.follow_ups[-1].at
        return 1 + len(self.follow_ups) + by_hand

    @property
    def is_blocked(self) -> bool:
        """Whether the keys of the call desk are dead on it, for whoever owns it."""
        is_away = self.archived_at is not None or self.frozen_until is not None
        return is_away or self.is_do_not_call
