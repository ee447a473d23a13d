"""A value being merged or removed: on a thread, with progress, while the program stays usable."""

from collections.abc import Callable
from time import monotonic
from typing import Any, Protocol

from textual.app import App

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.services.batches import Cancelled
from tui_crm.services.session import Session
from tui_crm.services.value_merging import Retired
from tui_crm.wording import explain, labelled
from tui_crm.wording.durations import progress

REPAINT_SECONDS = 0.1
"""Progress is drawn no more often than this."""


class Watcher(Protocol):
    """The screen that shows the work; it may be left before the end."""

    @property
    def is_laid_out(self) -> bool:
        """Whether its widgets are there."""

    def show_progress(self, text: str) -> None:
        """Say how far it is; "" takes the line away."""

    def show_outcome(self, sentence: str, *, is_refusal: bool) -> None:
        """Say what came of it."""


class ValueWork:
    """One merge or removal at a time; it goes on when its screen is left."""

    def __init__(self, session: Session) -> None:
        self.is_running = False
        self._session = session
        self._is_stopping = False
        self._show: Callable[[int, int], bool] = lambda _done, _total: True

    def show(self, done: int, total: int) -> bool:
        """Tell how far the work is, from its own thread; returns whether to go on."""
        return self._show(done, total)

    def stop(self) -> None:
        """Take everything back, as soon as the chunk at work is done."""
        self._is_stopping = True

    def start(self, app: App[Any], watcher: Watcher, word: str, job: Callable[[], Retired]) -> None:
        """Run `job` about the value `word` on a thread of the app."""
        self.is_running, self._is_stopping = True, False
        watcher.show_progress(word)

        def work() -> None:
            self._work(app, watcher, word, job)

        app.run_worker(work, thread=True, group="values", exit_on_error=True)

    def _work(self, app: App[Any], watcher: Watcher, word: str, job: Callable[[], Retired]) -> None:
        started = drawn = monotonic()

        def show(done: int, total: int) -> bool:
            nonlocal drawn
            now = monotonic()
            if now - drawn >= REPAINT_SECONDS and app.is_running:
                drawn = now
                text = labelled(word, progress(done, total, now - started))
                app.call_from_thread(self._draw, watcher, text)
            # A program that is left takes back what it cannot finish.
            return app.is_running and not self._is_stopping

        self._show = show
        is_refusal = False
        try:
            sentence = _told(word, job())
        except CrmError as error:
            sentence, is_refusal = _refused(word, error), True
        finally:
            self._session.db.close_thread()
        if app.is_running:
            app.call_from_thread(self._end, app, watcher, sentence, is_refusal=is_refusal)

    def _draw(self, watcher: Watcher, text: str) -> None:
        if watcher.is_laid_out:
            watcher.show_progress(text)

    def _end(self, app: App[Any], watcher: Watcher, sentence: str, *, is_refusal: bool) -> None:
        self.is_running = self._is_stopping = False
        self._session.reload()
        if watcher.is_laid_out:
            watcher.show_outcome(sentence, is_refusal=is_refusal)
        else:
            app.notify(sentence, severity="warning" if is_refusal else "information")


def _told(word: str, retired: Retired) -> str:
    return ngettext(
        "“{value}” is gone from its list; {count:,} customer was changed. U undoes it.",
        "“{value}” is gone from its list; {count:,} customers were changed. U undoes it.",
        retired.customers,
    ).format(value=word, count=retired.customers)


def _refused(word: str, error: CrmError) -> str:
    if isinstance(error, Cancelled):
        return _("“{value}” stays: everything was taken back.").format(value=word)
    return explain(error)
