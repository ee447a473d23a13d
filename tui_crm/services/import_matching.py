"""Which rows of a chunk are customers who are there already.

The candidates are looked up for the whole chunk at once, narrowed by number and agreeing name or
company; `match_row` alone decides. Rows of this import count as they are made.
"""

from collections.abc import Sequence

from tui_crm.domain.agreeing import agreeing_form
from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import Candidate, Match, match_row
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.session import Session
from tui_crm.store import aliases, identities
from tui_crm.store.identities import Identity

NOBODY = Match()
REPORTED = 3
"""Customers named who share a number with a new row, and no more."""
FEW = 8
"""Customers with one number who are looked at one by one."""
CROWDED = 200
"""Customers with one number from whom on they are remembered between the chunks."""
LONGEST_ID = 18
"""Digits of an id that a database holds."""


Holder = tuple[int, str, str]
"""Who has a number: the id, and name and company as they agree with others'."""


class _Holders:
    """Several who have a number, in the order of ids; many are found by what agrees."""

    __slots__ = ("_agreeing", "_few", "ids")

    def __init__(self, first: Holder) -> None:
        self.ids = [first[0]]
        self._few = [first]
        self._agreeing: _Agreeing | None = None

    def add(self, holder: Holder) -> None:
        self.ids.append(holder[0])
        if self._agreeing is not None:
            self._agreeing.add(*holder)
            return
        self._few.append(holder)
        if len(self._few) > FEW:
            self._agreeing = _Agreeing()
            for each in self._few:
                self._agreeing.add(*each)
            self._few.clear()

    def candidates(self, name: str, company: str) -> list[int]:
        """Return all of a few; else the first of each agreement, and those who are reported."""
        if self._agreeing is None:
            return self.ids
        return [*self.ids[:REPORTED], *self._agreeing.first(name, company)]


