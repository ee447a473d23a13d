"""A day at the desk by command, on both engines."""

from pathlib import Path

from tests.support.command_line import CommandLine


def test_a_day_at_the_desk(crm: CommandLine, location: str | Path, tmp_path: Path) -> None:
    at = ("--db", str(location))
    first = crm.json(*at, "add", "--name", "张三", "--phone", "13800138000", "next_contact=today")
    crm.json(*at, "add", "--name", "李四", "level=A", "next_contact=today")
    assert crm.refusal(*at, "demo", "--no-open") == (1, "database_not_empty")
    before = crm.json(*at, "today")
    assert [row["name"] for row in before] == ["张三", "李四"]
    logged = crm.json(*at, "log", str(first["id"]), "--key", "2")
    assert logged["next_contact"] is not None
    crm.json(*at, "edit", str(first["id"]), "company=宏图", "custom.size=7")
    assert [hit["id"] for hit in crm.json(*at, "search", "宏图")] == [first["id"]]
    assert crm.json(*at, "export", "customers", str(tmp_path / "c.csv")) == {"rows": 2}
    assert crm.json(*at, "export", "follow-ups", str(tmp_path / "f.csv")) == {"rows": 1}
    assert crm.json(*at, "export", "callbacks", str(tmp_path / "b.csv")) == {"rows": 2}
    assert crm.json(*at, "settings", "set", "area_code", "0755") == {"area_code": "0755"}
    crm.json(*at, "undo")
    crm.json(*at, "undo")
    assert crm.json(*at, "today") == before
    assert crm.refusal(*at, "show", "9223372036854775807") == (1, "no_such_customer")


def test_the_demo_fills_either_engine(crm: CommandLine, location: str | Path) -> None:
    at = ("--db", str(location))
    assert crm.json(*at, "demo", "--no-open", "--customers", "30")["customers"] == 30
    assert crm.json(*at, "today") != []


def test_on_postgresql_the_login_of_the_database_acts(crm: CommandLine, postgres_url: str) -> None:
    at = ("--db", postgres_url)
    assert crm.json(*at, "--as", "postgres", "today") == []
    assert crm.refusal(*at, "--as", "lina", "today") == (1, "login_is_the_databases")
