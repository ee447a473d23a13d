"""A user's file as a table: headings, and rows as a stream of texts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tui_crm.domain.errors import CrmError
from tui_crm.domain.heading_row import HeadingFound, find_heading
from tui_crm.domain.vocabulary import Vocabulary
from tui_crm.files.delimited import DelimitedFile, open_delimited
from tui_crm.files.kinds import READABLE, FileKind, kind_of
from tui_crm.files.known_headings import known_headings
from tui_crm.files.spreadsheets import Spreadsheet, open_spreadsheet

MAX_COLUMNS = 1_000
"""Columns of a table; the widest CRM exports have a few hundred."""
TOP_ROWS = 60
"""Records from the top among which the heading is looked for; enough for a sample of 50 rows."""


class TableRow(NamedTuple):
    """One row that is not blank; a tuple, since a file may have a million.

    `number` is the row as a spreadsheet counts it, from 1, blank rows and headings included.
    `cells` has one text for each column. `extra` are texts beyond the last column. `progress` is
    the share of the file read, 0 to 1.
    """

    number: int
    cells: tuple[str, ...]
    extra: tuple[str, ...] = ()
    progress: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in a file, which can be read any number of times.

    `heading` holds distinct names. `first_row` is the number of the row below the headings.
    `encoding` and `delimiter` are "" for spreadsheets; `sheet` and `sheets` are empty for text.
    `row_count` counts the rows below the headings, blank ones too; None where only reading the
    file would tell.
    """

    path: Path
    kind: FileKind
    heading: tuple[str, ...]
    first_row: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    row_count: int | None = None
    records: Callable[[], Iterator[tuple[float, list[str]]]]

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows below the headings, blank ones left out; short ones are padded.

        Raises CrmError where the file turns out to be unreadable; see `open_table`.
        """
        width = len(self.heading)
        for number, (progress, cells) in enumerate(self.records(), start=1):
            if number < self.first_row or not "".join(cells).strip():
                continue
            if len(cells) == width:
                yield TableRow(number, tuple(cells), (), progress)
                continue
            extra = tuple(cell for cell in cells[width:] if cell.strip())
            padded = (*cells[:width], *[""] * (width - len(cells)))
            yield TableRow(number, padded, extra, progress)

    def sample(self, count: int = 50) -> tuple[tuple[str, ...], ...]:
        """Return the cells of the first `count` rows."""
        return tuple(row.cells for row in islice(self.rows(), count))


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Table:
    """Open the file at `path`; its kind is told by its bytes, encoding and delimiter are detected.

    `titles` are the user's titles by field code, known as headings. Raises CrmError: what
    `kind_of` raises; `unsupported_kind` (param `kind`); `file_unreadable`; `table_empty`;
    `too_many_columns` (`count`, `limit`); for text `unknown_encoding`, `unknown_delimiter`,
    `undecodable`, `field_too_long`, `quote_open`; for spreadsheets what `open_spreadsheet` raises.
    """
    kind = kind_of(path)
    if kind not in READABLE:
        raise CrmError("unsupported_kind", kind=kind.value, path=str(path))
    try:
        if kind is FileKind.CSV:
            return _text_table(open_delimited(path, encoding=encoding, delimiter=delimiter), titles)
        return _sheet_table(open_spreadsheet(path, kind, sheet=sheet), kind, titles)
    except OSError as error:
        raise CrmError("file_unreadable", path=str(path), reason=error.strerror or "") from error


def _text_table(file: DelimitedFile, titles: Mapping[str, str] | None) -> Table:
    found = _heading(file.records(), titles, file.path)
    return Table(
        path=file.path,
        kind=FileKind.CSV,
        heading=found.names,
        first_row=found.row + 2,
        encoding=file.encoding,
        delimiter=file.delimiter,
        records=file.records,
    )


def _sheet_table(file: Spreadsheet, kind: FileKind, titles: Mapping[str, str] | None) -> Table:
    found = _heading(file.records(), titles, file.path)
    return Table(
        path=file.path,
        kind=kind,
        heading=found.names,
        first_row=found.row + 2,
        sheet=file.sheet,
        sheets=file.sheets,
        row_count=file.row_count - found.row - 1,
        records=file.records,
    )


def _heading(
    records: Iterator[tuple[float, list[str]]], titles: Mapping[str, str] | None, path: Path
) -> HeadingFound:
    top = [cells for _progress, cells in islice(records, TOP_ROWS)]
    found = find_heading(top, Vocabulary(known_headings(), titles).is_known)
    if found is None:
        raise CrmError("table_empty", path=str(path))
    if len(found.names) > MAX_COLUMNS:
        raise CrmError("too_many_columns", count=len(found.names), limit=MAX_COLUMNS)
    return found
