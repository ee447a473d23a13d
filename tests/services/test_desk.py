"""Logging calls: what is written, what is refused, retries, and undo (SPEC 4, 12)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.support.sessions import (
    ZONE,
    FixedClock,
    add_customer,
    add_user,
    session_of,
    stored,
)
from tui_crm.domain.customer import MAX_TEXT, Kind
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import Method, OutcomeFlags
from tui_crm.domain.planning import Entry
from tui_crm.domain.promise import Promise
from tui_crm.domain.viewer import Role
from tui_crm.services import customers, desk, today, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.store.models import CustomerTable, StepRow

DUE = Promise(on=date(2026, 11, 18))


def press(session: Session, customer_id: int, slot: str, **given: object) -> desk.Logged:
    """Press a key once."""
    return desk.log_canned(session, customer_id, slot, entry_uuid=new_uuid(), **given)


def steps(session: Session) -> int:
    """Return how many steps there are, of everybody."""
    return len(session.db.rows(StepRow.select(StepRow.id)))


def refused(session: Session, customer_id: int, slot: str = "1") -> CrmError:
    """Press a key that must be refused; check that nothing is written, and return the refusal."""
    before, written = customers.get(session, customer_id), steps(session)
    with pytest.raises(CrmError) as refusal:
        press(session, customer_id, slot)
    assert customers.get(session, customer_id) == before
    assert steps(session) == written
    return refusal.value


def test_a_key_writes_everything_at_once(session: Session) -> None:
    """Follow-up, promise, counters and step; the row leaves the queue."""
    customer = add_customer(session, "张三", phones="13800138000", promise=DUE)
    logged = press(session, customer.id, "1")
    after = stored(session, customer)
    assert after == logged.customer
    assert after.promise == logged.follow_up.promise == Promise(on=date(2027, 2, 16))
    assert (after.last_outcome, after.last_text) == (
        logged.follow_up.outcome,
        logged.follow_up.text,
    )
    assert logged.follow_up.phone == "13800138000"
    assert after.version == customer.version + 1
    assert [each.id for each in customers.timeline(session, customer.id)] == [logged.follow_up.id]
    assert today.due_customers(session) == ()


def test_the_same_press_again_writes_nothing_more(session: Session) -> None:
    """A retry with the same UUID returns what was written; once undone, it is refused."""
    customer = add_customer(session, "n", phones="13800138000 ; 13900139000")
    first = desk.log_canned(session, customer.id, "7", entry_uuid="u1")
    again = desk.log_canned(session, customer.id, "7", entry_uuid="u1")
    assert again == first
    assert first.stays
    undo.undo(session)
    with pytest.raises(CrmError, match="entry_undone"):
        desk.log_canned(session, customer.id, "7", entry_uuid="u1")


def test_a_ladder_counts_across_undo(session: Session) -> None:
    """An undone no-answer does not count; the fifth in a row archives."""
    customer = add_customer(session, "n")
    press(session, customer.id, "2")
    press(session, customer.id, "2")
    undo.undo(session)
    assert stored(session, customer).unreached_count == 1
    second = press(session, customer.id, "2")
    assert second.follow_up.promise == Promise(on=date(2026, 11, 19))
    press(session, customer.id, "2")
    press(session, customer.id, "2")
    assert press(session, customer.id, "2").customer.archived_at is not None
    assert refused(session, customer.id, "2").code == "customer_archived"
    undo.undo(session)
    assert stored(session, customer).unreached_count == 4
    assert stored(session, customer).archived_at is None


def test_undoing_a_sale_gives_the_lead_back(session: Session) -> None:
    """The entry that won the customer, undone, leaves the lead as he was, one version on."""
    customer = add_customer(session, "n", promise=DUE)
    won = press(session, customer.id, "9").customer
    assert (won.kind, won.promise) == (Kind.CUSTOMER, None)
    undo.undo(session)
    after = stored(session, customer)
    assert (after.kind, after.promise, after.version) == (Kind.LEAD, DUE, customer.version + 2)


def test_undo_goes_back_many_deep_and_then_says_so(session: Session) -> None:
    """Newest first, on one customer and several; a batch of none is left."""
    one, two = add_customer(session, "a"), add_customer(session, "b")
    for customer, slot in ((one, "1"), (two, "3"), (one, "3"), (one, "5")):
        press(session, customer.id, slot)
    undone = [undo.undo(session).customer_id for _ in range(4)]
    assert undone == [one.id, one.id, two.id, one.id]
    assert customers.timeline(session, one.id) == ()
    for _ in range(2):
        undo.undo(session)
    with pytest.raises(CrmError, match="nothing_to_undo"):
        undo.undo(session)


def test_undo_is_refused_once_somebody_else_wrote(session: Session, clock: FixedClock) -> None:
    """It says who and when, and nothing changes; after he undoes his, it works."""
    add_user(session, "wang", name="王五")
    customer = add_customer(session, "n", second_owner="wang")
    colleague = session_of(session.db, clock, login="wang")
    press(session, customer.id, "1")
    clock.advance(minutes=5)
    press(colleague, customer.id, "3")
    session.reload()
    with pytest.raises(CrmError) as refusal:
        undo.undo(session)
    assert refusal.value.code == "changed_since"
    assert refusal.value.params["who"] == "王五"
    assert refusal.value.params["when"] == datetime(2026, 11, 18, 10, 5, tzinfo=ZONE)
    assert len(customers.timeline(session, customer.id)) == 2
    undo.undo(colleague)
    undo.undo(session)
    assert customers.timeline(session, customer.id) == ()


def test_a_step_of_somebody_else_is_not_mine_to_undo(session: Session, clock: FixedClock) -> None:
    """Nor one that is undone already, or was never there."""
    add_user(session, "wang")
    customer = add_customer(session, "n", second_owner="wang")
    theirs = press(session_of(session.db, clock, login="wang"), customer.id, "1")
    mine = press(session, add_customer(session, "m").id, "1")
    undo.undo(session, mine.step_id)
    for step_id, code in (
        (theirs.step_id, "not_your_step"),
        (mine.step_id, "already_undone"),
        (10**12, "not_your_step"),
    ):
        with pytest.raises(CrmError, match=code):
            undo.undo(session, step_id)


def test_the_key_is_dead_on_whom_i_must_not_call(session: Session, clock: FixedClock) -> None:
    """Pool, a colleague's, archived, frozen, do-not-call: the reason, and nothing written."""
    add_user(session, "wang", name="王五")
    pool = add_customer(session, "pool", is_unassigned=True, second_owner="lina")
    theirs = add_customer(session, "theirs", owner="wang")
    archived = add_customer(session, "archived")
    customers.archive(session, archived.id, reason="moved away")
    frozen, listed = add_customer(session, "frozen"), add_customer(session, "l", phones="95588")
    with session.db.write():
        change = CustomerTable.update(frozen_until=date(2026, 12, 1), is_blocked=True)
        session.db.run(change.where(CustomerTable.id == frozen.id))
    press(session, listed.id, "8")
    assert refused(session, pool.id).code == "customer_in_pool"
    assert refused(session, theirs.id).params["owner"] == "王五"
    assert refused(session, archived.id).params["reason"] == "moved away"
    assert refused(session, frozen.id).code == "customer_frozen"
    assert refused(session, listed.id).code == "do_not_call"


