"""The dry run of an import: the same decisions, and nothing is written."""

from collections.abc import Iterator
from itertools import count

from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import RowPlan
from tui_crm.services.import_merging import comparable_draft, stored_draft
from tui_crm.services.import_owners import RowOwners
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.import_taking import MERGING, ImportTools, RowTaker
from tui_crm.store import customers


class TrialWriter(RowTaker):
    """Takes the rows of a dry run; remembers whom they would have made and changed."""

    def __init__(self, tools: ImportTools, *, first_new_id: int) -> None:
        super().__init__(tools)
        self._new_ids: Iterator[int] = count(first_new_id)
        self._as_written: dict[int, CustomerDraft] = {}

    def write(self, rows: list[PreparedRow]) -> int:
        """Take rows and return how many there were."""
        self._tools.known.look_up(rows)
        for row in rows:
            self.take(row, next(self._new_ids))
        return len(rows)

    def _stored(self, customer_id: int) -> CustomerDraft:
        tools = self._tools
        if customer_id in self._as_written:
            return self._as_written[customer_id]
        stored = customers.get(tools.session.db, tools.session.viewer, customer_id)
        return stored_draft(tools.session, tools.words, stored)

    def _create(self, row: PreparedRow, owners: RowOwners, new_id: int) -> None:
        if self._tools.mode in MERGING:
            users = (owners.owner, owners.second_owner)
            self._as_written[new_id] = comparable_draft(
                self._tools.session, self._tools.words, row, users
            )

    def _update(self, row: PreparedRow, plan: RowPlan, customer_id: int) -> None:
        self._as_written[customer_id] = plan.draft
