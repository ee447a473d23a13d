"""What came of an import: its figures, every row that failed, and the file of those rows."""

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.content import Content

from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _, ngettext
from tui_crm.screens.import_prompts import PathPrompt
from tui_crm.screens.import_rows import ImportLine, LineKind, line_title, line_value, result_lines
from tui_crm.screens.import_work import ImportWork
from tui_crm.services.import_failures import save_failures
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Column
from tui_crm.wording.imports import figures_words
from tui_crm.wording.punctuation import in_a_row


class ImportResult:
    """The last stage of the import screen: what it shows of the work that has ended."""

    def __init__(self, session: Session, work: ImportWork) -> None:
        self._session = session
        self._work = work

    def columns(self) -> Sequence[Column[ImportLine]]:
        """Return the row of the file and what happened to it."""
        return (
            Column(id="title", title=_("Row"), width=12, draw=line_title),
            Column(id="value", title=_("What happened"), width=16, share=1, draw=line_value),
        )

    def lines(self) -> Sequence[ImportLine]:
        """Return the rows that failed and the warnings."""
        return () if self._work.figures is None else result_lines(self._work.figures)

    def empty_text(self) -> Content:
        """Say that nothing failed."""
        return Content(_("Every row is accounted for. o chooses another file."))

    def heading(self) -> Content:
        """Return what the import did."""
        work = self._work
        if work.figures is None or work.path is None:
            outcome = work.work.outcome
            return Content("" if outcome is None else outcome.sentence)
        words = _("{file}: {figures}.").format(
            file=harmless_line(work.path.name), figures=figures_words(work.figures)
        )
        count = work.figures.warning_count
        if count:
            more = ngettext("{count:,} warning.", "{count:,} warnings.", count)
            words = in_a_row([words, more.format(count=count)])
        return Content(words)

    def card(self, row: ImportLine) -> Content:
        """Return a failure or a warning in full, and what can be done about it."""
        lines = [
            Content.styled(harmless_line(row.title), "bold"),
            Content(harmless_line(row.value)),
        ]
        if row.kind is LineKind.FAILURE:
            how = _("w writes the failed rows into a file, each with its reason.")
            lines += [Content(""), Content.styled(how, "$text-muted")]
        return Content("\n").join(lines)

    def why_no_failures(self) -> str | None:
        """Say why there is nothing to write into a file."""
        figures = self._work.figures
        return None if figures is not None and figures.failed else _("No row failed.")

    def failures_prompt(self, tell: Callable[[str], None]) -> PathPrompt | None:
        """Return what asks where to write the failed rows, and writes them."""
        path, figures = self._work.path, self._work.figures
        if path is None or figures is None:
            return None

        def save(errors: Path) -> None:
            save_failures(self._session, path, self._work.options, figures, errors)
            count = ngettext(
                "{count:,} row is in {file}.", "{count:,} rows are in {file}.", figures.failed
            )
            tell(count.format(count=figures.failed, file=harmless_line(str(errors))))

        return PathPrompt(
            self._session,
            _("Write the failed rows into which file?"),
            text=str(path.with_name(f"{path.stem}-failed.csv")),
            endings=(".csv",),
            accept=save,
        )
