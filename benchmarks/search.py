"""Search: the query of each keystroke by kind and length, the size of the index, its cost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, of_times
from tui_crm.db import Database
from tui_crm.domain.customer import Customer
from tui_crm.domain.phone_parts import digits_of
from tui_crm.domain.search.tokens import tokens_of
from tui_crm.services.finding import search
from tui_crm.services.session import Session
from tui_crm.store import customers, search_check, search_index
from tui_crm.store.search_texts import fields_of

CUSTOMERS = 40
"""Customers from whose names and numbers the queries are made, spread over all."""
LENGTHS = (1, 2, 3, 5, 8)
INSERTS = 100
_BUDGET = Budget(p50=8, p95=16)
_KEPT_IN = ("customer_search", "search_word", "search_index_data", "search_index_idx")
_MEGABYTE = 1e6

Texts = Callable[[Customer], str]
"""Returns what somebody might be looked for by, of which a query is a part; "" for nothing."""


def measure(data: DataSet) -> list[Figure]:
    """Measure on a copy, whose pages the system has read."""
    with data.session() as session:
        sample = _sample(session)
        return [
            *_queries(session, data.size, sample),
            *_sizes(session.db, data.size),
            *_inserts(session, data.size, sample),
        ]


def _sample(session: Session) -> list[Customer]:
    ids = search_check.sample_ids(session.db, CUSTOMERS)
    return [customers.get(session.db, session.viewer, each) for each in ids]


def _queries(session: Session, size: int, sample: Sequence[Customer]) -> Iterator[Figure]:
    """Yield a figure for each kind and length: every query is a first time."""
    for kind, text_of in _KINDS.items():
        texts = [text for text in map(text_of, sample) if text]
        for length in LENGTHS:
            queries = dict.fromkeys(text[:length] for text in texts if len(text) >= length)
            taken = [_timed(session, query) for query in queries if query.strip()]
            if taken:
                what = f"search, {kind}: {length} signs"
                yield of_times(what, size, taken, budget=_BUDGET)


def _timed(session: Session, query: str) -> float:
    start = perf_counter()
    search(session, query)
    return perf_counter() - start


def _latin(customer: Customer) -> str:
    name = customer.name
    return name.lower() if name.isascii() else ""


def _chinese(customer: Customer) -> str:
    """Return a Chinese name with what of the company begins no other word with it."""
    name = customer.name
    return name + customer.company if name and not name.isascii() and len(name) <= 4 else ""


def _pinyin(customer: Customer) -> str:
    if not _chinese(customer):
        return ""
    spelled = tokens_of(fields_of(customer)).names
    return max((each for each in spelled if each.isascii() and each.isalpha()), key=len, default="")


def _initials(customer: Customer) -> str:
    if not _chinese(customer):
        return ""
    spelled = tokens_of(fields_of(customer)).names
    count = len(customer.name)
    return next((each for each in spelled if each.isascii() and len(each) == count), "")


def _digits(customer: Customer) -> str:
    """Return the end of a number: what somebody reads off a display."""
    digits = digits_of(customer.phones[0].raw) if customer.phones else ""
    return digits[-max(LENGTHS) :]


def _misspelt(customer: Customer) -> str:
    """Return a Latin name with two letters swapped behind its first."""
    name = _latin(customer).replace(" ", "")
    return name[0] + name[2] + name[1] + name[3:] if len(name) > 3 and name[1] != name[2] else ""


_KINDS: dict[str, Texts] = {
    "Latin": _latin,
    "Chinese": _chinese,
    "full pinyin": _pinyin,
    "pinyin initials": _initials,
    "part of a number": _digits,
    "misspelt": _misspelt,
}


def _sizes(db: Database, size: int) -> Iterator[Figure]:
    """Yield the megabytes of the index, and of the tokens from which it is kept."""
    pages = dict.fromkeys(_KEPT_IN, 0)
    sql = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"
    pages |= dict(db.peewee.execute_sql(sql).fetchall())
    index = sum(pages[name] for name in _KEPT_IN if name.startswith("search"))
    yield Figure(what="search: size of the index", size=size, unit="MB", p50=index / _MEGABYTE)
    tokens = pages["customer_search"] / _MEGABYTE
    yield Figure(what="search: size of the tokens beside it", size=size, unit="MB", p50=tokens)


def _inserts(session: Session, size: int, sample: Sequence[Customer]) -> Iterator[Figure]:
    """Yield how long storing a customer takes, and indexing him alone; each with its commit."""
    db = session.db
    whole, part = [], []
    for number in range(INSERTS):
        like = sample[number % len(sample)]
        new = replace(like, id=0, name=f"{like.name} {number}")
        start = perf_counter()
        with db.write():
            stored = customers.insert(db, new, step_id=None)
        whole.append(perf_counter() - start)
        with db.write():
            search_index.remove(db, [stored.id])
        start = perf_counter()
        with db.write():
            search_index.put_in(db, stored)
        part.append(perf_counter() - start)
    yield of_times("search: a customer stored and indexed", size, whole)
    yield of_times("search: a customer indexed alone", size, part)
