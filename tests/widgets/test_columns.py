"""Which columns fit, and how wide they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.keyset import NamedRow
from tui_crm.widgets.cells import fit
from tui_crm.widgets.columns import CURSOR_SIGN, Cell, Column, Tone, arrange, line_parts, lit_pieces


def _column(name: str, width: int, share: int = 0, priority: int = 0) -> Column[NamedRow]:
    return Column(
        id=name, width=width, share=share, priority=priority, draw=lambda row: Cell(text=row.name)
    )


_CUSTOMER_COLUMNS = (
    _column("when", 6),
    _column("name", 8, share=1),
    _column("company", 10, share=2, priority=1),
    _column("level", 2, priority=2),
    _column("text", 10, share=3, priority=3),
)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (40, {"when": 6, "name": 8, "company": 10, "level": 2, "text": 10}),
        (52, {"when": 6, "name": 10, "company": 14, "level": 2, "text": 16}),
        (39, {"when": 6, "name": 11, "company": 17, "level": 2}),
        (28, {"when": 6, "name": 8, "company": 12}),
        (25, {"when": 6, "name": 18}),
        (14, {"when": 6}),
        (3, {"when": 3}),
        (0, {}),
        (-1, {}),
    ],
)
def test_columns_fall_away_by_priority(width: int, expected: dict[str, int]) -> None:
    """The last text goes first, then level, then company; what is left shares the room."""
    assert {column.id: cells for column, cells in arrange(_CUSTOMER_COLUMNS, width)} == expected


@given(
    columns=st.lists(
        st.builds(
            _column,
            name=st.just("c"),
            width=st.integers(1, 30),
            share=st.integers(0, 4),
            priority=st.integers(0, 4),
        ),
        max_size=8,
    ),
    width=st.integers(-2, 200),
)
def test_columns_never_overflow(columns: list[Column[NamedRow]], width: int) -> None:
    """Widths and the gaps between never exceed the room, and use it up where a share takes it."""
    arranged = arrange(columns, width)
    taken = sum(cells for _, cells in arranged) + max(0, len(arranged) - 1)
    assert taken <= max(0, width)
    assert all(cells >= 1 for _, cells in arranged)
    if any(column.share for column, _ in arranged):
        assert taken == width


@given(text=st.text(max_size=40), width=st.integers(1, 60), sign_cells=st.integers(1, 2))
def test_a_line_fills_its_width(text: str, width: int, sign_cells: int) -> None:
    """Signs, columns and what is left take the whole width, whatever the text is."""
    arranged = arrange(_CUSTOMER_COLUMNS, width - sign_cells)
    cells = [Cell(text=text, tone=Tone.STRONG) for _ in arranged]
    parts = list(line_parts(arranged, cells, width, signs=CURSOR_SIGN, sign_cells=sign_cells))
    assert sum(cell_len(part) for part, _tone in parts) == width
    assert [tone for _part, tone in parts][1:-1] == [Tone.STRONG] * len(arranged)


@pytest.mark.parametrize(
    ("text", "hits", "width", "lit"),
    [
        ("张三丰", ((0, 2),), 12, ["张三"]),
        ("Ann Lee", ((0, 1), (4, 7)), 12, ["A", "Lee"]),
        ("Ann Lee", ((4, 7),), 6, ["L"]),
        ("Ann Lee", ((4, 7),), 4, []),
        ("深圳华强电子", ((2, 4), (4, 6)), 10, ["华强"]),
        (" x", ((1, 2),), 5, ["x"]),
        ("……", ((0, 2),), 2, ["……"]),
        ("abc", (), 5, []),
    ],
)
@pytest.mark.parametrize("gap", [0, 1])
def test_what_a_search_found_is_lit_as_far_as_it_is_seen(
    text: str, hits: tuple[tuple[int, int], ...], width: int, lit: list[str], gap: int
) -> None:
    """The sign of what was cut off is no hit, and the pieces make the whole."""
    drawn = " " * gap + fit(text, width)
    pieces = list(lit_pieces(drawn, Cell(text=text, hits=hits), gap=gap))
    assert "".join(piece for piece, _is_hit in pieces) == drawn
    assert [piece for piece, is_hit in pieces if is_hit] == lit
