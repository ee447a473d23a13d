"""Paths as they are typed, pasted and dropped."""

from pathlib import Path

import pytest

from tui_crm.widgets.path_input import entries, typed_path


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/tmp/a.csv", "/tmp/a.csv"),
        ("  a.csv ", "a.csv"),
        ("/home/ann//tmp/a.csv", "/tmp/a.csv"),
        ("/home/ann/'/tmp/a b.csv'", "/tmp/a b.csv"),
        ('"/tmp/客户 1.xlsx"', "/tmp/客户 1.xlsx"),
        ("/home/ann/file:///tmp/a%20b.csv", "/tmp/a b.csv"),
        ("/home/ann/it's.csv", "/home/ann/it's.csv"),
        ("/home/ann/notes~/a.csv", "/home/ann/notes~/a.csv"),
    ],
)
def test_a_path_pasted_behind_another_one_begins_afresh(typed: str, path: str) -> None:
    assert typed_path(typed) == Path(path)


def test_a_home_behind_a_folder_and_escaped_blanks_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backslash stays where a file is called so."""
    monkeypatch.setenv("HOME", str(tmp_path))
    spaced, odd = tmp_path / "a b.csv", tmp_path / "a\\ c.csv"
    spaced.touch()
    odd.touch()
    assert typed_path("/srv/~/a.csv") == tmp_path / "a.csv"
    assert typed_path(f"{tmp_path}/a\\ b.csv") == spaced
    assert typed_path(str(odd)) == odd


def test_what_is_completed_goes_on_from_what_is_typed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert list(entries(f"/srv/{tmp_path}/", (".csv",))) == [f"/srv/{tmp_path}/a.csv"]


def test_nothing_goes_on_from_the_home_of_somebody_who_is_not_known() -> None:
    assert list(entries("~nobody-is-called-so/a", (".csv",))) == []
