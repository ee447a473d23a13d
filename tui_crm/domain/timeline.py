"""Everybody's follow-ups by day, newest first: the values, and how its lines are numbered.

A list of the timeline has a heading for each day and the day's follow-ups below it. How many
there are is known by day, so that any line is found without counting those before it.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, pairwise

from tui_crm.domain.follow_up import Method
from tui_crm.domain.promise import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFilter:
    """What of the timeline is shown; what is None, empty or "" restricts nothing.

    `outcomes` are the words with which follow-ups were written, any of them. `text` is looked
    for as it is folded. Both days belong to the period.
    """

    user_id: int | None = None
    method: Method | None = None
    outcomes: tuple[str, ...] = ()
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How many follow-ups stand on a day: all, calls, and calls in which somebody was reached."""

    day: date
    entries: int
    calls: int = 0
    reached: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHeading:
    """The line above the follow-ups of a day; `id` is negative, the day as a number."""

    count: DayCount

    @property
    def id(self) -> int:
        """The id of the line: no follow-up has a negative one."""
        return heading_id(self.count.day)

    @property
    def day(self) -> date:
        """The day."""
        return self.count.day


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """The line of one follow-up, with whom it was about.

    `day` is that of the team when it was written. `text` is cut to what a line can show, which
    `is_cut` says.
    """

    id: int
    day: date
    at: datetime
    user_id: int
    customer_id: int
    name: str
    company: str
    method: Method
    outcome: str
    text: str
    reached: bool
    is_cut: bool
    is_corrected: bool
    promise: Promise | None


TimelineRow = DayHeading | TimelineEntry


def months_on(day: date, months: int) -> date:
    """Return the same day so many months later, in a shorter month its last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def heading_id(day: date) -> int:
    """Return the id of the heading of a day."""
    return -(day.year * 10_000 + day.month * 100 + day.day)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: on a day, `offset` lines below its heading, which has the offset 0."""

    count: DayCount
    offset: int


class DayTable:
    """The days of a timeline, newest first, by what is counted on them.

    `matching` are the days on which something stands that the filter lets through; `all_entries`
    says of each of them how much there is without the filter.
    """

    def __init__(self, matching: Iterable[DayCount], all_entries: Iterable[int] = ()) -> None:
        self.days = tuple(matching)
        self.by_day: Mapping[date, DayCount] = {each.day: each for each in self.days}
        self._ages = [-each.day.toordinal() for each in self.days]
        self._lines = [0, *accumulate(each.entries + 1 for each in self.days)]
        self._entries = [0, *accumulate(each.entries for each in self.days)]
        self._all = [0, *accumulate(all_entries or (each.entries for each in self.days))]

    @property
    def line_count(self) -> int:
        """How many lines the list has: follow-ups and headings."""
        return self._lines[-1]

    @property
    def entry_count(self) -> int:
        """How many follow-ups the list has."""
        return self._entries[-1]

    def get(self, day: date) -> DayCount | None:
        """Return what is counted on a day, None where there is nothing."""
        return self.by_day.get(day)

    def position_of(self, day: date) -> int:
        """Return the position of the heading of `day`, else of the newest day before it.

        The number of lines where no day is older.
        """
        return self._lines[bisect_left(self._ages, -day.toordinal())]

    def day_from(self, day: date, *, is_older: bool) -> date | None:
        """Return `day` or the next one with follow-ups, on the side asked for; None beyond."""
        if is_older:
            index = bisect_left(self._ages, -day.toordinal())
            return self.days[index].day if index < len(self.days) else None
        index = bisect_right(self._ages, -day.toordinal())
        return self.days[index - 1].day if index else None

    def place_at(self, position: int) -> Place:
        """Return where the line at `position` stands. Raises IndexError where there is none."""
        if not 0 <= position < self.line_count:
            raise IndexError(position)
        index = bisect_right(self._lines, position) - 1
        return Place(self.days[index], position - self._lines[index])

    def block_ends(self, most: int) -> list[int]:
        """Return the positions before which blocks of at most `most` lines end.

        A day that is longer begins a block, so that gone to it is read from its heading on;
        shorter ones share blocks.
        """
        ends: list[int] = []
        begin = 0
        for start, end in pairwise(self._lines):
            if end - begin <= most and ends:
                ends[-1] = end
                continue
            ends += [*range(start + most, end, most), end]
            begin = ends[-2] if len(ends) > 1 else 0
        return ends

    def span(self, start: date | None, wanted: int, *, is_older: bool) -> "Span | None":
        """Return the days that hold the next `wanted` follow-ups from the day `start` on.

        Without `start` from the newest day, or from the oldest where the way is to newer ones.
        Of the day `start` itself nothing counts, since part of it may lie behind. None where
        there is no day.
        """
        if not self.days:
            return None
        if is_older:
            low = 0 if start is None else bisect_left(self._ages, -start.toordinal())
            counted = low if start is None else bisect_right(self._ages, -start.toordinal())
            high = bisect_left(self._entries, self._entries[counted] + wanted, lo=counted)
            high = min(max(high, counted), len(self.days))
        else:
            high = len(self.days) if start is None else bisect_right(self._ages, -start.toordinal())
            counted = high if start is None else bisect_left(self._ages, -start.toordinal())
            low = max(0, bisect_right(self._entries, self._entries[counted] - wanted) - 1)
            low = min(low, counted) if self._entries[counted] >= wanted else 0
        if low >= high:
            return None
        return Span(
            oldest=self.days[high - 1].day,
            newest=self.days[low].day,
            entries=self._entries[high] - self._entries[low],
            all_entries=self._all[high] - self._all[low],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days side by side, with how many follow-ups they hold of the list and altogether."""

    oldest: date
    newest: date
    entries: int
    all_entries: int


def older_lines(
    entries: Sequence[TimelineEntry], above: date | None, counts: dict[date, DayCount]
) -> list[TimelineRow]:
    """Return `entries`, newest first, with a heading wherever another day than `above` begins."""
    lines: list[TimelineRow] = []
    for entry in entries:
        if entry.day != above:
            above = entry.day
            lines.append(DayHeading(count=counts[above]))
        lines.append(entry)
    return lines


def newer_lines(
    entries: Sequence[TimelineEntry],
    below: date | None,
    counts: dict[date, DayCount],
    *,
    is_start: bool,
) -> list[TimelineRow]:
    """Return the lines that lead up to a line of the day `below`, newest first.

    `entries` are the follow-ups before that line, newest first; `below` is None where the line
    is a heading. The heading of the first day is there only where `is_start` says that the
    list begins with it.
    """
    lines: list[TimelineRow] = []
    for entry in reversed(entries):
        if below is not None and entry.day != below:
            lines.append(DayHeading(count=counts[below]))
        below = entry.day
        lines.append(entry)
    if is_start and below is not None:
        lines.append(DayHeading(count=counts[below]))
    return lines[::-1]
