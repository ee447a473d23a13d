"""The rows of a file as a stream: read here, or in a process of their own where they are many."""

import marshal
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Full, Queue
from typing import IO

import tui_crm
from tui_crm.domain.errors import CrmError
from tui_crm.services.import_child import ENDED, HEAD, REFUSED
from tui_crm.services.import_rows import RowBatch, row_batches, unpacked
from tui_crm.services.import_source import ReadingJob

LARGE_BYTES = 512 << 10
"""Size of a file from which a process of its own is worth its start (half a second)."""
FRAMES_AHEAD = 32
"""Batches read ahead of the writing: enough for the longest chunk."""

Frame = tuple[bytes, bytes]


@contextmanager
def prepared_rows(job: ReadingJob) -> Iterator[Iterator[RowBatch]]:
    """Give the rows of the file; what reads them ends with the block.

    The rows raise CrmError as `Table.rows` does, and `reading_ended` where the process that
    reads was ended by somebody else.
    """
    if job.path.stat().st_size < LARGE_BYTES:
        yield row_batches(job)
        return
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui_crm.services.import_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": _path_of_package()},
    )
    frames: Queue[Frame] = Queue(FRAMES_AHEAD)
    has_stopped = threading.Event()
    pump = threading.Thread(
        target=_pump, args=(child, job, frames, has_stopped), name="import-reader", daemon=True
    )
    pump.start()
    try:
        yield _batches(frames, job)
    finally:
        has_stopped.set()
        child.kill()
        pump.join()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


def _path_of_package() -> str:
    """Return where the child finds this very package, before what the environment names."""
    folder = str(Path(tui_crm.__file__).parent.parent)
    return os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))


def _pump(
    child: "subprocess.Popen[bytes]",
    job: ReadingJob,
    frames: "Queue[Frame]",
    has_stopped: threading.Event,
) -> None:
    """Hand the job to the child and put its frames into the queue; (b"", b"") ends them."""
    try:
        if child.stdin is not None and child.stdout is not None:
            child.stdin.write(pickle.dumps(job))
            child.stdin.close()
            for frame in _frames(child.stdout):
                if not _put(frames, frame, has_stopped):
                    return
    except OSError:
        pass  # The child is gone: the missing end of the frames says so.
    _put(frames, (b"", b""), has_stopped)


def _frames(output: IO[bytes]) -> Iterator[Frame]:
    while len(head := output.read(HEAD.size)) == HEAD.size:
        sign, length = HEAD.unpack(head)
        yield sign, output.read(length)


def _put(frames: "Queue[Frame]", frame: Frame, has_stopped: threading.Event) -> bool:
    while not has_stopped.is_set():
        try:
            frames.put(frame, timeout=0.2)
        except Full:
            continue
        return True
    return False


def _batches(frames: "Queue[Frame]", job: ReadingJob) -> Iterator[RowBatch]:
    while True:
        sign, data = frames.get()
        if sign == ENDED:
            return
        if sign == REFUSED:
            code, params = marshal.loads(data)  # noqa: S302 - from our own child
            raise CrmError(code, **params)
        if not sign:
            raise CrmError("reading_ended", path=str(job.path))
        yield unpacked(data)
