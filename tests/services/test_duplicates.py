"""Is somebody already on it: what a new customer is compared with, and what is told of hits."""

import pytest

from tests.support.sessions import add_customer, add_user
from tui_crm.domain.draft import CustomerDraft, with_texts
from tui_crm.domain.duplicates.verdict import EvidenceKind, Verdict
from tui_crm.domain.errors import CrmError
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.public_search import PublicField
from tui_crm.services import customers, duplicate_check, duplicate_review, duplicates
from tui_crm.services.session import Session


def draft(name: str = "", phones: str = "", **texts: str) -> CustomerDraft:
    """Return a new customer as typed."""
    numbers = read_numbers(phones, "CN")
    return with_texts(CustomerDraft(name=name, phones=numbers), texts)


def found(session: Session, wanted: CustomerDraft) -> list[tuple[int, bool]]:
    """Return (id, whether it is the same) of the hits, best first."""
    return [(hit.customer.id, hit.is_same) for hit in duplicates.check(session, wanted)]


@pytest.mark.parametrize(
    "typed",
    [
        draft("王建国", "13800138000", company="华强电子"),
        draft("王建国", "(+86)138 0013 8000", company="深圳華強電子有限公司"),
        draft("王建国", company="华强电子", email="wang@huaqiang.example"),
        draft("王建国", "138 0013 8000"),
    ],
    ids=["company shortened", "traditional", "no number", "no company"],
)
def test_somebody_written_otherwise_is_the_same(session: Session, typed: CustomerDraft) -> None:
    """Name, number, company and e-mail address add up, however they are written."""
    there = add_customer(
        session,
        "王建国",
        company="深圳市华强电子有限公司",
        phones="138 0013 8000",
        email="wang@huaqiang.example",
    )
    add_customer(session, "李娜", company="宏达建材", phones="13900139000")
    assert found(session, typed)[:1] == [(there.id, True)]


@pytest.mark.parametrize(
    "typed",
    [
        draft("Ann Lee", company="Brightside Limited", email="ann@brightside.example"),
        draft("Lee Ann", company="Brightside Ltd.", email="ann@brightside.example"),
        draft("Ann Leee", company="Brightside", email="ann@brightside.example"),
    ],
    ids=["legal form", "word order", "typing mistake"],
)
def test_without_a_number_the_index_leads_to_him(session: Session, typed: CustomerDraft) -> None:
    """Who is written otherwise and has no number in common is found by name and company."""
    there = add_customer(
        session, "Ann Lee", company="Brightside Ltd", email="ann@brightside.example"
    )
    add_customer(session, "Bob Ray", company="Darkside Ltd")
    assert [each for each, _is_same in found(session, typed)] == [there.id]


def test_who_shares_a_number_alone_is_told_of_and_no_duplicate(session: Session) -> None:
    """A switchboard, or an agent of two firms: he is named with what agrees and what does not."""
    there = add_customer(session, "李四", company="宏达建材", phones="0755-88888888")
    (hit,) = duplicates.check(session, draft("Ann", "0755-88888888", company="Other Ltd"))
    assert (hit.customer.id, hit.verdict) == (there.id, Verdict.NOTHING)
    weights = {each.kind: each.weight for each in hit.finding.evidence}
    assert weights[EvidenceKind.NAME] < 0 < weights[EvidenceKind.PHONE]


JUDGED = [
    (draft("王建国", "13800138001"), draft("李娜", "13800138001"), Verdict.LIKELY),
    (draft("张三", "13800138002", company="甲"), draft("李四", "13800138002"), Verdict.LIKELY),
    (
        draft("王建国", "13800138003", company="深圳市华强电子有限公司"),
        draft("王建国", "13800138003", company="宏达建材有限公司"),
        Verdict.NOTHING,
    ),
    (
        draft("陈晓", "0755-88886664", company="南山物流有限公司"),
        draft("何平", "0755-88886664", company="山海渔业有限公司"),
        Verdict.NOTHING,
    ),
    (
        draft("陈晓", "0755-88886665", company="西湖茶叶有限公司"),
        draft("何平", "0755-88886665", company="西湖茶叶"),
        Verdict.LIKELY,
    ),
    (
        draft("赵敏", "13800138006", company="北辰园艺有限公司"),
        draft("赵敏", "138 0013 8006", company="北辰园艺"),
        Verdict.SAME,
    ),
    (draft("Ann Lee", email="ann@b.example"), draft("Lee, Ann", email="ann@b.example"), None),
]
"""Two and what they are: one mobile and two names, another company (a job or an agent), a
switchboard, a colleague, one shop; None is whatever the evidence says."""


def test_the_verdict_is_the_same_while_typing_and_in_the_check_of_all(session: Session) -> None:
    """Of any two: whether one is typed while the other is there, or both are there."""
    told = {}
    for first, second, verdict in JUDGED:
        there = customers.add(session, first).customer
        hits = {hit.customer.id: hit for hit in duplicates.check(session, second)}
        hit = hits.get(there.id)
        given = Verdict.NOTHING if hit is None else hit.finding.verdict
        assert verdict in (None, given), second
        added = customers.add(session, second, override_reason="to compare").customer
        told[there.id, added.id] = given
    duplicate_check.check_all(session)
    found_by_all = {
        (row.a.id, row.b.id): row.finding.verdict for row in duplicate_review.rows(session)
    }
    assert found_by_all == {pair: each for pair, each in told.items() if each != Verdict.NOTHING}


