"""Real files through the rules of the import, twice: counts add up, nothing is created again."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui_crm.domain.cells import ReadingRules
from tui_crm.domain.draft import CustomerDraft, validate_draft
from tui_crm.domain.headings import ColumnMapping, propose_mapping
from tui_crm.domain.import_identity import (
    Candidate,
    OnDuplicate,
    RowAction,
    agreeing_form,
    match_row,
    plan_row,
)
from tui_crm.domain.mapping_choice import choose, parse_choice
from tui_crm.domain.row_reading import RowReader
from tui_crm.domain.vocabulary import Vocabulary
from tui_crm.files.known_headings import known_headings
from tui_crm.files.tables import Table, open_table

DATA = Path(__file__).parents[1] / "data"
SPECTRUM = sorted((DATA / "import" / "csv" / "spectrum" / "csvs").glob("*.csv"))
RULES = ReadingRules.for_team("CN", ZoneInfo("Asia/Shanghai"))


class Customers:
    """Stored customers, found by their numbers and by name and company."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, list[Candidate]] = defaultdict(list)
        self._count = 0

    def take(self, row: CustomerDraft, mode: OnDuplicate) -> RowAction:
        """Do with a row what the rules say, and return what was done."""
        keys = self._keys(row)
        candidates = {each.customer_id: each for key in keys for each in self._by_key[key]}
        plan = plan_row(row, match_row(row, candidates.values()), mode)
        if plan.action is RowAction.CREATE:
            self._count += 1
            stored = Candidate(customer_id=self._count, draft=plan.draft)
            for key in keys:
                self._by_key[key].append(stored)
        return plan.action

    @staticmethod
    def _keys(row: CustomerDraft) -> set[str]:
        named = f"{agreeing_form(row.name)}|{agreeing_form(row.company)}|"
        return {phone.key for phone in row.phones if phone.key} | {named}


def _mapping(table: Table, choices: Sequence[str] = ()) -> ColumnMapping:
    vocabulary = Vocabulary(known_headings())
    proposed = propose_mapping(table.heading, table.sample(), vocabulary)
    return choose(proposed, [parse_choice(choice) for choice in choices], vocabulary)


def _imported(table: Table, mapping: ColumnMapping, customers: Customers) -> Counter[RowAction]:
    reader = RowReader(mapping, RULES, table.sample())
    return Counter(
        customers.take(validate_draft(reader.read(row.cells, row.extra).draft), OnDuplicate.SKIP)
        for row in table.rows()
    )


@pytest.mark.parametrize(
    ("name", "rows", "fewest_created"),
    [
        ("import/csv/salesforce_accounts.csv", 423, 300),
        ("duplicates/zh_customers.csv", 4_623, 3_000),
    ],
)
def test_a_second_import_creates_nothing(name: str, rows: int, fewest_created: int) -> None:
    """Every row is created or already there; the second time all are there."""
    table, customers = open_table(DATA / name), Customers()
    mapping = _mapping(table)
    first = _imported(table, mapping, customers)
    assert mapping.has_identity
    assert first.total() == rows
    assert set(first) <= {RowAction.CREATE, RowAction.DUPLICATE}
    assert first[RowAction.CREATE] >= fewest_created
    assert _imported(table, mapping, customers) == Counter({RowAction.DUPLICATE: rows})


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_the_csv_spectrum_needs_a_mapping_and_takes_one(path: Path) -> None:
    """Nothing in these files tells who somebody is, until a column is said to be the name."""
    table, customers = open_table(path), Customers()
    assert not _mapping(table).has_identity
    mapping = _mapping(table, [f"{table.heading[0]}=name"])
    rows = sum(1 for _row in table.rows())
    assert _imported(table, mapping, customers) == Counter({RowAction.CREATE: rows})
    assert _imported(table, mapping, customers) == Counter({RowAction.DUPLICATE: rows})
