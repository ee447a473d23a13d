"""Customers made and changed by hand: cleaning, conflicts, duplicates, corrections, undo."""

import pytest

from tests.support.hostile import NAUGHTY, UNENCODABLE
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm.domain.customer import MAX_LINE, MAX_NAME, MAX_TEXT, Kind
from tui_crm.domain.draft import CustomerDraft, with_texts
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.phone import read_numbers
from tui_crm.services import customers, desk, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import follow_ups
from tui_crm.store.models import PhoneRow

A = "13800138000"


def add(session: Session, *, phones: str = "", **texts: str) -> customers.Added:
    """Add a customer with the text fields named."""
    draft = CustomerDraft(phones=read_numbers(phones, "CN"))
    return customers.add(session, with_texts(draft, texts))


@pytest.mark.parametrize("text", [*UNENCODABLE, "a\x00\x1b[31mb\r\nc", NAUGHTY[-1]])
def test_texts_are_cleaned_wherever_they_come_in(session: Session, text: str) -> None:
    """Added, edited, archived, corrected, logged: what is stored is what SPEC 3 says."""
    customer = add(session, name=f"n{text}", note=text, email=text).customer
    customers.edit(session, customer.id, {"company": text, "custom.x": text, "area": f"a{text}"})
    logged = desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid(), text=text)
    customers.correct(session, logged.follow_up.id, text=f"better {text}")
    archived = customers.archive(session, customer.id, reason=f"why {text}")
    assert stored(session, customer) == archived
    found = customers.timeline(session, customer.id)[0]
    for value in (archived.name, archived.note, archived.archive_reason, found.text):
        assert "\x00" not in value
        assert "\r" not in value
        value.encode()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "x" * (MAX_NAME + 1)}, "too_long"),
        ({"email": "x" * (MAX_LINE + 1)}, "too_long"),
        ({"note": "x" * (MAX_TEXT + 1)}, "too_long"),
        ({"name": ""}, "no_identity"),
        ({"kind": "friend"}, "bad_kind"),
        ({"version": "7"}, "read_only_field"),
        ({"colour": "red"}, "unknown_field"),
        ({"owner": "nobody"}, "no_such_login"),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(
    session: Session, changes: dict[str, str], code: str
) -> None:
    """The whole edit is refused, also what could be."""
    customer = add_customer(session, "n")
    with pytest.raises(FieldError) as refusal:
        customers.edit(session, customer.id, {"wechat": "w", **changes})
    assert refusal.value.code == code
    assert stored(session, customer) == customer


def test_a_later_save_is_told_what_changed_and_by_whom(session: Session, clock: FixedClock) -> None:
    """Two people edit the same customer: nothing is overwritten silently."""
    add_user(session, "wang", name="王五")
    customer = add_customer(session, "n", phones=A)
    colleague = session_of(session.db, clock, login="wang")
    customers.edit(colleague, customer.id, {"note": "theirs", "phones": ""})
    with pytest.raises(CrmError) as refusal:
        customers.edit(session, customer.id, {"note": "mine"}, version=customer.version)
    assert refusal.value.code == "changed_meanwhile"
    assert refusal.value.params["who"] == "王五"
    assert "Note" in str(refusal.value.params["fields"])
    assert "Phones" in str(refusal.value.params["fields"])
    assert stored(session, customer).note == "theirs"
    now = stored(session, customer)
    customers.edit(session, customer.id, {"note": "mine"}, version=now.version)
    assert stored(session, customer).note == "mine"


def test_an_edit_without_a_change_leaves_no_step(session: Session) -> None:
    """Neither a version nor something to undo."""
    customer = add_customer(session, "n", note="x")
    steps = undo.list_steps(session)
    assert customers.edit(session, customer.id, {"note": "x"}) == customer
    assert undo.list_steps(session) == steps


def test_phones_keep_their_ids_through_edit_and_undo(session: Session) -> None:
    """One that stays keeps its id, one that was gone comes back with it."""
    customer = add_customer(session, "n", phones=f"{A} ; 95588")
    edited = customers.edit(session, customer.id, {"phones": "95588 ; 10086"})
    assert edited.phones[0].id == customer.phones[1].id
    undo.undo(session)
    assert stored(session, customer).phones == customer.phones


