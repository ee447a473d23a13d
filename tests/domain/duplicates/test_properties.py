"""What holds of every comparison, whatever the records say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.damaged_sets import MADE, damaged_set
from tui_crm.domain.duplicates.blocking import MOST_KEYS, block_keys
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.duplicates.verdict import Finding, Verdict

_WORDS = st.sampled_from(
    str.split(
        """
john smith jon smyth mary o'brien inc ltd acme 徐州 飞环 环保科技 有限公司 薛浩欣 薛 先生 (合肥)
12 21 street st. 4011 建设路 984号 南部县 李 小明 gmbh müller ＡＢＣ 【重点】 @ x 0
"""
    )
)
_TEXTS = st.one_of(
    st.lists(_WORDS, max_size=6).map(" ".join),
    st.lists(_WORDS, max_size=6).map("".join),
    st.text(max_size=40),
)
_PHONES = st.one_of(
    st.from_regex(r"\+86138[0-9]{8}(x[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"\+?[0-9]{3,12}", fullmatch=True),
)
_DAYS = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%m-%d}"),
    st.text(max_size=10),
)
_MAILBOXES = st.sampled_from(
    ["info@acme.test", "john.smith@acme.test", "jon.smith@acme.test", "john.smith@gmail.com"]
)
_TITLES = st.one_of(st.sampled_from(["tax id", "税号", "no", "suburb"]), _TEXTS)
_NUMBERS = st.sampled_from(["91320321", "91320312", "100000", "2024-01-01"])
_RECORDS = st.builds(
    Record,
    name=_TEXTS,
    company=_TEXTS,
    phones=st.lists(_PHONES, max_size=3, unique=True).map(tuple),
    contacts=st.lists(_TEXTS, max_size=2).map(tuple),
    email=st.one_of(_TEXTS, st.emails(), _MAILBOXES),
    address=_TEXTS,
    birthday=_DAYS,
    wechat=_TEXTS,
    website=st.one_of(_TEXTS, st.sampled_from(["acme.test", "https://www.acme.test/", "x.test"])),
    custom=st.lists(st.tuples(_TITLES, st.one_of(_TEXTS, _NUMBERS)), max_size=2).map(tuple),
)
_AGREEING: dict[str, object] = {
    "name": "Odette Vandermeer",
    "company": "徐州飞环环保科技有限公司",
    "phones": ("+8613800138000",),
    "email": "odette@vandermeer.test",
    "address": "江苏省徐州市建设路984号",
    "birthday": "1971-06-24",
    "wechat": "odette71",
    "website": "www.vandermeer.test",
    "custom": (("tax id", "91320321"),),
}


def _compared(a: Record, b: Record) -> Finding:
    return compare(features(a), features(b))


@settings(max_examples=250, deadline=None)
@given(_RECORDS, _RECORDS)
def test_any_two_records_can_be_compared_from_either_side(a: Record, b: Record) -> None:
    """No text raises; the order changes nothing but the sides of the evidence."""
    one, other = _compared(a, b), _compared(b, a)
    assert 0 <= one.score <= 100
    assert (one.verdict, one.score) == (other.verdict, other.score)
    assert sorted((each.kind, each.weight) for each in one.evidence) == sorted(
        (each.kind, each.weight) for each in other.evidence
    )
    assert _compared(a, b) == one


@settings(max_examples=250, deadline=None)
@given(_RECORDS, _RECORDS, st.sampled_from(sorted(_AGREEING)))
def test_more_that_agrees_never_lowers_the_score(a: Record, b: Record, field: str) -> None:
    """A field that neither has, filled alike in both."""
    bare_a, bare_b = (replace(each, **{field: type(_AGREEING[field])()}) for each in (a, b))
    full_a, full_b = (replace(each, **{field: _AGREEING[field]}) for each in (bare_a, bare_b))
    assert _compared(full_a, full_b).score >= _compared(bare_a, bare_b).score


@settings(max_examples=150, deadline=None)
@given(_RECORDS)
def test_a_record_has_no_doubt_about_itself(record: Record) -> None:
    """Nothing of it speaks against it."""
    assert all(each.weight > 0 for each in _compared(record, record).evidence)


@settings(max_examples=150, deadline=None)
@given(_RECORDS)
def test_keys_are_few_and_fit_a_column(record: Record) -> None:
    """Each is of 63 bits and once; the same text gives the same keys."""
    keys = block_keys(features(record))
    assert len(keys) == len(set(keys)) <= MOST_KEYS
    assert all(0 <= key < 1 << 63 for key in keys)
    assert block_keys(features(record)) == keys


@pytest.mark.parametrize("name", MADE)
def test_a_record_is_the_same_as_its_own_copy(name: str) -> None:
    """Whoever is imported twice is found, with name and at least a number, day or address."""
    for record in damaged_set(name, 200).records:
        if (record.name or record.company) and (record.phones or record.email):
            copy = replace(record, id=record.id + 100_000)
            assert _compared(record, copy).verdict is not Verdict.NOTHING
