"""Two customers made one: what hangs on the loser moves to the winner, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from tui_crm.db import Database, Prepared
from tui_crm.domain.customer import Customer
from tui_crm.store import aliases, customers, kept_apart, merged_pairs
from tui_crm.store.fields import to_microseconds
from tui_crm.store.membership import among
from tui_crm.store.merge_record import MERGED, MergeRecord, MovedDraft
from tui_crm.store.models import (
    ChangeRow,
    CustomerTable,
    DraftRow,
    FollowUpRow,
)
from tui_crm.store.models.base import Table
from tui_crm.store.records import phone_record, stored_columns

FORMS = ("customer", "entry")
"""The forms whose drafts are about one customer: their names go on with his id."""


_IDS: Mapping[type[Table], Prepared] = {
    FollowUpRow: Prepared(
        lambda value: FollowUpRow.select(FollowUpRow.id).where(FollowUpRow.customer == value)
    ),
    ChangeRow: Prepared(
        lambda value: ChangeRow.select(ChangeRow.id).where(ChangeRow.customer == value)
    ),
}
_MADE_BY = Prepared(
    lambda value: CustomerTable.select(CustomerTable.created_step).where(CustomerTable.id == value)
)
_DRAFTS = Prepared(
    lambda value: (
        DraftRow.select(DraftRow.user, DraftRow.form, DraftRow.saved_at)
        .where(DraftRow.form.in_([value] * len(FORMS)))
        .order_by(DraftRow.form, DraftRow.user)
    )
)


def take(db: Database, winner: Customer, loser: Customer, *, step_id: int) -> MergeRecord:
    """Move what hangs on the loser to the winner, remove him, and leave his id as an alias.

    Inside a transaction. Raises CrmError changed_meanwhile where he is stored in another version.
    """
    ((made_by,),) = db.prepared_rows(_MADE_BY, loser.id)
    record = MergeRecord(
        loser=loser,
        made_by=made_by,
        follow_ups=_move(db, FollowUpRow, loser.id, winner.id),
        changes=_move(db, ChangeRow, loser.id, winner.id),
        aliases=aliases.of_customer(db, loser.id),
        drafts=_move_drafts(db, loser.id, winner.id),
        pairs=merged_pairs.move(db, winner.id, loser.id),
    )
    aliases.insert(db, loser.id, into=winner.id, step_id=step_id, made_by_step=made_by)
    kept_apart.move(db, loser.id, into=winner.id)
    customers.remove(db, loser)
    return record


def told_of(
    before: Customer, after: Customer, record: MergeRecord
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the winner's line of change tells of the merge, before and after.

    All columns stand in it, also those that stay: what of the loser was dropped is read beside
    them.
    """
    sides = [_told_columns(each) for each in (before, after)]
    return sides[0] | {MERGED: record.as_told()}, sides[1]


def _told_columns(customer: Customer) -> dict[str, Any]:
    columns = stored_columns(customer)
    del columns["version"], columns["updated_at"]
    return columns | {"phones": [phone_record(each) for each in customer.phones]}


def give_back(db: Database, winner_id: int, loser: Customer, record: MergeRecord) -> None:
    """Bring the loser back as given, with what had moved to the winner; inside a transaction.

    Drafts that were typed on since stay where they are.
    """
    customers.bring_back(db, loser, created_step=record.made_by)
    aliases.remove(db, loser.id, others=record.aliases)
    _give(db, FollowUpRow, record.follow_ups, loser.id)
    _give(db, ChangeRow, record.changes, loser.id)
    _give_drafts(db, record.drafts)
    own = (loser.id, *record.aliases)
    kept_apart.move_back(db, loser.id, said_of=own, out_of=winner_id)
    merged_pairs.lay_back(db, winner_id, loser.id, record.pairs)


# --- follow-ups and lines of change ---


def _move(db: Database, table: type[Table], loser_id: int, winner_id: int) -> tuple[int, ...]:
    """Give the rows of the loser to the winner, and return their ids."""
    ids = sorted(row[0] for row in db.prepared_rows(_IDS[table], loser_id))
    if ids:
        db.update_rows(table, {"customer": winner_id}, where={"customer": loser_id})
    return tuple(ids)


def _give(db: Database, table: Any, ids: Sequence[int], customer_id: int) -> None:
    if ids:
        db.run(table.update(customer=customer_id).where(among(db, table.id, ids)))


# --- drafts ---


def _move_drafts(db: Database, loser_id: int, winner_id: int) -> tuple[MovedDraft, ...]:
    """Make drafts about the loser ones about the winner, but where the user has one of him too."""
    names = {f"{form} {loser_id}": f"{form} {winner_id}" for form in FORMS}
    moved = []
    for user, former, saved_at in db.prepared_rows(_DRAFTS, *names):
        draft = MovedDraft(
            user=user, former_form=former, form=names[former], saved_at=to_microseconds(saved_at)
        )
        if _rename(db, draft, draft.former_form, draft.form):
            moved.append(draft)
    return tuple(moved)


def _give_drafts(db: Database, drafts: Sequence[MovedDraft]) -> None:
    for each in drafts:
        _rename(db, each, each.form, each.former_form)


def _rename(db: Database, draft: MovedDraft, old: str, new: str) -> bool:
    """Call a draft that is as it was by another name; return whether it is called so now."""
    is_his = DraftRow.user == draft.user
    taken = DraftRow.select(DraftRow.user).where(is_his & (DraftRow.form == new))
    if db.row(taken.tuples()) is not None:
        return False
    is_it = is_his & (DraftRow.form == old) & (DraftRow.saved_at == draft.saved_at)
    return db.run(DraftRow.update(form=new).where(is_it)) == 1
