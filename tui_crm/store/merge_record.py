"""What a merge took away and moved, kept whole in its line of change: undo lays it back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.store.fields import EPOCH
from tui_crm.store.merged_pairs import StoredRow
from tui_crm.store.records import customer_with, phone_record, stored_columns

MERGED = "merged"
"""What a line of change calls the record of a merge, on its side `before`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDraft:
    """A draft of a form about the loser that became one about the winner, and when it was kept."""

    user: int
    former_form: str
    form: str
    saved_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRecord:
    """The loser as he was, with the ids of the rows that moved from him to the winner.

    `made_by` is the step that had made him. `listed` are the numbers that the merge put on the
    list of refusals. `pairs` are the rows of the duplicate check that named him or the winner.
    """

    loser: Customer
    made_by: int | None = None
    follow_ups: tuple[int, ...] = ()
    changes: tuple[int, ...] = ()
    aliases: tuple[int, ...] = ()
    drafts: tuple[MovedDraft, ...] = ()
    pairs: tuple[StoredRow, ...] = ()
    listed: tuple[str, ...] = ()

    def as_told(self) -> dict[str, Any]:
        """Return the record as a line of change holds it."""
        return {
            "id": self.loser.id,
            "columns": stored_columns(self.loser),
            "phones": [phone_record(each) for each in self.loser.phones],
            "made_by": self.made_by,
            "follow_ups": self.follow_ups,
            "changes": self.changes,
            "aliases": self.aliases,
            "drafts": [asdict(each) for each in self.drafts],
            "pairs": self.pairs,
            "listed": self.listed,
        }


_NOBODY = Customer(id=0, created_at=EPOCH, updated_at=EPOCH)


def record_of(told: Mapping[str, Any]) -> MergeRecord:
    """Return the record that `as_told` made `told` of."""
    phones = tuple(PhoneNumber(**each) for each in told["phones"])
    loser = customer_with(_NOBODY, told["columns"], phones)
    return MergeRecord(
        loser=replace(loser, id=told["id"]),
        made_by=told["made_by"],
        follow_ups=tuple(told["follow_ups"]),
        changes=tuple(told["changes"]),
        aliases=tuple(told["aliases"]),
        drafts=tuple(MovedDraft(**each) for each in told["drafts"]),
        pairs=tuple(told["pairs"]),
        listed=tuple(told["listed"]),
    )


def read_record(before: str) -> MergeRecord:
    """Return the record in the side `before` of a line of change that a merge wrote."""
    return record_of(json.loads(before)[MERGED])
