"""Lists read in pages by key: the store's side of `tui_crm.domain.paging.KeysetQuery`."""

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import islice
from operator import add, and_, or_
from typing import Any

from peewee import Expression, fn

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.paging import Key, Outline
from tui_crm.domain.viewer import Viewer
from tui_crm.store.customers import ROW_COLUMNS, row_of
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible


class CustomerRows:
    """A sorted list of customers, made of disjoint conditions that each have their own index.

    `order` are the expressions that it is sorted by, ascending; the id must be the last.
    `key_of_row` gives their values for a row. Each condition is asked apart and the answers are
    merged, since one OR would cost the index order.
    """

    def __init__(
        self,
        db: Database,
        viewer: Viewer,
        *,
        conditions: Sequence[Expression],
        order: Sequence[Any],
        key_of_row: Callable[[CustomerRow], Key],
    ) -> None:
        self._db = db
        self._viewer = viewer
        self._conditions = tuple(conditions)
        self._order = tuple(order)
        self._key_of_row = key_of_row

    def key_of(self, row: CustomerRow) -> Key:
        """Return where the row stands."""
        return self._key_of_row(row)

    def first(self, limit: int) -> Sequence[CustomerRow]:
        """Return the first rows."""
        return self._page(None, limit, is_forward=True)

    def last(self, limit: int) -> Sequence[CustomerRow]:
        """Return the last rows, in the list's order."""
        return self._page(None, limit, is_forward=False)

    def after(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows behind `key`."""
        return self._page(key, limit, is_forward=True)

    def before(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows that lead up to `key`, in the list's order."""
        return self._page(key, limit, is_forward=False)

    def count(self) -> int:
        """Return how many rows there are."""
        return sum(
            int(self._db.scalar(self._select(condition, fn.COUNT(CustomerTable.id))) or 0)
            for condition in self._conditions
        )

    def outline(self, every: int, near: CustomerRow | None) -> Outline[Key]:
        """Return count, anchors and the position of `near`, from one statement: one snapshot."""
        numbered = self._numbered().alias("numbered")
        depth = len(self._order)
        names = [f"k{index}" for index in range(depth)]
        place = numbered.c.number
        # Whole numbers are divided: "%" means LIKE to peewee, and SQLite may lack MOD.
        is_wanted = (place / every * every == place) | (place == 1)
        if near is not None:
            is_wanted |= getattr(numbered.c, names[-1]) == near.id
        picked = numbered.select_from(*(getattr(numbered.c, name) for name in names), place)
        picked = picked.select_extend(self._total()).where(is_wanted).order_by(place)
        rows = self._db.rows(picked.tuples())
        places = {row[depth - 1]: row[depth] - 1 for row in rows}
        position = 0
        if near is not None:
            found = places.get(near.id)
            position = self._rows_before(self.key_of(near)) if found is None else found
        return Outline(
            count=int(rows[0][-1]) if rows else 0,
            anchors=tuple(tuple(row[:depth]) for row in rows if row[depth] % every == 0),
            position=position,
        )

    def _numbered(self) -> Any:
        """Return the keys of all rows as k0, k1, …, and the number of each row, from one on."""
        named = [part.alias(f"k{index}") for index, part in enumerate(self._order)]
        selects = [self._select(condition, *named) for condition in self._conditions]
        listed = reduce(lambda one, other: one.union_all(other), selects).alias("listed")
        keys = [getattr(listed.c, f"k{index}") for index in range(len(self._order))]
        return listed.select_from(*keys, fn.ROW_NUMBER().over(order_by=keys).alias("number"))

    def _total(self) -> Any:
        # Inside a function, since "+" between two selects means UNION ALL to peewee.
        counted = (self._select(each, fn.COUNT(CustomerTable.id)) for each in self._conditions)
        return reduce(add, (fn.COALESCE(each, 0) for each in counted))

    def _rows_before(self, key: Key) -> int:
        counts = (
            self._db.scalar(
                self._select(
                    condition & self._beyond(key, is_forward=False), fn.COUNT(CustomerTable.id)
                )
            )
            for condition in self._conditions
        )
        return sum(int(count or 0) for count in counts)

    def _page(self, key: Key | None, limit: int, *, is_forward: bool) -> Sequence[CustomerRow]:
        order = [part.asc() if is_forward else part.desc() for part in self._order]
        found: list[CustomerRow] = []
        for condition in self._conditions:
            where = condition if key is None else condition & self._beyond(key, is_forward)
            query = self._select(where, *ROW_COLUMNS).order_by(*order).limit(limit)
            found.extend(row_of(row) for row in self._db.rows(query))
        if len(self._conditions) > 1:
            found.sort(key=self._key_of_row, reverse=not is_forward)
        page = list(islice(found, limit))
        return page if is_forward else page[::-1]

    def _select(self, condition: Expression, *columns: Any) -> Any:
        query = CustomerTable.select(*columns).where(condition)
        return only_visible(query, self._viewer).tuples()

    def _beyond(self, key: Key, is_forward: bool) -> Expression:  # noqa: FBT001 - private
        """Return "behind the key" (or before it): lexicographic, with a bound an index can use."""
        alternatives = []
        for depth, value in enumerate(key):
            part = self._order[depth]
            step = part > value if is_forward else part < value
            same = [self._order[i] == key[i] for i in range(depth)]
            alternatives.append(reduce(and_, [*same, step]))
        bound = self._order[0] >= key[0] if is_forward else self._order[0] <= key[0]
        beyond: Expression = bound & reduce(or_, alternatives)
        return beyond
