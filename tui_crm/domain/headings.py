"""Which column of a file is which field: a proposal, which the user may change (SPEC 10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui_crm.domain.cell_shapes import ENOUGH, SAMPLED_CELLS, field_by_shape
from tui_crm.domain.customer import FIELD_CODES, READ_ONLY_FIELDS
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.vocabulary import Certainty, Vocabulary, fold_heading
from tui_crm.domain.words import read_kind

IGNORE = "ignore"
"""The field of a column that is not imported."""
DO_NOT_CALL = "dnc"
"""The field of a column that says whether the customer's numbers are do-not-call."""

PHONE_LABELS = {"phones_mobile": "mobile", "phones_work": "work", "phones_other": "other"}
"""Words of the list of headings that are phones, and the label that their numbers get."""
NAME_PARTS = ("last_name", "first_name")
"""Words that make up a name, in Chinese order."""
ADDRESS_PARTS = (
    "country",
    "province",
    "city",
    "district",
    "street",
    "house_number",
    "street_2",
    "postcode",
)
"""Words that make up an address, in Chinese order."""

IDENTITY_FIELDS = frozenset({"name", "company", "phones", "email"})
"""The fields of which a file must have one: nobody can be known by anything else."""

_PARTS = {**dict.fromkeys(NAME_PARTS, "name"), **dict.fromkeys(ADDRESS_PARTS, "address")}
# "Customer" is a company, but the person where another column is the company.
_CUSTOMER_HEADINGS = frozenset({"客户名称", "客户", "客户全称", "account", "accountname"})
_ONE_WORD_FOR = {"row_number": IGNORE, "company_short": "company"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """One column and where its cells go.

    `field` is a field code, `custom.<title>`, DO_NOT_CALL or IGNORE. `part` says which part of a
    name or address it is ("" for a whole one), `label` what its numbers are called.
    """

    index: int
    column: str
    field: str
    part: str = ""
    label: str = ""
    certainty: Certainty = Certainty.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """All columns of a file, in its order."""

    columns: tuple[MappedColumn, ...]

    @property
    def has_identity(self) -> bool:
        """Whether some column tells who somebody is; without one a file is refused."""
        return any(each.field in IDENTITY_FIELDS for each in self.columns)

    def columns_for(self, field: str) -> tuple[MappedColumn, ...]:
        """Return the columns that go into `field`."""
        return tuple(each for each in self.columns if each.field == field)

    def as_json(self) -> dict[str, str]:
        """Return the field of each column; what `--map` takes."""
        return {each.column: each.field for each in self.columns}


def propose_mapping(
    heading: Sequence[str], sample_rows: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> ColumnMapping:
    """Return where each column of a file most likely belongs.

    `heading` holds distinct names, `sample_rows` the first rows of data. No single-valued field
    gets two columns: the more certain one has it, then the first; the others, and columns that
    nobody knows, become free fields, so that nothing is lost.
    """
    columns = [
        _first_guess(index, name, _cells(sample_rows, index), vocabulary)
        for index, name in enumerate(heading)
    ]
    columns = _customer_or_person(columns)
    columns = _without_foreign_ids(columns)
    return ColumnMapping(columns=tuple(_one_column_a_field(columns)))


def column_for(index: int, column: str, word: str, certainty: Certainty) -> MappedColumn:
    """Return the column with the field, part and label that `word` stands for.

    `word` is a field code, `custom.<title>`, IGNORE, or a word of the list of headings; a word
    without a field of its own makes a free field of the column's name.
    """
    field, part, label = word, "", ""
    if word in PHONE_LABELS:
        field, label = "phones", PHONE_LABELS[word]
    elif word in _PARTS:
        field, part = _PARTS[word], word
    elif word in _ONE_WORD_FOR:
        field = _ONE_WORD_FOR[word]
    elif word not in FIELD_CODES and word not in (DO_NOT_CALL, IGNORE):
        field = word if word.startswith(CUSTOM_PREFIX) else CUSTOM_PREFIX + column
    return MappedColumn(
        index=index, column=column, field=field, part=part, label=label, certainty=certainty
    )


def as_free_field(column: MappedColumn) -> MappedColumn:
    """Return the column as a free field under its own name."""
    return replace(
        column,
        field=CUSTOM_PREFIX + column.column,
        part="",
        label="",
        certainty=Certainty.NONE,
    )


def _cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row) and row[index].strip()]


