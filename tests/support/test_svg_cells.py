"""Pictures of a terminal keep its columns, also where Chinese stands in them."""

from tests.support.svg_cells import WIDE_FONT, on_cells


def text(x: str, length: str, said: str) -> str:
    """Return the tag of a text as Rich writes it."""
    return (
        f'<text class="t-r7" x="{x}" y="68.8" textLength="{length}" clip-path="url(#l)">'
        f"{said}</text>"
    )


def test_a_wide_character_takes_two_cells_and_what_follows_stands_behind_it() -> None:
    """Three characters are six cells; a space belongs to no run of wide ones."""
    written = on_cells(text("24.4", "73.2", "张三&#160;A&amp;B"))
    wide = text("24.4", "48.8", "张三").replace(" x=", f" {WIDE_FONT} x=")
    assert written == wide + text("73.2", "48.8", "&#160;A&amp;B")


def test_narrow_text_stays_as_it_was() -> None:
    """Nothing moves where every character takes one cell."""
    assert on_cells(text("0", "36.6", "Ann")) == text("0", "36.6", "Ann")
