"""The terminal before the app has it: first rows stand there while Textual is being imported.

Keys typed meanwhile are not shown; they wait in the terminal until the app reads them.
"""

import os
import shutil
import signal
import sys
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

LEAVING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""Signals that end the program; the terminal is restored first."""
SIGNAL_STATUS = 128
"""Exit status of a program that a signal ended: this and the signal's number (POSIX shells)."""

ENTER_ALTERNATE = "\x1b[?1049h"
_HIDE_CURSOR = "\x1b[?25l"
_RESTORE = "\x1b[0m\x1b[?25h\x1b[?1049l"

_STDIN = 0
_LEAST_SIZE, _MOST_SIZE = (20, 5), (1000, 500)
"""Columns and lines between which something is shown early."""


class EarlyScreen:
    """The alternate screen from before the app; left at the end of the block, if still ours.

    `hand_over` gives it to the app's driver, which leaves it from then on.
    """

    def __init__(self) -> None:
        self._attributes: list[Any] | None = None
        self._is_handed_over = False

    def __enter__(self) -> "EarlyScreen":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self.is_ours:
            self._leave()

    @property
    def is_ours(self) -> bool:
        """Whether something is shown that the app has not taken over."""
        return self._attributes is not None and not self._is_handed_over

    @property
    def size(self) -> os.terminal_size:
        """Columns and lines, as the app will see them."""
        return shutil.get_terminal_size()

    @property
    def has_true_colour(self) -> bool:
        """Whether 24-bit colours come out as they are meant."""
        names = os.environ.get("COLORTERM", "").strip().lower()
        return names in ("truecolor", "24bit") and "NO_COLOR" not in os.environ

    def can_show(self) -> bool:
        """Whether this is a terminal of sane size, in front, that the app will draw on too."""
        if sys.platform == "win32" or sys.__stdin__ is None or sys.__stderr__ is None:
            return False
        is_terminal = sys.__stdin__.isatty() and sys.__stderr__.isatty()
        if not is_terminal or sys.__stderr__.encoding.lower() != "utf-8":
            return False
        if os.environ.get("TERM", "dumb") == "dumb" or "TEXTUAL_DRIVER" in os.environ:
            return False
        is_sane = all(
            least <= cells <= most
            for least, cells, most in zip(_LEAST_SIZE, self.size, _MOST_SIZE, strict=True)
        )
        return is_sane and _is_in_front(_STDIN)

    def show(self, drawn: str) -> None:
        """Write `drawn` on the alternate screen; `can_show` must have said so.

        A signal that ends the program raises SystemExit from now on, until the app takes over.
        """
        import termios

        for name in LEAVING_SIGNALS:
            signal.signal(getattr(signal, name), _end)
        with suppress(termios.error):
            attributes = termios.tcgetattr(_STDIN)
            termios.tcsetattr(_STDIN, termios.TCSANOW, _unseen(termios.tcgetattr(_STDIN)))
            self._attributes = attributes
            _write(f"{ENTER_ALTERNATE}{_HIDE_CURSOR}{drawn}")

    def hand_over(self) -> list[Any] | None:
        """Give the screen to the driver; return the terminal's attributes from before, if shown."""
        self._is_handed_over = True
        return self._attributes

    def _leave(self) -> None:
        import termios

        _write(_RESTORE)
        with suppress(termios.error):
            termios.tcsetattr(_STDIN, termios.TCSANOW, self._attributes or [])


def _write(text: str) -> None:
    if sys.__stderr__ is not None:
        with suppress(OSError):  # a terminal that has gone is the app's to notice
            sys.__stderr__.write(text)
            sys.__stderr__.flush()


def _is_in_front(terminal: int) -> bool:
    """Whether this process may draw there; without job control everybody may."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return True


def _unseen(attributes: list[Any]) -> list[Any]:
    """Return `attributes` of a terminal whose keys wait as they are: no echo, line or signal."""
    import termios

    attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    attributes[6][termios.VMIN] = 1
    return attributes


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(SIGNAL_STATUS + number)
