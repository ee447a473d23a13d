"""`LastingApp`: an app that leaves in good order, whatever ends it."""

import asyncio
import os
import signal
import sys
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual.app import App

from tui_crm import crash, log
from tui_crm.screens.base import CommandScreen
from tui_crm.terminal import LEAVING_SIGNALS, SIGNAL_STATUS

if TYPE_CHECKING:
    from textual.driver import Driver

LEAVING_SECONDS = 10.0
"""How long the way out may take after a signal before the process ends regardless."""
TERMINAL_CHECK_SECONDS = 1.0
"""How often a terminal that was closed without a signal is looked for."""


class LastingApp(App[object], inherit_bindings=False):
    """An app with its own crash reports, which keeps the drafts when it must leave at once."""

    def __init__(self) -> None:
        super().__init__()
        self._owns_process = False
        self._has_crashed = False
        self._is_leaving = False
        self._farewell = ""
        self._deadline: threading.Timer | None = None

    def run_to_end(self) -> int:
        """Run the app and return the exit status: 0, 1 after a crash, 128 + n after signal n.

        After a crash one sentence on stderr names the report.
        """
        crash.install_hooks()
        self._owns_process = True
        try:
            self.run()
        finally:
            if self._deadline is not None:
                self._deadline.cancel()
        if self._farewell:
            sys.stderr.write(self._farewell + "\n")
        return self.return_code or 0

    def keep_drafts(self) -> None:
        """Keep what is typed and not saved, on every open screen, before leaving at once."""
        with ExitStack() as stack:  # one screen that fails does not lose the others' drafts
            for screen in self.screen_stack:
                if isinstance(screen, CommandScreen):
                    stack.callback(screen.keep_draft)

    def action_interrupt(self) -> None:
        """Do what ctrl+c asks for, and SIGINT: it does not end the app."""

    # --- leaving ---

    def get_driver_class(self) -> "type[Driver]":
        """Return the driver that survives the loss of its terminal, where Textual's is replaced."""
        chosen = super().get_driver_class()
        if sys.platform == "win32":
            return chosen
        from textual.drivers.linux_driver import LinuxDriver

        from tui_crm.app_shell.driver import LastingDriver

        return LastingDriver if chosen is LinuxDriver else chosen

    def on_load(self) -> None:
        """Take over signals and stray errors of the loop, where the process is ours."""
        if not self._owns_process:
            return
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._on_loop_error)
        if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
            return
        for name in LEAVING_SIGNALS:
            loop.add_signal_handler(getattr(signal, name), self.leave, signal.Signals[name])
        loop.add_signal_handler(signal.SIGINT, self.action_interrupt)
        self.set_interval(TERMINAL_CHECK_SECONDS, self._look_for_terminal)

    def leave(self, number: signal.Signals) -> None:
        """Keep the drafts and end the app with the status of signal `number`."""
        if self._is_leaving:
            return
        self._is_leaving = True
        log.record("leaving", signal=number)
        if self._owns_process:
            self._deadline = threading.Timer(LEAVING_SECONDS, os._exit, [SIGNAL_STATUS + number])
            self._deadline.daemon = True
            self._deadline.start()
        with ExitStack() as stack:
            stack.callback(self.exit, return_code=SIGNAL_STATUS + number)
            stack.push(crash.report_and_go_on)
            self.keep_drafts()

    def _look_for_terminal(self) -> None:
        from tui_crm.app_shell.driver import is_terminal_gone

        if sys.__stdin__ is not None and is_terminal_gone(sys.__stdin__.fileno()):
            self.leave(signal.SIGHUP)

    # --- crashes ---

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)
        else:
            log.record("loop_complained")

    def _fatal_error(self) -> None:
        """Leave after an unhandled error: in place of Textual's screen, which prints locals."""
        self._stop_after(sys.exc_info()[1] or self._exception)

    def panic(self, *renderables: RenderableType) -> None:
        """Leave after an error that knows how to draw itself; it is reported, not drawn."""
        drawn = next((each for each in renderables if isinstance(each, BaseException)), None)
        self._return_code = 1
        self._stop_after(drawn or self._exception)

    def _stop_after(self, error: BaseException | None) -> None:
        """Report the error once, keep the drafts, and close."""
        if self._has_crashed:
            return
        self._has_crashed = True
        with ExitStack() as stack:
            stack.callback(self._close_messages_no_wait)
            stack.push(crash.report_and_go_on)
            self._farewell = crash.farewell(crash.write_report(error or RuntimeError()))
            self.keep_drafts()
