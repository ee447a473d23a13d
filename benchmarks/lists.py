"""The list of customers in every order and through single filters: opened, paged, its end."""

from collections.abc import Callable, Iterator
from time import perf_counter

from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, of_times
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import (
    CustomerFilter,
    CustomerSort,
    Due,
    Facet,
    LastContact,
    SortKey,
)
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.services import customer_lists
from tui_crm.services.session import Session
from tui_crm.widgets.paged_rows import BLOCK_ROWS

TIMES = 5
PAGES = 20


def measure(data: DataSet) -> list[Figure]:
    """Measure orders, filters, pages and the counts beside the filters."""
    with data.session() as session:
        return [
            *_orders(session, data.size),
            *_filters(session, data.size),
            _facets(session, data.size),
        ]


def _orders(session: Session, size: int) -> Iterator[Figure]:
    opened, pages, ends = [], [], []
    for key in SortKey:
        for is_descending in (False, True):
            sort = CustomerSort(key=key, is_descending=is_descending)
            opened += _timed(lambda sort=sort: _open(session, CustomerFilter(), sort), TIMES)
            rows = customer_lists.open_list(session, CustomerFilter(), sort)
            rows.outline(BLOCK_ROWS, None)
            pages += _paged(rows)
            ends += _timed(lambda rows=rows: rows.last(BLOCK_ROWS), TIMES)
    yield of_times("list, ten orders both ways: open", size, opened, budget=Budget(p95=100))
    yield of_times("list, ten orders both ways: a block", size, pages, budget=Budget(p95=16))
    yield of_times("list, ten orders both ways: the end", size, ends, budget=Budget(p95=50))


def _filters(session: Session, size: int) -> Iterator[Figure]:
    opened, pages = [], []
    for wanted in _wanted(session):
        for key in (SortKey.NAME, SortKey.NEXT_CONTACT, SortKey.LEVEL):
            sort = CustomerSort(key=key)
            opened += _timed(lambda w=wanted, sort=sort: _open(session, w, sort), 2)
        rows = customer_lists.open_list(session, wanted, CustomerSort())
        rows.outline(BLOCK_ROWS, None)
        pages += _paged(rows)
    yield of_times("list, one filter, three orders: open", size, opened, budget=Budget(p95=100))
    yield of_times("list, one filter: a block", size, pages, budget=Budget(p95=16))


def _wanted(session: Session) -> Iterator[CustomerFilter]:
    """Yield filters of one value each: one of every classification, and all that are fixed."""
    for field in ("level", "industry", "status", "area"):
        values = session.values_of(field)
        if values:
            yield CustomerFilter().with_chosen(Facet(field), frozenset({values[0].id}))
    yield CustomerFilter(owner=frozenset({session.viewer.user_id}))
    yield CustomerFilter(owner=frozenset({None}))
    for due in Due:
        yield CustomerFilter(due=frozenset({due}))
    for contact in LastContact:
        yield CustomerFilter(last_contact=frozenset({contact}))


def _facets(session: Session, size: int) -> Figure:
    counted = _timed(lambda: customer_lists.counts(session, CustomerFilter()), TIMES)
    return of_times("list: the counts beside all filters (worker)", size, counted)


def _open(session: Session, wanted: CustomerFilter, sort: CustomerSort) -> None:
    customer_lists.open_list(session, wanted, sort).first(BLOCK_ROWS)


def _paged(rows: KeysetQuery[CustomerRow, Key]) -> list[float]:
    """Read blocks one behind the other."""
    taken, page = [], rows.first(BLOCK_ROWS)
    for _ in range(PAGES):
        if not page:
            break
        start = perf_counter()
        page = rows.after(rows.key_of(page[-1]), BLOCK_ROWS)
        taken.append(perf_counter() - start)
    return taken


def _timed(action: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = perf_counter()
        action()
        taken.append(perf_counter() - start)
    return taken
