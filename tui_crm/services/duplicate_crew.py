"""The processes that share a duplicate check: none of their own where it is small."""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self, TypeVar

import tui_crm
from tui_crm.domain.errors import CrmError
from tui_crm.services.duplicate_child import ANSWERED, ASKED, SIGNS
from tui_crm.services.duplicate_tasks import Task, done, forget

MOST_PROCESSES = 4
"""More than these wait for the one that reads the database."""
ASKED_AHEAD = 2
"""Tasks that wait for each process."""

NoteT = TypeVar("NoteT")


def processors() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Does tasks in `processes` processes of their own, or with 0 in this one; ends with a block.

    Answers come in the order of the tasks.
    """

    def __init__(self, processes: int) -> None:
        self._children = [_started() for _ in range(min(processes, MOST_PROCESSES))]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(max(1, len(self._children)), "duplicates")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        forget()
        for child in self._children:
            child.kill()
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.wait()
            for pipe in (child.stdin, child.stdout):
                _close(pipe)

    def answers(
        self, task: Task, asked: Iterable[tuple[bytes, NoteT]]
    ) -> Iterator[tuple[bytes, NoteT]]:
        """Do the task for each of `asked`; yield the answers, each with the note beside it.

        `asked` is read only so far ahead as the processes have to do. Raises CrmError
        checking_ended where a process was ended by somebody else.
        """
        if not self._children:
            for payload, note in asked:
                yield done(task, payload), note
            return
        waiting: deque[tuple[Future[bytes], NoteT]] = deque()
        for payload, note in asked:
            waiting.append((self._threads.submit(self._ask, task, payload), note))
            if len(waiting) > ASKED_AHEAD * len(self._children):
                yield _settled(waiting.popleft())
        while waiting:
            yield _settled(waiting.popleft())

    def _ask(self, task: Task, payload: bytes) -> bytes:
        child = self._idle.get()
        try:
            return _answer(child, task, payload)
        except OSError as error:
            raise CrmError("checking_ended") from error
        finally:
            self._idle.put(child)


def _settled(asked: tuple["Future[bytes]", NoteT]) -> tuple[bytes, NoteT]:
    return asked[0].result(), asked[1]


def _started() -> "subprocess.Popen[bytes]":
    folder = str(Path(tui_crm.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "tui_crm.services.duplicate_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _answer(child: "subprocess.Popen[bytes]", task: Task, payload: bytes) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise BrokenPipeError
    child.stdin.write(ASKED.pack(SIGNS[task], len(payload)))
    child.stdin.write(payload)
    child.stdin.flush()
    head = child.stdout.read(ANSWERED.size)
    if len(head) < ANSWERED.size:
        raise BrokenPipeError
    (length,) = ANSWERED.unpack(head)
    answer = child.stdout.read(length)
    if len(answer) < length:
        raise BrokenPipeError
    return answer


def _close(pipe: IO[bytes] | None) -> None:
    """Close a pipe; what was still to be written has nobody to read it."""
    if pipe is not None:
        try:
            pipe.close()
        except OSError:
            return
