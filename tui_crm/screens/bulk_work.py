"""The bulk change that is at work, or being taken back: one for the whole program."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from textual.app import App

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.services.batches import Cancelled, Progress
from tui_crm.services.session import Session
from tui_crm.wording import explain, labelled
from tui_crm.wording.durations import progress

REPAINT_SECONDS = 0.1
"""Progress is drawn no more often than this."""

Job = Callable[[Progress], str]
"""Work on a thread: takes where to tell how far it is, returns what came of it in one sentence."""


@dataclass(slots=True)
class BulkWork:
    """What is done, how far it is, and what came of it.

    `watcher` is called on the program's own thread whenever that changes; None while no screen
    shows it. `can_stop` is false where half a piece of work would be left. `skipped` are the
    customers whom the taking back of a change left as they are.
    """

    title: str = ""
    done: int = 0
    total: int = 0
    elapsed_seconds: float = 0.0
    is_running: bool = False
    is_stopping: bool = False
    can_stop: bool = False
    outcome: str = ""
    is_refusal: bool = False
    skipped: tuple[int, ...] = ()
    watcher: Callable[[], None] | None = None

    def start(
        self,
        app: App[Any],
        session: Session,
        job: Job,
        *,
        title: str,
        total: int,
        can_stop: bool,
    ) -> None:
        """Begin a job on a thread of the app. Raises CrmError batch_running."""
        if self.is_running:
            raise CrmError("batch_running")
        self.title, self.can_stop = title, can_stop
        self.done, self.total = 0, total
        self.skipped = ()
        self.elapsed_seconds = 0.0
        self.is_running, self.is_stopping = True, False
        self.outcome, self.is_refusal = "", False
        app.run_worker(partial(self._work, app, session, job), thread=True, group="bulk")

    def stop(self) -> None:
        """Take everything back, as soon as the chunk at work is done."""
        self.is_stopping = self.can_stop
        if self.watcher is not None:
            self.watcher()

    def words(self) -> str:
        """Return what is done, and how far it is."""
        return labelled(self.title, progress(self.done, self.total, self.elapsed_seconds))

    def _work(self, app: App[Any], session: Session, job: Job) -> None:
        started = drawn = monotonic()

        def show(done: int, total: int) -> bool:
            nonlocal drawn
            now = monotonic()
            if now - drawn >= REPAINT_SECONDS and app.is_running:
                drawn = now
                app.call_from_thread(self._go_on, done, total, now - started)
            # A program that is left takes back what it cannot finish.
            return app.is_running and not self.is_stopping

        outcome, refusal = "", None
        try:
            outcome = job(show)
        except CrmError as error:
            refusal = error
        finally:
            session.db.close_thread()
        if app.is_running:
            app.call_from_thread(self._end, app, outcome, refusal)

    def _go_on(self, done: int, total: int, elapsed_seconds: float) -> None:
        self.done, self.total, self.elapsed_seconds = done, total, elapsed_seconds
        if self.watcher is not None:
            self.watcher()

    def _end(self, app: App[Any], outcome: str, refusal: CrmError | None) -> None:
        self.is_running = self.is_stopping = False
        self.is_refusal = refusal is not None and not isinstance(refusal, Cancelled)
        if isinstance(refusal, Cancelled):
            outcome = _("Stopped; what was changed is taken back.")
        self.outcome = explain(refusal) if refusal is not None and self.is_refusal else outcome
        if self.watcher is not None:
            self.watcher()
        else:
            severity = "warning" if self.is_refusal else "information"
            app.notify(self.outcome, severity=severity, markup=False, timeout=15)  # type: ignore[arg-type]
