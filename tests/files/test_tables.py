"""A user's file as a table: every shape of CSV, and what is refused with a reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui_crm.domain.errors import CrmError
from tui_crm.files.delimiters import detect_delimiter
from tui_crm.files.kinds import FileKind
from tui_crm.files.tables import Table, TableRow, open_table

DATA = Path(__file__).parents[1] / "data"
SPECTRUM = DATA / "import" / "csv" / "spectrum"


def _table(path: Path, content: str | bytes) -> Table:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path)


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows()]


@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
def test_the_csv_spectrum_is_read_as_its_json_says(path: Path) -> None:
    """Quotes, commas and newlines in quotes, CRLF, empty cells, UTF-8: csv-spectrum whole."""
    table = open_table(path)
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text("utf-8"))
    assert [dict(zip(table.heading, cells, strict=True)) for cells in _cells(table)] == expected


def test_a_latin_1_export_is_read_rightly() -> None:
    """Five bytes beyond ASCII in 140 kB are enough."""
    table = open_table(DATA / "import" / "csv" / "salesforce_accounts.csv")
    names = {row.cells[3] for row in table.rows()}
    assert table.encoding == "latin-1"
    assert {"Crédito Inmobiliario", "Pébéo of America"} & names
    assert sum(1 for _row in table.rows()) == 423


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_detected(tmp_path: Path, delimiter: str) -> None:
    """Commas in addresses and decimal commas do not deceive."""
    rows = [
        ["姓名", "地址", "预算"],
        ["张三", "Main St 1, Apt 2", "1,5"],
        ["李四", "x, y, z", "2,5"],
    ]
    lines = [
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    ]
    table = _table(tmp_path / "a.csv", "\n".join(lines))
    assert table.delimiter == delimiter
    assert [list(table.heading), *map(list, _cells(table))] == rows


def test_one_column_needs_no_delimiter() -> None:
    """A list of names is a table of one column."""
    assert detect_delimiter(["name\n", "Smith\n", "Jones\n"]) == ","
    assert detect_delimiter([]) == ","


def test_excels_separator_line_is_obeyed(tmp_path: Path) -> None:
    """`sep=;` is no heading, and rows keep the numbers that the file gives them."""
    table = _table(tmp_path / "a.csv", "sep=;\r\nname;note\r\nBob;a,b\r\n")
    assert table.heading == ("name", "note")
    assert list(table.rows()) == [TableRow(number=3, cells=("Bob", "a,b"), progress=1.0)]


def test_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    """Short rows are padded, cells beyond the last heading are handed over apart."""
    table = _table(tmp_path / "a.csv", "name,phone\nBob\nAnn,1,\nEve,2,more,\nKim,3\n")
    assert _cells(table) == [("Bob", ""), ("Ann", "1"), ("Eve", "2"), ("Kim", "3")]
    assert [row.extra for row in table.rows()] == [(), (), ("more",), ()]


def test_blank_rows_are_passed_over_but_counted(tmp_path: Path) -> None:
    """A row's number is the one that a spreadsheet shows."""
    table = _table(tmp_path / "a.csv", "\n\nname,phone\n,\nBob,1\n  , \nAnn,2\n\n")
    assert [(row.number, row.cells[0]) for row in table.rows()] == [(5, "Bob"), (7, "Ann")]


def test_titles_above_the_heading_are_passed_over(tmp_path: Path) -> None:
    """Reports carry a title and a date above their table."""
    table = _table(
        tmp_path / "a.csv", "客户名单,,\n导出时间: 2026-01-01,,\n姓名,电话,备注\n张三,1,\n"
    )
    assert table.heading == ("姓名", "电话", "备注")
    assert _cells(table) == [("张三", "1", "")]


def test_a_file_without_headings_keeps_its_first_row(tmp_path: Path) -> None:
    """A phone number in the first row shows that it is data."""
    table = _table(tmp_path / "a.csv", "张三,13800138000\n李四,13900139000\n")
    assert table.heading == ("#1", "#2")
    assert _cells(table) == [("张三", "13800138000"), ("李四", "13900139000")]


def test_headings_are_distinct(tmp_path: Path) -> None:
    """Two columns of one name, and one without a name, can be told apart."""
    table = _table(tmp_path / "a.csv", "电话,电话,,姓名\n1,2,3,a\n")
    assert table.heading == ("电话", "电话 #2", "#3", "姓名")


def test_a_heading_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    """Nothing to import is no mistake."""
    assert _cells(_table(tmp_path / "a.csv", "name,phone\n")) == []


