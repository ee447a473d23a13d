"""Sentences are broken where a reader expects it, in both languages, by cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from tui_crm.domain.text import harmless
from tui_crm.widgets.prose import wrap


def _lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrap(Content(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            "合并 46 对相同的客户吗？不同之处按建议处理。",
            24,
            ["合并 46 对相同的客户吗？", "不同之处按建议处理。"],
        ),
        ("不同之处按建议处理。", 18, ["不同之处按建议处", "理。"]),
        ("集团（上海）公司", 6, ["集团", "（上", "海）公", "司"]),
        ("Merge 47 pairs that are the same?", 20, ["Merge 47 pairs that", "are the same?"]),
        ("见 wang@huaqiang.example 邮箱", 12, ["见", "wang@huaqian", "g.example 邮", "箱"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("", 10, [""]),
        ("a中，", 3, ["a", "中", "，"]),
        ("中文", 1, ["中", "文"]),
    ],
)
def test_lines_are_full_and_no_sign_stands_alone(text: str, width: int, lines: list[str]) -> None:
    """A line ends behind a space or beside a wide character, never before a closing sign."""
    assert _lines(text, width) == lines


@given(text=st.text(alphabet="a 中，（é\u0301👨‍👩\n"), width=st.integers(2, 12))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, width: int) -> None:
    """Every line fits, and all but the spaces between lines is there, in its order."""
    text = harmless(text)  # As all that is drawn.
    lines = _lines(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
