"""Rows by position, read by key."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.keyset import MemoryQuery, NamedRow
from tui_crm.widgets.paged_rows import (
    BLOCK_ROWS,
    CACHED_ROWS,
    PagedRows,
    surviving_position,
)


def _outlined(query: MemoryQuery) -> PagedRows[NamedRow, tuple[str, int]]:
    return PagedRows(query, query.outline(BLOCK_ROWS, None))


def test_a_short_list_is_complete_with_one_query() -> None:
    """What ends within the first block needs neither count nor outline."""
    query = MemoryQuery.numbered(5)
    rows = PagedRows(query)
    assert (rows.count, rows.is_counted, rows.is_one_block) == (5, True, True)
    assert query.calls == ["first"]


def test_an_empty_list_has_no_rows() -> None:
    """Nothing is there, and asking beyond it is no error."""
    rows = PagedRows(MemoryQuery([]))
    rows.fetch(0, 10)
    assert (rows.count, rows.row(0), rows.row(-1), rows.position_of(1)) == (0, None, None, None)


def test_the_end_is_read_without_an_outline() -> None:
    """Once counted, the last block comes from the end and the one before it by key."""
    query = MemoryQuery.numbered(10_000)
    rows = PagedRows(query)
    rows.settle(query.count())
    rows.fetch(9_999, 10_000)
    rows.fetch(9_730, 9_731)
    assert rows.row(9_999) == query.rows[9_999]
    assert rows.row(9_730) == query.rows[9_730]
    assert query.calls == ["first", "count", "last", "before"]


def test_a_place_that_no_key_leads_to_waits_for_the_outline() -> None:
    """The middle of a list just opened is not read; with the outline, one query reads it."""
    query = MemoryQuery.numbered(10_000)
    rows = PagedRows(query)
    rows.settle(query.count())
    rows.fetch(5_000, 5_001)
    assert rows.row(5_000) is None
    outlined = _outlined(query)
    query.calls.clear()
    outlined.fetch(5_000, 5_001)
    assert outlined.row(5_000) == query.rows[5_000]
    assert query.calls == ["after"]


def test_few_blocks_stay_in_memory() -> None:
    """Walking through a long list keeps the last blocks only."""
    query = MemoryQuery.numbered(CACHED_ROWS + 5 * BLOCK_ROWS)
    rows = _outlined(query)
    for start in range(0, rows.count, BLOCK_ROWS):
        rows.fetch(start, start + 1)
    held = sum(rows.row(position) is not None for position in range(rows.count))
    assert held == CACHED_ROWS
    assert rows.row(0) is None


def test_rows_that_went_behind_its_back_make_a_list_stale() -> None:
    """A block that comes back shorter says that the count is no longer right."""
    query = MemoryQuery.numbered(1_000)
    rows = _outlined(query)
    query.rows = query.rows[:900]
    rows.fetch(990, 1_000)
    assert rows.is_stale
    assert rows.row(999) is None


@given(
    count=st.integers(0, 3 * BLOCK_ROWS + 10),
    edits=st.lists(
        st.tuples(st.booleans(), st.integers(0, 4 * BLOCK_ROWS), st.booleans()), max_size=30
    ),
)
def test_edits_keep_every_row_in_its_place(count: int, edits: list[tuple[bool, int, bool]]) -> None:
    """After any removals and insertions, each position holds the row that the database has there.

    Blocks are read before and after the edits, in any order.
    """
    query = MemoryQuery([NamedRow(id=n, name=f"{n:06}") for n in range(count)])
    rows = _outlined(query)
    for number, (is_removal, place, reads_first) in enumerate(edits):
        position = place % (len(query.rows) + 1)
        if reads_first:
            rows.fetch(position, position + 1)
        if is_removal and position < len(query.rows):
            query.drop(query.rows[position].id)
            rows.remove(position)
        elif not is_removal:
            name = query.rows[position - 1].name + "a" if position else f"!{-number:06}"
            row = NamedRow(id=10_000 + number, name=name)
            rows.insert(query.add(row), row)
    assert rows.count == len(query.rows)
    rows.fetch(0, rows.count)
    assert [rows.row(position) for position in range(rows.count)] == query.rows
    assert not rows.is_stale


def test_a_row_that_changed_is_replaced() -> None:
    """The new version stands in the old one's place."""
    rows = PagedRows(MemoryQuery.numbered(3))
    rows.replace(1, NamedRow(id=2, name="row 0000001", company="new"))
    assert rows.row(1) == NamedRow(id=2, name="row 0000001", company="new")


def test_the_row_that_is_left_below_takes_the_place_of_rows_that_went() -> None:
    """The cursor's row, else the next one that is still there, else the last."""
    query = MemoryQuery.numbered(6)
    old = PagedRows(query)
    query.drop(2, 3)
    query.add(NamedRow(id=50, name="a first row"))
    new = PagedRows(query)
    assert surviving_position(old, 0, new) == 1
    assert surviving_position(old, 1, new) == 2
    query.drop(4, 5, 6)
    shorter = PagedRows(query)
    assert surviving_position(old, 3, shorter) == shorter.count - 1


def test_a_row_that_was_taken_out_goes_back_between_its_neighbours() -> None:
    """Two queries of one row find its place; another order than before is followed too."""
    query = MemoryQuery.numbered(10)
    rows = PagedRows(query)
    taken = rows.row(4)
    assert taken is not None
    rows.remove(4)
    query.drop(taken.id)
    assert rows.place_of_changed(taken) is None, "it is not in the list"
    query.add(taken)
    assert rows.place_of_changed(taken) == 4
    moved = NamedRow(id=taken.id, name="a row before all")
    query.drop(taken.id)
    query.add(moved)
    assert rows.place_of_changed(moved) == 0


def test_a_row_that_may_stand_somewhere_unread_has_no_known_place() -> None:
    """It was not taken out here, and must not be there twice."""
    query = MemoryQuery.numbered(BLOCK_ROWS * 3)
    rows = PagedRows(query)
    assert rows.place_of_changed(query.rows[-1]) is None


def test_a_row_that_is_shown_has_its_place_until_it_moves() -> None:
    """One that stands elsewhere by now, or nowhere, has none here."""
    query = MemoryQuery.numbered(10)
    rows = PagedRows(query)
    changed = query.rows[3]
    assert rows.place_of_changed(changed) == 3
    query.drop(changed.id)
    assert rows.place_of_changed(changed) is None
    moved = NamedRow(id=changed.id, name="a row before all")
    query.add(moved)
    assert rows.place_of_changed(moved) is None


def test_a_row_that_comes_back_among_unread_ones_has_no_known_place() -> None:
    """Where its neighbour is not in memory, the list has to be read again."""
    query = MemoryQuery.numbered(BLOCK_ROWS * 3)
    rows = PagedRows(query)
    rows.remove(0)
    query.drop(1)
    far = NamedRow(id=1, name="row 0000600")
    query.add(far)
    assert rows.place_of_changed(far) is None
