"""Rows of a delimited text file, read as a stream: a million rows need no more memory than ten."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from tui_crm.domain.errors import CrmError
from tui_crm.files.charsets import detect_encoding, named_encoding
from tui_crm.files.delimiters import DELIMITERS, detect_delimiter
from tui_crm.files.formulas import unquoted

MAX_FIELD = 1_000_000
"""Characters of one cell; a hundred times what the longest field holds."""
SAMPLE_LINES = 400
SAMPLE_CHARACTERS = 1 << 18
"""Of the beginning, as far as the delimiter is looked for."""

_SEPARATOR_LINE = "sep="
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelimitedFile:
    """A CSV or TSV file that can be read any number of times.

    `first_line` is 1 where Excel's `sep=;` stands above the rows, else 0.
    """

    path: Path
    encoding: str
    delimiter: str
    first_line: int = 0

    def records(self) -> Iterator[tuple[float, list[str]]]:
        """Yield (share of the file read, cells) for every record, blank ones as an empty list.

        Excel's `sep=;` counts as a blank one.

        Raises CrmError `undecodable` (params `row`, `encoding`), `field_too_long` (`row`,
        `limit`) or `quote_open` (`row`: where a quotation mark opens that nothing closes).
        """
        size = max(self.path.stat().st_size, 1)
        # The csv module has one limit for the whole process; this program has one too.
        csv.field_size_limit(MAX_FIELD)
        if self.first_line:
            yield 0.0, []
        with self.path.open("rb") as raw, _text(raw, self.encoding) as text:
            lines = _Lines(text, skip=self.first_line)
            reader = csv.reader(lines, delimiter=self.delimiter)
            row = self.first_line
            try:
                for row, cells in enumerate(reader, start=self.first_line + 1):
                    if lines.has_ended and lines.is_quote_open(self.delimiter):
                        raise CrmError("quote_open", row=row)
                    if lines.has_quoted:
                        cells = [unquoted(cell) for cell in cells]
                    lines.forget()
                    yield min(raw.tell() / size, 1.0), cells
            except UnicodeDecodeError as error:
                raise self._undecodable() from error
            except csv.Error as error:
                raise CrmError("field_too_long", row=row + 1, limit=MAX_FIELD) from error

    def _undecodable(self) -> CrmError:
        """Return the refusal with the exact row: the decoder runs blocks ahead of the rows."""
        with self.path.open("rb") as raw, _text(raw, self.encoding, errors="replace") as text:
            reader = csv.reader(_Lines(text, skip=self.first_line), delimiter=self.delimiter)
            numbered = enumerate(reader, start=self.first_line + 1)
            damaged = (row for row, cells in numbered if _REPLACEMENT in "".join(cells))
            row = next(damaged, self.first_line + 1)
        return CrmError("undecodable", row=row, encoding=self.encoding)


class _Lines:
    """The lines of a text for the csv module, without NUL; remembers those of this record."""

    def __init__(self, text: TextIO, *, skip: int) -> None:
        self._text = text
        self._record: list[str] = []
        self.has_ended = False
        self.has_quoted = False
        """Whether a cell of this record may be quoted, as spreadsheets need it."""
        for _line in range(skip):
            text.readline(MAX_FIELD)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_FIELD)
        if not line:
            self.has_ended = True
            raise StopIteration
        if len(line) >= MAX_FIELD and line[-1] not in "\r\n":
            raise csv.Error("line without end")
        if "\0" in line:
            line = line.replace("\0", "")
        if "'" in line or "=" in line:
            self.has_quoted = True
        self._record.append(line)
        return line

    def forget(self) -> None:
        """Begin the next record."""
        self._record.clear()
        self.has_quoted = False

    def is_quote_open(self, delimiter: str) -> bool:
        """Whether the last record swallowed the rest of the file: its quote is never closed."""
        strict = csv.reader(list(self._record), delimiter=delimiter, strict=True)
        try:
            for _row in strict:
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


def open_delimited(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None
) -> DelimitedFile:
    """Return the file with its encoding and delimiter, detected where none is given.

    Raises CrmError `unknown_encoding` or `unknown_delimiter`.
    """
    if delimiter is not None and delimiter not in DELIMITERS:
        raise CrmError("unknown_delimiter", delimiter=delimiter)
    named = named_encoding(encoding) if encoding else detect_encoding(path)
    codec = _with_mark_removed(path, named)
    lines = _sample(path, codec)
    first_line = 0
    if lines and (separator := _separator(lines[0])):
        first_line, delimiter = 1, delimiter or separator
    found = delimiter or detect_delimiter(line.replace("\0", "") for line in lines[first_line:])
    return DelimitedFile(path=path, encoding=codec, delimiter=found, first_line=first_line)


def _text(raw: BinaryIO, encoding: str, *, errors: str = "strict") -> TextIO:
    return io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="")


def _with_mark_removed(path: Path, encoding: str) -> str:
    """Return the codec that also swallows the byte order mark at the beginning, where one is."""
    with path.open("rb") as file:
        head = file.read(3)
    if encoding == "utf-8" and head == b"\xef\xbb\xbf":
        return "utf-8-sig"
    if encoding in ("utf-16-le", "utf-16-be") and head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return encoding


def _sample(path: Path, encoding: str) -> list[str]:
    """Return the first lines; what is not of the encoding is refused later, with its row."""
    lines: list[str] = []
    size = 0
    with path.open("rb") as raw, _text(raw, encoding, errors="replace") as text:
        while len(lines) < SAMPLE_LINES and size < SAMPLE_CHARACTERS:
            line = text.readline(SAMPLE_CHARACTERS)
            if not line:
                break
            lines.append(line)
            size += len(line)
    return lines


def _separator(line: str) -> str | None:
    """Return the delimiter that Excel's first line `sep=;` names, or None."""
    text = line.rstrip("\r\n").strip('"')
    if not text.lower().startswith(_SEPARATOR_LINE):
        return None
    separator = text[len(_SEPARATOR_LINE) :]
    return separator if separator in DELIMITERS else None
