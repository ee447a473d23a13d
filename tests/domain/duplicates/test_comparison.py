"""What fields say together: one thing is counted once, however many fields tell it."""

from dataclasses import replace

import pytest

from tui_crm.domain.duplicates.comparison import OF_COMPANY, SHARED_PLACE, Comparison
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.duplicates.verdict import EvidenceKind

HOUSE = Record(phones=("+862140228303",), address="江苏省徐州市丰县建设路984号29层11室")
SHOP = Record(company="徐州飞环食品有限公司", website="feihuan.test", email="ann@feihuan.test")


def _compared(a: Record, b: Record) -> Comparison:
    found = Comparison(features(a), features(b))
    found.bits(is_told=False)
    return found


def _bits(a: Record, b: Record) -> float:
    return Comparison(features(a), features(b)).bits(is_told=False)


def test_number_and_address_of_two_others_are_one_house() -> None:
    """A number says that much alone, and so does a house."""
    one, other = replace(HOUSE, name="王伟"), replace(HOUSE, name="李秀英")
    weights = _compared(one, other).weights
    assert weights[EvidenceKind.PHONE] + weights[EvidenceKind.ADDRESS] > SHARED_PLACE
    assert _bits(one, other) == weights[EvidenceKind.NAME] + SHARED_PLACE


def test_number_and_address_of_one_company_say_all_they_say() -> None:
    """Its people are not two others."""
    one, other = (
        replace(HOUSE, name=name, company="徐州飞环食品有限公司") for name in ("王伟", "李秀英")
    )
    assert _bits(one, other) == sum(_compared(one, other).weights.values())


def test_company_website_and_mail_domain_count_as_one() -> None:
    """The strongest of them in full."""
    weights = _compared(SHOP, replace(SHOP, email="bob@feihuan.test")).weights
    assert weights[EvidenceKind.COMPANY] > OF_COMPANY
    assert weights[EvidenceKind.WEBSITE] == weights[EvidenceKind.EMAIL] == OF_COMPANY
    nameless = replace(SHOP, company="")
    weights = _compared(nameless, replace(nameless, email="bob@feihuan.test")).weights
    assert weights[EvidenceKind.WEBSITE] > OF_COMPANY == weights[EvidenceKind.EMAIL]


def test_a_mailbox_of_ones_own_counts_beside_the_company() -> None:
    """So does a domain that is all there is."""
    assert _compared(SHOP, SHOP).weights[EvidenceKind.EMAIL] > OF_COMPANY
    alone = Record(email="ann@feihuan.test")
    found = _compared(alone, replace(alone, email="bob@feihuan.test"))
    assert found.is_email_of_company
    assert found.weights[EvidenceKind.EMAIL] > OF_COMPANY


def test_two_websites_speak_against_a_little() -> None:
    nameless = replace(SHOP, company="")
    weights = _compared(nameless, replace(nameless, website="other.test")).weights
    assert weights[EvidenceKind.WEBSITE] < 0 < weights[EvidenceKind.EMAIL]


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ({"税号": "91320321", "合同": "8877665"}, {"税号": "91320321", "合同": "1234567"}, 13.0),
        ({"税号": "91320321", "合同": "8877665"}, {"税号": "55667788", "合同": "1234567"}, -4.0),
        ({"税号": "91320321", "合同": "8877665"}, {"税号": "55667788", "合同": "8877665"}, 5.0),
        ({"税号": "91320321"}, {"合同": "91320321"}, None),
    ],
)
def test_of_numbers_that_identify_the_best_counts_else_the_worst(
    left: dict[str, str], right: dict[str, str], said: float | None
) -> None:
    """Only those under one title are compared."""
    one, other = (Record(custom=tuple(each.items())) for each in (left, right))
    assert _compared(one, other).weights.get(EvidenceKind.CUSTOM) == said


def test_evidence_of_a_contact_quotes_all_contacts() -> None:
    one = Record(name="王伟", contacts=("李秀英", "张敏"))
    (contact,) = [
        each
        for each in _compared(one, Record(name="李秀英")).evidence()
        if each.kind is EvidenceKind.CONTACT
    ]
    assert (contact.left, contact.right) == ("李秀英, 张敏", "")