def test_a_number_comes_back_also_when_its_id_is_taken(session: Session) -> None:
    """SQLite gives the highest id anew: the returning number takes another then."""
    customer = add_customer(session, "n", phones=A)
    step = customers.edit(session, customer.id, {"phones": "", "note": "x"})
    other = add_customer(session, "m", phones="95588")
    edit = next(each for each in undo.list_steps(session) if each.customer_id == customer.id)
    undo.undo(session, edit.id)
    assert [phone.raw for phone in stored(session, customer).phones] == [A]
    assert stored(session, other).phones == other.phones
    assert step.phones == ()
    ids = [row[0] for row in session.db.rows(PhoneRow.select(PhoneRow.id))]
    assert len(ids) == len(set(ids)) == 2


def test_the_same_customer_is_not_added_twice(session: Session) -> None:
    """A number and an agreeing company or name; a reason overrides it."""
    first = add(session, name="张三", company="Acme, Inc.", phones=A).customer
    with pytest.raises(CrmError) as refusal:
        add(session, name="李四", company="acme inc", phones="+86 138 0013 8000")
    assert (refusal.value.code, refusal.value.params["id"]) == ("duplicate_customer", first.id)
    likely = add(session, name="李四", company="Other", phones=A)
    assert [(hit.customer.id, hit.is_same) for hit in likely.duplicates] == [(first.id, False)]
    draft = CustomerDraft(name="张三", company="Acme Inc", phones=read_numbers(A, "CN"))
    again = customers.add(session, draft, override_reason="another branch\x00")
    assert again.duplicates[0].is_same
    assert undo.newest(session).note("reason") == "another branch"


def test_two_people_of_whom_little_is_known_are_two(session: Session) -> None:
    """Without name and company, a different address or number is somebody else."""
    add(session, email="a@example.com")
    assert add(session, email="b@example.com").duplicates == ()
    assert add(session, phones=A).duplicates == ()
    assert add(session, phones="95588").duplicates == ()
    with pytest.raises(CrmError, match="duplicate_customer"):
        add(session, email="A@Example.com ")
    with pytest.raises(CrmError, match="duplicate_customer"):
        add(session, phones=A)


def test_adding_again_with_the_same_uuid_doubles_nothing(session: Session) -> None:
    """A retry returns who was made; once undone, it is refused."""
    draft = CustomerDraft(name="n")
    made = customers.add(session, draft, entry_uuid="u1")
    assert customers.add(session, draft, entry_uuid="u1").customer == made.customer
    undo.undo(session)
    add(session, name="other")
    with pytest.raises(CrmError, match="entry_undone"):
        customers.add(session, draft, entry_uuid="u1")


def test_a_new_customer_can_be_undone_with_all_traces(session: Session) -> None:
    """Entries that were undone and their corrections go with him; standing ones keep him."""
    customer = add_customer(session, "n", phones=A)
    logged = desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    customers.correct(session, logged.follow_up.id, text="better")
    creation = undo.list_steps(session)[-1]
    with pytest.raises(CrmError, match="worked_on_since"):
        undo.undo(session, creation.id)
    for _ in range(3):
        undo.undo(session)
    with pytest.raises(CrmError, match="no_such_customer"):
        customers.get(session, customer.id)


def test_the_id_of_an_undone_customer_is_not_given_again(session: Session) -> None:
    """What names him must not come to mean somebody else."""
    gone = add_customer(session, "张三")
    undo.undo(session)
    assert add_customer(session, "李四").id > gone.id


def test_a_correction_keeps_the_former_text(session: Session, clock: FixedClock) -> None:
    """With who and when, each time; undo gives back text and mark, one by one."""
    customer = add_customer(session, "n")
    first = desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid(), text="one").follow_up
    clock.advance(minutes=1)
    second = customers.correct(session, first.id, text="two")
    clock.advance(minutes=1)
    customers.correct(session, first.id, text="three")
    assert stored(session, customer).last_text == "three"
    kept = follow_ups.corrections(session.db, session.viewer, first.id)
    assert [(each.former_text, each.corrected_by) for each in kept] == [
        ("one", session.viewer.user_id),
        ("two", session.viewer.user_id),
    ]
    undo.undo(session)
    assert customers.timeline(session, customer.id)[0] == second
    undo.undo(session)
    assert customers.timeline(session, customer.id)[0] == first
    assert stored(session, customer).last_text == "one"
    assert follow_ups.corrections(session.db, session.viewer, first.id) == ()


