"""Lines of a list: straight whatever stands in them."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.content import Content

from tests.support.keyset import NamedRow
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.row_painter import CLASSES, RowPainter

COLUMNS = (
    Column[NamedRow](
        id="name", title="Name", width=8, share=1, draw=lambda row: Cell(text=row.name)
    ),
    Column[NamedRow](
        id="company",
        title="公司",
        width=10,
        share=2,
        priority=1,
        align=Align.RIGHT,
        draw=lambda row: Cell(text=row.company, tone=Tone.OVERDUE),
    ),
)
texts = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            [*"ab 张三電한ｱ\u0301\u200d\u200c\ufe0f\n\x1b#1©❤", "\N{MAN}", "\N{WOMAN}"]
        ),
        st.characters(exclude_categories=()),
    ),
    max_size=30,
)


def _painter(*, can_mark: bool) -> RowPainter[NamedRow]:
    def style_of(*names: str) -> Style:
        assert CLASSES.issuperset(names)
        return Style.null()

    return RowPainter(COLUMNS, style_of, can_mark=can_mark)


@given(
    name=texts,
    company=texts,
    width=st.integers(1, 90),
    is_cursor=st.booleans(),
    is_marked=st.booleans(),
    can_mark=st.booleans(),
)
def test_every_line_is_exactly_as_wide_as_the_list(
    *, name: str, company: str, width: int, is_cursor: bool, is_marked: bool, can_mark: bool
) -> None:
    """Rows, titles, waiting rows and messages fill the width, counted whole and piece by piece."""
    painter = _painter(can_mark=can_mark)
    row = NamedRow(id=1, name=name, company=company)
    for strip in (
        painter.header(width),
        painter.row(row, width, is_cursor=is_cursor, is_marked=is_marked and can_mark),
        painter.waiting(width, is_cursor=is_cursor),
        painter.message(Content(name), width, 1, 0),
        painter.blank(width),
    ):
        assert cell_len(strip.text) == width
        assert sum(cell_len(segment.text) for segment in strip) == width


def test_chinese_and_latin_rows_keep_their_columns() -> None:
    """The second column begins in the same cell whatever stands in the first."""
    painter = _painter(can_mark=False)
    lines = [
        painter.row(
            NamedRow(id=number, name=name, company="|"), 40, is_cursor=False, is_marked=False
        ).text
        for number, name in enumerate(("张三", "Ann Lee", "深圳华强电子有限公司工程部", "Renée K."))
    ]
    assert [cell_len(line[: line.index("|")]) for line in lines] == [39] * 4


def test_a_row_is_drawn_once_until_it_is_forgotten() -> None:
    """What is kept is the drawn line, whatever has become of the row."""
    painter = _painter(can_mark=False)

    def text_of(row: NamedRow) -> str:
        return painter.row(row, 30, is_cursor=False, is_marked=False).text.split()[0]

    assert text_of(NamedRow(id=1, name="old")) == "old"
    assert text_of(NamedRow(id=1, name="new")) == "old"
    painter.forget(1)
    assert text_of(NamedRow(id=1, name="new")) == "new"
    painter.forget_all()
    assert text_of(NamedRow(id=1, name="newer")) == "newer"


def test_other_columns_take_effect_at_once() -> None:
    """A change of columns draws the rows anew at the same width."""
    painter = _painter(can_mark=False)
    row = NamedRow(id=1, name="Ann", company="Brightside")
    painter.row(row, 30, is_cursor=False, is_marked=False)
    painter.set_columns(COLUMNS[1:])
    assert painter.row(row, 30, is_cursor=False, is_marked=False).text.split() == ["Brightside"]


def test_what_is_written_over_a_text_never_reaches_the_terminal() -> None:
    """Controls and escapes in a name are gone when it is drawn."""
    row = NamedRow(id=1, name="a\x1b]0;x\x07\x9b31mb", company="[red]c[/nope]")
    text = _painter(can_mark=False).row(row, 60, is_cursor=False, is_marked=False).text
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "[red]c[/nope]" in text


def test_a_hit_is_bold_and_underlined_under_the_cursor_too() -> None:
    """Not by colour alone: the rest of the line is neither."""

    def draw(row: NamedRow) -> Cell:
        return Cell(text=row.name, hits=((0, 2),))

    column = Column[NamedRow](id="name", width=8, draw=draw)
    painter = RowPainter((column,), lambda *_names: Style.null(), can_mark=False)
    row = NamedRow(id=1, name="张三丰", company="")
    for is_cursor in (False, True):
        line = painter.row(row, 12, is_cursor=is_cursor, is_marked=False)
        lit = [each.text for each in line if each.style and each.style.underline]
        assert lit == ["张三"]
        assert all(bool(each.style and each.style.bold) is (each.text == "张三") for each in line)
