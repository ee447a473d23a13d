"""Everybody's follow-ups by day, newest first: a list of any length, read by key.

Counts and positions come from the daily roll-up, so that no list is counted row by row. A page
is read in one of two ways. Where much of what stands on its days is wanted, the index of the
timeline is walked; where little is, the roll-up says of which day, user and kind it is, and only
those rows are picked.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, overload

from peewee import SQL, fn

from tui_crm.db import Database, Prepared
from tui_crm.domain.follow_up import Method
from tui_crm.domain.paging import Key, Outline
from tui_crm.domain.timeline import (
    DayCount,
    DayHeading,
    DayTable,
    Span,
    TimelineEntry,
    TimelineFilter,
    TimelineRow,
    newer_lines,
    older_lines,
)
from tui_crm.domain.viewer import Viewer
from tui_crm.store.fields import MAX_ID, to_day_number, to_microseconds
from tui_crm.store.models import CustomerTable, FollowUpKindRow, FollowUpRow
from tui_crm.store.records import promise_of
from tui_crm.store.timeline_statements import (
    FREE,
    ROW,
    TEXT_CHARACTERS,
    Shape,
    day_counts,
    entry_rows,
    newer_on_day,
    nth_of_day,
    text_rows,
)
from tui_crm.store.visibility import only_visible

_NEWEST = (99_991_231, 2**62, MAX_ID)
_OLDEST = (0, 0, 0)


class Scan(NamedTuple):
    """A piece of a search: id and day of what was found, how many were looked at, the last key."""

    found: tuple[tuple[int, date], ...]
    looked_at: int
    key: Key


class TimelineLines:
    """The lines of a timeline: follow-ups under the headings of their days.

    `days` is what was counted when the first page was read, or the list outlined. The text of
    the filter is not looked at.
    """

    def __init__(self, db: Database, viewer: Viewer, wanted: TimelineFilter) -> None:
        self._db = db
        self._viewer = viewer
        self._shape = Shape(
            wanted.user_id is not None, wanted.method is not None, len(wanted.outcomes)
        )
        self._values = _values(wanted)
        self._period = (
            0 if wanted.first_day is None else to_day_number(wanted.first_day),
            _NEWEST[0] if wanted.last_day is None else to_day_number(wanted.last_day),
        )
        self._days: DayTable | None = None
        self._is_outlined = False

    @property
    def days(self) -> DayTable:
        """The days with what is counted on them."""
        if self._days is None:
            self._days = self._count_days()
        return self._days

    def key_of(self, row: TimelineRow) -> Key:
        """Return where the row stands: day, instant, id; a heading before all of its day."""
        if isinstance(row, DayHeading):
            return (to_day_number(row.day), *_NEWEST[1:])
        return (to_day_number(row.day), to_microseconds(row.at), row.id)

    def first(self, limit: int) -> Sequence[TimelineRow]:
        """Return the first lines, counted anew unless they were outlined just before."""
        if not self._is_outlined:
            self._days = self._count_days()
        self._is_outlined = False
        entries = self._entries(None, limit, is_older=True)
        return older_lines(entries, None, self._counts(entries))[:limit]

    def last(self, limit: int) -> Sequence[TimelineRow]:
        """Return the last lines, in the list's order."""
        return self._newer(None, None, limit)

    def after(self, key: Key, limit: int) -> Sequence[TimelineRow]:
        """Return the lines behind `key`."""
        entries = self._entries(key, limit, is_older=True)
        return older_lines(entries, _day_of(key), self._counts(entries))[:limit]

    def before(self, key: Key, limit: int) -> Sequence[TimelineRow]:
        """Return the lines that lead up to `key`, in the list's order."""
        return self._newer(key, None if key[1] == _NEWEST[1] else _day_of(key), limit)

    def count(self) -> int:
        """Return how many lines there are."""
        self._days = self._count_days()
        return self._days.line_count

    def outline(self, every: int, near: TimelineRow | None) -> Outline[Key]:
        """Return count, blocks and the position of `near`; an anchor is read when asked for."""
        self._days = days = self._count_days()
        self._is_outlined = True
        position = 0 if near is None else self._position_of(days, near)
        ends = days.block_ends(every)
        anchors = _Anchors(self, days, ends[:-1])
        return Outline(count=days.line_count, anchors=anchors, position=position, ends=ends)

    def key_at(self, days: DayTable, position: int) -> Key:
        """Return the key of the line at `position` of a list counted as `days`."""
        place = days.place_at(position)
        day = to_day_number(place.count.day)
        if not place.offset:
            return (day, *_NEWEST[1:])
        before, behind = place.offset - 1, place.count.entries - place.offset
        # New ones come in at the newest end of the newest day: there the other end counts.
        is_from_newest = before < behind and place.count != days.days[0]
        prepared = nth_of_day(self._shape, is_from_newest)
        skipped = before if is_from_newest else behind
        found = self._db.prepared_rows(prepared, *self._values, day, skipped)
        return (day, *found[0]) if found else (day, *_OLDEST[1:])

    def scan(self, key: Key | None, limit: int, holds: Callable[[str], bool]) -> Scan | None:
        """Look at the texts of the next follow-ups behind `key`, at most `limit`, newest first.

        Returns those that `holds` wants, None at the end. What is found is read again to be shown.
        """
        rows = self._read(text_rows, key, limit, is_older=True)
        if not rows:
            return None
        found = tuple((row[2], _date_of(row[0])) for row in rows if holds(row[3]))
        return Scan(found, len(rows), rows[-1][:3])

    def _newer(self, key: Key | None, below: date | None, limit: int) -> Sequence[TimelineRow]:
        entries = self._entries(key, limit, is_older=False)[::-1]
        counts = self._counts(entries)
        if below is not None:
            counts[below] = self._count_of(below)
        is_start = len(entries) < limit
        return newer_lines(entries, below, counts, is_start=is_start)[-limit:]

    def _entries(self, key: Key | None, limit: int, *, is_older: bool) -> list[TimelineEntry]:
        return [_entry(row) for row in self._read(entry_rows, key, limit, is_older=is_older)]

    def _read(
        self, read: Any, key: Key | None, limit: int, *, is_older: bool
    ) -> list[tuple[Any, ...]]:
        """Return the next rows behind `key`, or before it, the nearest first."""
        start = None if key is None else _day_of(key)
        span = self.days.span(start, limit, is_older=is_older)
        if span is None or limit < 1:
            return []
        oldest, newest = to_day_number(span.oldest), to_day_number(span.newest)
        near = key or ((newest, *_NEWEST[1:]) if is_older else (oldest, *_OLDEST[1:]))
        is_sparse = _is_sparse(span, limit)
        days = (oldest, newest) if is_sparse else (oldest if is_older else newest,)
        prepared: Prepared = read(self._viewer, self._shape, is_older, is_sparse)
        return self._db.prepared_rows(prepared, *self._values, *days, *near, limit)

    def _counts(self, entries: Sequence[TimelineEntry]) -> dict[date, DayCount]:
        """Return what is counted on the days of `entries`, read again where one is new."""
        days = dict.fromkeys(entry.day for entry in entries)
        if any(self.days.get(day) is None for day in days):
            self._days = self._count_days()
        return {day: self._count_of(day) for day in days}

    def _count_of(self, day: date) -> DayCount:
        return self.days.get(day) or DayCount(day=day, entries=0)

    def _count_days(self) -> DayTable:
        is_free = self._shape == FREE
        values = () if is_free else self._values * 3
        found = self._db.prepared_rows(day_counts(self._shape), *values, *self._period)
        rows = [row for row in found if row[2]]
        return DayTable(
            (
                DayCount(day=row[0], entries=int(row[2]), calls=int(row[3]), reached=int(row[4]))
                for row in rows
            ),
            [int(row[1]) for row in rows],
        )

    def _position_of(self, days: DayTable, near: TimelineRow) -> int:
        heading = days.position_of(near.day)
        if isinstance(near, DayHeading) or days.get(near.day) is None:
            return heading
        _day, at, row_id = self.key_of(near)
        values = (*self._values, to_day_number(near.day), at, row_id)
        ((newer,),) = self._db.prepared_rows(newer_on_day(self._shape), *values)
        return heading + 1 + int(newer)


