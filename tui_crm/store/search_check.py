"""The index of search compared with the customers, and made anew where it differs."""

import json
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from peewee import SQL, Cast, IntegerField, Model, Select, TextField, fn

from tui_crm.db import Database, Engine
from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.domain.search.fields import SearchFields
from tui_crm.store import numbers, search_index
from tui_crm.store.membership import among
from tui_crm.store.models import (
    INDEX_TABLE,
    CustomerSearchRow,
    CustomerTable,
    SearchWordRow,
)
from tui_crm.store.search_texts import IndexText, index_text, search_fields

_C = CustomerTable
_REBUILT_ROWS = 2_500
"""Rows that one statement of a rebuild puts into the index."""


class _IndexCommand(Model):
    """The full-text index of SQLite as it takes commands."""

    command = TextField(column_name=INDEX_TABLE)
    rank = IntegerField()
    rowid = IntegerField(primary_key=True)
    names = TextField()
    others = TextField()

    class Meta:
        table_name = INDEX_TABLE


class Wrong(NamedTuple):
    """A customer whose index text is not what it should be, and his version by then."""

    id: int
    version: int
    wanted: IndexText


class Look(NamedTuple):
    """What was found of some customers: who is wrong, and words that are not kept for typos."""

    wrong: list[Wrong]
    unknown: list[str]


def is_index_whole(db: Database) -> bool:
    """Whether the index holds just the tokens that are kept beside it, inside a transaction.

    Of PostgreSQL always: its indexes are part of its tables. A transaction that found a fault
    must be taken back.
    """
    if db.engine is Engine.POSTGRES:
        return True
    try:
        db.run(_IndexCommand.insert(command="integrity-check", rank=1))
    except DatabaseUnusable as fault:
        if fault.code != "database_damaged":
            raise
        return False
    return True


def rebuild_index(db: Database, progress: Callable[[int, int], object]) -> None:
    """Fill the index of SQLite anew from the tokens beside it, inside a transaction."""
    if db.engine is Engine.POSTGRES:
        return
    db.run(_IndexCommand.insert(command="delete-all"))
    highest = int(db.scalar(CustomerSearchRow.select(fn.MAX(CustomerSearchRow.customer))) or 0)
    columns = [CustomerSearchRow.customer, CustomerSearchRow.names, CustomerSearchRow.others]
    for first in range(1, highest + 1, _REBUILT_ROWS):
        last = first + _REBUILT_ROWS - 1
        some = CustomerSearchRow.select(*columns).where(
            CustomerSearchRow.customer.between(first, last)
        )
        fields = [_IndexCommand.rowid, _IndexCommand.names, _IndexCommand.others]
        db.run(_IndexCommand.insert_from(some, fields))
        progress(min(last, highest), highest)


def missing_count(db: Database) -> int:
    """Return how many customers the index does not know."""
    # Not NOT IN: a server that has no room for the whole list goes through it for each customer.
    known = CustomerSearchRow.select(SQL("1")).where(CustomerSearchRow.customer == _C.id)
    query = _C.select(fn.COUNT(_C.id)).where(~fn.EXISTS(known))
    return int(db.scalar(query.tuples()) or 0)


def ids_behind(db: Database, after: int, limit: int) -> list[int]:
    """Return the next ids of customers, rising, behind `after`."""
    query = _C.select(_C.id).where(_C.id > after).order_by(_C.id).limit(limit)
    return [row[0] for row in db.rows(query.tuples())]


def highest_id(db: Database) -> int:
    """Return the highest id of a customer, 0 where there is none."""
    return int(db.scalar(_C.select(fn.MAX(_C.id)).tuples()) or 0)


def sample_ids(db: Database, count: int) -> list[int]:
    """Return the ids of at most `count` customers, spread over all of them, rising."""
    highest = highest_id(db)
    step = max(1, -(-highest // count))
    starts = json.dumps([*range(0, highest, step)])
    is_postgres = db.engine is Engine.POSTGRES
    listed = (
        fn.json_array_elements_text(Cast(starts, "json")) if is_postgres else fn.json_each(starts)
    )
    start = Cast(SQL("value"), "integer")
    behind = _C.select(fn.MIN(_C.id)).where(_C.id > start)
    found = {row[0] for row in db.rows(Select([listed], [behind]).tuples())}
    return sorted(found - {None})


def look_at(db: Database, ids: Sequence[int]) -> Look:
    """Compare what the index keeps of some customers with what it should."""
    texts = _texts(db, ids)
    query = CustomerSearchRow.select().where(among(db, CustomerSearchRow.customer, ids))
    stored = {row[0]: row[1:] for row in db.rows(query.tuples())}
    wrong = [
        Wrong(each, version, text)
        for each, (version, text) in texts.items()
        if stored.get(each) != (text.names, text.others)
    ]
    return Look(
        wrong, _unknown(db, {word for _version, text in texts.values() for word in text[2]})
    )


def _unknown(db: Database, words: Set[str]) -> list[str]:
    query = SearchWordRow.select(SearchWordRow.word).where(
        among(db, SearchWordRow.initial, {word[0] for word in words})
        & among(db, SearchWordRow.word, words)
    )
    return sorted(words - {row[0] for row in db.rows(query.tuples())})


def put_right(db: Database, wrong: Sequence[Wrong]) -> None:
    """Index customers by their tokens, inside a transaction.

    Whoever was changed since he was looked at is looked at again.
    """
    still = still_wrong(db, wrong)
    search_index.replace(db, [(each.id, each.wanted) for each in still])


def still_wrong(db: Database, wrong: Sequence[Wrong]) -> list[Wrong]:
    """Return those who are wrong now, inside a transaction: whoever was changed is looked at again.

    Text and tokens are read one after the other, so an edit between the two looks like a fault.
    """
    query = _C.select(_C.id, _C.version).where(among(db, _C.id, [each.id for each in wrong]))
    if db.engine is Engine.POSTGRES:
        query = query.order_by(_C.id).for_update()
    versions = dict(db.rows(query.tuples()))
    changed = [each.id for each in wrong if versions.get(each.id, each.version) != each.version]
    same = [each for each in wrong if versions.get(each.id) == each.version]
    return [*same, *look_at(db, changed).wrong] if changed else same


def _texts(db: Database, ids: Sequence[int]) -> dict[int, tuple[int, IndexText]]:
    """Return the version of each customer and what the index should keep of him."""
    query = _C.select(
        *(_C.id, _C.version, _C.name, _C.company, _C.address, _C.email, _C.wechat)
    ).where(among(db, _C.id, ids))
    # First: a change that comes between the two is seen by his version.
    customers = db.rows(query.tuples())
    phones = numbers.texts_of(db, ids)
    return {
        customer_id: (version, index_text(_fields(row, phones.get(customer_id, ()))))
        for customer_id, version, *row in customers
    }


def _fields(row: Sequence[str], phones: Sequence[tuple[str, str]]) -> SearchFields:
    name, company, address, email, wechat = row
    return search_fields(
        name=name, company=company, phones=phones, address=address, email=email, wechat=wechat
    )