def test_the_second_owner_calls_as_the_owner_does(session: Session, clock: FixedClock) -> None:
    """Both see the customer as their own, in the queue too; credit is with who acted."""
    wang = add_user(session, "wang")
    customer = add_customer(session, "n", second_owner="wang", promise=DUE)
    colleague = session_of(session.db, clock, login="wang")
    assert [row.id for row in today.due_customers(colleague)] == [customer.id]
    assert press(colleague, customer.id, "1").follow_up.user_id == wang
    assert today.figures(session).calls == 0
    assert today.figures(colleague).calls == 1


def test_a_contact_that_took_place_can_be_logged(session: Session, clock: FixedClock) -> None:
    """The full entry works on do-not-call and frozen, and for a manager on anybody's."""
    add_user(session, "wang")
    rep = session_of(session.db, clock, login="wang")
    listed = add_customer(session, "l", phones="95588")
    press(session, listed.id, "8")
    entry = Entry(method=Method.VISIT, outcome="met", text="a\x00b\r\nc", promise=DUE)
    logged = desk.log_entry(session, listed.id, entry, entry_uuid=new_uuid())
    assert (logged.follow_up.text, logged.customer.promise) == ("ab\nc", DUE)
    for customer, code in (
        (listed, "customer_of_other"),
        (add_customer(session, "p", is_unassigned=True), "customer_in_pool"),
    ):
        with pytest.raises(CrmError, match=code):
            desk.log_entry(rep, customer.id, entry, entry_uuid=new_uuid())
        desk.log_entry(session, customer.id, entry, entry_uuid=new_uuid())
    assert rep.viewer.role is Role.REP


