"""What happened to one customer, newest first: his follow-ups, and what was written on him."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL

from tui_crm.db import Database
from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.history import HistoryLine, Turn
from tui_crm.domain.steps import MERGES
from tui_crm.domain.viewer import Viewer
from tui_crm.store import follow_ups, steps
from tui_crm.store.fields import EPOCH
from tui_crm.store.merge_record import MERGED, read_record
from tui_crm.store.models import ChangeRow, CustomerTable, FollowUpRow, StepRow
from tui_crm.store.newest_first import NewestFirst, Stream
from tui_crm.store.records import CORRECTED_TEXT, changed_codes, customer_with
from tui_crm.store.visibility import only_visible

MADE_ID = 1
"""The id of the line that tells how the customer was made; lines of change begin at two."""

_STEP = len(steps.SELECTED)


def follow_up_rows(db: Database, viewer: Viewer, customer_id: int) -> NewestFirst[FollowUp]:
    """Return the customer's follow-ups, newest first; undone ones are left out."""

    def select(*columns: Any) -> Any:
        query = FollowUpRow.select(*columns).join(CustomerTable)
        is_his = (FollowUpRow.customer == customer_id) & FollowUpRow.undone_at.is_null()
        return only_visible(query.where(is_his), viewer)

    stream = Stream(
        select=select,
        at=FollowUpRow.at,
        id=FollowUpRow.id,
        columns=follow_ups.SELECTED,
        make=follow_ups.follow_up_of,
    )
    return NewestFirst(db, (stream,))


def history_rows(db: Database, viewer: Viewer, customer_id: int) -> NewestFirst[HistoryLine]:
    """Return everything that was written on the customer, newest first.

    A step that was undone is told twice: when it changed him, and when that was taken back.
    """

    def changes(*columns: Any) -> Any:
        query = ChangeRow.select(*columns).join(StepRow).switch(ChangeRow).join(CustomerTable)
        return only_visible(query.where(ChangeRow.customer == customer_id), viewer)

    def undos(*columns: Any) -> Any:
        return changes(*columns).where(ChangeRow.undone_at.is_null(False))

    def making(*columns: Any) -> Any:
        query = CustomerTable.select(*columns).left_outer_join(StepRow)
        return only_visible(query.where(CustomerTable.id == customer_id), viewer)

    sides = (ChangeRow.before, ChangeRow.after)
    changed_id, undone_id = ChangeRow.id * 2, ChangeRow.id * 2 + 1
    return NewestFirst(
        db,
        (
            Stream(
                select=changes,
                at=StepRow.at,
                id=changed_id,
                columns=(*steps.SELECTED, StepRow.at, changed_id, *sides),
                make=_line(Turn.CHANGED),
            ),
            Stream(
                select=undos,
                at=ChangeRow.undone_at,
                id=undone_id,
                columns=(*steps.SELECTED, ChangeRow.undone_at, undone_id, *sides),
                make=_line(Turn.UNDONE),
            ),
            Stream(
                select=making,
                at=CustomerTable.created_at,
                id=_MADE,
                columns=(*steps.SELECTED, CustomerTable.created_at, _MADE),
                make=_line(Turn.MADE),
            ),
        ),
    )


_MADE = SQL(f"(0 + {MADE_ID})")
"""The id as an expression: a bare number in ORDER BY means the n-th column."""


def _line(turn: Turn) -> Any:
    def make(row: Sequence[Any]) -> HistoryLine:
        at, line_id, *sides = row[_STEP:]
        before, after = sides or ("", "")
        step = None if row[0] is None else steps.step_of(row)
        return HistoryLine(id=line_id, turn=turn, at=at, step=step, before=before, after=after)

    return make


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a line of change: a customer of whom only the changed columns are known.

    `corrected_text` is the text of a follow-up where the line tells of its correction.
    """

    customer: Customer
    corrected_text: str


_NOBODY = Customer(id=0, created_at=EPOCH, updated_at=EPOCH)


def side(text: str) -> Side:
    """Return what one side of a line of change says: its `before` or its `after`."""
    columns = json.loads(text)
    corrected_text = columns.pop(CORRECTED_TEXT, "")
    columns.pop(MERGED, None)
    phones = [PhoneNumber(**each) for each in columns.pop("phones", ())]
    return Side(customer=customer_with(_NOBODY, columns, phones), corrected_text=corrected_text)


def merged_by(line: HistoryLine) -> Customer | None:
    """Return whom a line tells to have been merged into this customer, as he was; None for none."""
    return read_record(line.before).loser if _is_merge(line) else None


def own_lines(lines: Sequence[HistoryLine], limit: int) -> list[HistoryLine]:
    """Return at most `limit` of `lines`, newest first: those written on the customer himself.

    What was written on somebody before he was merged into him is left out.
    """
    moved: set[int] = set()
    for line in filter(_is_merge, lines):
        for change_id in read_record(line.before).changes:
            moved.update((change_id * 2, change_id * 2 + 1))
    return [line for line in lines if line.id not in moved][:limit]


def _is_merge(line: HistoryLine) -> bool:
    """Whether a line was written by a merge: at the making of a customer there was none."""
    is_change = line.turn is not Turn.MADE
    return is_change and line.step is not None and line.step.kind in MERGES


def changed_by(line: HistoryLine) -> tuple[str, ...]:
    """Return the codes of the fields that a line changed, each once, as `changed_codes` has them.

    Free fields are `custom` together.
    """
    return changed_codes(json.loads(line.after)) if line.after else ()
