"""Writing the index: what is searched of a customer, in the transaction that writes him."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import Database
from tui_crm.domain.customer import Customer
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerSearchRow, SearchWordRow

if TYPE_CHECKING:
    from tui_crm.store.search_texts import IndexText

_COLUMNS = ("customer", "names", "others")
_SEARCHED = ("name", "company", "phones", "address", "email", "wechat")


def put_in(db: Database, customer: Customer) -> None:
    """Let a new customer be found."""
    # A start imports this module, but seldom comes to write a name.
    from tui_crm.store.search_texts import fields_of, index_text

    insert(db, [(customer.id, index_text(fields_of(customer)))])


def follow(db: Database, before: Customer, after: Customer) -> None:
    """Let a customer be found by what is known of him now, where that is something else."""
    if all(getattr(before, name) == getattr(after, name) for name in _SEARCHED):
        return
    from tui_crm.store.search_texts import fields_of, index_text

    fields = fields_of(after)
    if fields != fields_of(before):
        replace(db, [(after.id, index_text(fields))])


def insert(db: Database, made: Sequence[tuple[int, "IndexText"]]) -> None:
    """Let new customers be found: the id and what the index keeps of each."""
    db.insert_together(CustomerSearchRow, _COLUMNS, _rows(made))
    learn(db, (word for _id, text in made for word in text.words))


def replace(db: Database, changed: Sequence[tuple[int, "IndexText"]]) -> None:
    """Keep other texts of customers, or the first of somebody the index does not know."""
    db.insert_together(CustomerSearchRow, _COLUMNS, _rows(changed), key=_COLUMNS[0])
    learn(db, (word for _id, text in changed for word in text.words))


def _rows(texts: Sequence[tuple[int, "IndexText"]]) -> list[tuple[int, str, str]]:
    return [(customer_id, text.names, text.others) for customer_id, text in texts]


def remove(db: Database, customer_ids: Sequence[int]) -> None:
    """Let customers be found no more."""
    is_one = among(db, CustomerSearchRow.customer, customer_ids)
    db.run(CustomerSearchRow.delete().where(is_one))


def learn(db: Database, words: Iterable[str]) -> None:
    """Keep words for typing mistakes. None is forgotten: it then leads to nobody."""
    # In one order always, so that two transactions never wait for one another.
    rows = [(word[0], len(word), word) for word in sorted(set(words))]
    if rows:
        db.insert_missing(SearchWordRow, ("initial", "length", "word"), rows)
