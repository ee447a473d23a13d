"""The log takes ids only, stays small, and is private."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_crm import log


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = log.open_log(tmp_path / "state")
    assert path is not None
    yield path
    log.close_log()


def test_a_line_is_a_time_a_process_an_event_and_its_ids(file: Path) -> None:
    log.record("follow_up_logged", customer=5, follow_up=77)
    line = file.read_text(encoding="utf-8")
    assert line.endswith(" follow_up_logged customer=5 follow_up=77\n")
    assert line[10] == "T"
    assert line[23] == "Z"


def test_text_from_data_cannot_be_logged(file: Path) -> None:
    with pytest.raises(TypeError):
        log.record("opened", name="王建国")
    with pytest.raises(ValueError, match="snake_case"):
        log.record("called 13800138000")
    assert file.read_text(encoding="utf-8") == ""


def test_all_its_files_are_private_and_few(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40_000):
        log.record("a_rather_long_event_that_fills_the_file_with_little_patience", number=number)
    files = sorted(file.parent.iterdir())
    assert len(files) == log.KEPT_FILES + 1
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert all(each.stat().st_size <= log.MAX_BYTES for each in files)


def test_a_log_that_cannot_be_made_is_no_crash(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    assert log.open_log(blocked / "deeper") is None
    log.record("opened", customer=1)


def test_without_a_log_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log.record("opened", customer=1)
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr() == ("", "")
