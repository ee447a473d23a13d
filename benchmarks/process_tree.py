"""A program that is run to its end while the memory of it and its children is looked at."""

import json
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOK_SECONDS = 0.1
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The JSON that a program printed last, and what it took with all its processes.

    `most_megabytes` is the most memory that they had together, `processor_seconds` what they
    computed, which says more than a clock where others are at work.
    """

    document: Mapping[str, Any]
    most_megabytes: float
    processor_seconds: float


def run(
    command: Sequence[str | Path], *, environment: Mapping[str, str], seconds: float
) -> Told | None:
    """Run a program that prints JSON on its last line; None where it takes more than `seconds`.

    Raises ChildProcessError where it ends with an error. One at a time: others of our children that
    end meanwhile would be counted.
    """
    before = _processor_seconds()
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
        text=True,
        start_new_session=True,
    )
    with _most_megabytes(child.pid) as most:
        try:
            printed, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            return None
    if child.returncode:
        raise ChildProcessError(f"{command[-1]} ended with status {child.returncode}")
    return Told(
        document=json.loads(printed.splitlines()[-1]),
        most_megabytes=most[0],
        processor_seconds=_processor_seconds() - before,
    )


@contextmanager
def _most_megabytes(pid: int) -> Iterator[list[float]]:
    """Look again and again at a process and all below it; the one value is there at the end."""
    has_ended = threading.Event()
    most = [0.0]

    def look() -> None:
        while not has_ended.wait(LOOK_SECONDS):
            most[0] = max(most[0], _megabytes(pid))

    looker = threading.Thread(target=look, daemon=True)
    looker.start()
    try:
        yield most
    finally:
        has_ended.set()
        looker.join()


def _processor_seconds() -> float:
    """Return what all children of this process that have ended, and theirs, have computed."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _megabytes(pid: int) -> float:
    """Return the resident memory of a process and all below it."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES / 1e6
        tasks = Path(f"/proc/{pid}/task")
        children = {
            int(child)
            for task in tasks.iterdir()
            for child in (task / "children").read_text().split()
        }
    except (OSError, IndexError):  # It has ended meanwhile.
        return 0.0
    return own + sum(_megabytes(child) for child in children)
