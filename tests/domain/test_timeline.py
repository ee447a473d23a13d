"""The numbering of a timeline's lines, against lists that are simply written out."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.follow_up import Method
from tui_crm.domain.timeline import (
    DayCount,
    DayHeading,
    DayTable,
    TimelineEntry,
    TimelineFilter,
    TimelineRow,
    newer_lines,
    older_lines,
)

NEWEST = date(2026, 11, 18)
counts_by_age = st.dictionaries(st.integers(0, 40), st.integers(1, 9), max_size=12)


def table(by_age: dict[int, int]) -> DayTable:
    """Return a table of days so many days old, with so many follow-ups on each."""
    return DayTable(
        DayCount(day=NEWEST - timedelta(days=age), entries=entries)
        for age, entries in sorted(by_age.items())
    )


def entry(row_id: int, day: date) -> TimelineEntry:
    """Return a follow-up of a day."""
    return TimelineEntry(
        id=row_id,
        day=day,
        at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        user_id=1,
        customer_id=1,
        name="",
        company="",
        method=Method.CALL,
        outcome="",
        text="",
        reached=False,
        is_cut=False,
        is_corrected=False,
        promise=None,
    )


def written_out(days: DayTable) -> list[TimelineRow]:
    """Return every line of a list, newest first."""
    lines: list[TimelineRow] = []
    for count in days.days:
        lines.append(DayHeading(count=count))
        lines += [
            entry(1000 * count.day.toordinal() - number, count.day)
            for number in range(count.entries)
        ]
    return lines


@given(counts_by_age)
def test_each_line_is_found_by_its_position(by_age: dict[int, int]) -> None:
    """Day and offset of a position are those of the line that stands there."""
    days = table(by_age)
    lines = written_out(days)
    assert days.line_count == len(lines)
    assert days.entry_count == sum(by_age.values())
    offset = 0
    for position, line in enumerate(lines):
        offset = 0 if isinstance(line, DayHeading) else offset + 1
        place = days.place_at(position)
        assert (place.count.day, place.offset) == (line.day, offset)
        assert not offset or days.position_of(line.day) == position - offset


@pytest.mark.parametrize("position", [-1, 3])
def test_beyond_the_ends_there_is_no_line(position: int) -> None:
    """A position without a line is an error, not another line."""
    with pytest.raises(IndexError):
        table({0: 2}).place_at(position)


def test_a_day_without_follow_ups_leads_to_the_one_before_it() -> None:
    """Past the oldest day there is only the end."""
    days = table({1: 2, 5: 3})
    assert days.position_of(NEWEST) == 0
    assert days.position_of(NEWEST - timedelta(days=3)) == 3
    assert days.position_of(NEWEST - timedelta(days=6)) == days.line_count == 7


@given(
    by_age=counts_by_age,
    age=st.none() | st.integers(0, 41),
    wanted=st.integers(1, 30),
    is_older=st.booleans(),
)
def test_a_span_holds_what_is_wanted_and_not_a_day_more(
    *, by_age: dict[int, int], age: int | None, wanted: int, is_older: bool
) -> None:
    """From the start's day on, whose own follow-ups are not relied upon."""
    days = table(by_age)
    start = None if age is None else NEWEST - timedelta(days=age)
    span = days.span(start, wanted, is_older=is_older)
    ages = sorted(by_age, reverse=not is_older)
    if age is not None:
        ages = [each for each in ages if (each >= age if is_older else each <= age)]
    taken, found = [], 0
    for each in ages:
        if found >= wanted:
            break
        taken.append(each)
        found += by_age[each] if each != age else 0
    if not taken:
        assert span is None
        return
    assert span is not None
    assert span.newest == NEWEST - timedelta(days=min(taken))
    assert span.oldest == NEWEST - timedelta(days=max(taken))
    assert span.entries == span.all_entries == sum(by_age[each] for each in taken)


@given(counts_by_age, st.data())
def test_headings_stand_wherever_a_page_begins(by_age: dict[int, int], data: st.DataObject) -> None:
    """Follow-ups before and behind any line, with headings, are the lines there."""
    days = table(by_age)
    lines = written_out(days)
    if not lines:
        return
    counts = {each.day: each for each in days.days}
    place = data.draw(st.integers(0, len(lines) - 1))
    line = lines[place]
    before = [each for each in lines[:place] if isinstance(each, TimelineEntry)]
    behind = [each for each in lines[place + 1 :] if isinstance(each, TimelineEntry)]
    below = None if isinstance(line, DayHeading) else line.day
    assert older_lines(behind, line.day, counts) == lines[place + 1 :]
    assert newer_lines(before, below, counts, is_start=True) == lines[:place]


@given(counts_by_age, st.integers(1, 12))
def test_blocks_hold_every_line_and_long_days_begin_one(by_age: dict[int, int], most: int) -> None:
    """No block is too long, and days share one as long as there is room."""
    days = table(by_age)
    ends = days.block_ends(most)
    lengths = [end - start for start, end in pairwise([0, *ends])]
    assert all(0 < length <= most for length in lengths)
    assert sum(lengths) == days.line_count
    for each in days.days:
        assert each.entries < most or days.position_of(each.day) in {0, *ends}
    for end, length in zip(ends[:-1], lengths[:-1], strict=True):
        place = days.place_at(end)
        if place.offset:
            assert length == most, "within a day blocks are full"
        else:
            assert length + place.count.entries + 1 > most, "another day would have had room"


def test_a_period_covers_both_its_days() -> None:
    """An open end covers everything."""
    wanted = TimelineFilter(first_day=NEWEST, last_day=NEWEST)
    assert wanted.covers(NEWEST)
    assert not wanted.covers(NEWEST - timedelta(days=1))
    assert not wanted.covers(NEWEST + timedelta(days=1))
    assert TimelineFilter().covers(NEWEST)
