"""Children made by fork from a process that has everything imported: a new one takes milliseconds.

The process that forks must have one thread and no open database.
"""

import os
import signal
import time
from collections.abc import Callable


class Child:
    """A forked process that runs `work(say)`; what it says is kept for the parent."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        self._reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._run(work, writer)
        os.close(writer)
        self._heard = b""

    def _run(self, work: Callable[[Callable[[str], None]], None], writer: int) -> None:
        status = 1
        try:
            os.close(self._reader)
            work(lambda line: void(os.write(writer, line.encode() + b"\n")))
            status = 0
        finally:
            os._exit(status)

    def wait_for_line(self) -> None:
        """Wait until the child has said something, or has ended."""
        self._heard += os.read(self._reader, 1 << 16)

    def kill(self) -> None:
        """Kill it as a power switch would: no handler of its own runs."""
        os.kill(self.pid, signal.SIGKILL)

    def lines(self) -> list[str]:
        """Wait for its end and return the whole lines that it said."""
        while chunk := os.read(self._reader, 1 << 16):
            self._heard += chunk
        os.close(self._reader)
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        return self._heard.decode().split("\n")[:-1]


def void(_value: object) -> None:
    """Take a value and drop it."""


def pause(seconds: float) -> None:
    """Let a child work for so long: the moment of a kill is the point of these tests."""
    time.sleep(seconds)
