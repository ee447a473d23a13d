"""The rows that failed, written back into a file of their own with the reason behind each."""

import os.path
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tui_crm.domain.errors import CrmError
from tui_crm.domain.imports import ImportFigures, ImportOptions, RowNotice
from tui_crm.files.csv_out import write_csv
from tui_crm.files.tables import Table
from tui_crm.services.import_source import REASON_HEADING, open_source
from tui_crm.services.session import Session
from tui_crm.wording import explain


def notice_text(notice: RowNotice) -> str:
    """Return the sentence of a notice, without its row where the code does not name it."""
    return explain(CrmError(notice.code, row=notice.row, **dict(notice.params)))


def check_errors_file(path: Path, errors: Path, *, can_overwrite: bool) -> None:
    """Raise CrmError file_exists where the file of failed rows may not be written."""
    is_there = os.path.exists(errors)
    is_source = is_there and os.path.exists(path) and errors.samefile(path)
    if is_source or (is_there and not can_overwrite):
        raise CrmError("file_exists", path=str(errors))


def write_failures(
    table: Table, failures: Mapping[int, RowNotice], errors: Path, *, can_overwrite: bool
) -> int:
    """Write the failed rows of `table` as CSV, the reason last, and return how many there are.

    The file can be imported again once its rows are mended. Raises CrmError as `write_csv` does.
    """

    def rows() -> Iterator[Sequence[str]]:
        for row in table.rows():
            if (notice := failures.get(row.number)) is not None:
                yield [*row.cells, notice_text(notice)]

    heading = [each for each in table.heading if each != REASON_HEADING]
    return write_csv(
        errors,
        [*heading, REASON_HEADING],
        _without_column(rows(), table.heading),
        can_overwrite=can_overwrite,
    )


def _without_column(
    rows: Iterator[Sequence[str]], heading: Sequence[str]
) -> Iterator[Sequence[str]]:
    """Leave out the reasons of an import before this one."""
    if REASON_HEADING not in heading:
        yield from rows
        return
    position = heading.index(REASON_HEADING)
    for row in rows:
        yield [*row[:position], *row[position + 1 :]]


def save_failures(
    session: Session, path: Path, options: ImportOptions, figures: ImportFigures, errors: Path
) -> int:
    """Write the failed rows of a finished import, and return how many there are.

    Raises CrmError file_exists, file_unwritable, and as reading the file does.
    """
    check_errors_file(path, errors, can_overwrite=options.can_overwrite_errors)
    table = open_source(session, path, options).table
    return write_failures(
        table, figures.failures, errors, can_overwrite=options.can_overwrite_errors
    )
