"""How well duplicates are found on sets of which it is known who is whom, as lower bounds."""

import pytest

from tests.support.damaged_sets import MADE, damaged_set
from tests.support.damaged_shops import NAME as SHOPS
from tests.support.damaged_shops import shop_set
from tests.support.labelled_sets import SETS, LabelledSet, labelled_set, scores, simple_score
from tui_crm.domain.duplicates.verdict import Verdict

SAME_PRECISION = 0.99

LEAST = {
    "febrl1": 0.99,
    "febrl3": 0.99,
    "fake_1000": 0.94,
    "fodors_zagats_valid": 0.95,
    "fodors_zagats_train": 0.96,
    "zh_customers": 0.99,
    "made persons": 0.80,
    "made companies": 0.95,
    "made Chinese companies": 0.97,
    SHOPS: 0.86,
}
"""The least F1 of same and likely together, a little under what is reached."""
LEAST_SAME = {
    "febrl1": 0.98,
    "febrl3": 0.97,
    "fake_1000": 0.81,
    "fodors_zagats_valid": 0.95,
    "fodors_zagats_train": 0.94,
    "zh_customers": 0.98,
    "made persons": 0.95,
    "made companies": 0.97,
    "made Chinese companies": 0.97,
    SHOPS: 0.99,
}
"""The least F1 of same alone."""


def _set(name: str) -> LabelledSet:
    if name == SHOPS:
        return shop_set()
    return damaged_set(name) if name in MADE else labelled_set(name)


@pytest.mark.parametrize("name", [*SETS, *MADE, SHOPS])
def test_duplicates_are_found_with_one_set_of_weights(name: str) -> None:
    """Same may be merged without asking; with likely, little is missed and little is asked."""
    labelled = _set(name)
    found = scores(labelled)
    assert found[Verdict.SAME].precision >= SAME_PRECISION
    assert found[Verdict.SAME].f1 >= LEAST_SAME[name]
    assert found[Verdict.LIKELY].f1 >= LEAST[name]
    assert found[Verdict.LIKELY].f1 > simple_score(labelled).f1
