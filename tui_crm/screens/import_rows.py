"""The lines of the import screen: how the file is read, where its columns go, what failed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tui_crm.domain.customer import FIELD_CODES, READ_ONLY_FIELDS
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.headings import DO_NOT_CALL, IGNORE, MappedColumn
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import ImportFigures, ImportOptions
from tui_crm.domain.mapping_choice import MappingChoice
from tui_crm.files.delimiters import DELIMITERS
from tui_crm.files.kinds import FileKind
from tui_crm.i18n import _
from tui_crm.services.import_failures import notice_text
from tui_crm.services.import_source import ImportSource
from tui_crm.widgets.columns import Cell, Tone
from tui_crm.wording.imports import delimiter_label, mode_label, target_title

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "latin-1", "cp1252", "shift_jis")
"""The encodings that the arrows step through; any other can be typed."""
SHOWN_FAILURES = 2_000
"""Failed rows that are listed; the file of failed rows has all."""


class LineKind(StrEnum):
    """What a line of the screen is about."""

    FILE = "file"
    MODE = "mode"
    ENCODING = "encoding"
    DELIMITER = "delimiter"
    SHEET = "sheet"
    COLUMN = "column"
    FAILURE = "failure"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One line: `title` and `value` as shown, `sample` a cell of the first row.

    `text` is the value as it is chosen, `choices` are the texts between which the arrows go.
    """

    id: int
    kind: LineKind
    title: str
    value: str
    text: str = ""
    choices: tuple[str, ...] = ()
    sample: str = ""
    column: MappedColumn | None = None

    def stepped(self, step: int) -> str:
        """Return the choice after or before the one that holds."""
        if self.text not in self.choices:
            return self.choices[0]
        return self.choices[(self.choices.index(self.text) + step) % len(self.choices)]


def preview_lines(source: ImportSource, options: ImportOptions) -> list[ImportLine]:
    """Return the lines of a file that is not imported yet."""
    lines = [*_file_lines(source, options)]
    sample = source.sample_rows[0] if source.sample_rows else ()
    for column in source.mapping.columns:
        lines.append(
            ImportLine(
                id=100 + column.index,
                kind=LineKind.COLUMN,
                title=column.column,
                value=target_title(column.field),
                text=column.field,
                choices=_column_choices(column),
                sample=sample[column.index] if column.index < len(sample) else "",
                column=column,
            )
        )
    return lines


def _file_lines(source: ImportSource, options: ImportOptions) -> Iterator[ImportLine]:
    table = source.table
    yield ImportLine(id=1, kind=LineKind.FILE, title=_("File"), value=table.path.name)
    yield ImportLine(
        id=2,
        kind=LineKind.MODE,
        title=_("Known customers"),
        value=mode_label(options.on_duplicate),
        text=options.on_duplicate.value,
        choices=tuple(map(str, OnDuplicate)),
    )
    if table.kind is FileKind.CSV:
        yield ImportLine(
            id=3,
            kind=LineKind.ENCODING,
            title=_("Encoding"),
            value=table.encoding,
            text=options.encoding or "",
            choices=("", *ENCODINGS),
        )
        yield ImportLine(
            id=4,
            kind=LineKind.DELIMITER,
            title=_("Columns parted by"),
            value=delimiter_label(table.delimiter),
            text=options.delimiter or "",
            choices=("", *DELIMITERS),
        )
    else:
        yield ImportLine(
            id=5,
            kind=LineKind.SHEET,
            title=_("Sheet"),
            value=table.sheet,
            text=table.sheet,
            choices=table.sheets,
        )


def _column_choices(column: MappedColumn) -> tuple[str, ...]:
    free = column.field if column.field.startswith(CUSTOM_PREFIX) else CUSTOM_PREFIX + column.column
    codes = (code for code in FIELD_CODES if code not in READ_ONLY_FIELDS)
    return (IGNORE, free, *codes, DO_NOT_CALL)


def result_lines(figures: ImportFigures) -> list[ImportLine]:
    """Return the failed rows with their reasons, then what else is to be told of rows."""
    failures = list(figures.failures.values())[:SHOWN_FAILURES]
    told = [(LineKind.FAILURE, each) for each in failures]
    told += [(LineKind.WARNING, each) for each in figures.warnings]
    return [
        ImportLine(
            id=number,
            kind=kind,
            title=_("Row {row:,}").format(row=notice.row),
            value=notice_text(notice),
        )
        for number, (kind, notice) in enumerate(told, start=1)
    ]


def typed_targets(titles: Mapping[str, str]) -> dict[str, str]:
    """Return what may be typed as the target of a column -> the word that a mapping takes.

    `titles` are the user's own by field code.
    """
    codes = [code for code in FIELD_CODES if code not in READ_ONLY_FIELDS]
    targets = {titles.get(code) or target_title(code): code for code in codes}
    targets |= {target_title(DO_NOT_CALL): DO_NOT_CALL, target_title(IGNORE): IGNORE}
    return targets


def changed_options(options: ImportOptions, line: ImportLine, text: str) -> ImportOptions:
    """Return the options with what `text` says in a line of the preview."""
    match line.kind:
        case LineKind.MODE:
            return replace(options, on_duplicate=OnDuplicate(text))
        case LineKind.ENCODING:
            return replace(options, encoding=text or None, choices=())
        case LineKind.DELIMITER:
            return replace(options, delimiter=text or None, choices=())
        case LineKind.SHEET:
            return replace(options, sheet=text, choices=())
    others = [each for each in options.choices if each.column != line.title]
    choice = MappingChoice(column=line.title, field=text)
    return replace(options, choices=(*others, choice))


def line_title(line: ImportLine) -> Cell:
    """Draw the name of the line."""
    return Cell(text=line.title)


def line_value(line: ImportLine) -> Cell:
    """Draw the target of a column, the choice of an option, or what happened to a row."""
    if line.kind is LineKind.FAILURE:
        return Cell(text=f"! {line.value}", tone=Tone.OVERDUE)
    if line.kind is LineKind.WARNING:
        return Cell(text=line.value)
    tone = Tone.LATER if line.value == target_title(IGNORE) else Tone.DUE
    return Cell(text=line.value, tone=tone)