def test_another_extension_of_the_switchboard_is_looked_at(session: Session) -> None:
    """The number is found without its extension too."""
    there = add_customer(session, "陈晓", company="南山物流有限公司", phones="0755-88886666")
    typed = draft("陈晓", "0755-88886666 转 801", company="南山物流")
    assert there.id in [each for each, _is_same in found(session, typed)]


def test_strangers_are_no_hits(session: Session) -> None:
    """Nothing in common, no hit; and no name at all is none either."""
    add_customer(session, "李娜", company="宏达建材", phones="13900139000")
    assert found(session, draft("赵敏", "13700137000", company="山海渔业")) == []
    assert found(session, draft()) == []


def test_who_was_archived_is_told_of_too(session: Session) -> None:
    """Somebody once decided about him: his state says so."""
    there = add_customer(session, "王建国", company="华强电子", phones="13800138000")
    customers.archive(session, there.id, reason="closed")
    (hit,) = duplicates.check(session, draft("王建国", "13800138000", company="华强电子"))
    assert hit.customer.archived_at is not None


def test_the_surest_hits_come_first_and_at_most_ten(session: Session) -> None:
    """The same stands before the likely, and nobody reads a list of everybody."""
    for number in range(12):
        add_customer(session, f"同事{number}", company=f"另一家{number}", phones="0755-88888888")
    there = add_customer(session, "王建国", company="华强电子", phones="0755-88888888")
    hits = duplicates.check(session, draft("王建国", "0755-88888888", company="华强电子"))
    assert len(hits) == duplicates.MOST_HITS
    assert (hits[0].customer.id, hits[0].is_same) == (there.id, True)
    assert not any(hit.is_same for hit in hits[1:])


@pytest.mark.parametrize("text", ['"', "owner:", "-华强", "(((", "OR NOT *", "a\x00b", "'; --"])
def test_no_text_is_an_error(session: Session, text: str) -> None:
    """What would mean something to a search is text here."""
    add_customer(session, f"{text}王", company=f"{text}电子")
    assert duplicates.check(session, draft(f"{text}王", company=f"{text}电子"))


def test_a_check_that_nobody_waits_for_ends_early(session: Session) -> None:
    """What is left out is the search, not the numbers."""
    there = add_customer(session, "王建国", company="华强电子", phones="13800138000")
    typed = draft("王建国", "13800138000", company="华强电子")
    hits = duplicates.check(session, typed, go_on=lambda: False)
    assert [hit.customer.id for hit in hits] == [there.id]


def test_adding_is_refused_where_the_evidence_leaves_no_doubt(session: Session) -> None:
    """`add` refuses whoever is the same, and takes a reason for it all the same."""
    add_customer(session, "王建国", company="深圳市华强电子有限公司", email="wang@huaqiang.example")
    typed = draft("王建国", company="华强电子", email="wang@huaqiang.example")
    with pytest.raises(CrmError) as refusal:
        customers.add(session, typed)
    assert refusal.value.code == "duplicate_customer"
    added = customers.add(session, typed, override_reason="another branch")
    assert [hit.is_same for hit in added.duplicates] == [True]


def test_of_somebody_out_of_sight_only_the_public_fields_are_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Owner, state and date of last contact, no text; the evidence quotes the draft alone."""
    add_user(session, "wang")
    add_customer(
        session,
        "王建国",
        company="深圳市华强电子有限公司",
        phones="138 0013 8000 ; 0755-66668888",
        email="secret@huaqiang.example",
        note="secret note",
        owner="wang",
    )
    monkeypatch.setattr(customers.customers, "rows", lambda *_: ())
    typed = draft("王建国", "13800138000", company="华强电子", email="typed@x.example")
    (hit,) = duplicates.check(session, typed)
    assert not hit.is_visible
    assert hit.is_same
    assert (hit.customer.name, hit.customer.company) == ("王建国", "深圳市华强电子有限公司")
    assert session.user_login(hit.customer.owner) == "wang"
    assert (hit.customer.note, hit.customer.last_text, hit.customer.phones) == ("", "", ())
    assert "secret" not in repr(hit)
    assert "66668888" not in repr(hit)
    assert all(each.weight > 0 and each.left == each.right for each in hit.finding.evidence)
    assert EvidenceKind.PHONE in {each.kind for each in hit.finding.evidence}
    assert PublicField.EMAIL not in session.team.public_fields


def test_two_are_the_same_only_without_a_doubt(session: Session) -> None:
    """What the batch merge asks of each pair before it merges."""
    first = add_customer(session, "王建国", company="华强电子有限公司", phones="13800138000")
    second = add_customer(session, "王建国", company="华强电子", phones="13800138000")
    other = add_customer(session, "李娜", company="宏达建材", phones="13800138000")
    assert duplicates.are_same(first, second)
    assert not duplicates.are_same(first, other)
    assert Verdict.SAME is not Verdict.LIKELY
