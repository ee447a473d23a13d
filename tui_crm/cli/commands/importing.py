"""`import`: customers from a file, with an account of every row."""

import sys
from pathlib import Path

import click

from tui_crm.cli.answer import Answer, Json
from tui_crm.cli.command import command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.progress import Progress
from tui_crm.cli.tables import fields
from tui_crm.domain.errors import CrmError
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import ImportFigures, ImportOptions, RowNotice
from tui_crm.domain.mapping_choice import parse_choice
from tui_crm.i18n import N_, _, ngettext
from tui_crm.services.importing import import_file
from tui_crm.wording import explain

SHOWN_NOTICES = 20
"""Warnings and failed rows told to people; a document holds all that are kept."""


@command("import", help=N_("Read customers from a CSV, TSV or XLSX file."))
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--map",
    "choices",
    multiple=True,
    metavar="COLUMN=FIELD",
    help=N_("Where a column goes: a code, custom.<title> or ignore; may be said several times."),
)
@option("--dry-run", "is_dry_run", is_flag=True, help=N_("Write nothing, only tell what would be."))
@option(
    "--on-duplicate",
    type=click.Choice([*map(str, OnDuplicate)]),
    default=str(OnDuplicate.SKIP),
    help=N_("What happens to customers who are there already; they are skipped unless told."),
)
@option(
    "--errors", type=click.Path(path_type=Path), help=N_("Write the failed rows into this file.")
)
@option("--overwrite", "can_overwrite", is_flag=True, help=N_("Replace that file if it exists."))
@option("--encoding", help=N_("The encoding of the file; else it is recognised."))
@option("--owner", metavar="LOGIN", default="", help=N_("Whose the customers are."))
@option("--reason", default="", help=N_("Why it is done all the same."))
def import_command(
    invocation: Invocation,
    *,
    file: Path,
    choices: tuple[str, ...],
    is_dry_run: bool,
    on_duplicate: str,
    errors: Path | None,
    can_overwrite: bool,
    encoding: str | None,
    owner: str,
    reason: str,
) -> Answer:
    """Import a file and answer what became of its rows."""
    options = ImportOptions(
        choices=tuple(parse_choice(choice) for choice in choices),
        on_duplicate=OnDuplicate(on_duplicate),
        is_dry_run=is_dry_run,
        encoding=encoding,
        owner=owner,
        reason=reason,
        errors=errors,
        can_overwrite_errors=can_overwrite,
    )
    with invocation.session() as session, Progress(_("Import"), stream=sys.stderr) as progress:
        figures = import_file(session, file, options, progress=progress.show)
    return Answer(
        document=_document(figures),
        lines=_lines(figures, is_dry_run=is_dry_run),
        notes=() if invocation.is_json else _notes(figures),
    )


def _document(figures: ImportFigures) -> Json:
    return {
        "rows": figures.rows,
        "created": figures.created,
        "updated": figures.updated,
        "skipped": figures.skipped,
        "duplicates": figures.duplicates,
        "failed": figures.failed,
        "encoding": figures.encoding or None,
        "mapping": dict(figures.mapping),
        "warnings": [_notice_document(each) for each in figures.warnings],
        "failures": [_notice_document(each) for each in figures.failures.values()],
        "batch": figures.batch,
    }


def _notice_document(notice: RowNotice) -> Json:
    return {"row": notice.row, "code": notice.code, "message": _sentence(notice)}


def _sentence(notice: RowNotice) -> str:
    return explain(CrmError(notice.code, **dict(notice.params)))


def _lines(figures: ImportFigures, *, is_dry_run: bool) -> tuple[str, ...]:
    counts = fields(
        [
            (_("Rows"), str(figures.rows)),
            (_("Created"), str(figures.created)),
            (_("Updated"), str(figures.updated)),
            (_("Nothing to change"), str(figures.skipped)),
            (_("There already"), str(figures.duplicates)),
            (_("Failed"), str(figures.failed)),
        ]
    )
    return (*counts, _("Nothing was written: this was a dry run.")) if is_dry_run else counts


def _notes(figures: ImportFigures) -> tuple[str, ...]:
    """Return what is to be said about single rows, the failed ones first."""
    told = [*figures.failures.values(), *figures.warnings][:SHOWN_NOTICES]
    lines = [
        _("Row {row}: {sentence}").format(row=each.row, sentence=_sentence(each)) for each in told
    ]
    hidden = len(figures.failures) + figures.warning_count - len(told)
    if hidden:
        more = ngettext("… and {count} more", "… and {count} more", hidden)
        lines.append(more.format(count=hidden))
    return tuple(lines)
