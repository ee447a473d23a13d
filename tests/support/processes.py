"""The processes of a run: none repeats work that another one has done, and none waits for a disk.

A plugin, registered by `tests/conftest.py`: the first process sets the environment of the others.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory. That they outlive a power cut is not for these to show:
tests/torture cuts the power of a file system of its own."""
NEEDED_BYTES = 4 << 30
"""Where there is less, as in small containers, files lie where they always do."""


def _keep_files_in_memory() -> None:
    """Have temporary files made in memory, here and in the processes that are started."""
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > NEEDED_BYTES:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def _keep_bytecode() -> None:
    """Have what one process compiled read by the next: hundreds are started."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


if "PYTEST_XDIST_WORKER" not in os.environ:
    _keep_files_in_memory()
    _keep_bytecode()
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare the collector what is loaded by now: to go through it took a third of the time."""
    gc.enable()
    gc.collect()
    gc.freeze()
