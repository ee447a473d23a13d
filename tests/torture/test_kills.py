"""kill -9 while calls are logged: nothing acknowledged is lost, nothing is half-written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def killed(path: Path, *, kills: int, seed: int) -> dict[str, object]:
    """Run the kills in a process of their own, which forks, and return its report."""
    finished = subprocess.run(
        [sys.executable, "-m", "tests.torture.kills", str(path), str(kills), str(seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    report: dict[str, object] = json.loads(finished.stdout)
    return report


def check(report: dict[str, object], *, kills: int) -> None:
    """Check that all kills took place, hit work, and did no harm."""
    assert report["faults"] == []
    assert report["kills"] == kills
    assert report["failed_children"] == 0
    assert int(str(report["acknowledged"])) > kills


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(3))
def test_three_hundred_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    """A hundred each on three files: every acknowledged entry is there, whole."""
    check(killed(tmp_path / "tui-crm.db", kills=100, seed=seed), kills=100)


@pytest.mark.torture
def test_ten_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    """The bar of the house: 0 of 10,000."""
    report = killed(tmp_path / "tui-crm.db", kills=10_000, seed=2026)
    sys.stdout.write(f"\n{report}\n")
    check(report, kills=10_000)
