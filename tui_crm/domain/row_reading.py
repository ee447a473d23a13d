"""A row of a file as a draft of a customer: nothing that it says is lost (SPEC 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tui_crm.domain.cell_dates import day_order
from tui_crm.domain.cells import TYPED_FIELDS, ReadingRules, is_nothing, typed_value
from tui_crm.domain.customer import READ_ONLY_FIELDS, PhoneNumber
from tui_crm.domain.draft import CUSTOM_PREFIX, MANY_LINE_FIELDS, CustomerDraft, DraftValues
from tui_crm.domain.errors import FieldError
from tui_crm.domain.headings import (
    ADDRESS_PARTS,
    DO_NOT_CALL,
    IGNORE,
    NAME_PARTS,
    ColumnMapping,
    MappedColumn,
)
from tui_crm.domain.phone import read_numbers, unite
from tui_crm.domain.words import read_yes_or_no

_UNREAD = (READ_ONLY_FIELDS - {"id"}) | {IGNORE}
_WESTERN_ADDRESS = ("street", "street_2", "district", "city", "province", "postcode", "country")
_FIRST_CJK, _LAST_CJK = "\u2e80", "\u9fff"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWarning:
    """A cell that went into the note because it could not be read as its field.

    `code` is `unreadable_cell`, or `extra_cells` (beyond the last heading; `column` is "").
    """

    code: str
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """What a row says: a draft, not validated yet, and what could not be read of it."""

    draft: CustomerDraft
    warnings: tuple[CellWarning, ...] = ()


class RowReader:
    """Reads the rows of one file by its mapping; the columns are sorted once, not in each row."""

    def __init__(
        self,
        mapping: ColumnMapping,
        rules: ReadingRules,
        sample_rows: Sequence[Sequence[str]] = (),
    ) -> None:
        """Take the order of days of each column from `sample_rows`, where they prove one."""
        self._rules = rules
        self._texts: list[MappedColumn] = []
        self._parts: list[MappedColumn] = []
        self._numbers: list[MappedColumn] = []
        self._do_not_call: list[MappedColumn] = []
        self._custom: list[tuple[int, str]] = []
        self._typed: list[tuple[MappedColumn, ReadingRules]] = []
        for column in mapping.columns:
            if column.field in _UNREAD:
                continue
            if column.part:
                self._parts.append(column)
            elif column.field.startswith(CUSTOM_PREFIX):
                self._custom.append((column.index, column.field.removeprefix(CUSTOM_PREFIX)))
            elif column.field == "phones":
                self._numbers.append(column)
            elif column.field == DO_NOT_CALL:
                self._do_not_call.append(column)
            elif column.field in TYPED_FIELDS:
                order = day_order((row[column.index] for row in sample_rows), rules.country)
                self._typed.append((column, replace(rules, order=order)))
            else:
                self._texts.append(column)

    def read(self, cells: Sequence[str], extra: Sequence[str] = ()) -> ReadRow:
        """Return the draft that a row describes.

        Raises FieldError `too_long` (field `phones`) for a number that breaks its limit.
        """
        values, warnings = self.read_values(cells, extra)
        return ReadRow(draft=CustomerDraft(**values), warnings=warnings)

    def read_values(
        self, cells: Sequence[str], extra: Sequence[str] = ()
    ) -> tuple[DraftValues, tuple[CellWarning, ...]]:
        """Return the attributes of that draft and the warnings: `read` for a million rows."""
        unread: list[MappedColumn] = []
        values: DraftValues = self._read_texts(cells)
        if self._parts:
            values.update(self._read_parts(cells))
        phones = self._read_numbers(cells, unread)
        if phones:
            values["phones"] = phones
        if self._typed:
            values.update(self._read_typed(cells, unread))
        if self._custom:
            values["custom"] = tuple(
                (title, text) for index, title in self._custom if _is_filled(text := cells[index])
            )
        if unread or extra:
            return values, _put_into_note(values, cells, unread, extra)
        return values, ()

    def _read_texts(self, cells: Sequence[str]) -> DraftValues:
        texts: DraftValues = {}
        for column in self._texts:
            text = cells[column.index]
            if _is_filled(text):
                field = column.field
                between = "\n" if field in MANY_LINE_FIELDS else " "
                texts[field] = f"{texts[field]}{between}{text}" if field in texts else text
        if "id" in texts:
            texts["id"] = texts["id"].strip().lstrip("'")
        return texts

    def _read_parts(self, cells: Sequence[str]) -> dict[str, str]:
        parts: dict[str, dict[str, str]] = {}
        for column in self._parts:
            if text := cells[column.index].strip():
                parts.setdefault(column.field, {})[column.part] = text
        return {field: joined_parts(field, texts) for field, texts in parts.items()}

    def _read_numbers(
        self, cells: Sequence[str], unread: list[MappedColumn]
    ) -> tuple[PhoneNumber, ...]:
        found: list[PhoneNumber] = []
        for column in self._numbers:
            text = cells[column.index]
            if is_nothing(text):
                continue
            numbers = read_numbers(text.lstrip("' "), self._rules.country, column.label)
            found += numbers
            if not numbers:
                unread.append(column)
        phones = unite(found) if len(found) > 1 else tuple(found)
        for column in self._do_not_call:
            answer = read_yes_or_no(cells[column.index])
            if answer:
                phones = tuple(replace(phone, is_do_not_call=True) for phone in phones)
            if answer is None or (answer and not phones):
                # Do-not-call is kept by number; without one the wish is at least written down.
                unread.append(column)
        return phones

    def _read_typed(self, cells: Sequence[str], unread: list[MappedColumn]) -> dict[str, object]:
        values: dict[str, object] = {}
        for column, rules in self._typed:
            text = cells[column.index]
            if is_nothing(text):
                continue
            try:
                values.update(typed_value(column.field, text, rules))
            except FieldError:
                unread.append(column)
        return values


def _is_filled(text: str) -> bool:
    return bool(text) and not text.isspace()


def _put_into_note(
    values: DraftValues,
    cells: Sequence[str],
    unread: Sequence[MappedColumn],
    extra: Sequence[str],
) -> tuple[CellWarning, ...]:
    """Write what could not be read behind the note; return the warnings of it."""
    in_order = sorted(unread, key=lambda column: column.index)
    warnings = [
        CellWarning(code="unreadable_cell", column=column.column, text=cells[column.index])
        for column in in_order
    ]
    warnings += [CellWarning(code="extra_cells", column="", text=text) for text in extra]
    lines = [values.get("note", ""), *map(_note_line, warnings)]
    values["note"] = "\n".join(line for line in lines if line)
    return tuple(warnings)


def joined_parts(field: str, parts: dict[str, str]) -> str:
    """Return the parts of a name or address as one text, in the order of their language.

    Chinese: 姓名 and 省市区街道 without spaces, the postcode behind one. Others: `First Last` and
    `Number Street, City, State, Postcode, Country`. A part that repeats the one before is left out.
    """
    is_chinese = any(_FIRST_CJK <= sign <= _LAST_CJK for text in parts.values() for sign in text)
    if field == "name":
        order = NAME_PARTS if is_chinese else tuple(reversed(NAME_PARTS))
        return ("" if is_chinese else " ").join(_in_order(parts, order))
    if not is_chinese:
        street = " ".join(_in_order(parts, ("house_number", "street")))
        return ", ".join(_in_order(parts | {"street": street}, _WESTERN_ADDRESS))
    postcode = parts.get("postcode", "")
    address = "".join(_in_order(parts, [each for each in ADDRESS_PARTS if each != "postcode"]))
    return f"{address} {postcode}".strip()


def _in_order(parts: dict[str, str], order: Iterable[str]) -> list[str]:
    texts: list[str] = []
    for part in order:
        text = parts.get(part, "")
        if text and text not in texts[-1:]:
            texts.append(text)
    return texts


def _note_line(warning: CellWarning) -> str:
    return f"{warning.column}: {warning.text}" if warning.column else warning.text
