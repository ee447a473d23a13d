"""kill -9 in the middle of bulk work: the next start takes the whole batch back."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.torture.modules import report_of


def check(report: dict[str, Any], *, kills: int) -> None:
    """Check that nothing was left of any batch, and that most were cut in the middle."""
    assert report["faults"] == [], report["stderr"]
    assert report["kills"] == kills
    assert report["half_done"] >= kills // 2


@pytest.mark.timeout(180)
def test_a_killed_batch_is_taken_back(tmp_path: Path) -> None:
    """Ten batches on one file, each killed somewhere: customers, numbers and refusals are gone."""
    check(report_of("batch_kills", tmp_path / "tui-crm.db", 10, 1), kills=10)


@pytest.mark.torture
def test_five_hundred_killed_batches_are_taken_back(tmp_path: Path) -> None:
    """The same, many times."""
    report = report_of("batch_kills", tmp_path / "tui-crm.db", 500, 2026)
    sys.stdout.write(f"\n{report}\n")
    check(report, kills=500)
