"""kill -9 while calls are logged: nothing acknowledged is lost, nothing is half-written."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.torture.modules import report_of


def check(report: dict[str, Any], *, kills: int) -> None:
    """Check that all kills took place, hit work, and did no harm."""
    assert report["faults"] == [], report["stderr"]
    assert report["kills"] == kills
    assert report["failed_children"] == 0
    assert report["acknowledged"] > kills


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(3))
def test_three_hundred_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    """A hundred each on three files: every acknowledged entry is there, whole."""
    check(report_of("kills", tmp_path / "tui-crm.db", 100, seed), kills=100)


@pytest.mark.torture
def test_ten_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    """The bar of the house: 0 of 10,000."""
    report = report_of("kills", tmp_path / "tui-crm.db", 10_000, 2026)
    sys.stdout.write(f"\n{report}\n")
    check(report, kills=10_000)