def test_texts_over_their_limit_are_refused(session: Session) -> None:
    """Text and outcome; nothing is written."""
    customer = add_customer(session, "n")
    entry = Entry(method=Method.CALL, outcome="o", text="x")
    for wrong in (replace(entry, text="x" * (MAX_TEXT + 1)), replace(entry, outcome="o" * 301)):
        with pytest.raises(FieldError, match="too_long"):
            desk.log_entry(session, customer.id, wrong, entry_uuid=new_uuid())
    with pytest.raises(FieldError, match="too_long"):
        press(session, customer.id, "1", text="x" * (MAX_TEXT + 1))
    assert customers.timeline(session, customer.id) == ()


def test_a_key_that_asks_or_is_nobodys_is_refused(session: Session) -> None:
    """4 needs a date, and 0 is no key."""
    customer = add_customer(session, "n")
    assert refused(session, customer.id, "4").code == "next_contact_needed"
    assert refused(session, customer.id, "0").code == "no_such_slot"
    assert press(session, customer.id, "4", promise=DUE).customer.promise == DUE


def test_a_follow_up_today_with_its_next_date_today_comes_back(session: Session) -> None:
    """A new promise that is still due returns to the queue at its time."""
    customer = add_customer(session, "n", promise=DUE)
    later = Promise(on=DUE.on, minute=15 * 60)
    press(session, customer.id, "4", promise=later)
    assert [(row.id, row.promise) for row in today.due_customers(session)] == [(customer.id, later)]


def test_numbers_go_bad_one_by_one(session: Session) -> None:
    """The row stays while another is left; the last one archives; undo gives each back."""
    customer = add_customer(session, "n", phones="13800138000 ; 13900139000", promise=DUE)
    first = press(session, customer.id, "7")
    assert (first.stays, first.customer.promise) == (True, DUE)
    assert [phone.is_bad for phone in first.customer.phones] == [True, False]
    assert today.due_customers(session)[0].phone == "13900139000"
    last = press(session, customer.id, "7")
    assert not last.stays
    assert last.customer.archived_at is not None
    undo.undo(session)
    undo.undo(session)
    assert stored(session, customer).phones == customer.phones
    assert today.due_customers(session)[0].phone == "13800138000"


def test_the_next_number_goes_round(session: Session) -> None:
    """Among those that may be called; from a bad one to the first good one."""
    customer = add_customer(session, "n", phones="13800138000 ; 13900139000 ; 95588 [bad]")
    one, two, bad = customer.phones
    assert desk.next_number(customer, one.id) == two
    assert desk.next_number(customer, two.id) == one
    assert desk.next_number(customer, bad.id) == one
    assert desk.next_number(replace(customer, phones=(bad,)), bad.id) is None


def test_flags_are_copied_and_kept(session: Session) -> None:
    """A follow-up keeps the text and flags with which it was written."""
    customer = add_customer(session, "n")
    logged = press(session, customer.id, "5")
    found = customers.timeline(session, customer.id)[0]
    assert found == logged.follow_up
    assert found.flags == OutcomeFlags(reached=True, counts_as_contact=True, positive=True)
