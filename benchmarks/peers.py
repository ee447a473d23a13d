"""Other programs that do the same, in an environment of the benchmark's own: never a dependency."""

import subprocess
import sys
import venv
from contextlib import suppress
from pathlib import Path

from benchmarks.data_sets import FOLDER

_ENVIRONMENT = FOLDER / "peers"
_PYTHON = _ENVIRONMENT / "bin/python"
INSTALL_SECONDS = 600


def python_with(package: str) -> Path | None:
    """Return a Python that can import `package`, installed where need be; None without one."""
    if not _PYTHON.exists():
        venv.create(_ENVIRONMENT, with_pip=True)
    if _can_import(package):
        return _PYTHON
    command = [_PYTHON, "-m", "pip", "install", "--quiet", package]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, capture_output=True, timeout=INSTALL_SECONDS)
    if _can_import(package):
        return _PYTHON
    print(f"{package} cannot be installed here: measured without it", file=sys.stderr, flush=True)
    return None


def _can_import(package: str) -> bool:
    ran = subprocess.run([_PYTHON, "-c", f"import {package}"], check=False, capture_output=True)
    return ran.returncode == 0