def _first_guess(
    index: int, name: str, cells: Sequence[str], vocabulary: Vocabulary
) -> MappedColumn:
    meaning = vocabulary.meaning(name)
    if meaning is not None:
        guess = column_for(index, name, meaning.word, meaning.certainty)
        if meaning.word == "company_short":
            return replace(guess, certainty=Certainty.FUZZY)
        is_own = meaning.certainty is Certainty.OWN
        # Others' dates of creation are their history, ours are written by this program.
        is_kept_by_us = guess.field in READ_ONLY_FIELDS - {"id"} and not is_own
        is_other_kind = guess.field == "kind" and not is_own and not _are_kinds(cells)
        return as_free_field(guess) if is_kept_by_us or is_other_kind else guess
    if name.startswith("#") and not cells:
        return column_for(index, name, IGNORE, Certainty.NONE)
    shape = field_by_shape(cells)
    if shape is not None:
        return column_for(index, name, shape, Certainty.CONTENT)
    return column_for(index, name, CUSTOM_PREFIX + name, Certainty.NONE)


def _are_kinds(cells: Sequence[str]) -> bool:
    sampled = cells[:SAMPLED_CELLS]
    return sum(read_kind(cell) is not None for cell in sampled) >= ENOUGH * len(sampled)


def _customer_or_person(columns: Sequence[MappedColumn]) -> list[MappedColumn]:
    """Make 客户名称 the name where another column is the company."""
    companies = [each for each in columns if each.field == "company"]
    is_named_otherwise = any(
        fold_heading(each.column) not in _CUSTOMER_HEADINGS and each.certainty >= Certainty.LISTED
        for each in companies
    )
    if not is_named_otherwise:
        return list(columns)
    return [
        replace(each, field="name", certainty=Certainty.FUZZY)
        if each in companies and fold_heading(each.column) in _CUSTOMER_HEADINGS
        else each
        for each in columns
    ]


def _without_foreign_ids(columns: Sequence[MappedColumn]) -> list[MappedColumn]:
    """Keep `id` for files with this program's own headings only.

    Another program's number 17 is not our number 17; it is kept as a free field.
    """
    is_ours = all(each.certainty is Certainty.OWN for each in columns)
    if is_ours:
        return list(columns)
    return [as_free_field(each) if each.field == "id" else each for each in columns]


def _one_column_a_field(columns: Sequence[MappedColumn]) -> list[MappedColumn]:
    """Give each single-valued field, and each part of one, to its most certain column."""
    holders: dict[tuple[str, str], MappedColumn] = {}
    for each in columns:
        key = (each.field, each.part)
        if key not in holders or each.certainty > holders[key].certainty:
            holders[key] = each
    whole = {field for field, part in holders if not part}
    kept = []
    for each in columns:
        has_many = each.field in ("phones", IGNORE)
        is_held = holders[(each.field, each.part)] is each and not (
            each.part and each.field in whole
        )
        kept.append(each if has_many or is_held else as_free_field(each))
    return with_distinct_free_fields(kept)


def with_distinct_free_fields(columns: Sequence[MappedColumn]) -> list[MappedColumn]:
    """Give a free field that two columns ask for to the first, the other its own name."""
    taken: set[str] = set()
    distinct = []
    for each in columns:
        if each.field.startswith(CUSTOM_PREFIX):
            field, copy = each.field, 2
            while field in taken:
                field, copy = f"{each.field} #{copy}", copy + 1
            taken.add(field)
            each = replace(each, field=field)
        distinct.append(each)
    return distinct
