"""The import of the program, whatever screen is shown: which file, and what came of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.app import App

from tui_crm.domain.imports import ImportFigures, ImportOptions
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.background_work import BackgroundWork, Job, Outcome, Report
from tui_crm.services.importing import import_file
from tui_crm.services.session import Session
from tui_crm.wording.imports import figures_words


@dataclass(slots=True)
class ImportWork:
    """The import that is at work or was the last; `work` says how far it is.

    `figures` are those of an import that came to its end.
    """

    work: BackgroundWork
    path: Path | None = None
    options: ImportOptions = field(default_factory=ImportOptions)
    figures: ImportFigures | None = None

    def start(self, app: App[Any], session: Session, path: Path, options: ImportOptions) -> None:
        """Begin to import on a thread of the app, where no import is at work."""
        self.path, self.options, self.figures = path, options, None
        name = harmless_line(path.name)

        def run(report: Report) -> Outcome:
            figures = import_file(session, path, options, report, taking_back=report.taking_back)
            self.figures = figures
            done = _("Imported {file}: {figures}. U lists it among your steps, to undo it.")
            return Outcome(sentence=done.format(file=name, figures=figures_words(figures)))

        title = _("Importing {file}").format(file=name)
        stopped = _("The import of {file} was stopped; everything is taken back.")
        job = Job(title=title, run=run, stopped=stopped.format(file=name))
        self.work.start(app, session, job)
