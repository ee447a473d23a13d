"""What happens to each row: the one order of decisions, for imports and for their dry runs."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import (
    Candidate,
    Match,
    OnDuplicate,
    RowAction,
    RowPlan,
    plan_row,
)
from tui_crm.services.import_matching import NOBODY, KnownCustomers
from tui_crm.services.import_merging import comparable_draft
from tui_crm.services.import_owners import ImportOwners, RowOwners
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.import_tally import Tally
from tui_crm.services.import_words import ImportWords
from tui_crm.services.session import Session
from tui_crm.wording import listed

MERGING = (OnDuplicate.FILL, OnDuplicate.OVERWRITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTools:
    """What the rows of one import are taken with. `columns` names the column of a field."""

    session: Session
    mode: OnDuplicate
    words: ImportWords
    owners: ImportOwners
    known: KnownCustomers
    tally: Tally
    columns: dict[str, str]
    path: Path


class RowTaker(ABC):
    """Takes rows in their order, counts them, and says what is to be told of them."""

    def __init__(self, tools: ImportTools) -> None:
        self._tools = tools

    @abstractmethod
    def write(self, rows: list[PreparedRow]) -> int:
        """Take rows and return how many of them were taken, from the first on."""

    def take(self, row: PreparedRow, new_id: int) -> bool:
        """Take one row, as `new_id` if it is new; return whether it was compared field by field."""
        tools = self._tools
        match = tools.known.match(row)
        if match is NOBODY:
            self._take_new(row, new_id)
            return False
        draft = CustomerDraft()
        is_merged = match.same is not None and tools.mode in MERGING
        if match.same is not None and is_merged:
            draft, match = self._compared(row, match.same.customer_id)
        plan = plan_row(draft, match, tools.mode)
        if plan.action is RowAction.CREATE:
            self._take_new(row, new_id)
            self._warn_of_likely(row, plan)
            return False
        tools.tally.count(plan.action)
        if plan.action is RowAction.UPDATE and plan.customer_id is not None:
            self._update(row, plan, plan.customer_id)
            self._warn_of_cells(row, tools.owners.named(row), is_known=True)
        return is_merged

    @abstractmethod
    def _stored(self, customer_id: int) -> CustomerDraft:
        """Return a known customer as he is by now."""

    @abstractmethod
    def _create(self, row: PreparedRow, owners: RowOwners, new_id: int) -> None:
        """Make the row a new customer."""

    @abstractmethod
    def _update(self, row: PreparedRow, plan: RowPlan, customer_id: int) -> None:
        """Change a known customer as planned."""

    def _take_new(self, row: PreparedRow, new_id: int) -> None:
        tools = self._tools
        owners = tools.owners.of_new(row)
        self._create(row, owners, new_id)
        tools.known.add(row, new_id)
        tools.tally.count(RowAction.CREATE)
        if row.warnings or owners.unknown:
            self._warn_of_cells(row, owners)

    def _compared(self, row: PreparedRow, customer_id: int) -> tuple[CustomerDraft, Match]:
        """Return the row and the stored customer in the same words."""
        tools = self._tools
        named = tools.owners.named(row)
        users = (named.owner, named.second_owner)
        draft = comparable_draft(tools.session, tools.words, row, users)
        same = Candidate(customer_id=customer_id, draft=self._stored(customer_id))
        return draft, Match(same=same)

    def _warn_of_cells(
        self, row: PreparedRow, owners: RowOwners, *, is_known: bool = False
    ) -> None:
        tools = self._tools
        for code, column, text in row.warnings:
            tools.tally.warn(row.number, code, column=column, text=text)
        for field, text in owners.unknown:
            column = tools.columns.get(field, field)
            code = "unknown_owner_kept" if is_known else f"unknown_{field}_cell"
            tools.tally.warn(row.number, code, column=column, text=text)

    def _warn_of_likely(self, row: PreparedRow, plan: RowPlan) -> None:
        if plan.likely:
            ids = listed(f"#{each}" for each in plan.likely)
            self._tools.tally.warn(row.number, "shares_number", customers=ids)
