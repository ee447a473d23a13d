"""Runs a module of this folder in a process of its own, which forks, and reads its report."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def report_of(module: str, *words: object) -> dict[str, Any]:
    """Run `tests.torture.<module>` with `words` and return the JSON that it prints."""
    finished = subprocess.run(
        [sys.executable, "-m", f"tests.torture.{module}", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    report: dict[str, Any] = json.loads(finished.stdout)
    report["stderr"] = finished.stderr[-2000:]
    return report