def test_a_correction_of_an_older_entry_leaves_the_last_text(
    session: Session, clock: FixedClock
) -> None:
    """Only the newest follow-up is what a row tells."""
    customer = add_customer(session, "n")
    old = desk.log_canned(session, customer.id, "3", entry_uuid=new_uuid(), text="old").follow_up
    clock.advance(minutes=1)
    desk.log_canned(session, customer.id, "3", entry_uuid=new_uuid(), text="new")
    customers.correct(session, old.id, text="older")
    assert stored(session, customer).last_text == "new"


def test_of_entries_that_are_alike_the_last_one_is_what_a_row_tells(session: Session) -> None:
    """Imported ones are often of one instant, with the same words."""
    customer = add_customer(session, "张三")
    first, last = (
        desk.log_canned(
            session, customer.id, "3", entry_uuid=new_uuid(), text="no answer"
        ).follow_up
        for _ in range(2)
    )
    customers.correct(session, first.id, text="wrong number")
    assert stored(session, customer).last_text == "no answer"
    customers.correct(session, last.id, text="busy")
    assert stored(session, customer).last_text == "busy"


def test_archiving_needs_a_reason_and_keeps_the_history(session: Session) -> None:
    """The promise is cleared; undo gives it back."""
    customer = add_customer(session, "n")
    with pytest.raises(FieldError, match="reason_needed"):
        customers.archive(session, customer.id, reason=" \x00 ")
    desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    before = stored(session, customer)
    archived = customers.archive(session, customer.id, reason="closed")
    assert (archived.promise, archived.archive_reason) == (None, "closed")
    assert customers.archive(session, customer.id, reason="again") == archived
    assert len(customers.timeline(session, customer.id)) == 1
    undo.undo(session)
    assert stored(session, customer).promise == before.promise


def test_a_new_word_becomes_a_value_once(session: Session) -> None:
    """Shipped values are found in both languages, others by their folded title."""
    customer = add_customer(session, "n", area="Nord", level="A")
    other = add_customer(session, "m", area="ｎｏｒｄ", level="a")
    assert (customer.area, customer.level) == (other.area, other.level)
    assert session.value_title(customer.area) == "Nord"
    assert customers.edit(session, customer.id, {"area": ""}).area is None


def test_kind_and_promise_are_edited_by_their_codes(session: Session) -> None:
    """A promise is a value, never a text."""
    customer = add_customer(session, "n")
    assert customers.edit(session, customer.id, {"kind": "客户"}).kind is Kind.CUSTOMER
    with pytest.raises(TypeError):
        customers.edit(session, customer.id, {"next_contact": "tomorrow"})


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**30])
def test_a_number_that_nobody_has_is_told(session: Session, number: int) -> None:
    """Also one that no database can store."""
    with pytest.raises(CrmError, match="no_such_customer"):
        customers.get(session, number)
    with pytest.raises(CrmError, match="no_such_follow_up"):
        customers.correct(session, number, text="x")


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("birthday", "1980年12月1日", "1980-12-01"),
        ("lunar_birthday", "1985年八月十五", "1985-08-15"),
        ("lunar_birthday", "闰六月初三", "闰06-03"),
        ("time_zone", " Asia/Tokyo ", "Asia/Tokyo"),
    ],
)
def test_days_and_zones_are_kept_in_one_form_however_they_were_typed(
    session: Session, code: str, typed: str, kept: str
) -> None:
    """Added or edited: what is stored is found again by reminders."""
    added = add(session, name="张三", **{code: typed}).customer
    assert getattr(added, code) == kept
    emptied = customers.edit(session, added.id, {code: ""})
    assert getattr(emptied, code) == ""
    assert getattr(customers.edit(session, added.id, {code: typed}), code) == kept


@pytest.mark.parametrize("code", ["birthday", "lunar_birthday", "time_zone"])
def test_a_day_or_zone_that_is_none_is_refused_beside_its_field(
    session: Session, code: str
) -> None:
    """Nothing is written, by `add` or by `edit`."""
    known = add(session, name="王五").customer
    for write in (
        lambda: add(session, name="张三", **{code: "spring"}),
        lambda: customers.edit(session, known.id, {code: "spring"}),
    ):
        with pytest.raises(FieldError) as refusal:
            write()
        assert (refusal.value.code, refusal.value.params["field"]) == ("unreadable", code)
    assert stored(session, known) == known
