"""Live formulas are quoted going out, and the same text comes back in (SPEC 11)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_crm.files.formulas import quoted, unquoted


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+SUM(A1)",
        "-2+3+cmd",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "'=1",
        "''@x",
        "＝1",
        "＋x",
        "－x",
        "＠x",
        "+",
        "-",
        "=",
        "+86 138 0013 8000 ; +86 139 0013 9000",
        "-1-1",
        "+1+2",
    ],
)
def test_what_a_spreadsheet_would_calculate_is_quoted(value: str) -> None:
    """One ' is put before it, and taken away again."""
    assert quoted(value) == "'" + value
    assert unquoted(quoted(value)) == value


@pytest.mark.parametrize(
    "value",
    ["", "张三", "-5", "+3.14", "-1e5", "+86 138-0013-8000", "+1 (650) 253-0000", "'x", "O'Hara",
     "a=b", " =1", "+86 755 8888 8888 x801", "-12.5%"],
)  # fmt: skip
def test_numbers_phones_and_words_stay(value: str) -> None:
    """What calculates nothing goes out as it is."""
    assert quoted(value) == value
    assert unquoted(value) == value


def test_excels_way_to_keep_digits_is_undone() -> None:
    """`="0138"` is the text 0138; with anything more around it is text itself."""
    assert unquoted('="013800138000"') == "013800138000"
    assert unquoted('="1"&"2"') == '="1"&"2"'


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])) | st.text("'=+-@\t\r＝1\"a"))
@example("'='")
@example('="1"')
def test_every_text_comes_back(value: str) -> None:
    """Quoting and unquoting give back any text."""
    assert unquoted(quoted(value)) == value


@given(st.text("'=+-@\t\r＝＋－＠1234567890 ().x|!A"))
def test_no_formula_gets_out(value: str) -> None:
    """A cell that begins like a formula is a plain number or phone."""
    cell = quoted(value)
    if cell[:1] and cell[0] in "=+-@\t\r＝＋－＠":
        assert not set(cell) - set("+-0123456789 ().xeE%#")
        assert cell[0] in "+-"
