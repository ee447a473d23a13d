"""How well duplicates are found on labelled sets, beside a simple rule on the same data."""

from benchmarks.figures import Figure, Reference
from tests.support.damaged_sets import MADE, damaged_set
from tests.support.damaged_shops import shop_set
from tests.support.labelled_sets import SETS, LabelledSet, Score, labelled_set, scores, simple_score
from tui_crm.domain.duplicates.verdict import Verdict

_MEANINGS = {Verdict.SAME: "same", Verdict.LIKELY: "same or likely"}


def measure() -> list[Figure]:
    """Compare the records of each set, all with the same weights."""
    labelled = [*map(labelled_set, SETS), *map(damaged_set, MADE), shop_set()]
    return [figure for each in labelled for figure in _measured(each)]


def _measured(labelled: LabelledSet) -> list[Figure]:
    simple = simple_score(labelled)
    found = scores(labelled)
    return [
        figure
        for verdict, meaning in _MEANINGS.items()
        for figure in _figures(
            labelled, f"duplicates {labelled.name}, {meaning}", found[verdict], simple
        )
    ]


def _figures(labelled: LabelledSet, what: str, score: Score, simple: Score) -> list[Figure]:
    size = len(labelled.records)
    parts = (
        ("F1", score.f1, simple.f1),
        ("precision", score.precision, simple.precision),
        ("recall", score.recall, simple.recall),
    )
    return [
        Figure(
            what=f"{what}: {part}",
            size=size,
            unit="",
            p50=value,
            reference=Reference(what="equal number, name or company", p50=reference),
        )
        for part, value, reference in parts
    ]
