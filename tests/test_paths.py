"""Where things live."""

from pathlib import Path

import pytest

from tui_crm import paths


@pytest.mark.parametrize(
    ("named", "folder"),
    [
        ("~/crm", Path.home() / "crm"),
        ("crm", Path.cwd() / "crm"),
        ("~nosuch/客户", Path.cwd() / "~nosuch" / "客户"),
        ("", None),
    ],
)
def test_the_home_is_where_it_is_named(
    monkeypatch: pytest.MonkeyPatch, named: str, folder: Path | None
) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", named)
    assert paths.home() == folder
