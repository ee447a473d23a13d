"""Every command alike: documents, exit statuses, languages, pipes and encodings (SPEC 10)."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine, program
from tui_crm import __version__
from tui_crm.cli.commands import today
from tui_crm.cli.program import COMMAND_MODULES


def test_any_command_makes_the_database_where_there_is_none(crm: CommandLine) -> None:
    assert crm.json("today") == []
    assert (crm.home / "tui-crm.db").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("today", "--json", "--exact"),
        ("today", "--exact", "--json"),
        ("search", "--json", "x"),
        ("search", "x", "--json"),
        ("canned", "--json", "list"),
        ("canned", "list", "--json"),
        ("settings", "get", "--json", "zone"),
    ],
)
def test_json_may_stand_anywhere_after_the_command(
    crm: CommandLine, words: tuple[str, ...]
) -> None:
    ran = crm.run(*words)
    assert ran.status == 0
    assert ran.out.count("\n") == 1
    json.loads(ran.out)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("show", "99"), 1, "no_such_customer"),
        (("--as", "nobody", "today"), 1, "no_such_login"),
        (("today", "--nonsense"), 2, "usage"),
        (("nonsense",), 2, "usage"),
        (("canned",), 2, "usage"),
        (("show",), 2, "usage"),
        (("show", "one"), 2, "usage"),
        (("show", "9" * 30), 2, "usage"),
        (("log", "1", "--key"), 2, "usage"),
        (("--db", "oracle://x", "today"), 3, "unknown_database_url"),
    ],
)
def test_a_refusal_is_a_document_with_a_status_of_its_own(
    crm: CommandLine, words: tuple[str, ...], status: int, code: str
) -> None:
    if code == "usage" and words[-1] == "--key":
        ran = crm.run("log", "--json", "1", "--key")
        assert (ran.status, json.loads(ran.out)["error"]["code"]) == (2, "usage")
    else:
        assert crm.refusal(*words) == (status, code)


def test_without_json_a_refusal_goes_to_stderr(crm: CommandLine) -> None:
    ran = crm.run("show", "99")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "There is no customer number 99.\n"


def test_wrong_usage_shows_how_it_is_used(crm: CommandLine) -> None:
    ran = crm.run("show")
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: tui-crm show [OPTIONS] ID" in ran.err
    assert "Try 'tui-crm show --help' for help." in ran.err


def test_a_damaged_database_is_status_three(crm: CommandLine) -> None:
    crm.home.mkdir()
    (crm.home / "tui-crm.db").write_bytes(b"this is no database" * 100)
    assert crm.refusal("today") == (3, "not_a_database")


def test_the_version_is_told(crm: CommandLine) -> None:
    assert crm.text("--version") == f"tui-crm {__version__}\n"


def test_help_names_every_command(crm: CommandLine) -> None:
    shown = crm.text("--help")
    for name in COMMAND_MODULES:
        assert f"\n  {name} " in shown


@pytest.mark.parametrize("name", sorted(COMMAND_MODULES))
def test_each_command_helps_in_both_languages(crm: CommandLine, name: str) -> None:
    english, chinese = crm.text(name, "--help"), crm.text("--lang", "zh", name, "--help")
    assert "--json" in english
    assert "--json" in chinese


def test_the_language_is_that_of_option_settings_or_locale(
    crm: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not interested" in crm.text("canned", "list")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "不需要" in crm.text("canned", "list")
    crm.text("settings", "set", "language", "en")
    assert "not interested" in crm.text("canned", "list")
    assert "不需要" in crm.text("--lang", "zh", "canned", "list")


def test_what_is_wrong_in_the_settings_is_told_beside_the_answer(crm: CommandLine) -> None:
    crm.home.mkdir()
    (crm.home / "settings.toml").write_text('langauge = "zh"\n', encoding="utf-8")
    ran = crm.run("today", "--json")
    assert json.loads(ran.out) == []
    assert "Did you mean language?" in ran.err


def test_an_interrupted_command_ends_quietly(
    crm: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(today, "due_customers", interrupted)
    ran = crm.run("today")
    assert (ran.status, ran.out, ran.err.strip()) == (130, "", "")


def test_a_reader_that_goes_away_is_no_error(crm: CommandLine) -> None:
    crm.json("demo", "--no-open", "--customers", "200")
    with subprocess.Popen(
        program(["search", "1"]), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_a_terminal_that_lacks_a_character_gets_an_escape(crm: CommandLine, encoding: str) -> None:
    crm.json("add", "--name", "Zoë 张三 🙂")
    environment = {"PYTHONIOENCODING": encoding}
    shown = crm.apart("show", "1", environment=environment)
    assert (shown.returncode, shown.stderr) == (0, b"")
    document = crm.apart("show", "1", "--json", environment=environment)
    assert json.loads(document.stdout.decode(encoding))["name"] == "Zoë 张三 🙂"


def test_words_that_are_no_text_are_stored_as_replacement_characters(crm: CommandLine) -> None:
    """A shell passes any bytes; those that are no UTF-8 reach Python as lone surrogates."""
    added = crm.apart("add", "--name", b"caf\xe9", "--json")
    assert added.returncode == 0, added.stderr
    assert crm.json("show", "1")["name"] == "caf�"
    refused = crm.apart("add", b"\xff\xfe")
    assert refused.returncode == 2
    assert b"FIELD=VALUE" in refused.stderr


def test_the_password_of_a_url_is_never_printed(crm: CommandLine) -> None:
    url = "postgresql://lina:s3cret@127.0.0.1:1/none?connect_timeout=1"
    ran = crm.run("--db", url, "today", "--json")
    assert ran.status == 3
    assert "s3cret" not in ran.out + ran.err
    ran = crm.run("--db", "mysql://lina:s3cret@127.0.0.1/none", "today")
    assert ran.status == 3
    assert "s3cret" not in ran.out + ran.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(crm: CommandLine, shell: str) -> None:
    assert f"_TUI_CRM_COMPLETE={shell}_complete" in crm.text("completion", shell)


def test_another_database_is_named_before_the_command(crm: CommandLine, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    crm.json("--db", other, "add", "--name", "Zhang San")
    assert len(crm.json("--db", other, "search", "zhang")) == 1
    assert crm.json("search", "zhang") == []
