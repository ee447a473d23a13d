"""What leaves a doubt: two are the same only where nothing tells customers apart."""

from dataclasses import replace

import pytest

from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.duplicates.verdict import Finding, Verdict

MOBILE, OTHER_MOBILE = "+8613800138000", "+8613912345678"
SWITCHBOARD = "+862140228303"
ADDRESS = "江苏省徐州市丰县建设路984号29层11室"


def _compared(a: Record, b: Record) -> Finding:
    return compare(features(a), features(b))


def test_sisters_of_one_house_are_never_the_same() -> None:
    """They share number and address, and all of the name but the trade."""
    house = {"phones": (SWITCHBOARD,), "address": ADDRESS}
    for trades in (("物流", "物业"), ("科技", "食品")):
        one, other = (Record(company=f"徐州华成{each}有限公司", **house) for each in trades)
        assert _compared(one, other).verdict is not Verdict.SAME


@pytest.mark.parametrize(("company", "verdict"), [("", Verdict.LIKELY), ("飞环食品", Verdict.SAME)])
def test_two_names_are_one_customer_only_within_one_company(company: str, verdict: Verdict) -> None:
    """Whatever numbers and office mailbox a couple shares; colleagues come and go."""
    shared = Record(
        company=company,
        phones=(MOBILE, OTHER_MOBILE),
        email="info@feihuan.test",
        custom=(("合同", "8877665"),),
    )
    one, other = (replace(shared, name=name) for name in ("王伟", "李秀英"))
    assert _compared(one, other).verdict is verdict


def test_two_switchboards_make_no_mobile() -> None:
    """A mobile that two share is for a person to look at; lines of one house are not."""
    house = Record(phones=(SWITCHBOARD, "+862140228304"), birthday="1980-12-01", name="王伟")
    other = replace(house, birthday="1955-03-24", name="李秀英")
    assert _compared(house, other).verdict is Verdict.NOTHING
    assert _compared(replace(house, phones=(MOBILE,)), replace(other, phones=(MOBILE,))).score == 50


@pytest.mark.parametrize(
    ("field", "left", "right", "verdict"),
    [
        ("phones", (MOBILE,), ("+8613800183000",), Verdict.LIKELY),
        ("phones", (MOBILE,), (MOBILE,), Verdict.SAME),
        ("address", ADDRESS, ADDRESS, Verdict.SAME),
    ],
)
def test_two_names_of_one_company_need_one_number_or_house(
    field: str, left: object, right: object, verdict: Verdict
) -> None:
    """A slip in a number is not enough, whatever else agrees."""
    shop = Record(company="徐州飞环食品有限公司", custom=(("合同", "8877665"),))
    one, other = replace(shop, name="王伟"), replace(shop, name="李秀英")
    assert _compared(replace(one, **{field: left}), replace(other, **{field: right})).verdict is (
        verdict
    )


def test_a_company_known_by_its_sound_alone_needs_a_person_too() -> None:
    """Sisters of one house are spelled alike in letters; one mobile or name settles it."""
    house = {"phones": ("+8651085438340",), "address": "无锡市滨湖区朝阳路21号"}
    chinese = features(Record(company="无锡银良建材有限公司", **house))
    latin = features(Record(company="Wuxi Yinliang Equipment Co., Ltd.", **house))
    assert compare(chinese, latin).verdict is Verdict.LIKELY
    mobile = {"phones": ("+8613693169302",)}
    chinese = features(Record(company="无锡银良建材有限公司", **mobile))
    latin = features(Record(company="Wuxi Yinliang Building Materials", **mobile))
    assert compare(chinese, latin).verdict is Verdict.SAME
    chinese = features(Record(name="张小明", company="无锡银良建材有限公司", **house))
    latin = features(Record(name="Zhang Xiaoming", company="Wuxi Yinliang", **house))
    assert compare(chinese, latin).verdict is Verdict.SAME


def test_another_birthday_gives_way_to_an_identity_or_to_mailbox_and_name() -> None:
    """Days are typed wrong oftener than two of one name read one mailbox; they share numbers."""
    born = ("2001-05-11", "1991-11-16")
    for field, expected in (
        ({"email": "daisy.hughes@powell.test"}, Verdict.SAME),
        ({"custom": (("soc_sec_id", "1092994"),)}, Verdict.SAME),
        ({"phones": ("+8613693169302",)}, Verdict.LIKELY),
    ):
        one, other = (
            features(Record(name="Daisy Hughes", birthday=each, **field)) for each in born
        )
        assert compare(one, other).verdict is expected
