"""Long work on a thread: how far it is, its stop, and what came of it.

Everything else stays usable meanwhile, and the work goes on when the screen that began it is left.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from textual.app import App

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.services.session import Session
from tui_crm.wording import explain, labelled
from tui_crm.wording.durations import progress

REPAINT_SECONDS = 0.1
"""Progress is drawn no more often than this."""
NOTICE_SECONDS = 15
"""How long it is told what came of work that no screen shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a piece of work, in one sentence.

    `skipped` are the customers whom the taking back of a batch left as they are.
    """

    sentence: str
    is_refusal: bool = False
    skipped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done: `run` is called on the thread, with where to tell how far it is.

    `title` says what it is, `total` how much there is of it (0: not known ahead). `stopped` is told
    once it was stopped; "" where that would leave half of it, so that it cannot be stopped. What
    only reads (`is_reading`) leaves nothing to take back.
    """

    title: str
    run: "Callable[[Report], Outcome]"
    total: int = 0
    stopped: str = ""
    is_reading: bool = False


@dataclass(slots=True)
class BackgroundWork:
    """One piece of work at a time: what is done, how far it is, and what came of it.

    While it is being taken back, `done` counts down what is left of it. `outcome` is that of the
    last job, None while one is at work.
    """

    job: Job | None = None
    done: int = 0
    total: int = 0
    elapsed_seconds: float = 0.0
    is_running: bool = False
    is_stopping: bool = False
    outcome: Outcome | None = None
    _is_told: bool = False
    _watchers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def can_stop(self) -> bool:
        """Whether it can be stopped without leaving half of it."""
        return self.is_running and self.job is not None and bool(self.job.stopped)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Have `watcher` called, on the program's own thread, whenever anything here changes."""
        if watcher not in self._watchers:
            self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` no longer."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def start(self, app: App[Any], session: Session, job: Job) -> None:
        """Begin a job on a thread of the app. Raises CrmError batch_running."""
        if self.is_running:
            raise CrmError("batch_running")
        self.job, self.outcome, self._is_told = job, None, False
        self.done, self.total, self.elapsed_seconds = 0, job.total, 0.0
        self.is_running, self.is_stopping = True, False
        app.run_worker(partial(self._work, app, session, job), thread=True, group="background")
        self._tell_watchers()

    def stop(self) -> None:
        """Take everything back, as soon as the chunk at work is done."""
        self.is_stopping = self.can_stop
        self._tell_watchers()

    def words(self) -> str:
        """Return what is done, and how far it is."""
        title = "" if self.job is None else self.job.title
        if not self.is_stopping:
            return labelled(title, progress(self.done, self.total, self.elapsed_seconds))
        if self.job is not None and self.job.is_reading:
            return labelled(title, _("stopping…"))
        left = _("taking everything back, {count:,} left").format(count=self.done)
        return labelled(title, left)

    def take_outcome(self) -> Outcome | None:
        """Return what came of it to whoever asks first, and tells it; None to all others."""
        if self._is_told or self.outcome is None:
            return None
        self._is_told = True
        return self.outcome

    def _work(self, app: App[Any], session: Session, job: Job) -> None:
        """Do the job, on its thread."""
        from tui_crm.services.batches import Cancelled

        try:
            outcome = job.run(Report(app, self))
        except Cancelled:
            outcome = Outcome(sentence=job.stopped)
        except CrmError as error:
            outcome = Outcome(sentence=explain(error), is_refusal=True)
        finally:
            session.db.close_thread()
        app.call_later(self._end, app, outcome)

    def _go_on(self, done: int, total: int, elapsed_seconds: float) -> None:
        self.done, self.total, self.elapsed_seconds = done, total, elapsed_seconds
        self._tell_watchers()

    def _end(self, app: App[Any], outcome: Outcome) -> None:
        self.is_running = self.is_stopping = False
        self.outcome = outcome
        self._tell_watchers()
        if (untold := self.take_outcome()) is not None:
            app.notify(
                untold.sentence,
                severity="warning" if untold.is_refusal else "information",
                timeout=NOTICE_SECONDS,
            )

    def _tell_watchers(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()


class Report:
    """Where a job tells, from its thread, how far it is; the answer is whether to go on."""

    def __init__(self, app: App[Any], work: BackgroundWork) -> None:
        self._app = app
        self._work = work
        self._started = self._drawn = monotonic()

    def __call__(self, done: int, total: int) -> bool:
        """Tell how much is done of how much."""
        self._show(done, total)
        # A program that is left takes back what it cannot finish.
        return self._app.is_running and not self._work.is_stopping

    def taking_back(self, done: int, total: int) -> bool:
        """Tell how much is taken back: this goes on to its end."""
        self._show(total - done, total)
        return True

    def _show(self, done: int, total: int) -> None:
        """Draw it, without waiting for that: the program may be on its way out."""
        now = monotonic()
        if now - self._drawn >= REPAINT_SECONDS:
            self._drawn = now
            self._app.call_later(self._work._go_on, done, total, now - self._started)


def start_or_refuse(
    screen: CommandScreen[Any], session: Session, work: BackgroundWork, job: Job
) -> None:
    """Begin a job from a screen, which tells where another is at work meanwhile."""
    try:
        work.start(screen.app, session, job)
    except CrmError as error:
        screen.refuse(explain(error))
