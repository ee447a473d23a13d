"""What a batch made and changed: read and taken back in chunks."""

from collections.abc import Sequence

from peewee import fn

from tui_crm.db import Database
from tui_crm.store import follow_up_days, search_index
from tui_crm.store.ids import retire
from tui_crm.store.membership import among
from tui_crm.store.models import (
    ChangeRow,
    CorrectionRow,
    CustomerTable,
    FollowUpRow,
    PhoneRow,
)


def size(db: Database, step_id: int) -> int:
    """Return how many customers a batch made and how many lines it changed, together."""
    made = CustomerTable.select(fn.COUNT(CustomerTable.id)).where(
        CustomerTable.created_step == step_id
    )
    changed = ChangeRow.select(fn.COUNT(ChangeRow.id)).where(
        (ChangeRow.step == step_id) & ChangeRow.undone_at.is_null()
    )
    return int(db.scalar(made.tuples()) or 0) + int(db.scalar(changed.tuples()) or 0)


def made_by(db: Database, step_id: int, *, after: int, limit: int) -> list[int]:
    """Return the next ids of the customers that a step made, behind the id `after`."""
    query = (
        CustomerTable.select(CustomerTable.id)
        .where((CustomerTable.created_step == step_id) & (CustomerTable.id > after))
        .order_by(CustomerTable.id)
        .limit(limit)
    )
    return [row[0] for row in db.rows(query.tuples())]


def untouched(
    db: Database, customer_ids: Sequence[int], *, but_step: int | None = None
) -> frozenset[int]:
    """Return those customers on which nothing stands that another step than `but_step` wrote."""
    ids = list(customer_ids)
    changes = ChangeRow.select(ChangeRow.customer).where(
        among(db, ChangeRow.customer, ids) & ChangeRow.undone_at.is_null()
    )
    entries = FollowUpRow.select(FollowUpRow.customer).where(
        among(db, FollowUpRow.customer, ids) & FollowUpRow.undone_at.is_null()
    )
    if but_step is not None:
        changes = changes.where(ChangeRow.step != but_step)
        entries = entries.where(FollowUpRow.step.is_null() | (FollowUpRow.step != but_step))
    touched = {row[0] for query in (changes, entries) for row in db.rows(query.tuples())}
    return frozenset(ids) - touched


def remove(db: Database, customer_ids: Sequence[int]) -> None:
    """Delete customers with all that hangs on them: only what an undone step made."""
    ids = list(customer_ids)
    if not ids:
        return
    entries = FollowUpRow.select(FollowUpRow.id).where(among(db, FollowUpRow.customer, ids))
    follow_up_days.take_out_customers(db, ids)
    db.run(ChangeRow.delete().where(among(db, ChangeRow.customer, ids)))
    db.run(CorrectionRow.delete().where(CorrectionRow.follow_up.in_(entries)))
    db.run(FollowUpRow.delete().where(among(db, FollowUpRow.customer, ids)))
    db.run(PhoneRow.delete().where(among(db, PhoneRow.customer, ids)))
    search_index.remove(db, ids)
    db.run(CustomerTable.delete().where(among(db, CustomerTable.id, ids)))
    retire(db, ids)
