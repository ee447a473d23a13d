"""Rows become drafts, and whatever cannot be read is kept in the note (SPEC 10)."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.cells import ReadingRules
from tui_crm.domain.customer import FIELD_CODES, Kind
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.headings import propose_mapping
from tui_crm.domain.promise import Promise
from tui_crm.domain.row_reading import CellWarning, ReadRow, RowReader, joined_parts
from tui_crm.domain.vocabulary import Vocabulary

LISTED = tomllib.loads((Path(__file__).parents[2] / "data" / "headings.toml").read_text("utf-8"))
VOCABULARY = Vocabulary(LISTED)
RULES = ReadingRules.for_team("CN", ZoneInfo("Asia/Shanghai"))


def _read(cells: dict[str, str], extra: tuple[str, ...] = ()) -> ReadRow:
    heading, row = tuple(cells), tuple(cells.values())
    mapping = propose_mapping(heading, [row], VOCABULARY)
    return RowReader(mapping, RULES, [row]).read(row, extra)


def test_a_row_becomes_a_draft() -> None:
    """Every kind of column at once."""
    read = _read(
        {
            "客户名称": "腾讯",
            "联系人": "张三",
            "手机": "13800138000",
            "电话": "0755-88888888",
            "客户类型": "客户",
            "客户级别": "A",
            "下次联系日期": "2027年3月1日",
            "生日": "1980/12/1",
            "备注": "first",
            "QQ": "12345",
            "跟单人": "li",
            "空": "",
        }
    )
    assert read.warnings == ()
    draft = read.draft
    assert (draft.company, draft.name, draft.kind) == ("腾讯", "张三", Kind.CUSTOMER)
    assert (draft.level, draft.owner, draft.note) == ("A", "li", "first")
    assert (draft.birthday, draft.custom) == ("1980-12-01", (("QQ", "12345"),))
    assert draft.promise is not None
    assert draft.promise.on.isoformat() == "2027-03-01"
    assert [(phone.label, phone.e164) for phone in draft.phones] == [
        ("mobile", "+8613800138000"),
        ("work", "+8675588888888"),
    ]


@pytest.mark.parametrize("cell", ["13800138000", "'13800138000", "13800138000.0"])
def test_phones_survive_spreadsheets(cell: str) -> None:
    """Apostrophes and decimals are Excel's, not the number's."""
    (phone,) = _read({"手机": cell}).draft.phones
    assert phone.key == "+8613800138000"


def test_what_cannot_be_read_goes_into_the_note() -> None:
    """With its heading, behind the note, and with a warning each."""
    read = _read(
        {"姓名": "a", "手机": "问前台", "下次联系日期": "下个月", "免打扰": "看情况", "备注": "n"},
        extra=("over",),
    )
    assert read.draft.note == "n\n手机: 问前台\n下次联系日期: 下个月\n免打扰: 看情况\nover"
    assert read.warnings == (
        CellWarning(code="unreadable_cell", column="手机", text="问前台"),
        CellWarning(code="unreadable_cell", column="下次联系日期", text="下个月"),
        CellWarning(code="unreadable_cell", column="免打扰", text="看情况"),
        CellWarning(code="extra_cells", column="", text="over"),
    )


def test_do_not_call_marks_every_number() -> None:
    """Without a number the wish is written down."""
    assert all(
        phone.is_do_not_call
        for phone in _read({"手机": "13800138000", "电话": "95588", "免打扰": "是"}).draft.phones
    )
    assert not _read({"手机": "13800138000", "免打扰": "否"}).draft.phones[0].is_do_not_call
    assert _read({"姓名": "a", "免打扰": "是"}).draft.note == "免打扰: 是"


def test_one_number_in_two_columns_is_one_number() -> None:
    """With both labels."""
    (phone,) = _read({"手机": "13800138000", "电话": "138-0013-8000"}).draft.phones
    assert phone.label == "mobile, work"


def test_days_are_read_as_their_column_writes_them() -> None:
    """Another cell of the column proves the order."""
    heading = ("name", "next_contact")
    rows = [("a", "1/2/2027"), ("b", "13/2/2027")]
    reader = RowReader(propose_mapping(heading, rows, VOCABULARY), RULES, rows)
    promise = reader.read(rows[0]).draft.promise
    assert promise is not None
    assert promise.on.isoformat() == "2027-02-01"


@pytest.mark.parametrize(
    ("field", "parts", "text"),
    [
        ("name", {"first_name": "三", "last_name": "张"}, "张三"),
        ("name", {"first_name": "Bob", "last_name": "Smith"}, "Bob Smith"),
        ("name", {"first_name": "Bob"}, "Bob"),
        (
            "address",
            {"city": "深圳市", "province": "广东省", "postcode": "518000", "street": "深南路1号"},
            "广东省深圳市深南路1号 518000",
        ),
        ("address", {"province": "北京市", "city": "北京市"}, "北京市"),
        (
            "address",
            {"country": "US", "city": "CARNEGIE", "province": "PA", "street": "306 Main St"},
            "306 Main St, CARNEGIE, PA, US",
        ),
        (
            "address",
            {"house_number": "6", "street": "Rose St", "street_2": "Kuma", "district": "St James"},
            "6 Rose St, Kuma, St James",
        ),
        ("address", {"house_number": "984号", "street": "建设路"}, "建设路984号"),
    ],
)
def test_parts_are_joined_in_their_languages_order(
    field: str, parts: dict[str, str], text: str
) -> None:
    """Chinese from the large to the small, western the other way."""
    assert joined_parts(field, parts) == text


def test_our_own_export_is_read_whole() -> None:
    """Columns that the program keeps are read over, the id is kept."""
    read = _read(dict.fromkeys(FIELD_CODES, "") | {"id": "17", "name": "a", "version": "3"})
    assert read == ReadRow(draft=CustomerDraft(id="17", name="a"))


@given(st.dictionaries(st.sampled_from(FIELD_CODES[1:]), st.text(min_size=1, max_size=30)))
def test_no_cell_is_lost(cells: dict[str, str]) -> None:
    """Whatever a cell holds is in the draft somewhere, or was nothing."""
    draft = _read(cells).draft
    for code, text in cells.items():
        if code in ("name", "company", "address", "email") and text.strip():
            assert text in getattr(draft, code)
        if code == "next_contact" and draft.promise is None and text.strip(" '-/—"):
            assert text in draft.note or text.strip().lower() in {"无", "無", "\\n"}
    assert draft.promise is None or isinstance(draft.promise, Promise)
