"""Branches of one shop and people of one family: others, though all else agrees."""

import pytest

from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.duplicates.telling_apart import are_branches, are_told_apart
from tui_crm.domain.duplicates.verdict import Verdict


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("星巴克(国贸店)", "星巴克(西单店)"),
        ("海底捞餐饮有限公司(国贸店)", "海底捞餐饮有限公司（西单店）"),
        ("好又多超市一店", "好又多超市二店"),
        ("老王烧烤1店", "老王烧烤2店"),
        ("悦梦烘焙大学城店", "悦梦烘焙（旗舰店）"),
        ("悦梦烘焙城南店", "悦梦烘焙城北店"),
        ("John Smith Sr", "John Smith Jr"),
        ("Mr. Holloway", "Mrs. Holloway"),
        ("John Smith II", "John Smith III"),
    ],
)
def test_branches_and_people_of_a_family_are_never_the_same(a: str, b: str) -> None:
    """Though they share number and address, and all else of the name."""
    shared = {"phones": ("+861064001234",), "address": "12 High Street, Leeds"}
    one, other = (
        features(Record(id=place, name=name, **shared)) for place, name in enumerate((a, b), 1)
    )
    assert compare(one, other).verdict is not Verdict.SAME


def test_branches_of_a_chain_are_not_asked_about_for_their_hotline() -> None:
    """A chain of twenty would make two hundred pairs to look at."""
    hotline = ("+864007171294",)
    one, other, itself = (
        features(Record(company=company, phones=hotline))
        for company in ("悦梦烘焙大学城店", "悦梦烘焙（旗舰店）", "悦夢烘焙 旗舰店")
    )
    assert compare(one, other).verdict is Verdict.NOTHING
    assert compare(other, itself).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("林业食品有限公司（已成交）", "林业食品有限公司（勿扰）"),
        ("佳一服装有限公司（老客户）", "佳一服装有限公司(青岛)"),
        ("禾民惠烘焙(人民路店)", "禾民惠烘焙(人民路)店"),
        ("禾民惠烘焙（国贸店）", "禾民惠烘焙(国茂店)"),
        ("禾民惠烘焙（国贸店）", "禾民惠烘焙"),
        ("禾民惠烘焙（大学城店）", "禾民惠烘焙(大学城旗舰店)"),
        ("Costa (Victoria)", "Costa (Victorai)"),
        ("Costa (Victoria)", "Costa (Viktoria)"),
        ("老王烧烤1店", "老王烧烤一店"),
        ("老王烧烤２号店", "老王烧烤第二分店"),
        ("老王烧烤(12店)", "老王烧烤（十二店）"),
        ("老王烧烤(100001店)", "老王烧烤（100001店）重点"),
        ("北京老王家的家常菜馆望京店", "北京东来顺涮羊肉火锅店"),
    ],
)
def test_notes_places_and_slips_in_brackets_tell_nobody_apart(a: str, b: str) -> None:
    """What a rep notes behind a name is his own, and one branch is written in many ways.

    Two names that have little more than the end in common are none of one shop.
    """
    assert not are_branches(a, b)
    assert not are_branches(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("学而思朝陽校區", "学而思海淀校区"),
        ("華成西湖辦事處", "華成下沙辦事處"),
        ("周大福萬象城專櫃", "周大福来福士专柜"),
        ("老王烧烤1店", "老王烧烤二店"),
        ("老王烧烤(11店)", "老王烧烤(1店)"),
        ("老王烧烤1店", "老王烧烤12店"),
        ("老王烧烤十店", "老王烧烤十一店"),
        ("老王烧烤(100001店)", "老王烧烤(100002店)"),
        ("老王烧烤(东区)", "老王烧烤(西区)"),
        ("老王(东区)烧烤", "老王(西区)烧烤"),
        ("Costa (NE)", "Costa (NW)"),
        ("Costa (Victoria)", "Costa (Waterloo)"),
        ("老王烧烤٣店", "老王烧烤٤店"),
    ],
)
def test_branches_are_told_in_both_scripts_and_by_their_numbers(a: str, b: str) -> None:
    """From either side."""
    assert are_branches(a, b)
    assert are_branches(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mr. John Smith", "John Smith Jr."),
        ("Mrs. Ann Lee", "Ms Ann Lee"),
        ("Mr. and Mrs. Holloway", "Mr. Holloway"),
        ("王小姐", "王太太"),
        ("王先生", "王经理"),
    ],
)
def test_who_says_another_thing_about_himself_is_told_apart_from_nobody(a: str, b: str) -> None:
    """Mr says nothing about the elder and the younger."""
    one, other = Record(name=a), Record(name=b)
    assert not are_told_apart(one, other)
    assert not are_told_apart(other, one)


def test_he_and_she_of_one_company_are_for_a_person_to_decide() -> None:
    """One mobile and one company do not make one of them."""
    shared = {"company": "苏州华成食品有限公司", "phones": ("+8613800138000",)}
    one, other = (features(Record(name=name, **shared)) for name in ("王先生", "王女士"))
    assert compare(one, other).verdict is Verdict.LIKELY
