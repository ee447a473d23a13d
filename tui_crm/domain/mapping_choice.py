"""What `--map COLUMN=FIELD` changes in a proposed mapping."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui_crm.domain.customer import FIELD_CODES
from tui_crm.domain.draft import CUSTOM_PREFIX, TEXT_LIMITS
from tui_crm.domain.errors import CrmError
from tui_crm.domain.headings import (
    DO_NOT_CALL,
    IGNORE,
    ColumnMapping,
    MappedColumn,
    as_free_field,
    column_for,
    with_distinct_free_fields,
)
from tui_crm.domain.vocabulary import Certainty, Vocabulary, fold_heading

_FREE_FIELD = re.compile(rf"(?P<column>.*?)=\s*(?P<field>{re.escape(CUSTOM_PREFIX)}.*)", re.DOTALL)
NEAR = 0.6
"""Similarity, of 1, from which a mistyped column or field is answered with a suggestion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingChoice:
    """One `COLUMN=FIELD` as typed: the column by heading, number from 1, or letter."""

    column: str
    field: str


def parse_choice(text: str) -> MappingChoice:
    """Split `COLUMN=FIELD` at its last `=`, or before `custom.`.

    Raises CrmError `bad_mapping` (param `text`).
    """
    if match := _FREE_FIELD.fullmatch(text):
        column, sign, field = match["column"], "=", match["field"]
    else:
        column, sign, field = text.rpartition("=")
    if not sign or not column.strip() or not field.strip():
        raise CrmError("bad_mapping", text=text)
    return MappingChoice(column=column.strip(), field=field.strip())


def choose(
    mapping: ColumnMapping, choices: Sequence[MappingChoice], vocabulary: Vocabulary
) -> ColumnMapping:
    """Return `mapping` with the user's choices in it.

    A proposed column gives way to a chosen one of the same field. Several chosen columns may fill
    one text field: that is not silent. Raises CrmError `unknown_column` (params `column`,
    `suggestion`), `unknown_field` (`field`, `suggestion`), `field_mapped_twice` (`field`).
    """
    chosen = {}
    for choice in choices:
        column = _column(mapping, choice.column)
        word = _word(choice.field, vocabulary)
        chosen[column.index] = column_for(column.index, column.column, word, Certainty.GIVEN)
    _check_once(tuple(chosen.values()))
    columns = [
        chosen.get(each.index, as_free_field(each) if _gives_way(each, chosen.values()) else each)
        for each in mapping.columns
    ]
    return ColumnMapping(columns=tuple(with_distinct_free_fields(columns)))


def _gives_way(proposed: MappedColumn, chosen: Iterable[MappedColumn]) -> bool:
    """Whether a chosen column takes the field; parts of one name or address stand together."""
    if proposed.field in ("phones", IGNORE):
        return False
    return any(
        each.field == proposed.field
        and (each.part == proposed.part or not each.part or not proposed.part)
        for each in chosen
    )


def _column(mapping: ColumnMapping, wanted: str) -> MappedColumn:
    by_heading = {each.column: each for each in mapping.columns}
    by_folded = {fold_heading(each.column): each for each in reversed(mapping.columns)}
    if wanted in by_heading:
        return by_heading[wanted]
    if (folded := fold_heading(wanted)) and folded in by_folded:
        return by_folded[folded]
    number = _column_number(wanted)
    if 1 <= number <= len(mapping.columns):
        return mapping.columns[number - 1]
    raise CrmError("unknown_column", column=wanted, suggestion=_nearest(wanted, by_heading))


def _column_number(text: str) -> int:
    """Return 3 for `3`, `#3` and `C`; 0 for anything else."""
    digits = text.removeprefix("#")
    if digits.isascii() and digits.isdecimal() and len(digits) <= 5:
        return int(digits)
    letters = text.upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _word(field: str, vocabulary: Vocabulary) -> str:
    if field in vocabulary.words or field in (IGNORE, DO_NOT_CALL):
        return field
    if field.startswith(CUSTOM_PREFIX) and field != CUSTOM_PREFIX:
        return field
    meaning = vocabulary.meaning(field)
    if meaning is not None and meaning.certainty is Certainty.OWN:
        return meaning.word
    raise CrmError("unknown_field", field=field, suggestion=_nearest(field, FIELD_CODES))


def _check_once(chosen: Sequence[MappedColumn]) -> None:
    seen: set[str] = set()
    for each in chosen:
        takes_many = each.field in TEXT_LIMITS or each.field in ("phones", IGNORE)
        if each.field in seen and not takes_many:
            raise CrmError("field_mapped_twice", field=each.field)
        seen.add(each.field)


def _nearest(word: str, known: Sequence[str] | dict[str, MappedColumn]) -> str:
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=NEAR)
    return matches[0] if matches else ""
