"""`demo` and `export` by command."""

import csv
import stat
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tui_crm.cli.commands import demo
from tui_crm.domain.customer import FIELD_CODES


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Return the databases on which the app was opened."""
    locations: list[str | None] = []

    def open_app(location: str | None, *, login: str | None, language: str | None) -> int:
        locations.append(location)
        return 0

    monkeypatch.setattr(demo, "open_app", open_app)
    return locations


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_demo_fills_an_empty_database_once(crm: CommandLine, opened: list[str | None]) -> None:
    made = crm.json("demo", "--no-open", "--customers", "50", "--seed", "7")
    assert made["customers"] == 50
    assert made["follow_ups"] > 50
    assert opened == []
    assert crm.refusal("demo", "--no-open") == (1, "database_not_empty")


def test_the_demo_opens_the_app(crm: CommandLine, opened: list[str | None]) -> None:
    assert crm.run("demo", "--customers", "10").status == 0
    assert opened == [None]
    assert crm.run("demo").status == 1
    assert opened == [None]
    again = crm.run("demo", "--if-empty")
    assert (again.status, again.out, opened) == (0, "", [None, None])


def test_the_demo_of_five_hundred_has_forty_to_call(crm: CommandLine) -> None:
    crm.json("demo", "--no-open", "--customers", "500", "--seed", "3")
    due = crm.json("today")
    assert len(due) >= 40
    assert crm.json("log", str(due[-1]["id"]), "--key", "3")["next_contact"] is not None


def test_customers_are_exported_under_their_codes(crm: CommandLine, tmp_path: Path) -> None:
    crm.json("add", "--name", "=1+1", "phones=office: +44 20 7946 0018", "custom.门牌=7")
    crm.json("add", "--name", "张三", "note=two\nlines", "level=B", "next_contact=+3d")
    crm.json("archive", "2", "--reason", "moved")
    path = tmp_path / "out.csv"
    assert crm.json("export", "customers", str(path)) == {"rows": 2}
    rows = read(path)
    assert tuple(rows[0]) == (*FIELD_CODES, "custom.门牌")
    assert (rows[0]["id"], rows[0]["name"], rows[0]["custom.门牌"]) == ("1", "'=1+1", "7")
    assert rows[0]["phones"] == "office: +44 20 7946 0018"
    assert (rows[1]["note"], rows[1]["level"], rows[1]["custom.门牌"]) == ("two\nlines", "B", "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_titles_are_those_that_people_read(crm: CommandLine, tmp_path: Path) -> None:
    crm.json("add", "--name", "张三")
    path = tmp_path / "out.csv"
    crm.json("export", "customers", str(path), "--titles")
    assert {"Name", "Company", "Level", "Next contact"} <= read(path)[0].keys()


def test_follow_ups_are_exported_with_whom_they_were_about(
    crm: CommandLine, tmp_path: Path
) -> None:
    crm.json("add", "--name", "张三", "--company", "宏图", "--phone", "13800138000")
    crm.json("log", "1", "--key", "1", "--text", "no")
    crm.json("log", "1", "--key", "2")
    crm.json("undo")
    path = tmp_path / "out.csv"
    assert crm.json("export", "follow-ups", str(path)) == {"rows": 1}
    (row,) = read(path)
    assert (row["customer_id"], row["name"], row["company"]) == ("1", "张三", "宏图")
    assert (row["method"], row["outcome"], row["text"]) == ("call", "not interested", "no")
    assert (row["flags"], row["phone"]) == ("reached counts_as_contact", "13800138000")
    assert row["next_contact"] == crm.json("show", "1")["next_contact"]
    assert row["at"].endswith("+08:00")


def test_callbacks_are_exported_in_the_order_of_the_queue(crm: CommandLine, tmp_path: Path) -> None:
    crm.json("add", "--name", "later", "next_contact=+9d")
    crm.json("add", "--name", "all day", "next_contact=+3d")
    crm.json("add", "--name", "nobody's", "next_contact=+3d", "--unassigned")
    crm.json("add", "--name", "never")
    crm.json(
        "add", "--name", "timed", f"next_contact={crm.json('show', '2')['next_contact']} 15:00"
    )
    path = tmp_path / "out.csv"
    assert crm.json("export", "callbacks", str(path)) == {"rows": 3}
    assert [row["name"] for row in read(path)] == ["timed", "all day", "later"]


def test_a_file_that_is_there_needs_overwrite(crm: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine", encoding="utf-8")
    assert crm.refusal("export", "customers", str(path)) == (1, "file_exists")
    assert path.read_text(encoding="utf-8") == "mine"
    assert crm.json("export", "customers", str(path), "--overwrite") == {"rows": 0}
    assert path.read_text(encoding="utf-8").startswith("\ufeffid,kind,name")


@pytest.mark.parametrize(
    ("kind", "name", "status", "code"),
    [
        ("customers", "out.xlsx", 1, "export_ending"),
        ("customers", "out", 1, "export_ending"),
        ("all", "out.csv", 1, "export_needs_kind"),
        ("customers", "none/out.csv", 1, "file_unwritable"),
        ("people", "out.csv", 2, "usage"),
    ],
)
def test_what_cannot_be_exported_says_why(
    crm: CommandLine, tmp_path: Path, kind: str, name: str, status: int, code: str
) -> None:
    assert crm.refusal("export", kind, str(tmp_path / name)) == (status, code)
    assert list(tmp_path.glob("*.csv*")) == []


def test_a_place_where_nothing_can_be_is_refused(crm: CommandLine) -> None:
    assert crm.refusal("export", "customers", "/dev/null/out.csv") == (1, "file_unwritable")
