"""Columns with hits: which are searched, and that nothing is parted that is drawn as one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.keyset import NamedRow
from tui_crm.domain.text import harmless_line
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.lit_columns import Spans, lit_columns, whole


def _columns() -> tuple[Column[NamedRow], ...]:
    return (
        Column(id="name", width=9, draw=lambda row: Cell(text=row.name, tone=Tone.STRONG)),
        Column(id="owner", width=9, draw=lambda row: Cell(text=row.company)),
    )


def _first(text: str) -> Spans:
    return ((0, 1),) if text else ()


def test_only_searched_columns_are_lit_and_tones_stay() -> None:
    name, owner = lit_columns(_columns(), _first)
    row = NamedRow(id=1, name="张三", company="Ann")
    assert name.draw(row) == Cell(text="张三", tone=Tone.STRONG, hits=((0, 1),))
    assert owner.draw(row) == Cell(text="Ann")


def test_the_text_that_is_searched_is_the_one_that_is_drawn() -> None:
    """What would hide or reorder is gone before the places of hits are counted."""
    (name,) = lit_columns(_columns()[:1], lambda text: ((text.index("b"), text.index("b") + 1),))
    cell = name.draw(NamedRow(id=1, name="\u202ea\u200bb", company=""))
    assert [cell.text[start:end] for start, end in cell.hits] == ["b"]
    assert cell.text == harmless_line("\u202ea\u200bb")


@pytest.mark.parametrize(
    ("text", "spans", "lit"),
    [
        ("abc", ((1, 2),), ((1, 2),)),
        ("ae\u0301c", ((1, 2),), ((1, 3),)),
        ("ae\u0301c", ((2, 4),), ((1, 4),)),
        ("e\u0301", ((0, 1), (1, 2)), ((0, 2),)),
        ("张三", ((0, 1), (1, 2)), ((0, 2),)),
        ("张三丰", ((0, 1), (2, 3)), ((0, 1), (2, 3))),
        ("", (), ()),
    ],
)
def test_a_letter_is_lit_with_its_marks(text: str, spans: Spans, lit: Spans) -> None:
    assert whole(text, spans) == lit


@given(
    text=st.text(
        alphabet=st.sampled_from([*"ab 张é", "\u0301", "\u200d", "👩", "❤", "\ufe0f"]), max_size=12
    ),
    ends=st.lists(st.integers(0, 12), max_size=6),
)
def test_the_pieces_are_as_wide_as_the_text(text: str, ends: list[int]) -> None:
    """Spans stay in order and within the text."""
    text = harmless_line(text)
    cuts = sorted({min(each, len(text)) for each in ends})
    spans = tuple((a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b)
    found = whole(text, spans)
    bounds = [0, *(cut for span in found for cut in span), len(text)]
    assert bounds == sorted(bounds)
    pieces = [text[a:b] for a, b in pairwise(bounds)]
    assert sum(map(cell_len, pieces)) == cell_len(text)
