"""Crash reports say where the program broke and never with what data."""

import stat
import sys
import threading
from pathlib import Path

import pytest

from tui_crm import crash
from tui_crm.domain.errors import CrmError

PHONE = "13800138000"
NAME = "王建国"
PASSWORD = "hunter2"


def _fall_over(customer: str, phone: str) -> None:
    secret = {"customer": customer, "phone": phone, "password": PASSWORD}
    raise ValueError(f"cannot read {secret}")


def _caught(*, cause: BaseException | None = None) -> BaseException:
    try:
        try:
            _fall_over(NAME, PHONE)
        except ValueError as error:
            raise (cause or LookupError(PHONE)) from error
    except (LookupError, CrmError, ExceptionGroup) as error:
        return error
    raise AssertionError


def _is_clean(text: str) -> bool:
    return not any(each in text for each in (PHONE, NAME, PASSWORD))


def test_a_report_names_places_and_versions_without_data() -> None:
    text = crash.report_text(_caught())
    assert _is_clean(text)
    assert "builtins.LookupError\n" in text
    assert "builtins.ValueError\n" in text
    assert "tests/test_crash.py:" in text
    assert "_fall_over" in text
    assert "textual " in text


def test_of_our_own_errors_the_code_is_told() -> None:
    text = crash.report_text(_caught(cause=CrmError("bad_next_rule", text=PHONE)))
    assert "CrmError: bad_next_rule" in text
    assert _is_clean(text)


def test_the_members_of_a_group_are_told() -> None:
    group = ExceptionGroup(PHONE, [KeyError(NAME), OSError(5, PASSWORD)])
    text = crash.report_text(_caught(cause=group))
    assert "builtins.KeyError" in text
    assert "builtins.OSError" in text
    assert _is_clean(text)


def test_errors_that_cause_each_other_end() -> None:
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert crash.report_text(first).count("builtins.ValueError") == 2


def test_a_deep_recursion_is_cut_to_the_innermost_frames() -> None:
    def endless(depth: int) -> int:
        return endless(depth + 1)

    with pytest.raises(RecursionError) as caught:
        endless(0)
    assert crash.report_text(caught.value).count("endless") == crash.MAX_FRAMES


def test_the_file_is_private_and_old_ones_go(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    written = [crash.write_report(ValueError(PHONE), folder) for _ in range(crash.KEPT_REPORTS + 3)]
    last = written[-1]
    assert last is not None
    assert stat.S_IMODE(last.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(folder.iterdir()) == sorted(written[3:])


def test_a_report_that_cannot_be_written_is_no_second_crash(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    assert crash.write_report(ValueError(), blocked / "deeper") is None
    assert "fault of its own" in crash.farewell(None)


def test_what_nobody_catches_is_one_sentence_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install_hooks()
    error = _caught()
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=_fall_over, args=(NAME, PHONE))
    thread.start()
    thread.join()
    reports = list((tmp_path / "state").glob("crash-*.txt"))
    told = capsys.readouterr().err
    assert len(reports) == 2
    assert all(_is_clean(report.read_text(encoding="utf-8")) for report in reports)
    assert told.count("\n") == 1
    assert str(tmp_path) in told
    assert _is_clean(told)
