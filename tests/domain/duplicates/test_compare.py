"""Verdicts on pairs as they occur, in both languages, and what the evidence says of them."""

from dataclasses import replace

import pytest

from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.duplicates.verdict import EvidenceKind, Finding, Verdict

MOBILE, OTHER_MOBILE = "+8613800138000", "+8613912345678"
SWITCHBOARD = "+862140228303"
ADDRESS = "江苏省徐州市丰县建设路984号29层11室"
LONDON, PARIS = "+442079460123", "+33199001431"


def _compared(a: Record, b: Record) -> Finding:
    return compare(features(a), features(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            Record(name="薛浩欣", company="徐州市飞环环保科技有限公司", phones=(MOBILE,)),
            Record(name="薛先生", company="飞環環保科技(徐州)", phones=(MOBILE,)),
            id="suffix, place and script of a company",
        ),
        pytest.param(
            Record(name="彭然鹏", company="张掖艾诗泥物流有限责任公司", address=ADDRESS),
            Record(name="彭然鹏(采购)", company="张掖艾诗妮物流有限公司", address=ADDRESS),
            id="a character that sounds alike",
        ),
        pytest.param(
            Record(name="Robert Allen", email="robert.allen@smith.test", birthday="1971-06-24"),
            Record(name="Allen, Bob", email="robert.allen@smith.test", birthday="1971-06-24"),
            id="short form and order of a name",
        ),
        pytest.param(
            Record(
                company="Acme Widgets, Inc.", phones=(LONDON,), website="https://www.acme.test/"
            ),
            Record(company="ACME Widgets Ltd", phones=(LONDON,), website="acme.test"),
            id="legal form and case of a company",
        ),
        pytest.param(
            Record(name="Zoë Kirkpatrick", address="12 Rose Street, Kuma, 4011", phones=(LONDON,)),
            Record(name="zoe kirkpatrik", address="12 Rose St Kuma 4011", phones=(LONDON,)),
            id="accent, slip and abbreviation",
        ),
        pytest.param(
            Record(name="holly green", birthday="1941-01-14", custom=(("soc_sec_id", "1092994"),)),
            Record(name="holly gren", birthday="1941-01-14", custom=(("soc_sec_id", "1092994"),)),
            id="a free field that identifies",
        ),
        pytest.param(
            Record(name="Odette Fox", wechat="odette71", phones=(MOBILE,)),
            Record(name="Odette Vandermeer", wechat="odette71", phones=(MOBILE,)),
            id="a new family name, and an account of her own",
        ),
    ],
)
def test_one_customer_is_the_same(a: Record, b: Record) -> None:
    """Two and more things agree, and nothing that tells customers apart disagrees."""
    assert _compared(a, b).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            Record(name="郑俊明", company="长治长空教育咨询有限公司", phones=(MOBILE, SWITCHBOARD)),
            Record(
                name="赵华玉",
                company="四平长空教育咨询有限公司",
                phones=(OTHER_MOBILE, SWITCHBOARD),
            ),
            id="sisters in two cities behind one switchboard",
        ),
        pytest.param(
            Record(
                name="邓玉",
                company="黔南时尚天使食品有限公司",
                phones=(SWITCHBOARD,),
                address=ADDRESS,
            ),
            Record(
                name="方丽",
                company="黔南奥克赛医疗器械有限公司",
                phones=(SWITCHBOARD,),
                address=ADDRESS,
            ),
            id="two companies in one house",
        ),
        pytest.param(
            Record(name="何丽丽", company="凉山爱丽尔装饰工程有限公司", phones=(MOBILE,)),
            Record(name="何丽丽", company="凉山泰香餐饮管理股份有限公司", phones=(MOBILE,)),
            id="one agent for two companies",
        ),
        pytest.param(
            Record(name="Mary Fairbanks", phones=(LONDON,), address="1 Elm St, Ash, 95788"),
            Record(name="Peter Fairbanks", phones=(LONDON,), address="1 Elm St, Ash, 95788"),
            id="a family of one address and number",
        ),
        pytest.param(
            Record(
                company="Hathaway Logistics Ltd", phones=(LONDON,), address="1 Elm St, Ash, 95788"
            ),
            Record(company="Hathaway Bakery Ltd", phones=(LONDON,), address="1 Elm St, Ash, 95788"),
            id="sister companies of one house",
        ),
        pytest.param(
            Record(name="John Smith", birthday="1980-03-04", address="1 Elm St, Ash, 95788"),
            Record(name="John Smith", birthday="1951-11-20", address="1 Elm St, Ash, 95788"),
            id="father and son of one name",
        ),
        pytest.param(
            Record(name="", phones=(MOBILE, SWITCHBOARD), address=ADDRESS),
            Record(name="", phones=(MOBILE, SWITCHBOARD), address=ADDRESS),
            id="nothing but numbers and an address",
        ),
        pytest.param(
            Record(name="王伟", phones=(MOBILE,)),
            Record(name="李秀英", phones=(MOBILE,)),
            id="one number and two names",
        ),
    ],
)
def test_neighbours_are_not_the_same(a: Record, b: Record) -> None:
    """A shared number, house or brand is never enough to merge without asking."""
    assert _compared(a, b).verdict is not Verdict.SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Record(phones=(MOBILE,)), Record(phones=(MOBILE,), name="王伟")),
        (Record(phones=(LONDON,)), Record(phones=(LONDON,), company="Acme Ltd")),
        (Record(company="徐州飞环环保科技有限公司"), Record(company="飞环环保科技", name="薛浩欣")),
        (Record(name="Odette Vandermeer"), Record(name="Vandermeer, Odette")),
        (Record(email="jo@x.test"), Record(email="jo@x.test", name="Jo")),
        (Record(name="王伟", phones=(MOBILE,)), Record(name="李秀英", phones=(MOBILE,))),
    ],
)
def test_one_strong_agreement_alone_is_likely(a: Record, b: Record) -> None:
    """Where the other fields are missing, one thing that few share is worth a look.

    A mobile is one person's: with two names on it somebody should look.
    """
    assert _compared(a, b).verdict is Verdict.LIKELY


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Record(), Record()),
        (Record(name="John Smith"), Record(name="Mary Brown")),
        (Record(name="王先生"), Record(name="王女士")),
        (
            Record(name="罗素芳", birthday="1974-11-24"),
            Record(name="Luc Faure", birthday="1974-11-24"),
        ),
        (Record(address="London"), Record(address="London")),
        (Record(phones=("95588",)), Record(phones=("95588",))),
        (Record(custom=(("level", "100000"),)), Record(custom=(("level", "100000"),))),
    ],
)
def test_what_many_share_is_nothing(a: Record, b: Record) -> None:
    """Common names, towns, service numbers, round amounts and birthdays find nobody."""
    found = _compared(a, b)
    assert (found.verdict, found.evidence) == (Verdict.NOTHING, ())
    assert found.score < 50


