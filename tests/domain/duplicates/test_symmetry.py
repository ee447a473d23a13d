"""Whoever is asked about first: each rule says the same of two texts from either side."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.duplicates.addresses import address_of, compare_addresses
from tui_crm.domain.duplicates.companies import company_of, compare_companies
from tui_crm.domain.duplicates.days import compare_birthdays
from tui_crm.domain.duplicates.emails import compare_emails, email_of
from tui_crm.domain.duplicates.names import compare_names, name_of
from tui_crm.domain.duplicates.record import Record
from tui_crm.domain.duplicates.telling_apart import are_branches, are_told_apart
from tui_crm.domain.text import fold

Rule = Callable[[str, str], object]

_WORDS = st.sampled_from(
    str.split(
        """
mr mrs sr dr holloway anna bob robert j a acme ltd and 徐州 合肥 天津 甜津 飞环 华成 环保 科技 食品
物流 有限公司 一店 二店 1店 (国贸店) （徐州） (合肥) (重点) 王 李 小明 先生 欧阳 12 21 5th 12501
建设路 984号 南京市 玄武区 江苏省 . - , ' é 𠮷 \u0301 ß ﬁ ſ ａｂｃ １２ 店 市 路 @ acme.test qq.com
"""
    )
)
_TEXTS = st.builds(str.join, st.sampled_from(["", " "]), st.lists(_WORDS, max_size=5))


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Draw two texts that may be one: the second has two slips at most, or is another."""
    text = draw(_TEXTS)
    if draw(st.booleans()):
        return text, draw(_TEXTS)
    signs = list(text)
    for place in draw(st.lists(st.integers(0, max(len(signs) - 1, 0)), max_size=2)):
        signs[place : place + 1] = draw(st.sampled_from(["", "a", "1", "店", "一"]))
    return text, "".join(signs)


def _of(read: Callable[[str], Any], compare: Callable[[Any, Any], object]) -> Rule:
    """Return what compares two texts; None where one of them is nothing."""

    def compared(a: str, b: str) -> object:
        one, other = read(fold(a)), read(fold(b))
        return None if one is None or other is None else compare(one, other)

    return compared


_name, _company = _of(name_of, compare_names), _of(company_of, compare_companies)
_address, _email = _of(address_of, compare_addresses), _of(email_of, compare_emails)
_RULES: tuple[Rule, ...] = (
    _name,
    _company,
    _address,
    lambda a, b: _email(a.replace(" ", "@", 1), b.replace(" ", "@", 1)),
    are_branches,
    lambda a, b: are_told_apart(Record(name=a), Record(name=b)),
)


@settings(max_examples=400, deadline=None)
@given(_pairs())
def test_two_texts_say_the_same_from_either_side(pair: tuple[str, str]) -> None:
    a, b = pair
    for rule in _RULES:
        assert rule(a, b) == rule(b, a)


@settings(max_examples=400, deadline=None)
@given(st.dates(), st.dates())
def test_two_birthdays_say_the_same_from_either_side(a: object, b: object) -> None:
    assert compare_birthdays(str(a), str(b)) == compare_birthdays(str(b), str(a))


@pytest.mark.parametrize(
    ("rule", "a", "b"),
    [
        (_name, "Mr. Holloway", "Anna Holloway"),
        (_name, "欧阳合肥", "阳欧合肥"),
        (_company, "食品有限公司", "华成食品有限公司"),
        (_company, "飞环(徐州)环保科技", "飞环环保科技"),
        (_email, "abcdefgh@xy", "abcdefhg@x"),
        (compare_birthdays, "2004-02-08", "2005-03-11"),
        (compare_birthdays, "2004-02-29", "2005-01-31"),
    ],
)
def test_what_was_once_another_from_the_other_side_is_not(rule: Rule, a: str, b: str) -> None:
    """Two of unlike length, one with a title or a place, a month of a leap year."""
    assert rule(a, b) == rule(b, a)
