"""Which records meet: those that are one nearly always, all others seldom."""

import subprocess
import sys

import pytest

from tests.support.damaged_sets import MADE, damaged_set
from tests.support.labelled_sets import in_blocks, labelled_set
from tui_crm.domain.duplicates.blocking import MAX_BLOCK, block_keys
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.duplicates.verdict import Verdict

_LABELLED = ("febrl1", "febrl3", "fake_1000", "zh_customers")


@pytest.mark.parametrize("name", [*_LABELLED, *MADE])
def test_those_that_the_check_would_find_meet(name: str) -> None:
    """Of the pairs that comparing everybody would find, blocks lose one in a hundred at most."""
    labelled = damaged_set(name) if name in MADE else labelled_set(name)
    compared = [features(record) for record in labelled.records]
    within_reach = [
        (a, b)
        for a, b in labelled.same
        if compare(compared[a], compared[b]).verdict is not Verdict.NOTHING
    ]
    met = in_blocks(compared)
    assert sum(pair in met for pair in within_reach) >= 0.99 * len(within_reach)
    assert len(met) < MAX_BLOCK * len(compared)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Record(phones=("+8613800138000",)), Record(phones=("13800138000",))),
        (Record(phones=("+12125550123",)), Record(phones=("5550123",))),
        (Record(company="徐州飞环环保科技有限公司"), Record(company="飞環环保科技(徐州)")),
        (Record(company="徐州飞环环保科技"), Record(company="徐州非环环保科技")),
        (Record(company="Acme Widgets Inc"), Record(company="The ACME Company")),
        (Record(name="Robert Allen"), Record(name="Allen, Robbert")),
        (Record(name="薛浩欣"), Record(name="薛浩新")),
        (Record(email="odette@x.test"), Record(email="odette@y.test")),
        (Record(name="Mia Fox", birthday="1971-06-24"), Record(name="Mai", birthday="1971-05-24")),
        (Record(address="12 Rose Street, Kuma"), Record(address="12 Roes St Kuma")),
        (Record(address="徐州市丰县建设路984号"), Record(address="丰县建设路984号8层")),
        (Record(custom=(("税号", "91320321MA1"),)), Record(custom=(("税号", "91320321MA1"),))),
    ],
)
def test_damaged_twins_share_a_key(a: Record, b: Record) -> None:
    """Each kind of evidence finds its pairs also where it is damaged."""
    assert set(block_keys(features(a))) & set(block_keys(features(b)))


def test_a_switchboard_is_left_out() -> None:
    """A number that more than MAX_BLOCK share brings nobody together."""
    shared = [
        features(Record(id=number, phones=("+862140228303",))) for number in range(MAX_BLOCK + 1)
    ]
    assert in_blocks(shared) == set()
    assert len(in_blocks(shared[:MAX_BLOCK])) == MAX_BLOCK * (MAX_BLOCK - 1) // 2


def test_another_process_makes_the_same_keys() -> None:
    """Processes share the work, so keys hang on nothing but the text."""
    program = (
        "from tui_crm.domain.duplicates.blocking import block_keys\n"
        "from tui_crm.domain.duplicates.record import Record, features\n"
        "print(block_keys(features(Record(name='Zoë', company='飞环', phones=('+4420',)))))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    record = Record(name="Zoë", company="飞环", phones=("+4420",))
    assert told.strip() == str(block_keys(features(record)))