def test_the_evidence_shows_the_values_of_both_sides() -> None:
    """The heaviest comes first; what disagrees has a weight below nothing."""
    a = Record(
        name="郑俊明",
        company="长空教育",
        phones=(SWITCHBOARD, MOBILE),
        custom=(("税号", "91320321MA1"),),
    )
    b = Record(
        name="赵华玉", company="长空教育", phones=(MOBILE,), custom=(("税号", "91320321MA1"),)
    )
    found = _compared(a, b)
    told = {each.kind: (each.left, each.right, each.title) for each in found.evidence}
    assert told[EvidenceKind.PHONE] == (MOBILE, MOBILE, "")
    assert told[EvidenceKind.CUSTOM] == ("91320321MA1", "91320321MA1", "税号")
    assert told[EvidenceKind.NAME] == ("郑俊明", "赵华玉", "")
    weights = {each.kind: each.weight for each in found.evidence}
    assert weights[EvidenceKind.NAME] < 0 < weights[EvidenceKind.PHONE]
    assert [abs(each.weight) for each in found.evidence] == sorted(
        (abs(each.weight) for each in found.evidence), reverse=True
    )


def test_a_company_in_the_field_for_names_is_a_company() -> None:
    """Lists with one column for both are compared with those that have two."""
    a = Record(name="徐州飞环环保科技有限公司", phones=(MOBILE,))
    b = Record(company="飞环环保科技有限公司", name="薛浩欣", phones=(MOBILE,))
    found = _compared(a, b)
    assert found.verdict is Verdict.SAME
    company = next(each for each in found.evidence if each.kind is EvidenceKind.COMPANY)
    assert (company.left, company.right) == (a.name, b.company)


def test_a_contact_of_one_is_the_name_of_the_other() -> None:
    """Somebody who is a contact there is a customer here."""
    a = Record(name="Jane Doe", contacts=("Odette Vandermeer",), phones=(LONDON,))
    b = Record(name="Odette Vandermeer", phones=(PARIS,))
    without = Record(name="Jane Doe", phones=(LONDON,))
    assert _compared(a, b).score > _compared(without, b).score


def test_parts_of_an_address_in_free_fields_are_part_of_it() -> None:
    """A file's columns suburb and postcode may have stayed by themselves."""
    whole = Record(name="mia green", address="6 rose street, kuma, 4011")
    parts = Record(
        name="mia green",
        address="rose street",
        custom=(("Street_Number", "6"), ("postcode", "4011")),
    )
    bare = Record(name="mia green", address="rose street")
    assert _compared(whole, parts).score > _compared(whole, bare).score


@pytest.mark.parametrize("nothing", ["无", "-", "N/A", " 暂无 "])
@pytest.mark.parametrize("field", ["wechat", "website", "address", "company"])
def test_what_stands_for_nothing_is_shared_by_many(field: str, nothing: str) -> None:
    """Two of the commonest name are not one because a sheet says of both that nothing is known."""
    one, other = (Record(id=number, name="王伟", **{field: nothing}) for number in (1, 2))
    assert _compared(one, other) == _compared(Record(name="王伟"), Record(name="王伟"))


def test_a_website_of_which_nothing_was_typed_is_none() -> None:
    """Forms put in the beginning."""
    one, other = (Record(name=name, website="http://") for name in ("王伟", "李娜"))
    assert _compared(one, other).score == _compared(Record(name="王伟"), Record(name="李娜")).score


def test_all_evidence_is_told_where_it_is_asked_for() -> None:
    """Also the address of two who are so unlike that none could make them one."""
    house = Record(phones=(SWITCHBOARD,), address=ADDRESS)
    one = replace(house, name="王伟", company="徐州飞环食品", birthday="1980-12-01")
    other = replace(house, name="李秀英", company="合肥博泰物流", birthday="1955-03-24")
    found = compare(features(one), features(other), is_told=True)
    assert found.verdict is _compared(one, other).verdict is Verdict.NOTHING
    assert {each.kind for each in found.evidence} >= {EvidenceKind.PHONE, EvidenceKind.ADDRESS}
    assert _compared(one, other).evidence == ()
