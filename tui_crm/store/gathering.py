"""Gathering the ids of a filtered list in its order, where no index has both."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, TypeAlias

from peewee import SQL, Case, Expression, fn

from tui_crm.db import Database
from tui_crm.domain.errors import CrmError
from tui_crm.domain.viewer import Viewer
from tui_crm.store.models import CustomerTable
from tui_crm.store.visibility import only_visible

Ids: TypeAlias = "array[int]"
"""Ids of customers, four bytes each."""

FEW = 16_000
"""Up to so many are fetched and sorted; more are dense enough to be met by walking an order."""
SHORT_WALK, LONG_WALK = 1_024, 16_384
"""Rows of an order that are looked at for a first page: a row costs about 4 µs at a million."""
_PAGE = 20_000

_C = CustomerTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Whom to gather, and in which direction.

    The indexes of the orders leave archived customers out: `has_archived` says that they do not
    help. `can_walk` says that the conditions may be asked row by row, `is_of_order` that they ask
    for nothing but what the index of the order holds. `go_on` is asked now and then; where it says
    no, CrmError cancelled is raised.
    """

    conditions: tuple[Expression, ...]
    is_descending: bool
    has_archived: bool
    can_walk: bool
    is_of_order: bool
    go_on: Callable[[], bool]


class Gathering(ABC):
    """How the ids of those who are wanted are found in an order, ties by id.

    Whoever has no value stands last in both directions.
    """

    def __init__(self, db: Database, viewer: Viewer, wanted: Gathered) -> None:
        self._db = db
        self._viewer = viewer
        self._wanted = wanted
        self._conditions = wanted.conditions
        self._is_descending = wanted.is_descending

    @abstractmethod
    def all(self) -> Ids:
        """Return the ids of the whole list."""

    @abstractmethod
    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or with `is_from_end` the last in reverse, or None.

        None means that they are too sparse to be met soon. Fewer than `limit` are the whole list.
        """

    def count(self) -> int:
        """Return how many there are."""
        return int(self._db.scalar(self._select(self._conditions, fn.COUNT(_C.id))) or 0)

    def _select(self, conditions: Sequence[Any], *columns: Any) -> Any:
        query = _C.select(*columns)
        if conditions:
            query = query.where(*conditions)
        return only_visible(query, self._viewer).tuples()

    def _pages(self, query: Any) -> Iterator[list[tuple[Any, ...]]]:
        for page in self._db.pages(query, rows=_PAGE):
            if not self._wanted.go_on():
                raise CrmError("cancelled")
            yield page

    def _few(self, conditions: Sequence[Any]) -> list[int] | None:
        """Return the ids of all who meet `conditions`, or None where they are many."""
        found = self._db.rows(self._select(conditions, _C.id).limit(FEW + 1))
        return [row[0] for row in found] if len(found) <= FEW else None

    def _walked(
        self,
        passes: Sequence[Any],
        wanted: int,
        *,
        along: Sequence[Any],
        where: Sequence[Any],
        is_rising: bool,
    ) -> "Sequence[int] | None":
        """Return the first ids of an order that pass, or None where they are not met soon.

        Fewer than `wanted` are all there are.
        """
        flag = Case(None, [(reduce(and_, passes), SQL("1"))], SQL("0")) if passes else SQL("1")
        order = [part.asc() if is_rising else part.desc() for part in (*along, _C.id)]
        for length in (SHORT_WALK, LONG_WALK):
            query = self._select(where, _C.id, flag).order_by(*order).limit(length)
            rows = self._db.rows(query)
            found = [row[0] for row in rows if row[1]]
            if len(found) >= wanted or len(rows) < length:
                return found[:wanted]
            if len(found) * LONG_WALK < wanted * SHORT_WALK:
                return None
        return None
