"""Gathering the ids of a filtered list in the order of a list of values."""

from array import array
from collections import Counter
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


class RankedGathering(Gathering):
    """In the order of a list of values: `ranks` are the values of `column`, the first first.

    `can_leap` says that the engine leaps through the index of facets to one value of `column`.
    """

    def __init__(
        self,
        db: Database,
        viewer: Viewer,
        wanted: Gathered,
        *,
        column: Any,
        ranks: Sequence[int],
        can_leap: bool,
    ) -> None:
        super().__init__(db, viewer, wanted)
        self._can_leap = can_leap
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
        met = self._places_met(is_from_end=is_from_end)
        # Of whom a long walk would likely meet as many as are wanted.
        enough = limit * gathering.SHORT_WALK / gathering.LONG_WALK
        if met.total() < enough:
            few = self._few(self._conditions, gathering.FEW, self._column)
            if few is not None:
                return array("i", self._ranked(few, is_from_end=is_from_end)[:limit])
        reached = 0
        for place in sorted(met, reverse=is_from_end):
            reached += met[place]
            if reached >= enough:
                # Whoever was met stands here: then mostly nobody stands before.
                is_first = reached == met[place]
                found = self._walked_at(place, limit, is_from_end=is_from_end) if is_first else None
                if found is None:
                    found = self._best(limit, place, is_from_end=is_from_end)
                if len(found) >= limit:
                    return found
                break
        return self._best(limit, None, is_from_end=is_from_end)

    def _places_met(self, *, is_from_end: bool) -> Counter[int]:
        """Return how many a short walk along the ids meets who are wanted, by place."""
        query = self._select((), self._column, passing(self._conditions))
        number = _C.id.asc() if self._is_descending is is_from_end else _C.id.desc()
        rows = self._db.rows(query.order_by(number).limit(gathering.SHORT_WALK))
        return Counter(self._place_of(value) for value, is_one in rows if is_one)

    def _walked_at(self, place: int, limit: int, *, is_from_end: bool) -> "Ids | None":
        """Return the first ids where few stand before `place`; fewer than `limit` are not all.

        None where many stand before, or those at `place` are not met soon.
        """
        few = self._few_before(place, is_from_end=is_from_end)
        if few is None:
            return None
        walked = self._walked(
            (*self._conditions, self._at(place)),
            limit,
            along=(),
            where=(),
            is_rising=self._is_descending is is_from_end,
        )
        if walked is None:
            return None
        return array("i", [*self._ranked(few, is_from_end=is_from_end), *walked][:limit])

    def _few_before(self, place: int, *, is_from_end: bool) -> list[tuple[Any, ...]] | None:
        """Return (id, value) of those who stand before `place`, None where they are many."""
        if self._can_leap:
            # To nobody, mostly: a list of values has some that nobody has. All at once the engine
            # would go through the whole index.
            places = range(place + 1, len(self._places) + 1) if is_from_end else range(place)
            asked = [self._at(each) for each in places]
        else:
            beside = place + 1 if is_from_end else place - 1
            asked = [self._up_to(beside, is_from_end=is_from_end)]
        found: list[tuple[Any, ...]] = []
        for each in asked:
            few = self._few([*self._conditions, each], gathering.FEW - len(found), self._column)
            if few is None:
                return None
            found += few
        return found

    def _ranked(self, few: list[tuple[Any, ...]], *, is_from_end: bool) -> list[int]:
        """Return the ids of (id, value) in their order, or from the end."""
        ranked = sorted(few, reverse=self._is_descending is not is_from_end)
        ranked.sort(key=lambda row: self._place_of(row[1]), reverse=is_from_end)
        return [row[0] for row in ranked]

    def _place_of(self, value: int | None) -> int:
        """Return where a value stands; behind all others where it is none of the list."""
        return self._places.get(value, len(self._places))

    def _at(self, place: int) -> Any:
        """Return the condition of standing at `place`."""
        values = [SQL(str(value)) for value in self._places]
        if place < len(values):
            return self._column == values[place]
        return self._column.is_null(True) | self._column.not_in(values)

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
        conditions, places = list(self._conditions), list(self._places.items())
        if up_to is not None and (is_from_end or up_to < rest):
            conditions.append(self._up_to(up_to, is_from_end=is_from_end))
            places = [(value, at) for value, at in places if is_from_end or at <= up_to]
        whens = [(self._column == SQL(str(value)), SQL(str(at))) for value, at in places]
        place = Case(None, whens, SQL(str(rest))) if whens else SQL(str(rest))
        # The sum keeps the engine from walking along the ids, where those wanted are far apart.
        number = _C.id + SQL("0")
        is_rising = self._is_descending is is_from_end
        order = [place.desc() if is_from_end else place.asc()]
        order.append(number.asc() if is_rising else number.desc())
        query = self._select(conditions, _C.id).order_by(*order).limit(limit)
        return array("i", (row[0] for row in self._db.rows(query)))
