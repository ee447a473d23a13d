"""Finding customers: the list of all, and a substring in name, company or number.

The interface (`all_rows`, `matching_ids`) is what a later index replaces; callers see ids.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from peewee import fn

from tui_crm.db import Database, Engine
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import SortKey
from tui_crm.domain.paging import Key
from tui_crm.domain.sort_keys import name_sort_key
from tui_crm.domain.text import fold
from tui_crm.domain.viewer import Viewer
from tui_crm.store.fields import to_microseconds
from tui_crm.store.keyset import CustomerRows, Listing
from tui_crm.store.models import CustomerTable, CustomerTextRow
from tui_crm.store.visibility import only_visible

MAX_WORDS = 8
"""Words of a query that are looked for; more narrow nothing that a person types."""
_NUMBER_SIGNS = frozenset("+-().  /")


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


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words to look for; a number loses its punctuation."""
    return tuple(_word(each) for each in fold(query).split()[:MAX_WORDS])


def _word(word: str) -> str:
    digits = "".join(sign for sign in word if sign.isdecimal())
    is_number = len(digits) >= 3 and all(sign.isdecimal() or sign in _NUMBER_SIGNS for sign in word)
    return digits if is_number else word


def matching_ids(db: Database, viewer: Viewer, query: str, *, limit: int) -> Sequence[int]:
    """Return the ids of customers that hold every word of `query`, archived ones too.

    Names that begin with the query come first, then by name. A scan: call it on a worker thread.
    """
    words = words_of(query)
    if not words:
        return ()
    prefix = name_sort_key(query.strip(), "")
    begins = fn.SUBSTR(CustomerTable.sort_name, 1, len(prefix)) == prefix
    found = holding(db, words).limit(10 * limit)
    rows = CustomerTable.select(CustomerTable.id).where(CustomerTable.id.in_(found))
    ordered = rows.order_by(begins.desc(), CustomerTable.sort_name, CustomerTable.id).limit(limit)
    return [row[0] for row in db.rows(only_visible(ordered, viewer).tuples())]


def holding(db: Database, words: Sequence[str]) -> Any:
    """Return the select of the ids of those whose text holds all `words`: a part of a query."""
    contains = fn.STRPOS if db.engine is Engine.POSTGRES else fn.INSTR
    found = CustomerTextRow.select(CustomerTextRow.customer)
    for word in words:
        found = found.where(contains(CustomerTextRow.text, word) > 0)
    return found
