"""The import: choose a file, see where its columns go and what would happen, start, look back."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import ProgressBar, Static

from tui_crm.commands.command import Scope
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.errors import CrmError
from tui_crm.domain.headings import IGNORE
from tui_crm.domain.text import harmless_line
from tui_crm.files.kinds import kind_of
from tui_crm.i18n import _
from tui_crm.screens.import_preview import ImportPreview
from tui_crm.screens.import_prompts import READABLE_ENDINGS, PathPrompt
from tui_crm.screens.import_result import ImportResult
from tui_crm.screens.import_rows import (
    ImportLine,
    LineKind,
    changed_options,
    line_title,
    line_value,
    preview_lines,
    typed_targets,
)
from tui_crm.screens.import_work import ImportWork
from tui_crm.screens.places import Place
from tui_crm.screens.setting_prompt import SettingPrompt
from tui_crm.screens.steps import Steps
from tui_crm.screens.table import TableScreen
from tui_crm.services.import_folder import last_folder, remember_folder
from tui_crm.services.import_source import open_source
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import explain, labelled
from tui_crm.wording.durations import progress

SAMPLES = 5
"""Cells of a column that the card shows."""


class ImportScreen(TableScreen[None, ImportLine]):
    """One list in three stages: nothing chosen, the preview of a file, what came of it."""

    SCOPES = (Scope.IMPORT,)
    TAB: ClassVar[str] = Place.IMPORT
    ENTER: ClassVar[str] = "import.change"
    DEFAULT_CSS = """
    ImportScreen {
        & #progress { height: 1; padding: 0 1; display: none; }
        & #bar { height: 1; padding: 0 1; width: 1fr; display: none; }
        & #bar Bar { width: 1fr; }
        &.-working #progress, &.-working #bar { display: block; }
        &.-bare #card { display: none; }
    }
    """

    def __init__(self, session: Session, importing: ImportWork) -> None:
        super().__init__(session)
        self._import = importing
        self._work = importing.work
        self._preview = ImportPreview(
            session, source_found=self._source_found, figures_found=self._figures_found
        )
        self._result = ImportResult(session, importing)
        self._has_result = self._work.outcome is not None

    def compose(self) -> ComposeResult:
        """Lay out the list, and the progress above the line of feedback."""
        yield from super().compose()
        yield ProgressBar(id="bar", show_percentage=False, show_eta=False)
        yield Static(id="progress")

    def on_mount(self) -> None:
        """Show the import that is at work, or what came of the last one."""
        super().on_mount()
        for name in ("#progress", "#bar"):
            self.move_child(self.query_one(name), before=self.query_one("#feedback"))
        self._work.watch(self._show_work)
        self._show_work()

    def on_unmount(self) -> None:
        """Let the import go on without being watched; a trial ends."""
        self._work.unwatch(self._show_work)
        self._preview.stop()

    # --- what is drawn ---

    def redraw_around(self) -> None:
        """Draw heading, card and bar of keys anew; a card with nothing to say gives its room."""
        super().redraw_around()
        self.set_class(not self.card(self.row).plain, "-bare")

    def list_columns(self) -> Sequence[Column[ImportLine]]:
        """Return column, target and a sample; of a result its rows and what happened to them."""
        if self._has_result:
            return self._result.columns()
        return (
            Column(id="title", title=_("Column"), width=14, share=2, draw=line_title),
            Column(id="value", title=_("Goes into"), width=16, share=3, draw=line_value),
            Column(
                id="sample", title=_("First row"), width=12, share=2, priority=1,
                draw=lambda line: Cell(text=line.sample, tone=Tone.LATER),
            ),
        )  # fmt: skip

    def read_rows(self) -> Sequence[ImportLine]:
        """Return the lines of the stage."""
        if self._has_result and self._import.figures is not None:
            return self._result.lines()
        if self._preview.source is None or self._work.is_running:
            return ()
        return preview_lines(self._preview.source, self._preview.options)

    def empty_text(self) -> Content:
        """Say what to do, or that nothing failed."""
        if self._work.is_running:
            return Content(
                _("The import is at work. Everything else stays usable; ctrl+x takes it back.")
            )
        if self._has_result and self._import.figures is not None:
            return self._result.empty_text()
        return Content(
            _(
                "Nothing chosen yet. Press Enter and type the path of a CSV, TSV or XLSX file.\n"
                "You will see where each column goes before anything is written."
            )
        )

    def heading(self) -> Content:
        """Say what the list is, and what the import would do or did."""
        if self._work.is_running and self._work.job is not None:
            return Content(self._work.job.title)
        if self._has_result:
            return self._result.heading()
        if self._preview.refusal is not None:
            return Content.styled(explain(self._preview.refusal), "$text-warning")
        if self._preview.source is None:
            return Content(_("Import customers from a spreadsheet"))
        return Content(
            labelled(
                harmless_line(self._preview.source.table.path.name), self._preview.expectation()
            )
        )

    def card(self, row: ImportLine | None) -> Content:
        """Return what the line means: samples of a column, choices of an option, warnings."""
        if row is None:
            return Content("")
        if row.kind in (LineKind.FAILURE, LineKind.WARNING):
            return self._result.card(row)
        lines = [Content.styled(harmless_line(row.title), "bold")]
        if row.column is not None and self._preview.source is not None:
            index = row.column.index
            lines.append(Content.styled(f"→ {harmless_line(row.value)}", "$text-accent"))
            cells = [
                cells[index] for cells in self._preview.source.sample_rows if cells[index].strip()
            ]
            lines += [Content(""), *(Content(harmless_line(cell)) for cell in cells[:SAMPLES])]
            if not cells:
                lines.append(Content.styled(_("The first rows are empty here."), "$text-muted"))
        else:
            lines += [Content(harmless_line(row.value)), Content("")]
            lines.append(Content.styled(_("← and → change it."), "$text-muted"))
        return Content("\n").join(lines)

    def _show_work(self) -> None:
        """Show how far the import is, or what came of it."""
        if not self.is_laid_out:
            return
        was_working = self.has_class("-working")
        self.set_class(self._work.is_running, "-working")
        if self._work.is_running:
            self._draw_progress()
        elif (outcome := self._work.take_outcome()) is not None:
            self._has_result = True
            self._preview.close()
            (self.refuse if outcome.is_refusal else self.tell)(outcome.sentence)
        if was_working != self._work.is_running:
            self._show_stage()

    def _show_stage(self) -> None:
        """Draw the list of another stage."""
        self.list.set_columns(self.list_columns())
        self.reload()

    def _draw_progress(self) -> None:
        work = self._work
        self.query_one("#bar", ProgressBar).update(total=work.total or None, progress=work.done)
        text = progress(work.done, work.total, work.elapsed_seconds)
        if work.elapsed_seconds:
            pace = round(work.done / work.elapsed_seconds)
            text += " · " + _("{count:,} rows/s").format(count=pace)
        if work.is_stopping:
            text = work.words()
        self.query_one("#progress", Static).update(Content(text))

    # --- the file ---

    def choose_file(self, path: Path) -> None:
        """Take the file at `path` into the preview. Raises CrmError where it is none to read."""
        kind_of(path)
        remember_folder(self.session, path)
        self._has_result = False
        self.list.set_columns(self.list_columns())
        self._preview.choose(self.app, path)

    def _source_found(self) -> None:
        if self.is_laid_out:
            self.reload()

    def _figures_found(self) -> None:
        if self.is_laid_out:
            self.redraw_around()

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot be run at this stage."""
        is_stop = command_id == "import.stop"
        if self._work.is_running and command_id.startswith("import."):
            return (
                None
                if is_stop or command_id == "import.steps"
                else _("An import is at work; ctrl+x stops it.")
            )
        if is_stop:
            return _("No import is at work.")
        if command_id == "import.start":
            if self._preview.source is None:
                return _("Choose a file first: press o.")
            return explain(self._preview.refusal) if self._preview.refusal is not None else None
        if command_id == "import.save_failures":
            return self._result.why_no_failures() if self._has_result else _("No row failed.")
        if command_id in ("import.next_choice", "import.previous_choice"):
            return None if self.row is not None and self.row.choices else self._why_no_choice()
        if command_id == "import.ignore":
            is_column = self.row is not None and self.row.column is not None
            return None if is_column else _("Only columns can be left out.")
        return None

    def _why_no_choice(self) -> str:
        return self.why_no_row() or _("There are no choices here.")

    def action_change(self) -> None:
        """Ask for the file, the target of a column, or an encoding; else take the next choice."""
        line = self.row
        if line is None or line.kind in (LineKind.FILE, LineKind.FAILURE, LineKind.WARNING):
            self.action_open()
        elif line.kind in (LineKind.COLUMN, LineKind.ENCODING):
            self._ask(line)
        else:
            self._take(line, line.stepped(1))

    def action_next_choice(self) -> None:
        """Take the next choice."""
        if self.row is not None:
            self._take(self.row, self.row.stepped(1))

    def action_previous_choice(self) -> None:
        """Take the choice before."""
        if self.row is not None:
            self._take(self.row, self.row.stepped(-1))

    def action_ignore(self) -> None:
        """Leave a column out, or take it in again as a free field."""
        line = self.row
        if line is not None and line.column is not None:
            free = CUSTOM_PREFIX + line.column.column
            self._take(line, free if line.text == IGNORE else IGNORE)

    def action_open(self) -> None:
        """Ask for the file."""
        folder = (
            self._preview.path.parent
            if self._preview.path
            else last_folder(self.session) or Path.home()
        )
        prompt = PathPrompt(
            self.session,
            _("Which file?"),
            text=str(self._preview.path or f"{folder}/"),
            endings=READABLE_ENDINGS,
            accept=self.choose_file,
        )
        self.app.push_screen(prompt)

    def action_start(self) -> None:
        """Start the import."""
        if self._preview.path is None or self._preview.source is None:
            return
        self._preview.stop()
        self._has_result = False
        self._import.start(self.app, self.session, self._preview.path, self._preview.options)

    def action_stop(self) -> None:
        """Stop the import; what it wrote is taken back."""
        self._work.stop()

    def action_save_failures(self) -> None:
        """Ask where to write the failed rows, and write them."""
        if (prompt := self._result.failures_prompt(self.tell)) is not None:
            self.app.push_screen(prompt)

    def action_steps(self) -> None:
        """Show the list of steps."""
        self.app.push_screen(Steps(self.session))

    async def action_back(self) -> None:
        """Leave for the home screen."""
        self.dismiss(None)

    def _ask(self, line: ImportLine) -> None:
        targets = typed_targets(self.session.shared.titles) if line.column is not None else {}

        def store(text: str) -> None:
            self._store(line, targets.get(text, text))

        prompt = SettingPrompt(
            self.session,
            "import",
            title=line.title,
            text=line.value if line.column is not None else line.text,
            note=_("A field, custom.<title> for a free one, or ignore. ↓ goes through the fields.")
            if line.column is not None
            else _("Leave it empty to have it recognised."),
            store=store,
            words=list(targets),
        )
        self.app.push_screen(prompt)

    def _take(self, line: ImportLine, text: str) -> None:
        try:
            self._store(line, text)
        except CrmError as error:
            self.refuse(explain(error))

    def _store(self, line: ImportLine, text: str) -> None:
        """Change an option. Raises CrmError where the text is no target or encoding."""
        options = changed_options(self._preview.options, line, text)
        if self._preview.path is not None:
            open_source(self.session, self._preview.path, options)
        self._preview.change(self.app, options)
