"""Spreadsheets: cells as they were typed, and hostile files that end in a sentence."""

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tui_crm.domain.errors import CrmError
from tui_crm.files import sheet_child, spreadsheets
from tui_crm.files.kinds import FileKind
from tui_crm.files.tables import open_table

MOMENT = datetime.datetime.fromisoformat
EXCEL = Path(__file__).parents[1] / "data" / "import" / "excel"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Write a list with every type of cell, a title, a hidden and an empty sheet."""
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("空")
    book.add_worksheet("hidden").hide()
    sheet = book.add_worksheet("客户")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write(0, 1, "客户名单")
    for column, title in enumerate(
        ("公司", "联系人", "手机", "下次联系", "回访", "VIP", "预算"), 1
    ):
        sheet.write(2, column, title)
    sheet.merge_range(3, 1, 4, 1, "腾讯")
    sheet.write(3, 2, "张三")
    sheet.write_number(3, 3, 13800138000)
    sheet.write_datetime(3, 4, MOMENT("2026-12-01"), day)
    sheet.write_datetime(3, 5, MOMENT("2026-12-01T15:30"), moment)
    sheet.write_boolean(3, 6, True)
    sheet.write_number(3, 7, 0.1)
    sheet.write(4, 2, "李四")
    sheet.write_formula(4, 3, "=1+1", None, "=x")
    book.close()
    return path


def test_cells_come_as_they_were_typed(workbook: Path) -> None:
    """Numbers keep their digits, dates are ISO, merged cells belong to each of their rows."""
    table = open_table(workbook)
    assert (table.kind, table.sheet) == (FileKind.XLSX, "客户")
    assert table.sheets == ("空", "客户")
    assert table.heading == ("#1", "公司", "联系人", "手机", "下次联系", "回访", "VIP", "预算")
    assert [(row.number, row.cells) for row in table.rows()] == [
        (4, ("", "腾讯", "张三", "13800138000", "2026-12-01", "2026-12-01 15:30", "true", "0.1")),
        (5, ("", "腾讯", "李四", "=x", "", "", "", "")),
    ]


def test_a_sheet_can_be_named(workbook: Path) -> None:
    """Hidden ones too; an unknown one is refused with those that are there."""
    with pytest.raises(CrmError, match="table_empty"):
        open_table(workbook, sheet="hidden")
    with pytest.raises(CrmError) as refusal:
        open_table(workbook, sheet="Sheet9")
    assert refusal.value.code == "unknown_sheet"
    assert refusal.value.params["sheets"] == "空, 客户"


def test_dates_since_1904_are_right() -> None:
    """Workbooks from old Macs count days from another year."""
    found = spreadsheets.open_spreadsheet(EXCEL / "date_1904.xlsx", FileKind.XLSX)
    assert [cells[0] for _share, cells in found.records()][:2] == ["2021-01-01", "2021-01-02"]


@pytest.mark.parametrize("name", ["merge_cells.xlsx", "merge_cells.xls"])
def test_merged_cells_of_both_formats_are_read(name: str) -> None:
    """Sideways merged cells stand in the first column alone."""
    found = spreadsheets.open_spreadsheet(EXCEL / name, FileKind(name.rpartition(".")[2]))
    assert [cells for _share, cells in found.records()] == [
        ["Row Merge", "", "Not Merged"],
        ["Column Merge", "Chunk Merged"],
    ]


def test_a_password_is_named() -> None:
    """The refusal says what to do, not that the file is broken."""
    with pytest.raises(CrmError, match="file_password_protected"):
        open_table(EXCEL / "pass_protected.xlsx")


def test_a_damaged_workbook_is_refused(workbook: Path) -> None:
    """Half a file is no file."""
    content = workbook.read_bytes()
    workbook.write_bytes(content[: len(content) // 2])
    with pytest.raises(CrmError, match="file_damaged"):
        open_table(workbook)


def _repacked(source: Path, target: Path, extra: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry.filename))
        for name, content in extra.items():
            new.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"xl/media/zeros.bin": bytes(20 << 20)}, "zip_bomb"),
        ({f"xl/f{number}": b"" for number in range(10_001)}, "zip_bomb"),
        ({"../../etc/passwd": b"x"}, "file_damaged"),
        ({"/etc/passwd": b"x"}, "file_damaged"),
        ({"C:\\x": b"x"}, "file_damaged"),
    ],
    ids=["ratio", "entries", "parent", "root", "drive"],
)
def test_hostile_archives_are_refused_unopened(
    workbook: Path, tmp_path: Path, extra: dict[str, bytes], code: str
) -> None:
    """What unpacks to too much, or to elsewhere, never reaches the reader."""
    path = _repacked(workbook, tmp_path / "bomb.xlsx", extra)
    with pytest.raises(CrmError) as refusal:
        open_table(path)
    assert refusal.value.code == code


@pytest.mark.parametrize("cell", [(1_048_575, 16_383), (200_000, 400)])
def test_a_far_cell_ends_in_a_refusal(tmp_path: Path, cell: tuple[int, int]) -> None:
    """A kilobyte that asks for gigabytes takes down the child at most."""
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "name")
    sheet.write(*cell, "far")
    book.close()
    with pytest.raises(CrmError, match="sheet_too_big"):
        open_table(path)


def test_a_child_that_says_nothing_is_ended(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its time the refusal comes, and no process is left."""
    stuck = tmp_path / "stuck.py"
    stuck.write_text("import signal\nsignal.pause()\n")
    monkeypatch.setattr(sheet_child, "__file__", str(stuck))
    monkeypatch.setattr(spreadsheets, "ANSWER_SECONDS", 0.2)
    with pytest.raises(CrmError, match="sheet_too_big"):
        open_table(workbook)


def test_floats_are_written_as_typed() -> None:
    """No exponent and no `.0` for what a person typed as digits."""
    assert [sheet_child.text_of(each) for each in (13800138000.0, -5.0, 0.1, 1e15, 3, True)] == [
        "13800138000",
        "-5",
        "0.1",
        "1000000000000000.0",
        "3",
        "true",
    ]
    assert sheet_child.text_of(datetime.time(15, 0)) == "15:00"
    assert sheet_child.text_of(MOMENT("2026-12-01T15:00:07")) == "2026-12-01 15:00:07"
    assert sheet_child.text_of(datetime.timedelta(hours=30)) == "1 day, 6:00:00"
