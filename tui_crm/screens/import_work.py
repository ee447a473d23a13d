"""The import that is at work, whatever screen is shown: one for the whole program."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from textual.app import App

from tui_crm.domain.errors import CrmError
from tui_crm.domain.imports import ImportFigures, ImportOptions
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _, ngettext
from tui_crm.services.batches import Cancelled
from tui_crm.services.importing import import_file
from tui_crm.services.session import Session
from tui_crm.wording import explain, labelled
from tui_crm.wording.imports import figures_words

REPAINT_SECONDS = 0.1
"""Progress is drawn no more often than this."""


@dataclass(slots=True)
class ImportWork:
    """What is imported, how far it is, and what came of it.

    `watcher` is called on the program's own thread whenever that changes; None while no screen
    shows it. `figures` are those of the last import that ended, `refusal` why it did not.
    """

    path: Path | None = None
    options: ImportOptions = field(default_factory=ImportOptions)
    done: int = 0
    total: int = 0
    elapsed_seconds: float = 0.0
    is_running: bool = False
    is_stopping: bool = False
    figures: ImportFigures | None = None
    refusal: CrmError | None = None
    watcher: Callable[[], None] | None = None
    _then: Callable[[], None] | None = None

    def start(self, app: App[Any], session: Session, path: Path, options: ImportOptions) -> None:
        """Begin to import on a thread of the app."""
        self.path, self.options = path, options
        self.done = self.total = 0
        self.elapsed_seconds = 0.0
        self.is_running, self.is_stopping = True, False
        self.figures = self.refusal = self._then = None
        app.run_worker(
            partial(self._work, app, session, path, options), thread=True, group="import"
        )

    def stop(self, then: Callable[[], None] | None = None) -> None:
        """Take everything back, as soon as the chunk at work is done; then call `then`."""
        self.is_stopping = True
        self._then = then

    def stopping_words(self) -> str:
        """Say that everything is taken back, and how much is left of it."""
        rows = ngettext("{count:,} row left", "{count:,} rows left", self.done)
        return labelled(_("Taking everything back"), rows.format(count=self.done))

    def quit_question(self) -> str:
        """Return what is asked of somebody who would leave the program now."""
        question = ngettext(
            "{file} is being imported. Quitting stops it: the {count:,} row that is in "
            "is taken back first.",
            "{file} is being imported. Quitting stops it: the {count:,} rows that are in "
            "are taken back first.",
            self.done,
        )
        name = harmless_line(self.path.name) if self.path is not None else ""
        return question.format(file=name, count=self.done)

    def _work(self, app: App[Any], session: Session, path: Path, options: ImportOptions) -> None:
        """Import on the worker's thread."""
        started = drawn = monotonic()

        def show(done: int, total: int) -> bool:
            nonlocal drawn
            now = monotonic()
            if now - drawn >= REPAINT_SECONDS and app.is_running:
                drawn = now
                app.call_from_thread(self._go_on, done, total, now - started)
            # A program that is left takes back what it cannot finish.
            return app.is_running and not self.is_stopping

        def show_taken_back(done: int, total: int) -> bool:
            # A program that ends at once leaves the rest to its next start.
            show(total - done, total)
            return True

        figures: ImportFigures | None = None
        refusal: CrmError | None = None
        try:
            figures = import_file(session, path, options, show, taking_back=show_taken_back)
        except CrmError as error:
            refusal = error
        finally:
            session.db.close_thread()
        if app.is_running:
            app.call_from_thread(self._end, app, figures, refusal)

    def _go_on(self, done: int, total: int, elapsed_seconds: float) -> None:
        self.done, self.total, self.elapsed_seconds = done, total, elapsed_seconds
        if self.watcher is not None:
            self.watcher()

    def _end(self, app: App[Any], figures: ImportFigures | None, refusal: CrmError | None) -> None:
        self.is_running = self.is_stopping = False
        self.figures, self.refusal = figures, refusal
        if self._then is not None:
            self._then()
            return
        if self.watcher is not None:
            self.watcher()
        else:
            severity = "information" if refusal is None else "warning"
            app.notify(self.outcome(), severity=severity, markup=False, timeout=15)  # type: ignore[arg-type]

    def outcome(self) -> str:
        """Return what came of the import, in one sentence."""
        name = harmless_line(self.path.name) if self.path is not None else ""
        if isinstance(self.refusal, Cancelled):
            return _("The import of {file} was stopped; everything is taken back.").format(
                file=name
            )
        if self.refusal is not None:
            return explain(self.refusal)
        if self.figures is None:
            return ""
        return _("Imported {file}: {figures}. U lists it among your steps, to undo it.").format(
            file=name, figures=figures_words(self.figures)
        )
