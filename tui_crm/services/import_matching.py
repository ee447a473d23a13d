"""Which rows of a chunk are customers who are there already.

The candidates are looked up for the whole chunk at once, narrowed by number and agreeing name or
company; `match_row` alone decides. Rows of this import count as they are made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import Candidate, Match, agreeing_form, match_row
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.session import Session
from tui_crm.store import identities
from tui_crm.store.identities import Identity

NOBODY = Match()
REPORTED = 3
"""Customers named who share a number with a new row, and no more."""
LONGEST_ID = 18
"""Digits of an id that a database holds."""
CROWDED = 200
"""Customers with one number from whom on they are remembered between the chunks."""


@dataclass(slots=True)
class _Holders:
    """Who has a number: of each agreeing company and name the first, in the order of ids."""

    count: int = 0
    first: list[int] = field(default_factory=list)
    by_company: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    without_company: dict[str, int] = field(default_factory=dict)

    def add(self, customer_id: int, name: str, company: str) -> None:
        self.count += 1
        if len(self.first) < REPORTED:
            self.first.append(customer_id)
        self.by_name.setdefault(name, customer_id)
        if company:
            self.by_company.setdefault(company, customer_id)
        else:
            self.without_company.setdefault(name, customer_id)

    def candidates(self, name: str, company: str) -> list[int]:
        if company:
            found = [self.by_company.get(company), self.without_company.get(name)]
        else:
            found = [self.by_name.get(name)]
        return [*self.first, *[each for each in found if each is not None]]


@dataclass(slots=True)
class _Namesakes:
    """Of those with one identity hash the first, and the first without a number to compare."""

    first: int
    without_number: int | None = None


class KnownCustomers:
    """Who is there already, as far as the rows of one chunk need it.

    `first_new_id` is the lowest id that this import may have given: ids of the file are matched
    against older customers alone. In a dry run nothing that was made reaches the database, so all
    of it is remembered here: some hundred bytes a row.
    """

    def __init__(self, session: Session, *, first_new_id: int, is_dry_run: bool) -> None:
        self._session = session
        self._is_dry_run = is_dry_run
        self._first_new_id = first_new_id
        self._holders: dict[str, _Holders] = {}
        self._namesakes: dict[int, _Namesakes] = {}
        self._typed: dict[str, list[int]] = {}
        self._made: dict[int, Identity] = {}
        self._stored: dict[int, Identity] = {}

    def look_up(self, rows: Sequence[PreparedRow]) -> None:
        """Read who the rows of the next chunk might be; inside the transaction that writes it."""
        if not self._is_dry_run:
            self._forget_made()
        keys = {key for row in rows for key in row.keys}
        self._look_up_numbers({key for key in keys if key not in self._holders})
        hashes = {row.customer.identity_hash for row in rows if _asks_for_namesakes(row)}
        db, viewer = self._session.db, self._session.viewer
        for identity_hash, customer_id, has_number in identities.namesakes(db, viewer, hashes):
            self._add_namesake(identity_hash, customer_id, has_number=has_number)
        raws = {raw for row in rows if _is_only_typed(row) for raw in _raws(row)}
        if raws:
            for customer_id in identities.typed_alike(db, viewer, raws):
                self._typed.setdefault("", []).append(customer_id)
        wanted = {each for row in rows for each in self._candidate_ids(row)}
        self._stored = identities.identities(db, viewer, wanted)

    def match(self, row: PreparedRow) -> Match:
        """Return who the row is."""
        ids = self._candidate_ids(row)
        if not ids:
            return NOBODY
        own_id = self._own_id(row)
        found = [
            Candidate(
                customer_id=identity.customer_id,
                draft=_draft_of(identity),
                matches_id=identity.customer_id == own_id,
            )
            for identity in map(self._identity, sorted(set(ids)))
            if identity is not None
        ]
        return match_row(_row_draft(row), found) if found else NOBODY

    def add(self, row: PreparedRow, customer_id: int) -> None:
        """Take a row that is a new customer from now on."""
        name, company = agreeing_form(row.name), agreeing_form(row.company)
        keys = row.keys
        for key in keys:
            self._holders.setdefault(key, _Holders()).add(customer_id, name, company)
        if not keys or (row.name and row.company):
            self._add_namesake(row.customer.identity_hash, customer_id, has_number=bool(keys))
        if _is_only_typed(row):
            self._typed.setdefault("", []).append(customer_id)
        self._made[customer_id] = Identity(
            customer_id=customer_id,
            name=row.name,
            company=row.company,
            email=row.customer.texts[2],
            numbers=tuple((str(phone[1]), str(phone[0])) for phone in row.customer.phones),
        )

    def _forget_made(self) -> None:
        """Begin the next chunk: what was made so far is found in the database."""
        self._made.clear()
        self._namesakes.clear()
        self._typed.clear()
        self._holders = {
            key: holders for key, holders in self._holders.items() if holders.count > CROWDED
        }

    def _identity(self, customer_id: int) -> Identity | None:
        return self._made.get(customer_id) or self._stored.get(customer_id)

    def _candidate_ids(self, row: PreparedRow) -> list[int]:
        ids: list[int] = []
        for key in row.keys:
            if (holders := self._holders.get(key)) is not None:
                ids += holders.candidates(agreeing_form(row.name), agreeing_form(row.company))
        if _asks_for_namesakes(row) and (
            namesakes := self._namesakes.get(row.customer.identity_hash)
        ):
            ids.append(namesakes.first)
            if namesakes.without_number is not None:
                ids.append(namesakes.without_number)
        if _is_only_typed(row):
            ids += self._typed.get("", ())
        if (own_id := self._own_id(row)) is not None:
            ids.append(own_id)
        return ids

    def _own_id(self, row: PreparedRow) -> int | None:
        """Return the id that the row brings along, where it can be an older customer's."""
        text = row.row_id
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID):
            return None
        return int(text) if int(text) < self._first_new_id else None

    def _look_up_numbers(self, keys: set[str]) -> None:
        found = identities.holders(self._session.db, self._session.viewer, keys)
        for key, customer_id, name, company in found:
            holders = self._holders.setdefault(key, _Holders())
            holders.add(customer_id, agreeing_form(name), agreeing_form(company))

    def _add_namesake(self, identity_hash: int, customer_id: int, *, has_number: bool) -> None:
        known = self._namesakes.setdefault(identity_hash, _Namesakes(customer_id))
        if not has_number and known.without_number is None:
            known.without_number = customer_id


def _asks_for_namesakes(row: PreparedRow) -> bool:
    """Whether somebody of the same name and company can be the row: see `match_row`."""
    return not row.keys or bool(row.name and row.company)


def _is_only_typed(row: PreparedRow) -> bool:
    """Whether the row is known by numbers alone that nothing can be compared with."""
    is_nameless = not (row.name or row.company or row.customer.texts[2])
    return is_nameless and bool(row.customer.phones) and not row.keys


def _raws(row: PreparedRow) -> Iterable[str]:
    return [str(phone[0]) for phone in row.customer.phones]


def _row_draft(row: PreparedRow) -> CustomerDraft:
    """Return what `match_row` looks at of a row."""
    phones = tuple(
        PhoneNumber(raw=str(phone[0]), key=str(phone[1])) for phone in row.customer.phones
    )
    return CustomerDraft(
        name=row.name, company=row.company, phones=phones, email=row.customer.texts[2]
    )


def _draft_of(identity: Identity) -> CustomerDraft:
    return CustomerDraft(
        name=identity.name,
        company=identity.company,
        phones=tuple(PhoneNumber(raw=raw, key=key) for key, raw in identity.numbers),
        email=identity.email,
    )
