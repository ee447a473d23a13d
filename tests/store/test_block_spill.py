"""Keys and ids on disk, and the pairs that share a key."""

from array import array
from collections.abc import Iterable, Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.store.block_spill import BlockSpill

MANY = 1_000_000


def gathered(
    keys: Mapping[int, Iterable[int]], *, most: int = 32, pairs: int = MANY
) -> list[tuple[int, int]]:
    """Return the pairs of records (id -> keys), in the order in which they come."""
    with BlockSpill() as spill:
        entries = array(
            "q", (part for record, own in keys.items() for key in own for part in (key, record))
        )
        spill.add(entries)
        count = spill.gather(most, pairs=pairs, go_on=lambda: True)
        found = [pair for page in spill.pairs(2) for pair in page]
    assert count == len(found)
    return found


@given(
    st.dictionaries(st.integers(1, 30), st.sets(st.integers(0, 2**63 - 1) | st.integers(0, 9))),
    st.integers(2, 6),
)
def test_each_pair_that_shares_a_rare_key_comes_once(keys: dict[int, set[int]], most: int) -> None:
    """As a plain comparison of everybody with everybody finds them."""
    holders: dict[int, list[int]] = {}
    for record, own in keys.items():
        for key in own:
            holders.setdefault(key, []).append(record)
    expected = {
        pair
        for ids in holders.values()
        if len(ids) <= most
        for pair in combinations(sorted(ids), 2)
    }
    found = gathered(keys, most=most)
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_only_the_rarer_keys_count_where_there_would_be_too_many_pairs() -> None:
    """Two records share a key of their own, ten others a common one: that one goes first."""
    keys = {1: [7], 2: [7]} | {each: [8] for each in range(3, 13)}
    assert len(gathered(keys)) == 46
    assert gathered(keys, pairs=45) == [(1, 2)]
    assert gathered(keys, pairs=0) == []


def test_whoever_stands_there_many_times_is_found_however_many_pairs_there_are() -> None:
    """Records that share several common keys make pairs of neighbours, one common key none."""
    keys = {each: [7, 8, 9] for each in range(1, 7)} | {each: [7] for each in range(7, 20)}
    assert gathered(keys, pairs=0) == [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]


def test_pairs_of_one_block_stand_together() -> None:
    """So that few records are read twice."""
    keys = {1: [5], 2: [9], 3: [5], 4: [9], 5: [5], 6: [9]}
    found = gathered(keys)
    assert found == [(1, 3), (1, 5), (3, 5), (2, 4), (2, 6), (4, 6)]


def test_gathering_can_be_stopped() -> None:
    """Where it takes long it asks whether to go on; nothing is left then."""
    with BlockSpill() as spill:
        spill.add(array("q", (part for each in range(60_000) for part in (each // 3, each))))
        assert spill.gather(32, pairs=MANY, go_on=lambda: False) is None
