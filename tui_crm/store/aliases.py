"""Ids of customers who were merged into others: each still finds the one who stayed."""

from collections.abc import Collection

from peewee import fn

from tui_crm.db import Database, Prepared
from tui_crm.store.fields import MAX_ID
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerAliasRow

_BY_ID = Prepared(
    lambda value: CustomerAliasRow.select(CustomerAliasRow.customer).where(
        CustomerAliasRow.id == value
    )
)

_OF_CUSTOMER = Prepared(
    lambda value: CustomerAliasRow.select(CustomerAliasRow.id).where(
        CustomerAliasRow.customer == value
    )
)


def standing_id(db: Database, customer_id: int) -> int | None:
    """Return the customer for whom the id of a merged one stands, None where it is nobody's."""
    if not 0 < customer_id <= MAX_ID:
        return None
    found = db.prepared_rows(_BY_ID, customer_id)
    return found[0][0] if found else None


def standing_ids(db: Database, customer_ids: Collection[int]) -> dict[int, int]:
    """Return old id -> id of who stayed, for those of `customer_ids` who were merged."""
    possible = [each for each in customer_ids if 0 < each <= MAX_ID]
    if not possible:
        return {}
    query = CustomerAliasRow.select(CustomerAliasRow.id, CustomerAliasRow.customer)
    return dict(db.rows(query.where(among(db, CustomerAliasRow.id, possible)).tuples()))


def made_by(db: Database, step_id: int) -> tuple[int, ...]:
    """Return the customers into whom those were merged that a step had made, each once, by id."""
    query = CustomerAliasRow.select(CustomerAliasRow.customer).distinct()
    query = query.where(CustomerAliasRow.made_by == step_id).order_by(CustomerAliasRow.customer)
    return tuple(row[0] for row in db.rows(query.tuples()))


def newest(db: Database) -> int:
    """Return the highest id of a merged customer, 0 where there is none."""
    return int(db.scalar(CustomerAliasRow.select(fn.MAX(CustomerAliasRow.id)).tuples()) or 0)


def insert(
    db: Database, customer_id: int, *, into: int, step_id: int, made_by_step: int | None
) -> None:
    """Have the id of a customer, and all that stood for it, stand for another one."""
    db.update_rows(CustomerAliasRow, {"customer": into}, where={"customer": customer_id})
    db.run(
        CustomerAliasRow.insert(id=customer_id, customer=into, step=step_id, made_by=made_by_step)
    )


def of_customer(db: Database, customer_id: int) -> tuple[int, ...]:
    """Return the old ids that stand for the customer, by id."""
    return tuple(sorted(row[0] for row in db.prepared_rows(_OF_CUSTOMER, customer_id)))


def remove(db: Database, customer_id: int, *, others: Collection[int]) -> None:
    """Let an id be its customer's own again, who is back, with the old ids that were his."""
    db.run(CustomerAliasRow.delete().where(CustomerAliasRow.id == customer_id))
    if others:
        moved = CustomerAliasRow.update(customer=customer_id)
        db.run(moved.where(among(db, CustomerAliasRow.id, others)))
