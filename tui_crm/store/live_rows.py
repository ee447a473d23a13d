"""The list of everybody who is not archived, read live along an index."""

from functools import lru_cache

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import SortKey
from tui_crm.domain.paging import Key
from tui_crm.domain.sort_keys import name_sort_key
from tui_crm.domain.viewer import Viewer
from tui_crm.store.fields import to_microseconds
from tui_crm.store.keyset import CustomerRows, Listing
from tui_crm.store.models import CustomerTable


def all_rows(
    db: Database,
    viewer: Viewer,
    *,
    key: SortKey = SortKey.NAME,
    is_descending: bool = False,
) -> CustomerRows:
    """Return the list of all customers that are not archived, by name or by when they were made."""
    listing = _all(viewer, key, is_descending=is_descending)
    return CustomerRows(db, listing, key_of_row=_LIVE[key][1])


@lru_cache(maxsize=64)
def _all(viewer: Viewer, key: SortKey, *, is_descending: bool) -> Listing:
    return Listing(
        viewer,
        conditions=[CustomerTable.archived_at.is_null(True)],
        order=(_LIVE[key][0], CustomerTable.id),
        is_descending=is_descending,
    )


def _name_key(row: CustomerRow) -> Key:
    return (name_sort_key(row.name, row.company), row.id)


def _created_key(row: CustomerRow) -> Key:
    return (0 if row.created_at is None else to_microseconds(row.created_at), row.id)


_LIVE = {
    SortKey.NAME: (CustomerTable.sort_name, _name_key),
    SortKey.CREATED: (CustomerTable.created_at, _created_key),
}
LIVE = frozenset(_LIVE)
"""The orders in which everybody is read along an index, live."""
