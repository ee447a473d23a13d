"""`export`: what is stored, as a file."""

from pathlib import Path

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import N_, ngettext
from tui_crm.services.exporting import ENDINGS, ExportKind, export
from tui_crm.wording import listed

ALL = "all"


@command("export", help=N_("Write customers, follow-ups or callbacks into a CSV file."))
@click.argument("kind", type=click.Choice([*map(str, ExportKind), ALL]))
@click.argument("file", type=click.Path(path_type=Path))
@option("--titles", "has_titles", is_flag=True, help=N_("Titles in place of codes as headings."))
@option("--overwrite", "can_overwrite", is_flag=True, help=N_("Replace the file if it exists."))
def export_command(
    invocation: Invocation, *, kind: str, file: Path, has_titles: bool, can_overwrite: bool
) -> Answer:
    """Write a file and answer how many rows it has."""
    if kind == ALL:
        raise CrmError("export_needs_kind", known=listed(ENDINGS))
    with invocation.session() as session:
        rows = export(
            session, ExportKind(kind), file, has_titles=has_titles, can_overwrite=can_overwrite
        )
    text = ngettext(
        "{count} row was written to {file}", "{count} rows were written to {file}", rows
    )
    return Answer(document={"rows": rows}, lines=(text.format(count=rows, file=file),))
