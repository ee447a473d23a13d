"""The file of an import, opened: its table, and where each column goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui_crm.domain.cells import ReadingRules
from tui_crm.domain.errors import CrmError
from tui_crm.domain.headings import IGNORE, ColumnMapping, MappedColumn, propose_mapping
from tui_crm.domain.imports import ImportOptions
from tui_crm.domain.mapping_choice import choose
from tui_crm.domain.row_reading import RowReader
from tui_crm.domain.vocabulary import Certainty, Vocabulary
from tui_crm.files.known_headings import known_headings
from tui_crm.files.tables import Table, open_table
from tui_crm.services.session import Session
from tui_crm.wording import listed

REASON_HEADING = "import error"
"""Heads the column of reasons in a file of failed rows; an import of that file leaves it out."""
SAMPLE_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingJob:
    """All that reading the rows needs: it is handed to the process that reads.

    `mapping` and `sample_rows` were taken from the file before.
    """

    path: Path
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    titles: dict[str, str]
    mapping: ColumnMapping
    rules: ReadingRules
    sample_rows: tuple[tuple[str, ...], ...]

    def reader(self) -> RowReader:
        """Return what reads the rows."""
        return RowReader(self.mapping, self.rules, self.sample_rows)

    def table(self) -> Table:
        """Open the file, as it was opened when the job was made."""
        return open_table(
            self.path,
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=self.sheet,
            titles=self.titles,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSource:
    """An opened file, its first rows, and the mapping with the user's choices in it."""

    table: Table
    sample_rows: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping
    job: ReadingJob


def open_source(session: Session, path: Path, options: ImportOptions) -> ImportSource:
    """Open the file at `path` and decide where its columns go.

    Raises CrmError as `open_table` and `choose` do. The mapping may lack an identity still.
    """
    titles = dict(session.shared.titles)
    table = open_table(
        path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        titles=titles,
    )
    sample_rows = table.sample(SAMPLE_ROWS)
    vocabulary = Vocabulary(known_headings(), titles)
    proposed = propose_mapping(table.heading, sample_rows, vocabulary)
    mapping = choose(_without_reasons(proposed), options.choices, vocabulary)
    job = ReadingJob(
        path=path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        titles=titles,
        mapping=mapping,
        rules=ReadingRules.for_team(session.team.country, session.rules.zone),
        sample_rows=sample_rows,
    )
    return ImportSource(table=table, sample_rows=sample_rows, mapping=mapping, job=job)


def check_mapping(mapping: ColumnMapping) -> None:
    """Raise CrmError no_known_column (param `columns`) where no column tells who somebody is."""
    if not mapping.has_identity:
        columns = listed(each.column for each in mapping.columns)
        raise CrmError("no_known_column", columns=columns)


def _without_reasons(mapping: ColumnMapping) -> ColumnMapping:
    def ignored(column: MappedColumn) -> MappedColumn:
        if column.column != REASON_HEADING:
            return column
        return replace(column, field=IGNORE, certainty=Certainty.OWN)

    columns: Sequence[MappedColumn] = [ignored(each) for each in mapping.columns]
    return ColumnMapping(columns=tuple(columns))