class _Agreeing:
    """The first of many holders of a number with each company and name."""

    __slots__ = ("_by_company", "_by_name", "_without_company")

    def __init__(self) -> None:
        self._by_company: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._without_company: dict[str, int] = {}

    def add(self, customer_id: int, name: str, company: str) -> None:
        self._by_name.setdefault(name, customer_id)
        if company:
            self._by_company.setdefault(company, customer_id)
        else:
            self._without_company.setdefault(name, customer_id)

    def first(self, name: str, company: str) -> list[int]:
        if company:
            found = [self._by_company.get(company), self._without_company.get(name)]
        else:
            found = [self._by_name.get(name)]
        return [each for each in found if each is not None]


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
        # Nearly every number has one holder, and a tuple costs the least.
        self._holders: dict[str, Holder | _Holders] = {}
        self._namesakes: dict[int, list[int]] = {}
        self._typed: list[int] = []
        self._made: dict[int, PreparedRow] = {}
        self._stored: dict[int, Identity] = {}
        self._aliases: dict[int, int] = {}

    def look_up(self, rows: Sequence[PreparedRow]) -> None:
        """Read who the rows of the next chunk might be; inside the transaction that writes it."""
        if not self._is_dry_run:
            self._forget_made()
        db, viewer = self._session.db, self._session.viewer
        own_ids = [own for row in rows if (own := self._old_id(row)) is not None]
        self._aliases = aliases.standing_ids(db, own_ids)
        keys = {key for row in rows for key in row.keys if key not in self._holders}
        for key, customer_id, name, company in identities.holders(db, viewer, keys):
            self._add_holder(key, (customer_id, agreeing_form(name), agreeing_form(company)))
        hashes = {row.customer.identity_hash for row in rows if row.has_namesakes}
        for identity_hash, customer_id, has_number in identities.namesakes(db, viewer, hashes):
            self._add_namesake(identity_hash, customer_id, has_number=has_number)
        raws = {str(each[0]) for row in rows if row.is_only_typed for each in row.customer.phones}
        self._typed += identities.typed_alike(db, viewer, raws)
        wanted = {each for row in rows for each in self._candidate_ids(row)}
        self._stored = identities.identities(db, viewer, wanted)

    def match(self, row: PreparedRow) -> Match:
        """Return who the row is: NOBODY itself where there is nobody to compare with."""
        ids = self._candidate_ids(row)
        if not ids:
            return NOBODY
        own_id = self._own_id(row)
        found = []
        for customer_id in sorted(set(ids)):
            draft = self._draft(customer_id)
            if draft is not None:
                is_own = customer_id == own_id
                found.append(Candidate(customer_id=customer_id, draft=draft, matches_id=is_own))
        return match_row(_row_draft(row), found) if found else NOBODY

    def add(self, row: PreparedRow, customer_id: int) -> None:
        """Take a row that is a new customer from now on."""
        for key in row.keys:
            self._add_holder(key, (customer_id, row.name, row.company))
        if row.has_namesakes:
            self._add_namesake(row.customer.identity_hash, customer_id, has_number=bool(row.keys))
        if row.is_only_typed:
            self._typed.append(customer_id)
        self._made[customer_id] = row

    def _forget_made(self) -> None:
        """Begin the next chunk: what was made so far is found in the database."""
        self._made.clear()
        self._namesakes.clear()
        self._typed.clear()
        self._holders = {
            key: holders
            for key, holders in self._holders.items()
            if isinstance(holders, _Holders) and len(holders.ids) > CROWDED
        }

    def _draft(self, customer_id: int) -> CustomerDraft | None:
        """Return what the rule looks at of a customer, None of one who is gone."""
        made = self._made.get(customer_id)
        if made is not None:
            return _row_draft(made)
        stored = self._stored.get(customer_id)
        return None if stored is None else _stored_draft(stored)

    def _candidate_ids(self, row: PreparedRow) -> list[int]:
        ids: list[int] = []
        for key in row.keys:
            holders = self._holders.get(key)
            if isinstance(holders, _Holders):
                ids += holders.candidates(row.name, row.company)
            elif holders is not None:
                ids.append(holders[0])
        if row.has_namesakes:
            ids += self._namesakes.get(row.customer.identity_hash, ())
        if row.is_only_typed:
            ids += self._typed
        if row.row_id and (own_id := self._own_id(row)) is not None:
            ids.append(own_id)
        return ids

    def _own_id(self, row: PreparedRow) -> int | None:
        """Return whom the id that the row brings along stands for: him, or who he was merged into.

        None where it can be no older customer's.
        """
        own_id = self._old_id(row)
        return None if own_id is None else self._aliases.get(own_id, own_id)

    def _old_id(self, row: PreparedRow) -> int | None:
        text = row.row_id
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID):
            return None
        return int(text) if int(text) < self._first_new_id else None

    def _add_holder(self, key: str, holder: Holder) -> None:
        known = self._holders.get(key)
        if known is None:
            self._holders[key] = holder
        elif isinstance(known, _Holders):
            known.add(holder)
        else:
            several = self._holders[key] = _Holders(known)
            several.add(holder)

    def _add_namesake(self, identity_hash: int, customer_id: int, *, has_number: bool) -> None:
        """Remember the first of one name and company, and the first without a number."""
        known = self._namesakes.get(identity_hash)
        if known is None:
            # The second place is that of the first without a number; 0 is nobody's id.
            self._namesakes[identity_hash] = [customer_id, 0 if has_number else customer_id]
        elif not known[1] and not has_number:
            known[1] = customer_id


def _row_draft(row: PreparedRow) -> CustomerDraft:
    """Return what `match_row` looks at of a row."""
    customer = row.customer
    name, company, email = customer.texts[:3]
    phones = tuple(PhoneNumber(raw=str(each[0]), key=str(each[1])) for each in customer.phones)
    return CustomerDraft(name=name, company=company, phones=phones, email=email)


def _stored_draft(stored: Identity) -> CustomerDraft:
    phones = tuple(PhoneNumber(raw=raw, key=key) for key, raw in stored.numbers)
    return CustomerDraft(
        name=stored.name, company=stored.company, phones=phones, email=stored.email
    )
