"""Gathering the ids of a filtered list in the order of a list of values."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import SQL, Case

from tui_crm.db import Database
from tui_crm.domain.viewer import Viewer
from tui_crm.store import gathering
from tui_crm.store.gathering import Gathered, Gathering, Ids, passing
from tui_crm.store.models import CustomerTable

_C = CustomerTable
_NOBODY = SQL("0 = 1")
_SHARE = 64
"""Of whom a walk meets less than one in so many, there are likely few in all."""


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
        buckets: list[list[int] | Ids] = [array("i") for _ in range(len(self._places) + 1)]
        for page in self._pages(self._select(self._conditions, _C.id, self._column)):
            for customer_id, value in page:
                buckets[self._place_of(value)].append(customer_id)
        found = array("i")
        for place, bucket in enumerate(buckets):
            found.extend(sorted(bucket, reverse=self._is_descending))
            buckets[place] = []
        return found

    def head(self, limit: int, *, is_from_end: bool = False) -> "Ids | None":
        """Return the first ids, or the last in reverse, or None; see `Gathering`."""
        if not self._wanted.can_walk:
            return None
        met = self._met_by_id(is_from_end=is_from_end)
        if sum(map(len, met.values())) * _SHARE < gathering.LONG_WALK:
            few = self._few(self._conditions, gathering.FEW, self._column)
            if few is not None:
                return array("i", self._ranked(few, is_from_end=is_from_end)[:limit])
        reached, enough = 0, gathering.LONG_WALK // 512
        for place in sorted(met, reverse=is_from_end):
            if len(met[place]) >= limit:
                before = self._few_before(place, is_from_end=is_from_end)
                if before is not None:
                    return array("i", [*before, *met[place]][:limit])
            reached += len(met[place])
            if reached >= enough:
                best = self._best(limit, place, is_from_end=is_from_end)
                if len(best) >= limit:
                    return best
                break
        return self._best(limit, None, is_from_end=is_from_end)

    def _met_by_id(self, *, is_from_end: bool) -> Mapping[int, Sequence[int]]:
        """Return the ids that a bounded walk along the ids meets, by place: the first of each."""
        met: dict[int, list[int]] = defaultdict(list)
        query = self._select((), _C.id, self._column, passing(self._conditions))
        number = _C.id.asc() if self._is_descending is is_from_end else _C.id.desc()
        for customer_id, value, is_one in self._db.rows(
            query.order_by(number).limit(gathering.LONG_WALK)
        ):
            if is_one:
                met[self._place_of(value)].append(customer_id)
        return met

    def _few_before(self, place: int, *, is_from_end: bool) -> list[int] | None:
        """Return those who come before `place`, None where they are many.

        Mostly nobody: a list of values has some that nobody has.
        """
        before = self._up_to(place + 1 if is_from_end else place - 1, is_from_end=is_from_end)
        few = self._few([*self._conditions, before], gathering.FEW, self._column)
        return None if few is None else self._ranked(few, is_from_end=is_from_end)

    def _ranked(self, few: list[tuple[Any, ...]], *, is_from_end: bool) -> list[int]:
        """Return the ids of (id, value) in their order, or from the end."""
        ranked = sorted(few, reverse=self._is_descending is not is_from_end)
        ranked.sort(key=lambda row: self._place_of(row[1]), reverse=is_from_end)
        return [row[0] for row in ranked]

    def _place_of(self, value: int | None) -> int:
        """Return where a value stands; behind all others where it is none of the list."""
        return self._places.get(value, len(self._places))

    def _up_to(self, place: int, *, is_from_end: bool) -> Any:
        """Return the condition of standing at `place` or before it, as seen from the end or not."""
        values = [SQL(str(value)) for value in self._places]
        if is_from_end:
            is_other = self._column.is_null(True) | self._column.not_in(values[:place])
            return is_other if place <= len(values) else _NOBODY
        return self._column.in_(values[: place + 1]) if place >= 0 else _NOBODY

    def _best(self, limit: int, up_to: int | None, *, is_from_end: bool) -> Ids:
        """Return the first ids by one pass over the index of facets, the best so far kept.

        Of those up to a place only, which is where no more than `limit` are looked for.
        """
        rest = len(self._places)
        whens = [
            (self._column == SQL(str(value)), SQL(str(at))) for value, at in self._places.items()
        ]
        place = Case(None, whens, SQL(str(rest))) if whens else SQL(str(rest))
        # The sum keeps the engine from walking along the ids, where those wanted are far apart.
        number = _C.id + SQL("0")
        is_rising = self._is_descending is is_from_end
        order = [place.desc() if is_from_end else place.asc()]
        order.append(number.asc() if is_rising else number.desc())
        conditions = list(self._conditions)
        if up_to is not None and (is_from_end or up_to < rest):
            conditions.append(self._up_to(up_to, is_from_end=is_from_end))
        query = self._select(conditions, _C.id).order_by(*order).limit(limit)
        return array("i", (row[0] for row in self._db.rows(query)))
