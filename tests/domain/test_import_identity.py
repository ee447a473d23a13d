"""Whether a row is a customer who is there already, and what each mode does then (SPEC 10)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.customer import Kind
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import (
    Candidate,
    Match,
    OnDuplicate,
    RowAction,
    match_row,
    plan_row,
)
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.promise import Promise

MOBILE, LANDLINE = "13800138000", "0755-88888888"


def _draft(name: str = "", company: str = "", phone: str = "", email: str = "") -> CustomerDraft:
    return CustomerDraft(name=name, company=company, phones=read_numbers(phone, "CN"), email=email)


@pytest.mark.parametrize(
    ("row", "stored", "verdict"),
    [
        # A number, and the company agrees.
        (_draft("张三", "腾讯", MOBILE), _draft("李四", "腾讯", MOBILE), "same"),
        (_draft("张三", "Acme, Inc.", MOBILE), _draft("x", "ACME INC", "+86 " + MOBILE), "same"),
        (_draft("张三", "腾讯", MOBILE), _draft("张三", "阿里", MOBILE), "likely"),
        # A number, and a side without company: the name decides.
        (_draft("张三", "", MOBILE), _draft("张三", "腾讯", MOBILE), "same"),
        (_draft("张三", "腾讯", MOBILE), _draft("张三", "", MOBILE), "same"),
        (_draft("张三", "", MOBILE), _draft("李四", "", MOBILE), "likely"),
        # A number alone.
        (_draft("", "", MOBILE), _draft("", "", MOBILE), "same"),
        (_draft("", "", MOBILE), _draft("张三", "腾讯", MOBILE), "likely"),
        (_draft("", "", MOBILE), _draft("", "腾讯", MOBILE), "likely"),
        # Without numbers: name and company.
        (_draft("张三", "腾讯"), _draft("张三", "腾讯"), "same"),
        (_draft("Ｂｏｂ", "腾讯"), _draft(" bob ", "腾 讯"), "same"),
        (_draft("张三", "腾讯"), _draft("李四", "腾讯"), "new"),
        (_draft("张三", "腾讯"), _draft("张三", ""), "new"),
        (_draft("张三"), _draft("张三"), "same"),
        (_draft("", "腾讯"), _draft("", "腾讯"), "same"),
        (_draft("张三", "腾讯"), _draft("张三", "腾讯", MOBILE), "same"),
        (_draft("张三"), _draft("张三", "", MOBILE), "new"),
        (_draft("张三", "腾讯", LANDLINE), _draft("张三", "腾讯", MOBILE), "new"),
        (_draft("😀"), _draft("😺"), "new"),
        # Nothing but an e-mail address.
        (_draft(email="A@b.cn"), _draft(email="a@b.cn"), "same"),
        (_draft(email="a@b.cn"), _draft(email="c@d.cn"), "new"),
        # Numbers that match nothing.
        (_draft("", "", "138****8000"), _draft("", "", "138****8000"), "same"),
        (_draft("", "", "138****8000"), _draft("", "", "139****8000"), "new"),
        (_draft("张三", "", "138****8000"), _draft("李四", "", "138****8000"), "new"),
    ],
)
def test_who_is_the_same(row: CustomerDraft, stored: CustomerDraft, verdict: str) -> None:
    """The identity rule of SPEC 10, case by case; it does not matter who came first."""
    for one, other in ((row, stored), (stored, row)):
        match = match_row(one, [Candidate(customer_id=1, draft=other)])
        found = "same" if match.same else "likely" if match.likely else "new"
        assert found == verdict


def test_an_id_decides_before_all_else() -> None:
    """Even where name and number have changed meanwhile."""
    by_number = Candidate(customer_id=1, draft=_draft("张三", "腾讯", MOBILE))
    by_id = Candidate(customer_id=2, draft=_draft("王五"), matches_id=True)
    assert match_row(_draft("张三", "腾讯", MOBILE), [by_number, by_id]).same is by_id


def test_who_shares_a_number_is_not_reported_once_somebody_is_the_same() -> None:
    """The others are told only beside a created row."""
    same = Candidate(customer_id=1, draft=_draft("张三", "腾讯", MOBILE))
    other = Candidate(customer_id=2, draft=_draft("李四", "阿里", MOBILE))
    row = _draft("张三", "腾讯", MOBILE)
    assert match_row(row, [other, same]) == Match(same=same)
    assert match_row(row, [other]) == Match(likely=(other,))


@given(
    st.builds(
        _draft,
        st.sampled_from(["", "张三", "Bob", "😀"]),
        st.sampled_from(["", "腾讯", "Acme"]),
        st.sampled_from(["", MOBILE, "138****8000", "95588"]),
        st.sampled_from(["", "a@b.cn"]),
    )
)
def test_a_row_imported_twice_is_the_same(row: CustomerDraft) -> None:
    """Whatever it is known by: a second import creates nothing."""
    if row.has_identity:
        assert match_row(row, [Candidate(customer_id=1, draft=row)]).same is not None


STORED = replace(
    _draft("张三", "腾讯", MOBILE), kind=Kind.CUSTOMER, level="B", custom=(("QQ", "1"),)
)
ROW = replace(
    _draft("张三", "腾讯", LANDLINE, "z@qq.cn"),
    id="17",
    kind=Kind.LEAD,
    level="A",
    custom=(("QQ", "2"), ("VIP", "yes")),
    promise=Promise(on=date(2027, 3, 1)),
)
MATCH = Match(same=Candidate(customer_id=7, draft=STORED))


def test_skip_leaves_the_customer_alone() -> None:
    """The row is counted as a duplicate."""
    plan = plan_row(ROW, MATCH, OnDuplicate.SKIP)
    assert (plan.action, plan.customer_id, plan.changes) == (RowAction.DUPLICATE, 7, ())


def test_fill_writes_into_empty_fields_only() -> None:
    """What is there stays; numbers and free fields are added."""
    plan = plan_row(ROW, MATCH, OnDuplicate.FILL)
    assert plan.action is RowAction.UPDATE
    assert plan.changes == ("email", "phones", "next_contact", "custom")
    assert (plan.draft.level, plan.draft.email, plan.draft.kind) == ("B", "z@qq.cn", Kind.CUSTOMER)
    assert plan.draft.custom == (("QQ", "1"), ("VIP", "yes"))
    assert [phone.raw for phone in plan.draft.phones] == [MOBILE, LANDLINE]


def test_overwrite_writes_what_the_row_has() -> None:
    """Empty cells erase nothing, no number is lost, a customer is no lead again."""
    plan = plan_row(replace(ROW, company=""), MATCH, OnDuplicate.OVERWRITE)
    assert plan.changes == ("email", "level", "phones", "next_contact", "custom")
    assert (plan.draft.level, plan.draft.company) == ("A", "腾讯")
    assert plan.draft.kind is Kind.CUSTOMER
    assert plan.draft.custom == (("QQ", "2"), ("VIP", "yes"))
    assert len(plan.draft.phones) == 2


def test_a_lead_may_become_a_customer() -> None:
    """By overwriting only: the row says that he has bought."""
    match = Match(same=Candidate(customer_id=7, draft=replace(STORED, kind=Kind.LEAD)))
    row = CustomerDraft(name="张三", kind=Kind.CUSTOMER)
    assert plan_row(row, match, OnDuplicate.OVERWRITE).changes == ("kind",)
    assert plan_row(row, match, OnDuplicate.FILL).changes == ()


@pytest.mark.parametrize("mode", [OnDuplicate.FILL, OnDuplicate.OVERWRITE])
def test_what_changes_nothing_is_skipped(mode: OnDuplicate) -> None:
    """The same row a second time has nothing to do."""
    once = plan_row(ROW, MATCH, mode).draft
    again = plan_row(ROW, Match(same=Candidate(customer_id=7, draft=once)), mode)
    assert (again.action, again.changes, again.draft) == (RowAction.SKIP, (), once)


def test_new_creates_every_row() -> None:
    """Who is there already stays as he is."""
    plan = plan_row(ROW, MATCH, OnDuplicate.NEW)
    assert (plan.action, plan.customer_id, plan.draft) == (RowAction.CREATE, None, ROW)


def test_a_row_of_nobody_known_is_created_and_its_likely_ones_told() -> None:
    """In every mode."""
    match = Match(likely=(Candidate(customer_id=3, draft=STORED),))
    for mode in OnDuplicate:
        plan = plan_row(ROW, match, mode)
        assert (plan.action, plan.likely) == (RowAction.CREATE, (3,))
