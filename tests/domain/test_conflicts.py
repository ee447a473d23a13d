"""Two edits of one customer meet: no change is lost, and each contradiction is shown."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.conflicts import Conflict, merge, merged_numbers
from tui_crm.domain.customer import PhoneNumber

CODES = ("name", "company", "level", "note", "phones", "custom.生肖", "custom.b")
TEXTS = st.sampled_from(["", "张三", "b", "c\nd"])
FIELDS = st.dictionaries(st.sampled_from(CODES), TEXTS)


def changed(base: Mapping[str, str], side: Mapping[str, str]) -> set[str]:
    return {code for code in CODES if base.get(code, "") != side.get(code, "")}


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_no_change_is_lost_and_each_contradiction_is_shown(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    """Every field has the value of the side that changed it, or is in question."""
    found = merge(base, mine, theirs)
    result = {**theirs, **found.changes}
    in_question = {each.code for each in found.conflicts}
    ours, others = changed(base, mine), changed(base, theirs)
    for code in CODES:
        now = result.get(code, "")
        both = code in ours and code in others
        differs = mine.get(code, "") != theirs.get(code, "")
        assert (code in in_question) == (both and differs)
        if code in in_question:
            assert now == theirs.get(code, "")  # Until somebody decides, theirs stands.
        elif code in ours:
            assert now == mine.get(code, "")
        else:
            assert now == theirs.get(code, "")


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_a_contradiction_tells_the_three_texts(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    for each in merge(base, mine, theirs).conflicts:
        sides = (base.get(each.code, ""), mine.get(each.code, ""), theirs.get(each.code, ""))
        assert (each.base, each.mine, each.theirs) == sides


@given(base=FIELDS, mine=FIELDS)
def test_where_nobody_else_wrote_every_change_goes_through(
    base: dict[str, str], mine: dict[str, str]
) -> None:
    found = merge(base, mine, base)
    assert not found.conflicts
    assert set(found.changes) == changed(base, mine)


def test_a_free_field_removed_here_and_changed_there_is_in_question() -> None:
    found = merge({"custom.生肖": "龙"}, {}, {"custom.生肖": "蛇"})
    assert found.conflicts == (Conflict(code="custom.生肖", base="龙", mine="", theirs="蛇"),)


def number(raw: str, *, label: str = "", is_bad: bool = False) -> PhoneNumber:
    return PhoneNumber(raw=raw, key=raw, label=label, is_bad=is_bad)


A, B, C, D = (number(each) for each in ("95588", "10086", "10010", "12345"))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "united"),
    [
        ([A], [A, B], [A, C], [A, C, B]),
        ([A], [A, B], [], [B]),
        ([A, B], [A], [A, B, C], [A, C]),
        ([A, B], [B, A], [A, B, C], [B, A, C]),
        ([A, B], [A, B, C], [B, A], [B, A, C]),
        ([A], [number("95588", label="办公")], [A, B], [number("95588", label="办公"), B]),
        ([A], [A, B], [A, B], [A, B]),
        ([A], [A, B], [number("95588", is_bad=True)], [number("95588", is_bad=True), B]),
    ],
)
def test_numbers_changed_by_one_side_each_are_united(
    base: list[PhoneNumber],
    mine: list[PhoneNumber],
    theirs: list[PhoneNumber],
    united: list[PhoneNumber],
) -> None:
    assert merged_numbers(base, mine, theirs) == tuple(united)


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ([A], [], [number("95588", is_bad=True)]),
        ([A], [number("95588", label="家")], [number("95588", label="公司")]),
        ([A, B, C], [B, A, C], [C, A, B]),
        ([A], [B, A], [C, A]),
    ],
)
def test_numbers_that_both_changed_contradict(
    base: list[PhoneNumber], mine: list[PhoneNumber], theirs: list[PhoneNumber]
) -> None:
    assert merged_numbers(base, mine, theirs) is None


NUMBERS = st.lists(
    st.builds(
        PhoneNumber,
        raw=st.sampled_from(["1", "2", "3", "4"]),
        key=st.just(""),
        label=st.sampled_from(["", "办公"]),
        is_bad=st.booleans(),
    ),
    unique_by=lambda phone: phone.raw,
    max_size=4,
)


@given(base=NUMBERS, mine=NUMBERS, theirs=NUMBERS)
def test_no_number_of_either_side_is_lost(
    base: list[PhoneNumber], mine: list[PhoneNumber], theirs: list[PhoneNumber]
) -> None:
    """Where they are united, each number is as the side has it that changed it."""
    united = merged_numbers(base, mine, theirs)
    if united is None:
        return
    was, ours, others, now = (
        {each.raw: each for each in side} for side in (base, mine, theirs, united)
    )
    for raw in {*was, *ours, *others}:
        sides = (was.get(raw), ours.get(raw), others.get(raw))
        wanted = sides[1] if sides[1] != sides[0] else sides[2]
        assert now.get(raw) == wanted
