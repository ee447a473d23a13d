"""The file that is about to be imported: how it is read, and what the import would do."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App

from tui_crm.domain.errors import CrmError
from tui_crm.domain.imports import ImportFigures, ImportOptions
from tui_crm.i18n import _, ngettext
from tui_crm.services.batches import Cancelled
from tui_crm.services.import_source import ImportSource, check_mapping, open_source
from tui_crm.services.importing import import_file
from tui_crm.services.session import Session
from tui_crm.wording.imports import figures_words

TRIED_BYTES = 50 << 20
"""Files up to this size are tried out before they are imported; a trial remembers every row."""


@dataclass(slots=True)
class ImportPreview:
    """A file, its options, and what a look at it on a thread has found out so far.

    `source_found` is called on the program's own thread when the lines of the preview changed,
    `figures_found` when only what the import would do did.
    """

    session: Session
    source_found: Callable[[], None]
    figures_found: Callable[[], None]
    path: Path | None = None
    options: ImportOptions = field(default_factory=ImportOptions)
    source: ImportSource | None = None
    refusal: CrmError | None = None
    _figures: ImportFigures | None = None
    _tried: tuple[int, int] = (0, 0)
    _look_number: int = 0

    def choose(self, app: App[Any], path: Path) -> None:
        """Look at another file, with nothing decided about it."""
        self.path, self.source = path, None
        self.change(app, ImportOptions())

    def change(self, app: App[Any], options: ImportOptions) -> None:
        """Look at the file anew with other options; an older look ends."""
        self.options = options
        self.stop()
        self.refusal, self._figures, self._tried = None, None, (0, 0)
        if self.path is not None:
            look = partial(self._look, app, self.path, options, self._look_number)
            app.run_worker(look, thread=True, group="import-trial")
        self.source_found()

    def stop(self) -> None:
        """End the look that is at work."""
        self._look_number += 1

    def close(self) -> None:
        """Forget the file: it is imported."""
        self.stop()
        self.source = None

    def expectation(self) -> str:
        """Return what the import would do, as far as that is known."""
        if self._figures is not None:
            rows = ngettext("{count:,} row", "{count:,} rows", self._figures.rows)
            counted = rows.format(count=self._figures.rows)
            return _("{rows}: {figures}. F2 imports them.").format(
                rows=counted, figures=figures_words(self._figures)
            )
        if self.path is not None and self.source is not None and _is_large(self.path):
            return _("a large file; F2 imports it, and the figures come with it.")
        done, total = self._tried
        return _("counting… {percent}%").format(percent=100 * done // total if total else 0)

    def _look(self, app: App[Any], path: Path, options: ImportOptions, number: int) -> None:
        """Open the file and try the import out, on the worker's thread."""

        def tell(change: Callable[[], None]) -> bool:
            is_wanted = app.is_running and number == self._look_number
            if is_wanted:
                app.call_from_thread(self._take, number, change)
            return is_wanted

        try:
            source = open_source(self.session, path, options)
            tell(partial(self._show_source, source))
            check_mapping(source.mapping)
            if _is_large(path):
                return
            figures = import_file(
                self.session,
                path,
                replace(options, is_dry_run=True),
                lambda done, total: tell(partial(self._show_tried, done, total)),
            )
            tell(partial(self._show_figures, figures))
        except Cancelled:
            pass  # Another look has taken its place.
        except CrmError as error:
            tell(partial(self._show_refusal, error))
        finally:
            self.session.db.close_thread()

    def _take(self, number: int, change: Callable[[], None]) -> None:
        if number == self._look_number:
            change()

    def _show_source(self, source: ImportSource) -> None:
        self.source = source
        self.source_found()

    def _show_tried(self, done: int, total: int) -> None:
        self._tried = (done, total)
        self.figures_found()

    def _show_figures(self, figures: ImportFigures) -> None:
        self._figures = figures
        self.figures_found()

    def _show_refusal(self, error: CrmError) -> None:
        self.refusal = error
        self.source_found()


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > TRIED_BYTES
    except OSError:
        return False
