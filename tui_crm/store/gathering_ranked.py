"""Gathering the ids of a filtered list in the order of a list of values."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import SQL, Case

from tui_crm.db import Database
from tui_crm.domain.viewer import Viewer
from tui_crm.store.gathering import Gathered, Gathering, Ids
from tui_crm.store.models import CustomerTable

_C = CustomerTable


class RankedGathering(Gathering):
    """In the order of a list of values: `ranks` are the values of `column`, the first first."""

    def __init__(
        self,
        db: Database,
        viewer: Viewer,
        wanted: Gathered,
        *,
        column: Any,
        ranks: Sequence[int],
    ) -> None:
        super().__init__(db, viewer, wanted)
        self._column = column
        values = ranks[::-1] if self._is_descending else ranks
        self._places: Mapping[Any, int] = {value: place for place, value in enumerate(values)}

    def all(self) -> Ids:
        """Return the ids of the whole list."""
        rest = len(self._places)
        buckets: list[list[int] | Ids] = [array("i") for _ in range(rest + 1)]
        for page in self._pages(self._select(self._conditions, _C.id, self._column)):
            for customer_id, value in page:
                buckets[self._places.get(value, rest)].append(customer_id)
        found = array("i")
        for place, bucket in enumerate(buckets):
            found.extend(sorted(bucket, reverse=self._is_descending))
            buckets[place] = []
        return found

    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or the last in reverse, or None; see `Gathering`."""
        if not self._wanted.can_walk:
            return None
        # One pass over the index of facets, which keeps the best so far.
        whens = [
            (self._column == SQL(str(value)), SQL(str(at))) for value, at in self._places.items()
        ]
        last = SQL(str(len(self._places)))
        place = Case(None, whens, last) if whens else last
        # The sum keeps the engine from walking along the ids, where those wanted are far apart.
        number = _C.id + SQL("0")
        is_rising = self._is_descending is is_from_end
        order = [place.desc() if is_from_end else place.asc()]
        order.append(number.asc() if is_rising else number.desc())
        query = self._select(self._conditions, _C.id).order_by(*order).limit(limit)
        return array("i", (row[0] for row in self._db.rows(query)))
