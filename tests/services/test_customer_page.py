"""The page of one customer: his follow-ups and his history, newest first, as people read them."""

from datetime import date

from tests.support.sessions import FixedClock, add_customer, add_user, session_of
from tui_crm.domain.customer import Kind
from tui_crm.domain.history import FieldChange, HistoryLine, Turn
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepKind
from tui_crm.services import customer_page, customers, desk, undo
from tui_crm.services.session import Session, new_uuid


def lines_of(session: Session, customer_id: int) -> list[HistoryLine]:
    return list(customer_page.history(session, customer_id).first(1000))


def told(session: Session, line: HistoryLine) -> dict[str, tuple[str, str]]:
    changes = customer_page.field_changes(session, line)
    return {each.code: (each.before, each.after) for each in changes}


def test_each_change_tells_who_what_and_from_what_to_what(
    session: Session, clock: FixedClock
) -> None:
    customer = add_customer(session, "张三", phones="13800138000")
    add_user(session, "tom", name="Tom Fox")
    clock.advance(minutes=1)
    tom = session_of(session.db, clock, login="tom")
    customers.edit(
        tom,
        customer.id,
        {"name": "张三丰", "level": "A", "custom.生肖": "龙", "owner": "tom"},
    )
    newest, made = lines_of(session, customer.id)
    assert (made.turn, made.step.kind if made.step else None) == (Turn.MADE, StepKind.CREATE)
    assert customer_page.field_changes(session, made) == ()
    assert newest.step is not None
    assert (newest.turn, newest.step.user_id, newest.at) == (
        Turn.CHANGED,
        tom.viewer.user_id,
        clock.now,
    )
    assert told(session, newest) == {
        "name": ("张三", "张三丰"),
        "level": ("", "A"),
        "custom.生肖": ("", "龙"),
        "owner": (session.viewer.name, "Tom Fox"),
    }


def test_a_call_tells_its_outcome_and_the_next_contact(session: Session, clock: FixedClock) -> None:
    """Also where the outcome, or the time of the promise, is the same as before."""
    promise = Promise(on=date(2026, 11, 18), minute=900)
    customer = add_customer(session, "陈晓", phones="13800138000", promise=promise)
    for _ in range(2):
        clock.advance(minutes=1)
        desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    second, first, _made = lines_of(session, customer.id)
    assert told(session, first) == {
        "next_contact": ("Wed 18 Nov 2026 15:00", "Tue 16 Feb 2027"),
        "follow_up": ("", "not interested"),
    }
    assert told(session, second) == {}
    customers.edit(
        session, customer.id, {"next_contact": Promise(on=date(2026, 12, 1), minute=540)}
    )
    clock.advance(minutes=1)
    customers.edit(
        session, customer.id, {"next_contact": Promise(on=date(2026, 12, 2), minute=540)}
    )
    newest = lines_of(session, customer.id)[0]
    assert told(session, newest) == {
        "next_contact": ("Tue 1 Dec 2026 09:00", "Wed 2 Dec 2026 09:00")
    }


def test_an_undo_is_a_line_of_its_own_and_tells_the_way_back(
    session: Session, clock: FixedClock
) -> None:
    customer = add_customer(session, "n")
    clock.advance(minutes=1)
    customers.archive(session, customer.id, reason="倒闭")
    clock.advance(minutes=1)
    undo.undo(session)
    undone, archived, _made = lines_of(session, customer.id)
    assert (undone.turn, undone.at) == (Turn.UNDONE, clock.now)
    assert told(session, archived) == {"state": ("", "archived (倒闭)")}
    assert told(session, undone) == {"state": ("archived (倒闭)", "")}


def test_a_correction_tells_both_texts_also_once_it_is_undone(
    session: Session, clock: FixedClock
) -> None:
    customer = add_customer(session, "n")
    entry = desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid(), text="一").follow_up
    clock.advance(minutes=1)
    customers.correct(session, entry.id, text="二")
    clock.advance(minutes=1)
    undo.undo(session)
    undone, corrected, *_rest = lines_of(session, customer.id)
    assert told(session, corrected) == {"text": ("一", "二")}
    assert told(session, undone) == {"text": ("二", "一")}
    assert customer_page.former_texts(session, entry.id) == ()
    customers.correct(session, entry.id, text="三")
    (former,) = customer_page.former_texts(session, entry.id)
    assert (former.former_text, former.corrected_by) == ("一", session.viewer.user_id)


def test_progress_is_newest_first_without_what_was_undone(
    session: Session, clock: FixedClock
) -> None:
    customer, other = add_customer(session, "n"), add_customer(session, "m")
    for slot in "135":
        desk.log_canned(session, customer.id, slot, entry_uuid=new_uuid())
        clock.advance(minutes=1)
    desk.log_canned(session, other.id, "1", entry_uuid=new_uuid())
    undo.undo(session)
    undo.undo(session)
    shown = customer_page.progress(session, customer.id).first(10)
    assert [each.outcome for each in shown] == ["busy", "not interested"]


def test_making_a_customer_of_a_lead_is_in_the_history(session: Session) -> None:
    customer = add_customer(session, "n")
    customers.make_customer(session, customer.id)
    newest, _made = lines_of(session, customer.id)
    changes = customer_page.field_changes(session, newest)
    assert changes == (FieldChange(code="kind", before="lead", after="customer"),)


def test_a_lead_becomes_a_customer_once_and_undo_makes_him_a_lead_again(session: Session) -> None:
    lead = add_customer(session, "n")
    made = customers.make_customer(session, lead.id)
    assert (made.kind, made.version) == (Kind.CUSTOMER, 2)
    assert customers.make_customer(session, lead.id) == made
    undo.undo(session)
    assert customers.get(session, lead.id).kind is Kind.LEAD


def in_pages(rows: KeysetQuery[HistoryLine, Key], size: int) -> list[HistoryLine]:
    found = list(rows.first(size))
    while page := rows.after(rows.key_of(found[-1]), size):
        found.extend(page)
    return found


def test_pages_hold_the_same_lines_as_the_whole_both_ways(
    session: Session, clock: FixedClock
) -> None:
    """Changes, undos and the making are three queries; many lines share an instant."""
    customer = add_customer(session, "n")
    for n in range(12):
        customers.edit(session, customer.id, {"note": str(n)})
        if n % 3 == 0:
            undo.undo(session)
        if n % 4 == 0:
            clock.advance(seconds=1)
    rows = customer_page.history(session, customer.id)
    whole = list(rows.first(100))
    assert len(whole) == rows.count() == 12 + 4 + 1
    assert whole == sorted(whole, key=rows.key_of, reverse=True)
    assert in_pages(rows, 5) == whole
    assert list(rows.last(5)) == whole[-5:]
    assert list(rows.before(rows.key_of(whole[9]), 4)) == whole[5:9]
    outline = rows.outline(4, whole[6])
    assert (outline.count, outline.position) == (17, 6)
    assert outline.anchors == tuple(rows.key_of(each) for each in whole[3::4])
