"""Sets of customers of whom it is known who is whom, read as the import reads them."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from tui_crm.domain.cells import ReadingRules
from tui_crm.domain.draft import validate_draft
from tui_crm.domain.duplicates.blocking import MAX_BLOCK, block_keys
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Features, Record, features, record_of
from tui_crm.domain.duplicates.verdict import Finding, Verdict
from tui_crm.domain.errors import FieldError
from tui_crm.domain.headings import propose_mapping
from tui_crm.domain.mapping_choice import choose, parse_choice
from tui_crm.domain.row_reading import RowReader
from tui_crm.domain.vocabulary import Vocabulary
from tui_crm.files.known_headings import known_headings
from tui_crm.files.tables import open_table

FOLDER = Path(__file__).parent.parent / "data" / "duplicates"
SAMPLE_ROWS = 50

_FIELD = re.compile(r"COL (\w+) VAL (.*?)(?= COL \w+ VAL |$)")
_RESTAURANT = ("name", "addr", "city", "phone", "type")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """Records and which pairs of them, by their places, are one.

    `candidates` are the pairs that are asked about where the set names them, else None: any.
    """

    name: str
    records: tuple[Record, ...]
    same: frozenset[Pair]
    candidates: frozenset[Pair] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well pairs were found: precision and recall, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def labelled_set(name: str) -> LabelledSet:
    """Return one of `SETS` by its name."""
    return SETS[name]()


def findings(labelled: LabelledSet) -> Iterator[tuple[Pair, Finding]]:
    """Yield what the check says of each pair that it compares: those in a block, or all asked."""
    compared = [features(record) for record in labelled.records]
    pairs = labelled.candidates if labelled.candidates is not None else in_blocks(compared)
    for a, b in sorted(pairs):
        yield (a, b), compare(compared[a], compared[b])


def in_blocks(compared: Sequence[Features]) -> set[Pair]:
    """Return the pairs that share a key that at most MAX_BLOCK have."""
    blocks: dict[int, list[int]] = {}
    for place, each in enumerate(compared):
        for key in block_keys(each):
            blocks.setdefault(key, []).append(place)
    kept = (members for members in blocks.values() if len(members) <= MAX_BLOCK)
    return {pair for members in kept for pair in combinations(members, 2)}


def scores(labelled: LabelledSet) -> dict[Verdict, Score]:
    """Return the scores of SAME alone, and, under LIKELY, of SAME and LIKELY together."""
    found: dict[Verdict, set[Pair]] = {verdict: set() for verdict in Verdict}
    for pair, finding in findings(labelled):
        found[finding.verdict].add(pair)
    likely = found[Verdict.SAME] | found[Verdict.LIKELY]
    return {
        Verdict.SAME: score_of(found[Verdict.SAME], labelled.same),
        Verdict.LIKELY: score_of(likely, labelled.same),
    }


def simple_score(labelled: LabelledSet) -> Score:
    """Return the score of a simple rule: an equal number, or an equal name or company."""
    seen: dict[str, list[int]] = {}
    for place, record in enumerate(labelled.records):
        for sign in {*record.phones, record.name.casefold(), record.company.casefold()} - {""}:
            seen.setdefault(sign, []).append(place)
    found = {pair for members in seen.values() for pair in combinations(members, 2)}
    if labelled.candidates is not None:
        found &= labelled.candidates
    return score_of(found, labelled.same)


def score_of(found: set[Pair], same: frozenset[Pair]) -> Score:
    """Return the score of the pairs that were found."""
    right = len(found & same)
    return Score(precision=right / len(found) if found else 1.0, recall=right / len(same))


def read_records(
    path: Path, country: str, choices: Sequence[str] = ()
) -> list[tuple[Record, Sequence[str]]]:
    """Return a record for each row of a table as the import reads it, and the row's cells.

    `choices` are as `--map` takes them. A row that the import refuses has an empty record.
    """
    table = open_table(path, encoding=None, delimiter=None, sheet=None, titles={})
    sample = table.sample(SAMPLE_ROWS)
    vocabulary = Vocabulary(known_headings(), {})
    proposed = propose_mapping(table.heading, sample, vocabulary)
    mapping = choose(proposed, [parse_choice(choice) for choice in choices], vocabulary)
    reader = RowReader(mapping, ReadingRules.for_team(country, ZoneInfo("UTC")), sample)
    read = []
    for number, row in enumerate(table.rows(), start=1):
        try:
            draft = validate_draft(reader.read(row.cells, row.extra).draft)
            record = record_of(draft, number)
        except FieldError:
            record = Record(id=number)
        read.append((record, row.cells))
    return read


def clustered(
    name: str,
    read: Sequence[tuple[Record, Sequence[str]]],
    cluster_of: Callable[[str], str],
    *,
    at: int,
) -> LabelledSet:
    """Return the set whose rows tell in the column `at` who they are."""
    clusters: dict[str, list[int]] = {}
    for place, (_record, cells) in enumerate(read):
        clusters.setdefault(cluster_of(cells[at]), []).append(place)
    same = {pair for members in clusters.values() for pair in combinations(members, 2)}
    return LabelledSet(
        name=name, records=tuple(record for record, _cells in read), same=frozenset(same)
    )


def _febrl(name: str) -> LabelledSet:
    read = read_records(FOLDER / f"{name}.csv", "AU", ["rec_id=ignore"])
    return clustered(name, read, lambda cell: cell.strip().split("-")[1], at=0)


def _fake_1000() -> LabelledSet:
    read = read_records(FOLDER / "fake_1000.csv", "GB", ["unique_id=ignore", "cluster=ignore"])
    return clustered("fake_1000", read, str, at=6)


def _zh_customers() -> LabelledSet:
    read = read_records(FOLDER / "zh_customers.csv", "CN", ["id=ignore", "cluster=ignore"])
    return clustered("zh_customers", read, str, at=1)


def _restaurants(part: str) -> LabelledSet:
    """Return pairs of restaurants; `class` is left out, it gives the answer away."""
    lines = (FOLDER / f"fodors_zagats_{part}.txt").read_text(encoding="utf-8").splitlines()
    rows: list[list[str]] = []
    same = set()
    for number, line in enumerate(lines):
        *sides, label = line.split("\t")
        for side in sides:
            values = dict(_FIELD.findall(side))
            rows.append([_untokenised(values.get(field, "")) for field in _RESTAURANT])
        if label.strip() == "1":
            same.add((2 * number, 2 * number + 1))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "restaurants.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([_RESTAURANT, *rows])
        read = read_records(path, "US", ["addr=address", "city=address"])
    return LabelledSet(
        name=f"fodors_zagats_{part}",
        records=tuple(record for record, _cells in read),
        same=frozenset(same),
        candidates=frozenset((place, place + 1) for place in range(0, len(rows), 2)),
    )


def _untokenised(value: str) -> str:
    """Return a value without the quotes and gaps that the file's tokeniser put into it."""
    return value.strip().strip("`'").strip().replace("\\ ", "").replace(" 's", "'s")


SETS: dict[str, Callable[[], LabelledSet]] = {
    "febrl1": lambda: _febrl("febrl1"),
    "febrl3": lambda: _febrl("febrl3"),
    "fake_1000": _fake_1000,
    "fodors_zagats_valid": lambda: _restaurants("valid"),
    "fodors_zagats_train": lambda: _restaurants("train"),
    "zh_customers": _zh_customers,
}
"""The sets by name."""