class _Anchors(Sequence[Key]):
    """The keys of the lines before `ends` of a list counted as `days`, read when asked for."""

    def __init__(self, lines: TimelineLines, days: DayTable, ends: Sequence[int]) -> None:
        self._lines, self._days, self._ends = lines, days, ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> Key: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Key]: ...

    def __getitem__(self, index: int | slice) -> Key | Sequence[Key]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._lines.key_at(self._days, self._ends[index] - 1)


def entries(db: Database, viewer: Viewer, ids: Sequence[int]) -> dict[int, TimelineEntry]:
    """Return the follow-ups with these ids that stand (a page of them), by id."""
    query = (
        FollowUpRow.select(*ROW)
        .join(CustomerTable)
        .where(FollowUpRow.id.in_(list(ids)) & FollowUpRow.undone_at.is_null())
    )
    return {row[0]: _entry(row) for row in db.rows(only_visible(query, viewer).tuples())}


def outcomes(db: Database) -> tuple[str, ...]:
    """Return the outcomes that follow-ups have that stand, in the order of their first use."""
    standing = FollowUpRow.select(SQL("1")).where(
        (FollowUpRow.kind == FollowUpKindRow.id) & FollowUpRow.undone_at.is_null()
    )
    query = FollowUpKindRow.select(FollowUpKindRow.outcome).where(fn.EXISTS(standing))
    found = db.rows(query.order_by(FollowUpKindRow.id).tuples())
    return tuple(dict.fromkeys(row[0] for row in found if row[0]))


def _is_sparse(span: Span, wanted: int) -> bool:
    """Whether picking all that is wanted of the days is less than walking to the end of a page."""
    walked = wanted * span.all_entries / span.entries
    return span.entries < walked


def _values(wanted: TimelineFilter) -> tuple[object, ...]:
    """Return the values of the conditions, in their order."""
    user = () if wanted.user_id is None else (wanted.user_id,)
    method = () if wanted.method is None else (wanted.method.value,)
    return (*user, *method, *wanted.outcomes)


def _day_of(key: Key) -> date:
    number = key[0]
    if not isinstance(number, int):
        raise TypeError(key)
    return _date_of(number)


def _date_of(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _entry(row: Sequence[Any]) -> TimelineEntry:
    return TimelineEntry(
        id=row[0],
        day=row[1],
        at=row[2],
        user_id=row[3],
        customer_id=row[4],
        name=row[5],
        company=row[6],
        method=Method(row[7]),
        outcome=row[8],
        text=row[9][:TEXT_CHARACTERS],
        reached=bool(row[10]),
        is_cut=len(row[9]) > TEXT_CHARACTERS,
        is_corrected=row[11] is not None,
        promise=promise_of(row[12], row[13]),
    )