def test_nul_and_the_mark_are_removed(tmp_path: Path) -> None:
    """Neither reaches a cell."""
    table = _table(tmp_path / "a.csv", b"\xef\xbb\xbfname,phone\nB\x00ob,1\n")
    assert table.heading == ("name", "phone")
    assert _cells(table) == [("Bob", "1")]


def test_old_line_ends_are_read(tmp_path: Path) -> None:
    """A carriage return alone ends a row, too."""
    assert _cells(_table(tmp_path / "a.csv", "name,phone\rBob,1\rAnn,2")) == [
        ("Bob", "1"),
        ("Ann", "2"),
    ]


@pytest.mark.parametrize("name", ["list.xls", "list.xlsx", "list", "list.txt"])
def test_the_name_of_a_file_says_nothing(tmp_path: Path, name: str) -> None:
    """CSV saved under a spreadsheet's ending is CSV."""
    table = _table(tmp_path / name, "name,phone\nBob,1\n")
    assert table.kind is FileKind.CSV
    assert _cells(table) == [("Bob", "1")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n  \n", "table_empty"),
        (b"<html><table><tr><td>x</table>", "unsupported_kind"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "unsupported_kind"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "unsupported_kind"),
        (b'{"name": "x"}\n', "unsupported_kind"),
        (b"PK\x03\x04 and no more", "file_damaged"),
        (bytes(range(1, 32)) * 20, "file_unknown"),
        (b'name,phone\n"Bob,1\nAnn,2\n', "quote_open"),
        (b"name,phone\nBob," + b"1" * 1_100_000 + b"\n", "field_too_long"),
        (",".join(f"c{number}" for number in range(1_001)).encode(), "too_many_columns"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """Each refusal has a code of its own, none is a traceback."""
    with pytest.raises(CrmError) as refusal:
        list(_table(tmp_path / "a.csv", content).rows())
    assert refusal.value.code == code


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """They are told apart."""
    with pytest.raises(CrmError, match="file_missing"):
        open_table(tmp_path / "no.csv")
    with pytest.raises(CrmError, match="file_missing"):
        open_table(tmp_path / "no\0.csv")
    with pytest.raises(CrmError, match="file_not_regular"):
        open_table(tmp_path)
    with pytest.raises(CrmError, match="file_unreadable"):  # as in a folder that is closed to us
        open_table(tmp_path / f"{'long' * 100}.csv")


def test_bytes_that_are_not_of_the_encoding_are_refused_with_their_row(tmp_path: Path) -> None:
    """The row is exact, however far it lies in the file."""
    path = tmp_path / "a.csv"
    rows = ["name,note"] + [f"n{number},x" for number in range(5_000)]
    rows[3_210] = "Pébéo,x"
    path.write_bytes("\n".join(rows).encode("latin-1"))
    with pytest.raises(CrmError) as refusal:
        list(open_table(path, encoding="utf-8").rows())
    assert refusal.value.code == "undecodable"
    assert refusal.value.params == {"row": 3_211, "encoding": "utf-8"}
    assert sum(1 for _row in open_table(path).rows()) == 5_000


def test_the_user_can_name_the_encoding_and_the_delimiter(tmp_path: Path) -> None:
    """What is named is not guessed."""
    path = tmp_path / "a.csv"
    path.write_bytes("姓名|a,b\n李|1".encode("gbk"))
    table = open_table(path, encoding="gbk", delimiter="|")
    assert (table.encoding, table.heading) == ("gb18030", ("姓名", "a,b"))
    with pytest.raises(CrmError, match="unknown_delimiter"):
        open_table(path, delimiter="x")


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    """The share read never falls and ends at one."""
    table = _table(tmp_path / "a.csv", "name,phone\n" + "Bob,1\n" * 20_000)
    shares = [row.progress for row in table.rows()]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.5
    assert shares[-1] == 1.0


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """A file of 60 MB is read by a process that may grow by 40 MB only."""
    path = tmp_path / "big.csv"
    with path.open("w") as file:
        file.write("name,note\n")
        for _block in range(60):
            file.write(("Bob," + "x" * 96 + "\n") * 10_000)
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tui_crm.files.tables import open_table\n"
        "list(open_table(Path(sys.argv[1])).sample())\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = sum(1 for _ in open_table(Path(sys.argv[1])).rows())\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(count, after - before)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=DATA.parents[1],
    ).stdout.split()
    assert int(answer[0]) == 600_000
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(answer[1]) * unit < 40 * 1024 * 1024
