"""A refusal holds for the number, whoever has it, until everybody who refused took it back."""

from dataclasses import replace

import pytest

from tests.support.sessions import add_customer, stored
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method, OutcomeFlags
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.planning import Entry
from tui_crm.services import customers, desk, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import customers as customer_store

A, B = "13800138000", "13900139000"


def press(session: Session, customer_id: int, slot: str) -> desk.Logged:
    """Press a key."""
    return desk.log_canned(session, customer_id, slot, entry_uuid=new_uuid())


def is_dead(session: Session, customer_id: int) -> str:
    """Return why a key is dead on the customer, "" where it works."""
    try:
        desk.check_may_call(session, customers.get(session, customer_id))
    except CrmError as refusal:
        return refusal.code
    return ""


def test_a_refused_number_is_refused_under_another_customer(session: Session) -> None:
    """Who has no other number must not be called; who has one is called on that one."""
    refusing = add_customer(session, "a", phones=f"{A} ; {B}")
    sharing, lucky = add_customer(session, "b", phones=A), add_customer(session, "c", phones=A)
    customers.edit(session, lucky.id, {"phones": f"{A} ; 95588"})
    press(session, refusing.id, "8")
    assert is_dead(session, sharing.id) == "do_not_call"
    assert is_dead(session, lucky.id) == ""
    row = customer_store.rows(session.db, session.viewer, [lucky.id])[0]
    assert (row.phone, row.is_do_not_call) == ("95588", False)
    undo.undo(session)
    for customer in (refusing, sharing, lucky):
        assert is_dead(session, customer.id) == ""
        assert not any(phone.is_do_not_call for phone in stored(session, customer).phones)
    assert customer_store.rows(session.db, session.viewer, [lucky.id])[0].phone == A


def test_a_number_refused_twice_stays_refused_when_one_takes_it_back(session: Session) -> None:
    """Undo takes back what its own step listed."""
    one, two = add_customer(session, "a", phones=A), add_customer(session, "b", phones=A)
    press(session, one.id, "8")
    refusal = Entry(
        method=Method.VISIT, outcome="no!", text="", flags=OutcomeFlags(do_not_call=True)
    )
    second = desk.log_entry(session, two.id, refusal, entry_uuid=new_uuid())
    undo.undo(session, second.step_id)
    assert is_dead(session, one.id) == is_dead(session, two.id) == "do_not_call"
    undo.undo(session)
    assert is_dead(session, one.id) == is_dead(session, two.id) == ""


def test_a_call_is_not_written_in_full_either_but_a_visit_is(session: Session) -> None:
    """Do-not-call stops the keys and the full entry of a call; other ways stay open."""
    customer = add_customer(session, "a", phones=A)
    press(session, customer.id, "8")
    call = Entry(method=Method.CALL, outcome="", text="he called")
    with pytest.raises(CrmError, match="do_not_call"):
        desk.log_entry(session, customer.id, call, entry_uuid=new_uuid())
    visit = replace(call, method=Method.VISIT, text="he came by")
    desk.log_entry(session, customer.id, visit, entry_uuid=new_uuid())
    assert stored(session, customer).last_text == "he came by"


def test_undo_of_an_older_step_does_not_bring_a_lifted_mark_back(session: Session) -> None:
    """The list of today decides, not the numbers as they were written down then."""
    mine, other = add_customer(session, "a", phones=f"{A} ; {B}"), add_customer(session, "b")
    customers.edit(session, other.id, {"phones": B})
    refusal = press(session, other.id, "8")
    bad = press(session, mine.id, "7")
    undo.undo(session, refusal.step_id)
    undo.undo(session, bad.step_id)
    assert stored(session, mine).phones == mine.phones
    assert is_dead(session, mine.id) == ""


def test_undo_does_not_lift_what_was_refused_meanwhile(session: Session) -> None:
    """A number that was listed after the step stays marked when the step is undone."""
    mine, other = add_customer(session, "a", phones=A), add_customer(session, "b", phones=A)
    bad = press(session, mine.id, "7")
    press(session, other.id, "8")
    undo.undo(session, bad.step_id)
    assert is_dead(session, mine.id) == "do_not_call"


def test_a_listed_number_is_refused_in_whatever_comes_later(session: Session) -> None:
    """A new customer, an edit, and a number typed in another form."""
    press(session, add_customer(session, "a", phones=A).id, "8")
    assert is_dead(session, add_customer(session, "b", phones="+86 138-0013-8000").id)
    changed = add_customer(session, "c", phones=B)
    customers.edit(session, changed.id, {"phones": A})
    assert is_dead(session, changed.id) == "do_not_call"
    customers.edit(session, changed.id, {"phones": f"{A} ; {B}"})
    assert is_dead(session, changed.id) == ""


def test_a_mark_typed_by_hand_lists_the_number(session: Session) -> None:
    """`[dnc]` refuses it everywhere; leaving the mark out does not lift it, undo does."""
    other = add_customer(session, "a", phones=A)
    made = customers.add(
        session, CustomerDraft(name="b", phones=read_numbers(f"{A} [dnc]", "CN"))
    ).customer
    assert is_dead(session, other.id) == is_dead(session, made.id) == "do_not_call"
    customers.edit(session, made.id, {"phones": A, "note": "x"})
    assert is_dead(session, made.id) == "do_not_call"
    undo.undo(session)
    undo.undo(session)
    assert is_dead(session, other.id) == ""


def test_a_number_that_cannot_be_listed_keeps_its_own_mark(session: Session) -> None:
    """A masked number matches nobody else's; who has no number at all refuses himself."""
    masked = add_customer(session, "a", phones="138****8000")
    other, without = add_customer(session, "b", phones="138****8000"), add_customer(session, "c")
    press(session, masked.id, "8")
    press(session, without.id, "8")
    assert is_dead(session, masked.id) == is_dead(session, without.id) == "do_not_call"
    assert is_dead(session, other.id) == ""
    undo.undo(session)
    undo.undo(session)
    assert is_dead(session, masked.id) == is_dead(session, without.id) == ""
