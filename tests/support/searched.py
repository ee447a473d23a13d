"""Customers stored for a search by what is searched of them, and how the index stands."""

from collections.abc import Iterable

from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.search.fields import SearchFields
from tui_crm.services.session import Session
from tui_crm.store import batches, customers, search_check
from tui_crm.store.models import CustomerSearchRow, CustomerTable


def store_all(session: Session, everybody: Iterable[SearchFields]) -> list[int]:
    """Store customers with these fields, in one transaction, and return their ids.

    There is no place for contacts yet: they are left out.
    """
    with session.db.write():
        return [
            customers.insert(session.db, _customer(session, fields), step_id=None).id
            for fields in everybody
        ]


def forget_all(session: Session) -> None:
    """Remove all customers."""
    with session.db.write():
        ids = [row[0] for row in session.db.rows(CustomerTable.select(CustomerTable.id).tuples())]
        batches.remove(session.db, ids)


def _customer(session: Session, fields: SearchFields) -> Customer:
    return Customer(
        id=0,
        name=fields.name,
        company=fields.company,
        phones=tuple(PhoneNumber(raw=raw) for raw in fields.phones),
        address=fields.address,
        email=fields.email,
        wechat=fields.wechat,
        created_at=session.now(),
        updated_at=session.now(),
    )


def check_index(session: Session) -> None:
    """Check that the index is whole, and that it holds everybody by today's tokens, nobody else."""
    db = session.db
    ids = [row[0] for row in db.rows(CustomerTable.select(CustomerTable.id).tuples())]
    indexed = [row[0] for row in db.rows(CustomerSearchRow.select().tuples())]
    assert sorted(indexed) == sorted(ids)
    assert search_check.look_at(db, ids) == ([], [])
    with db.write():
        assert search_check.is_index_whole(db)
