"""The row of headings: below titles, above the data, never a row of data."""

import pytest

from tui_crm.domain.heading_row import find_heading

KNOWN = {"name", "phone", "公司"}


def _is_known(heading: str) -> bool:
    return heading in KNOWN


@pytest.mark.parametrize(
    ("rows", "row", "names"),
    [
        ([["name", "phone"], ["Bob", "1"]], 0, ("name", "phone")),
        ([["a", "b"], ["1", "2"]], 0, ("a", "b")),
        ([["Customers"], [], ["name", "x", "phone"]], 2, ("name", "x", "phone")),
        ([["Report", "2026"], ["a", "b", "c", "d"], ["1", "2", "3", "4"]], 1, ("a", "b", "c", "d")),
        ([["a", "b"], ["name", "phone"]], 0, ("a", "b")),
        ([["Bob", "13800138000"]], -1, ("#1", "#2")),
        ([["x"], ["a@b.cn"]], 0, ("x",)),
        ([["a", "", "b", ""], ["1", "2", "3"]], 0, ("a", "#2", "b", "#4")),
        ([["a"], ["1", "2"], ["1", "2"]], 1, ("1", "2")),
        ([["a", "b"], ["1", "2", "3"], ["1", "2", ""], ["1", "2"]], 0, ("a", "b")),
        ([["a", "a", "a #2"]], 0, ("a", "a #2", "a #2 #2")),
        ([[" a\n b "]], 0, ("a b",)),
    ],
)
def test_headings_are_found(rows: list[list[str]], row: int, names: tuple[str, ...]) -> None:
    """Two known headings, or most of the width; a number or address makes it data."""
    found = find_heading(rows, _is_known)
    assert found is not None
    assert (found.row, found.names) == (row, names)


def test_nothing_has_no_heading() -> None:
    """Blank rows are no table."""
    assert find_heading([], _is_known) is None
    assert find_heading([[], [" "]], _is_known) is None
