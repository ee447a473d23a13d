"""Lists read in pages by key: the store's side of `tui_crm.domain.paging.KeysetQuery`."""

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import islice
from operator import add
from typing import Any

from peewee import OP, SQL, Expression, Tuple, fn

from tui_crm.db import Database, Prepared
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.paging import Key, Outline
from tui_crm.domain.viewer import Viewer
from tui_crm.store.list_rows import ROW_COLUMNS, row_of
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible


def literal(number: int) -> SQL:
    """Return a number as a part of SQL that is written once."""
    return SQL(str(int(number)))


class Listing:
    """A sorted list as SQL, written once for each kind of page; it fits any database.

    Made of disjoint conditions that each have their own index: each is asked apart and the
    answers are merged, since one OR would cost the index order. `order` are the expressions that
    it is sorted by, the id last. Conditions and order hold no values, only literals.
    """

    def __init__(
        self,
        viewer: Viewer,
        *,
        conditions: Sequence[Expression],
        order: Sequence[Any],
        is_descending: bool = False,
    ) -> None:
        self.conditions = tuple(conditions)
        self.order = tuple(order)
        self.is_descending = is_descending
        self._viewer = viewer
        self._pages: dict[tuple[int, bool, bool], Prepared] = {}

    def page(self, number: int, *, has_key: bool, is_forward: bool) -> Prepared:
        """Return the select of a page of one condition: its values are the key's, then the limit.

        Rows come in the direction that is read.
        """
        shape = (number, has_key, is_forward)
        if (page := self._pages.get(shape)) is None:
            page = self._pages[shape] = Prepared(lambda mark: self._page(mark, *shape))
        return page

    def _page(self, mark: SQL, number: int, has_key: bool, is_forward: bool) -> Any:  # noqa: FBT001 - partial() fills them in order
        where = self.conditions[number]
        if has_key:
            where &= self.beyond([mark] * len(self.order), is_forward=is_forward)
        query = self.select(where, *ROW_COLUMNS)
        return query.order_by(*self.ordered(is_forward=is_forward)).limit(mark)

    def select(self, condition: Expression, *columns: Any) -> Any:
        """Return the select of `columns` where `condition` holds, of those who may be seen."""
        return only_visible(CustomerTable.select(*columns).where(condition), self._viewer).tuples()

    def ordered(self, *, is_forward: bool = True) -> list[Any]:
        """Return the order for reading forwards or backwards."""
        is_rising = is_forward is not self.is_descending
        return [part.asc() if is_rising else part.desc() for part in self.order]

    def beyond(self, key: Sequence[object], *, is_forward: bool) -> Expression:
        """Return "behind the key", or before it, for an index to start at."""
        is_rising = is_forward is not self.is_descending
        return Expression(Tuple(*self.order), OP.GT if is_rising else OP.LT, Tuple(*key))


class CustomerRows:
    """The rows of a `listing`; `key_of_row` gives the stored values by which a row is sorted."""

    def __init__(
        self, db: Database, listing: Listing, *, key_of_row: Callable[[CustomerRow], Key]
    ) -> None:
        self._db = db
        self._listing = listing
        self._key_of_row = key_of_row

    def key_of(self, row: CustomerRow) -> Key:
        """Return where the row stands."""
        return self._key_of_row(row)

    def first(self, limit: int) -> Sequence[CustomerRow]:
        """Return the first rows."""
        return self._page((), limit, is_forward=True)

    def last(self, limit: int) -> Sequence[CustomerRow]:
        """Return the last rows, in the list's order."""
        return self._page((), limit, is_forward=False)

    def after(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows behind `key`."""
        return self._page(key, limit, is_forward=True)

    def before(self, key: Key, limit: int) -> Sequence[CustomerRow]:
        """Return the rows that lead up to `key`, in the list's order."""
        return self._page(key, limit, is_forward=False)

    def count(self) -> int:
        """Return how many rows there are."""
        return sum(self._counted(condition) for condition in self._listing.conditions)

    def outline(self, every: int, near: CustomerRow | None) -> Outline[Key]:
        """Return count, anchors and the position of `near`, from one statement: one snapshot."""
        numbered = self._numbered().alias("numbered")
        depth = len(self._listing.order)
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
        listing = self._listing
        named = [part.alias(f"k{index}") for index, part in enumerate(listing.order)]
        selects = [listing.select(condition, *named) for condition in listing.conditions]
        listed = reduce(lambda one, other: one.union_all(other), selects).alias("listed")
        keys = [getattr(listed.c, f"k{index}") for index in range(len(listing.order))]
        order = [key.desc() for key in keys] if listing.is_descending else keys
        return listed.select_from(*keys, fn.ROW_NUMBER().over(order_by=order).alias("number"))

    def _total(self) -> Any:
        # Inside a function, since "+" between two selects means UNION ALL to peewee.
        counted = (
            self._listing.select(each, fn.COUNT(CustomerTable.id))
            for each in self._listing.conditions
        )
        return reduce(add, (fn.COALESCE(each, 0) for each in counted))

    def _rows_before(self, key: Key) -> int:
        before = self._listing.beyond(key, is_forward=False)
        return sum(self._counted(condition & before) for condition in self._listing.conditions)

    def _counted(self, condition: Expression) -> int:
        query = self._listing.select(condition, fn.COUNT(CustomerTable.id))
        return int(self._db.scalar(query) or 0)

    def _page(self, key: Key, limit: int, *, is_forward: bool) -> Sequence[CustomerRow]:
        listing = self._listing
        found: list[CustomerRow] = []
        for number in range(len(listing.conditions)):
            page = listing.page(number, has_key=bool(key), is_forward=is_forward)
            found.extend(map(row_of, self._db.prepared_rows(page, *key, limit)))
        if len(listing.conditions) > 1:
            is_rising = is_forward is not listing.is_descending
            found.sort(key=self._key_of_row, reverse=not is_rising)
        page_rows = list(islice(found, limit))
        return page_rows if is_forward else page_rows[::-1]
