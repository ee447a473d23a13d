"""What is said of pairs of customers who may be one."""

from tui_crm.domain.duplicates.verdict import Evidence, EvidenceKind
from tui_crm.wording.duplicates import evidence_row


def test_a_text_that_was_quoted_is_not_quoted_again() -> None:
    """Long addresses stand in two kinds of evidence; the second names what it is about."""
    road, other = "Nanhai Road 984, floor 29", "Nanhai Rd 984"
    alike = [
        Evidence(kind=EvidenceKind.ADDRESS, weight=4, left=road, right=road),
        Evidence(kind=EvidenceKind.ADDRESS_NUMBER, weight=3, left=road, right=road),
    ]
    assert evidence_row(alike) == f"same address: {road} · same number in the address"
    unlike = [
        Evidence(kind=EvidenceKind.ADDRESS, weight=-1, left=road, right=other),
        Evidence(kind=EvidenceKind.ADDRESS_NUMBER, weight=3, left=road, right=other),
    ]
    said = f"different address: {road} – {other} · matching number in the address"
    assert evidence_row(unlike) == said
