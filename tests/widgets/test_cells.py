"""Cutting and padding by cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_crm.domain.text import harmless_line
from tui_crm.widgets.cells import ELLIPSIS, Align, fit, shorten

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"

texts = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("abc 张三華电電子…한글ｱあ\u0301\u0300\u200d\u200c\ufe0f\n\t\x1b\x00#1©❤")
        )
        | st.sampled_from(["\N{MAN}", "\N{WOMAN}", "\N{EMOJI MODIFIER FITZPATRICK TYPE-4}"]),
        st.characters(exclude_categories=()),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "width", "align", "expected"),
    [
        ("Ann", 6, Align.LEFT, "Ann   "),
        ("Ann", 6, Align.RIGHT, "   Ann"),
        ("Ann", 6, Align.CENTER, " Ann  "),
        ("Brightside", 6, Align.LEFT, "Brigh…"),
        ("Ann", 3, Align.LEFT, "Ann"),
        ("Ann", 1, Align.LEFT, "…"),
        ("Ann", 0, Align.LEFT, ""),
        ("Ann", -3, Align.LEFT, ""),
        ("", 2, Align.LEFT, "  "),
        ("张三", 4, Align.LEFT, "张三"),
        ("张三", 5, Align.LEFT, "张三 "),
        ("张三丰", 5, Align.LEFT, "张三…"),
        ("张三丰", 4, Align.LEFT, "张… "),
        ("张三丰", 4, Align.RIGHT, " 张…"),
        ("张", 1, Align.LEFT, "…"),
        ("Café", 4, Align.LEFT, "Café"),
        ("Cafe\u0301 Z", 5, Align.LEFT, "Cafe\u0301…"),
        (FAMILY + " Li", 3, Align.LEFT, FAMILY + "…"),
        (FAMILY + FAMILY, 3, Align.LEFT, FAMILY + "…"),
        ("one\ntwo\tthree", 14, Align.LEFT, "one two three "),
        ("a\x1b]0;title\x07b", 12, Align.LEFT, "a]0;titleb  "),
    ],
)
def test_a_text_takes_exactly_its_cells(text: str, width: int, align: Align, expected: str) -> None:
    assert fit(text, width, align) == expected


@given(text=texts, width=st.integers(0, 30), align=st.sampled_from(Align))
def test_any_text_takes_exactly_the_width(text: str, width: int, align: Align) -> None:
    assert cell_len(fit(text, width, align)) == width


@given(text=texts, width=st.integers(0, 30))
def test_a_cut_text_is_a_beginning_of_the_harmless_one(text: str, width: int) -> None:
    """What is shown is a prefix of the text, with an ellipsis where something is missing."""
    shown = shorten(text, width)
    whole = harmless_line(text)
    assert cell_len(shown) <= width
    assert shown == whole or not width or whole.startswith(shown.removesuffix(ELLIPSIS))


def test_a_text_too_long_for_the_cache_is_cut_alike() -> None:
    assert fit("张" * 10_000, 7) == "张张张…"


def test_markup_is_only_text() -> None:
    assert fit("[red]x[/nope]", 20) == "[red]x[/nope]       "
