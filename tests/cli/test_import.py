"""`import` by command, and what `export` writes comes back."""

import csv
import json
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine

DATA = Path(__file__).parents[1] / "data"
SALESFORCE = DATA / "import" / "csv" / "salesforce_accounts.csv"
CHINESE = DATA / "duplicates" / "zh_customers.csv"

KEYS = [
    "rows",
    "created",
    "updated",
    "skipped",
    "duplicates",
    "failed",
    "encoding",
    "mapping",
    "warnings",
]


def written(folder: Path, text: str, name: str = "in.csv") -> str:
    """Write a file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("file", "encoding"), [(SALESFORCE, "latin-1"), (CHINESE, "utf-8")], ids=lambda each: str(each)
)
def test_counts_add_up_and_a_second_import_creates_nothing(
    crm: CommandLine, file: Path, encoding: str
) -> None:
    first = crm.json("import", str(file))
    assert [key for key in first if key in KEYS] == KEYS
    assert first["encoding"].startswith(encoding)
    counted = ("created", "updated", "skipped", "duplicates", "failed")
    assert first["rows"] == sum(first[name] for name in counted) > 400
    assert first["created"] > 0
    second = crm.json("import", str(file))
    assert (second["created"], second["duplicates"]) == (0, first["rows"] - first["failed"])
    assert second["batch"] is None, "it left a step to undo, and changed nothing"


def test_without_a_known_column_a_mapping_is_asked_for(crm: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path, "x1;x2\nalpha;b\nbeta;d\n")
    ran = crm.run("import", path, "--json")
    assert ran.status == 1
    assert "--map" in json.loads(ran.out)["error"]["message"]
    done = crm.json("import", path, "--map", "x1=name", "--map", "x2=custom.what")
    assert (done["created"], done["mapping"]) == (2, {"x1": "name", "x2": "custom.what"})
    assert crm.json("show", "1")["custom.what"] == "b"


def test_a_dry_run_writes_nothing(crm: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path, "name\n张三\n李四\n")
    tried = crm.json("import", path, "--dry-run")
    assert (tried["created"], tried["batch"]) == (2, None)
    assert crm.json("search", "张") == []
    assert "Nothing was written" in crm.text("import", path, "--dry-run")


def test_known_customers_are_filled_overwritten_or_made_again(
    crm: CommandLine, tmp_path: Path
) -> None:
    crm.json("add", "--name", "张三", "--phone", "13800138000", "wechat=old")
    path = written(tmp_path, "name,phone,wechat,email\n张三,13800138000,new,z@example.com\n")
    assert crm.json("import", path, "--on-duplicate", "fill")["updated"] == 1
    shown = crm.json("show", "1")
    assert (shown["wechat"], shown["email"]) == ("old", "z@example.com")
    assert crm.json("import", path, "--on-duplicate", "overwrite")["updated"] == 1
    assert crm.json("show", "1")["wechat"] == "new"
    assert crm.json("import", path, "--on-duplicate", "overwrite")["skipped"] == 1
    again = crm.json("import", path, "--on-duplicate", "new", "--reason", "-two shops")
    assert again["created"] == 1
    assert len(crm.json("search", "张三")) == 2


def test_failed_rows_are_told_and_written_into_a_file(crm: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path, f"name,note\n,nobody\n{'x' * 301},long\n张三,fine\n")
    errors = tmp_path / "errors.csv"
    ran = crm.run("import", path, "--errors", str(errors))
    assert ran.status == 0
    assert "Row 2: " in ran.err
    assert "Row 3: " in ran.err
    with errors.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 3
    assert crm.refusal("import", path, "--errors", str(errors)) == (1, "file_exists")
    done = crm.json("import", path, "--errors", str(errors), "--overwrite")
    assert [(each["row"], each["code"]) for each in done["failures"]] == [
        (2, "no_identity"),
        (3, "too_long"),
    ]


def test_rows_of_nobody_go_to_the_owner_named(crm: CommandLine, tmp_path: Path) -> None:
    crm.json("demo", "--no-open", "--customers", "5")
    path = written(tmp_path, "name,owner\nAnna,\nBert,helei\n")
    crm.json("import", path, "--owner", "jonas")
    owners = {name: crm.json("search", name)[0]["owner"] for name in ("Anna", "Bert")}
    assert owners == {"Anna": "jonas", "Bert": "helei"}
    assert crm.refusal("import", path, "--owner", "nobody") == (1, "no_such_login")


def test_an_import_is_undone_as_one_step(crm: CommandLine, tmp_path: Path) -> None:
    crm.json("import", written(tmp_path, "name\n张三\n李四\n"))
    undone = crm.json("undo")["undone"]
    assert (undone["kind"], undone["skipped"]) == ("import", [])
    assert crm.json("search", "张三") == []


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("none.csv",), 1, "file_missing"),
        (("in.csv", "--map", "x"), 1, "bad_mapping"),
        (("in.csv", "--map", "x=name"), 1, "unknown_column"),
        (("in.csv", "--map", "name=nofield"), 1, "unknown_field"),
        (("in.csv", "--encoding", "martian"), 1, "unknown_encoding"),
        (("in.csv", "--on-duplicate", "ask"), 2, "usage"),
    ],
)
def test_what_cannot_be_imported_says_why(
    crm: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    words: tuple[str, ...],
    status: int,
    code: str,
) -> None:
    written(tmp_path, "name\n张三\n")
    monkeypatch.chdir(tmp_path)
    assert crm.refusal("import", *words) == (status, code)


def test_what_is_exported_comes_back_the_same(crm: CommandLine, tmp_path: Path) -> None:
    """Every field but those that the program keeps itself, in an empty database."""
    crm.json("demo", "--no-open", "--customers", "120", "--seed", "5")
    crm.json(
        *("add", "--name", "=SUM(1)", "--company", "'@co", "custom.门牌=+7", 'note=a\nb,"c"'),
        *("phones=手机: 138 0013 8000 [bad] ; 0755-8888 8888 转 801", "birthday=02-29"),
        *("next_contact=+3d",),
    )
    path, copy = tmp_path / "out.csv", tmp_path / "copy.csv"
    rows = crm.json("export", "customers", str(path))["rows"]
    other = ("--db", str(tmp_path / "other.db"))
    crm.json(*other, "demo", "--no-open", "--customers", "1")  # its reps are needed
    crm.json(*other, "undo")
    done = crm.json(*other, "import", str(path))
    assert (done["created"], done["failed"]) == (rows, 0)
    crm.json(*other, "export", "customers", str(copy))
    me = crm.json("show", str(rows))["owner"]
    for row in (rows_before := exported(path)):
        row["owner"] = row["owner"] or me  # A row of nobody is the acting user's.
    assert exported(copy) == rows_before
    assert crm.json("import", str(path))["duplicates"] == rows


def exported(path: Path) -> list[dict[str, str]]:
    """Return the rows without what the program keeps itself."""
    kept = ("id", "created_by", "created_at", "updated_at", "version")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {code: text for code, text in row.items() if code not in kept}
            for row in csv.DictReader(file)
        ]
