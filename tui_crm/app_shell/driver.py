"""A terminal that may go away: writing to it or reading from it never hangs or breaks the app.

Textual's driver writes from a thread that ends at the first error, and then waits for ever for
room in that thread's queue; at the end of its input it spins. Both happen when a connection drops.
"""

import os
import select
import signal
import sys
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TextIO, cast, runtime_checkable

from textual.drivers.linux_driver import LinuxDriver

from tui_crm.terminal import ENTER_ALTERNATE, EarlyScreen

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.app import App


def is_terminal_gone(descriptor: int) -> bool:
    """Whether the other end of the terminal has been closed."""
    watched = select.poll()
    watched.register(descriptor, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _descriptor, event in watched.poll(0))


def hang_up() -> None:
    """Tell this process that its terminal is gone, as the kernel would."""
    os.kill(os.getpid(), signal.SIGHUP)


@runtime_checkable
class HasEarlyScreen(Protocol):
    """An app that knows what stands on the terminal already."""

    early_screen: EarlyScreen | None


class LastingOutput:
    """A terminal's output that swallows what is written after the terminal has gone."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._is_gone = False

    def write(self, text: str) -> int:
        """Write `text`, or nothing once the terminal has gone; return its length."""
        try:
            if not self._is_gone:
                self._file.write(text)
        except OSError:
            self._lose()
        return len(text)

    def flush(self) -> None:
        """Flush, unless the terminal has gone."""
        try:
            if not self._is_gone:
                self._file.flush()
        except OSError:
            self._lose()

    def fileno(self) -> int:
        """Return the descriptor of the terminal."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()

    def _lose(self) -> None:
        self._is_gone = True
        hang_up()


class LastingDriver(LinuxDriver):
    """Textual's driver for Linux and macOS over an output that lasts."""

    def __init__(
        self,
        app: "App[object]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("TextIOWrapper", LastingOutput(sys.__stderr__ or sys.stderr))
        self._early = app.early_screen if isinstance(app, HasEarlyScreen) else None

    def start_application_mode(self) -> None:
        """Take the terminal; what was shown early stays until the first frame covers it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own
        if self._early is not None and self.attrs_before is not None:
            # Textual found the terminal as it was made for the early rows.
            self.attrs_before = self._early.hand_over() or self.attrs_before

    def write(self, data: str) -> None:
        """Write `data`; the alternate screen is not entered twice, which would clear it."""
        if data != ENTER_ALTERNATE or self._early is None or not self._early.is_ours:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the end; a lost terminal is a hang-up, another error a crash."""
        with ExitStack() as stack:
            stack.push(self._on_input_end)
            super().run_input_thread()

    def _on_input_end(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> bool:
        if isinstance(error, OSError):
            hang_up()
        elif isinstance(error, Exception):
            self._app.call_later(self._app._handle_exception, error)
        return True
