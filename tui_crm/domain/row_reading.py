"""A row of a file as a draft of a customer: nothing that it says is lost (SPEC 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tui_crm.domain.cell_dates import DayOrder, day_order
from tui_crm.domain.cells import ReadingRules, is_nothing, with_field
from tui_crm.domain.customer import READ_ONLY_FIELDS, PhoneNumber
from tui_crm.domain.draft import CUSTOM_PREFIX, TEXT_LIMITS, CustomerDraft, with_texts
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
_DATES = ("next_contact", "birthday")
_WESTERN_ADDRESS = ("street", "district", "city", "province", "postcode", "country")
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
    """Reads the rows of one file by its mapping."""

    def __init__(
        self,
        mapping: ColumnMapping,
        rules: ReadingRules,
        sample_rows: Sequence[Sequence[str]] = (),
    ) -> None:
        """Take the order of days of each column from `sample_rows`, where they prove one."""
        self._rules = rules
        self._columns = [each for each in mapping.columns if each.field not in _UNREAD]
        self._orders = {
            each.index: _order(each, sample_rows, rules.country)
            for each in self._columns
            if each.field in _DATES
        }

    def read(self, cells: Sequence[str], extra: Sequence[str] = ()) -> ReadRow:
        """Return the draft that a row describes.

        Raises FieldError `too_long` (field `phones`) for a number that breaks its limit.
        """
        row = _RowInHand(rules=self._rules)
        for column in self._columns:
            text = cells[column.index]
            if text and not text.isspace():
                row.take(column, text, self._orders.get(column.index))
        for text in extra:
            row.set_aside(CellWarning(code="extra_cells", column="", text=text))
        return row.finished()


def _order(column: MappedColumn, sample_rows: Sequence[Sequence[str]], country: str) -> DayOrder:
    return day_order((row[column.index] for row in sample_rows), country)


class _RowInHand:
    """A row while its cells are taken one after the other."""

    def __init__(self, *, rules: ReadingRules) -> None:
        self._rules = rules
        self._draft = CustomerDraft()
        self._texts: dict[str, list[str]] = {}
        self._parts: dict[str, dict[str, str]] = {}
        self._phones: list[PhoneNumber] = []
        self._custom: list[tuple[str, str]] = []
        self._do_not_call: CellWarning | None = None
        self._warnings: list[CellWarning] = []

    def take(self, column: MappedColumn, text: str, order: DayOrder | None) -> None:
        field = column.field
        if column.part:
            self._parts.setdefault(field, {})[column.part] = text.strip()
        elif field.startswith(CUSTOM_PREFIX):
            self._custom.append((field.removeprefix(CUSTOM_PREFIX), text))
        elif field == "phones":
            self._take_numbers(column, text)
        elif field == DO_NOT_CALL:
            self._take_do_not_call(column, text)
        elif field == "id":
            self._draft = replace(self._draft, id=text.strip().lstrip("'"))
        elif field in TEXT_LIMITS and field not in ("birthday", "time_zone"):
            self._texts.setdefault(field, []).append(text)
        else:
            self._take_typed(column, text, order)

    def set_aside(self, warning: CellWarning) -> None:
        self._warnings.append(warning)

    def finished(self) -> ReadRow:
        if self._do_not_call and not self._phones:
            # Do-not-call is kept by number; without one the wish is at least written down.
            self.set_aside(self._do_not_call)
        texts = {
            field: ("\n" if field == "note" else " ").join(parts)
            for field, parts in self._texts.items()
        }
        for field, parts in self._parts.items():
            texts[field] = joined_parts(field, parts)
        if self._warnings:
            lines = [texts.get("note", ""), *map(_note_line, self._warnings)]
            texts["note"] = "\n".join(line for line in lines if line)
        phones = unite(self._phones)
        if self._do_not_call:
            phones = tuple(replace(phone, is_do_not_call=True) for phone in phones)
        draft = replace(with_texts(self._draft, texts), phones=phones, custom=tuple(self._custom))
        return ReadRow(draft=draft, warnings=tuple(self._warnings))

    def _take_numbers(self, column: MappedColumn, text: str) -> None:
        if is_nothing(text):
            return
        numbers = read_numbers(text.lstrip("' "), self._rules.country, column.label)
        self._phones += numbers
        if not numbers:
            self._set_aside(column, text)

    def _take_do_not_call(self, column: MappedColumn, text: str) -> None:
        answer = read_yes_or_no(text)
        if answer is None:
            self._set_aside(column, text)
        elif answer:
            self._do_not_call = CellWarning(code="unreadable_cell", column=column.column, text=text)

    def _take_typed(self, column: MappedColumn, text: str, order: DayOrder | None) -> None:
        rules = replace(self._rules, order=order) if order else self._rules
        try:
            self._draft = with_field(self._draft, column.field, text, rules)
        except FieldError:
            self._set_aside(column, text)

    def _set_aside(self, column: MappedColumn, text: str) -> None:
        self.set_aside(CellWarning(code="unreadable_cell", column=column.column, text=text))


def joined_parts(field: str, parts: dict[str, str]) -> str:
    """Return the parts of a name or address as one text, in the order of their language.

    Chinese: 姓名 and 省市区街道 without spaces, the postcode behind one. Others: `First Last` and
    `Street, City, State, Postcode, Country`. A part that repeats the one before is left out.
    """
    is_chinese = any(_FIRST_CJK <= sign <= _LAST_CJK for text in parts.values() for sign in text)
    if field == "name":
        order = NAME_PARTS if is_chinese else tuple(reversed(NAME_PARTS))
        return ("" if is_chinese else " ").join(_in_order(parts, order))
    if not is_chinese:
        return ", ".join(_in_order(parts, _WESTERN_ADDRESS))
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
