"""All customers in pages by id, for exports: memory stays flat however many there are."""

import json
from collections.abc import Iterator

from tui_crm.db import Database
from tui_crm.domain.customer import Customer
from tui_crm.domain.viewer import Viewer
from tui_crm.store import numbers
from tui_crm.store.models import CustomerTable
from tui_crm.store.records import SELECTED, customer_of
from tui_crm.store.visibility import only_visible

PAGE_ROWS = 500
"""Customers read at a time: well under the parameters that one statement may have."""


def all_customers(db: Database, viewer: Viewer) -> Iterator[Customer]:
    """Yield every customer, archived ones too, by id; each is read whole, at some moment."""
    last = 0
    while True:
        query = CustomerTable.select(*SELECTED).where(CustomerTable.id > last)
        query = query.order_by(CustomerTable.id).limit(PAGE_ROWS)
        page = db.rows(only_visible(query, viewer).tuples())
        if not page:
            return
        phones = numbers.of_customers(db, [row[0] for row in page])
        for row in page:
            yield customer_of(row, phones.get(row[0], ()))
        last = page[-1][0]


def free_field_titles(db: Database, viewer: Viewer) -> tuple[str, ...]:
    """Return the titles of all free fields that occur, in the order of their first occurrence."""
    titles: dict[str, None] = {}
    last = 0
    while True:
        query = CustomerTable.select(CustomerTable.id, CustomerTable.custom)
        query = query.where((CustomerTable.id > last) & (CustomerTable.custom != ""))
        query = query.order_by(CustomerTable.id).limit(PAGE_ROWS)
        page = db.rows(only_visible(query, viewer).tuples())
        if not page:
            return tuple(titles)
        for row in page:
            titles.update(dict.fromkeys(json.loads(row[1])))
        last = page[-1][0]
