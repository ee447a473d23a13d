"""A program on a terminal of its own, and when what appears on it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, sleep
from types import TracebackType

import psutil

COLUMNS, LINES = 120, 40
DEADLINE_SECONDS = 60.0
QUIET_SECONDS = 0.06
"""A screen to which nothing was written for so long is finished: seven frames at 120 a second."""


_UNWANTED = frozenset({"NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
"""Variables that a user does not have: they change what is drawn, or compile each start anew."""


class Terminal:
    """Runs `command` from the moment it is made; times are seconds, `RuntimeError` on its end."""

    def __init__(self, command: Sequence[str | Path], *, home: Path) -> None:
        own, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
        self._start = perf_counter()
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=home,
            start_new_session=True,
            env={
                **kept,
                "TUI_CRM_HOME": str(home),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                "TEXTUAL_FPS": "120",
            },
        )
        os.close(theirs)
        self._descriptor = own

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        while self._read(DEADLINE_SECONDS) is not None:
            pass
        self._process.wait(DEADLINE_SECONDS)
        os.close(self._descriptor)

    def until(self, *texts: str) -> float:
        """Return the seconds from the start of the program until all `texts` were written."""
        missing = {text.encode() for text in texts}
        written = b""
        while missing:
            part = self._read(DEADLINE_SECONDS)
            if not part:
                raise RuntimeError(f"{missing} did not appear after {written[-2000:]!r}")
            written += part
            missing = {text for text in missing if text not in written}
        return perf_counter() - self._start

    def until_matches(self, pattern: re.Pattern[bytes]) -> float:
        """Return the seconds from the start until what is written from now on matches."""
        written = b""
        while not pattern.search(written):
            part = self._read(DEADLINE_SECONDS)
            if not part:
                raise RuntimeError(f"{pattern.pattern!r} did not appear after {written[-2000:]!r}")
            written += part
        return perf_counter() - self._start

    def send(self, keys: str) -> None:
        """Send `keys` without waiting for what comes of them."""
        os.write(self._descriptor, keys.encode())

    def press(self, keys: str, *, shows: str = "") -> tuple[float, float]:
        """Send `keys`; return the seconds until the first change and until the last one.

        The last one does not come before `shows` was written: what takes longer than a quiet
        screen is waited for.
        """
        start = perf_counter()
        self.send(keys)
        written = self._read(DEADLINE_SECONDS)
        if not written:
            raise RuntimeError(f"nothing came of {keys!r}")
        first = last = perf_counter()
        wanted = shows.encode()
        while part := self._read(QUIET_SECONDS if wanted in written else DEADLINE_SECONDS):
            last = perf_counter()
            written += part
        if wanted not in written:
            raise RuntimeError(f"{shows!r} did not appear after {keys!r}")
        return first - start, last - start

    def settle(self, quiet_seconds: float = 0.5) -> None:
        """Wait until nothing is written for `quiet_seconds`.

        Raises RuntimeError where that takes too long: a cursor that blinks writes twice a second.
        """
        end = perf_counter() + DEADLINE_SECONDS
        while self._read(quiet_seconds):
            if perf_counter() > end:
                raise RuntimeError(f"the screen is never quiet for {quiet_seconds} s")

    def rest(self, seconds: float) -> None:
        """Let the program be for `seconds`, as somebody does who thinks, and empty the screen."""
        sleep(seconds)
        self.settle(0)

    def memory_mb(self) -> float:
        """Return the resident memory of the program, in megabytes."""
        return float(psutil.Process(self._process.pid).memory_info().rss) / 1e6

    def cpu_seconds(self) -> float:
        """Return the processor time of all its threads so far: less shaken by other programs."""
        threads = Path(f"/proc/{self._process.pid}/task").iterdir()
        return sum(int((each / "schedstat").read_text().split()[0]) for each in threads) / 1e9

    def _read(self, seconds: float) -> bytes | None:
        """Return what was written; b"" where nothing came in time, None at its end."""
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self._descriptor, 1 << 16) or None
        except OSError:
            return None
