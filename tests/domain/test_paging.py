"""Rows at hand, and marks."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.keyset import MemoryQuery, NamedRow
from tui_crm.domain.paging import Marks, Outline, SequenceRows


@given(count=st.integers(0, 30), place=st.integers(0, 29), limit=st.integers(0, 40))
def test_rows_at_hand_are_read_like_a_query(count: int, place: int, limit: int) -> None:
    """Every page of listed rows is the page of a sorted query over the same rows."""
    query = MemoryQuery.numbered(count)
    listed = SequenceRows(query.rows)
    assert list(listed.first(limit)) == list(query.first(limit))
    assert list(listed.last(limit)) == list(query.last(limit))
    assert listed.count() == query.count()
    if place < count:
        row = query.rows[place]
        key = listed.key_of(row)
        assert list(listed.after(key, limit)) == list(query.after(query.key_of(row), limit))
        assert list(listed.before(key, limit)) == list(query.before(query.key_of(row), limit))


def test_the_outline_of_listed_rows_has_every_nth_row_and_the_place_of_one() -> None:
    """Anchors are the n-th, 2n-th … rows; a row that is not there stands behind the last."""
    rows = MemoryQuery.numbered(10).rows
    listed = SequenceRows(rows)
    assert listed.outline(4, rows[5]) == Outline(count=10, anchors=((3,), (7,)), position=5)
    assert listed.outline(5, None) == Outline(count=10, anchors=((4,), (9,)), position=0)
    assert listed.outline(20, NamedRow(id=99, name="gone")).position == 10


def test_marks_hold_rows_or_all_but_some() -> None:
    """Marking all needs no list of ids, and single rows can be taken out of it."""
    some = Marks().toggled(1).toggled(2).toggled(1)
    assert (1 in some, 2 in some, some.count(10)) == (False, True, 1)
    all_but_one = Marks(is_inverted=True).toggled(3)
    assert (3 in all_but_one, 4 in all_but_one, all_but_one.count(10)) == (False, True, 9)


def test_marking_a_range_adds_to_what_is_marked() -> None:
    """A range marks its rows, whichever way the marks are kept."""
    assert Marks(ids=frozenset({1})).with_ids(frozenset({2, 3})).ids == {1, 2, 3}
    assert Marks(ids=frozenset({1, 2}), is_inverted=True).with_ids(frozenset({2})) == Marks(
        ids=frozenset({1}), is_inverted=True
    )
