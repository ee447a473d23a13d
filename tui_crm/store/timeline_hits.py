"""Follow-ups that were found one after the other: a list that grows while it is shown."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from tui_crm.db import Database
from tui_crm.domain.paging import Key, Outline
from tui_crm.domain.timeline import DayCount, DayHeading, TimelineRow, heading_id
from tui_crm.domain.viewer import Viewer
from tui_crm.store import timeline


class HitLines:
    """The follow-ups with some ids under the headings of their days; only the ids are kept.

    What is undone after it was found leaves the list when it is read.
    """

    def __init__(self, db: Database, viewer: Viewer) -> None:
        self._db = db
        self._viewer = viewer
        self._ids = array("q")
        """The ids of the lines; a heading's is negative."""
        self._days: list[date] = []
        self._starts: list[int] = []
        """The days, newest first, and where the heading of each stands."""

    def add(self, found: Iterable[tuple[int, date]]) -> None:
        """Put the next hits at the end: id and day of each, in the order of the timeline."""
        for row_id, day in found:
            if not self._days or self._days[-1] != day:
                self._days.append(day)
                self._starts.append(len(self._ids))
                self._ids.append(heading_id(day))
            self._ids.append(row_id)

    @property
    def hit_count(self) -> int:
        """How many follow-ups were found."""
        return len(self._ids) - len(self._days)

    def position_of(self, day: date) -> int:
        """Return the position of the heading of `day`, else of the newest day before it."""
        index = bisect_left(self._days, -day.toordinal(), key=lambda each: -each.toordinal())
        return self._starts[index] if index < len(self._days) else len(self._ids)

    def day_from(self, day: date, *, is_older: bool) -> date | None:
        """Return `day` or the next one that has hits, on the side asked for; None beyond."""
        if is_older:
            return next((each for each in self._days if each <= day), None)
        return next((each for each in reversed(self._days) if each >= day), None)

    def key_of(self, row: TimelineRow) -> Key:
        """Return the place of the row; of one that is not there, the end."""
        try:
            return (self._ids.index(row.id),)
        except ValueError:
            return (len(self._ids),)

    def first(self, limit: int) -> Sequence[TimelineRow]:
        """Return the first lines."""
        return self._lines(0, limit)

    def last(self, limit: int) -> Sequence[TimelineRow]:
        """Return the last lines, in the list's order."""
        return self._lines(max(0, len(self._ids) - limit), limit)

    def after(self, key: Key, limit: int) -> Sequence[TimelineRow]:
        """Return the lines behind `key`."""
        return self._lines(_place(key) + 1, limit)

    def before(self, key: Key, limit: int) -> Sequence[TimelineRow]:
        """Return the lines that lead up to `key`, in the list's order."""
        start = max(0, _place(key) - limit)
        return self._lines(start, _place(key) - start)

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self._ids)

    def outline(self, every: int, near: TimelineRow | None) -> Outline[Key]:
        """Return count, anchors and the position of `near`."""
        count = len(self._ids)
        position = 0 if near is None else _place(self.key_of(near))
        ends = (*range(every, count, every), count)
        anchors = tuple((end - 1,) for end in ends[:-1])
        return Outline(count=count, anchors=anchors, position=position, ends=ends)

    def _lines(self, start: int, limit: int) -> Sequence[TimelineRow]:
        ids = self._ids[start : start + limit]
        found = timeline.entries(self._db, self._viewer, [each for each in ids if each > 0])
        for each in ids:
            if each > 0 and each not in found:
                self._drop(each)
        return [
            _heading(each) if each < 0 else found[each] for each in ids if each < 0 or each in found
        ]

    def _drop(self, row_id: int) -> None:
        place = self._ids.index(row_id)
        del self._ids[place]
        self._starts = [start - (start > place) for start in self._starts]


def _heading(row_id: int) -> DayHeading:
    number = -row_id
    day = date(number // 10_000, number // 100 % 100, number % 100)
    return DayHeading(count=DayCount(day=day, entries=0))


def _place(key: Key) -> int:
    place = key[0]
    if not isinstance(place, int):
        raise TypeError(key)
    return place
