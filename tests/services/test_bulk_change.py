"""Bulk change on both engines: each row changed once, or left out, and given back by undo."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest

from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm.domain.bulk_change import BULK_FIELDS, BulkChange
from tui_crm.domain.customer import LIST_FIELDS, Customer
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.services import batches, bulk_change, customers, today, undo
from tui_crm.services.batches import Cancelled
from tui_crm.services.bulk_change import Former, change_many, preview
from tui_crm.services.session import Session
from tui_crm.store import bulk_restores, pages, steps
from tui_crm.store.models import CustomerTable
from tui_crm.store.records import stored_columns
from tui_crm.wording import explain

FRIDAY = Promise(on=date(2026, 11, 20), minute=15 * 60)
LAST_TUESDAY = Promise(on=date(2026, 11, 17), minute=15 * 60)


def value_of(session: Session, field: str, place: int) -> int:
    """Return the id of the value at `place` of a classification."""
    return [each.id for each in session.shared.values.values() if each.field == field][place]


def office(session: Session, count: int = 30) -> list[Customer]:
    """Store customers who differ in every bulk field, a Chinese one among them."""
    colleague = add_user(session, "ann", name="Ann Lee")
    made = []
    for number in range(count):
        customer = add_customer(
            session,
            f"张三{number}" if number % 2 else f"Renée {number}",
            phones=f"138{number:08}",
            promise=replace(FRIDAY, on=FRIDAY.on + timedelta(days=number)) if number % 3 else None,
            level=session.value_title(value_of(session, "level", number % 3)) if number % 4 else "",
            source=['展会 "春"', "web\\site", ""][number % 3],
        )
        made.append(customer)
    change_many(session, ids_of(made[::5]), BulkChange(field="second_owner", value=colleague))
    return [stored(session, each) for each in made]


def ids_of(some: Sequence[Customer]) -> list[int]:
    """Return their ids."""
    return [each.id for each in some]


def digest(session: Session) -> str:
    """Return a hash of every customer with all that is stored of him but version and time."""
    sha = hashlib.sha256()
    for customer in pages.all_customers(session.db, session.viewer):
        columns = stored_columns(customer)
        del columns["version"], columns["updated_at"]
        sha.update(repr((customer.id, sorted(columns.items()), customer.phones)).encode())
    return sha.hexdigest()


def lines_of(session: Session, step_id: int) -> list[tuple[int, list[str]]]:
    """Return (customer id, the columns told of) of each line of change of a step, by customer."""
    lines = steps.changes(session.db, step_id)
    return sorted((line.customer_id, list(json.loads(line.after))) for line in lines)


def any_value(session: Session, field: str) -> int | str | Promise:
    """Return something that the field can be set to."""
    if field in LIST_FIELDS:
        return value_of(session, field, 1)
    if field in ("owner", "second_owner"):
        return next(each.id for each in session.shared.users.values() if each.login == "ann")
    if field == "next_contact":
        return FRIDAY
    return "customer" if field == "kind" else "展会 'n' \"x\" \\ 50%"


@pytest.mark.parametrize("field", BULK_FIELDS)
def test_every_field_is_set_and_given_back(session: Session, field: str) -> None:
    """All rows have the new value; undo restores each by its hash, one version on."""
    made = office(session)
    before = digest(session)
    value = any_value(session, field)
    done = change_many(session, ids_of(made), BulkChange(field=field, value=value))
    attribute = "promise" if field == "next_contact" else field
    now = [stored(session, each) for each in made]
    assert {getattr(each, attribute) for each in now} == {value}
    differed = [each for each in made if getattr(each, attribute) != value]
    assert done.changed == len(differed) > 0
    assert done.left == len(made) - len(differed)
    assert digest(session) != before
    undone = undo.undo(session)
    assert undone.step.id == done.step_id
    assert undone.skipped == ()
    assert digest(session) == before
    raised = {each.id: 2 if each in differed else 0 for each in made}
    for each in made:
        assert stored(session, each).version == each.version + raised[each.id]


@pytest.mark.parametrize("field", [f for f in BULK_FIELDS if f not in ("kind", "owner")])
def test_a_field_can_be_emptied(session: Session, field: str) -> None:
    made = office(session, 6)
    change_many(session, ids_of(made), BulkChange(field=field, value=any_value(session, field)))
    before = digest(session)
    change_many(session, ids_of(made), BulkChange(field=field, value=None))
    attribute = "promise" if field == "next_contact" else field
    assert {getattr(stored(session, each), attribute) for each in made} <= {None, ""}
    undo.undo(session)
    assert digest(session) == before


def test_archived_customers_are_left_out_and_counted(session: Session) -> None:
    made = office(session, 5)
    archived = customers.archive(session, made[0].id, reason="closed")
    level = value_of(session, "level", 3)
    change = BulkChange(field="level", value=level)
    ids = [*ids_of(made), 999_999]
    shown = preview(session, ids, change)
    assert (shown.changed, shown.archived, shown.gone, shown.same) == (4, 1, 1, 0)
    done = change_many(session, ids, change)
    assert (done.changed, done.left) == (4, 2)
    assert stored(session, archived) == archived
    again = preview(session, ids, change)
    assert (again.changed, again.same) == (0, 4)


def test_a_preview_names_what_would_be_replaced(session: Session) -> None:
    """The most frequent values come first, each with its number."""
    made = office(session, 12)
    a, b, c = (session.value_title(value_of(session, "level", place)) for place in range(3))
    shown = preview(session, ids_of(made), BulkChange(field="level", value=None))
    assert shown.former == (
        Former(words=a, count=3),
        Former(words=b, count=3),
        Former(words=c, count=3),
    )
    shown = preview(
        session, ids_of(made), BulkChange(field="level", value=value_of(session, "level", 0))
    )
    assert Former(words="", count=3) in shown.former
    assert (shown.changed, shown.same) == (9, 3)
    dates = preview(session, ids_of(made), BulkChange(field="next_contact", value=FRIDAY))
    assert Former(words="", count=4) == dates.former[0]


def test_a_change_leaves_the_lines_that_an_edit_leaves(session: Session) -> None:
    """Who set what, when and why stands on the step; the columns on the line of each customer."""
    made = office(session, 3)
    pool = BulkChange(field="owner", value=None, reason="moved away 搬走了")
    done = change_many(session, ids_of(made), pool)
    step = steps.get(session.db, done.step_id)
    assert step is not None
    assert (step.kind, step.user_id) == (StepKind.CHANGE, session.viewer.user_id)
    assert dict(step.detail) == {
        "field": "owner", "value": "", "count": 3, "reason": "moved away 搬走了"
    }  # fmt: skip
    assert undo.words_of(session, step) == "3 customers: Owner → –"
    assert lines_of(session, done.step_id) == [(each.id, ["owner"]) for each in made]


def test_rows_changed_since_stay_and_are_told(session: Session, clock: FixedClock) -> None:
    made = office(session, 6)
    change_many(session, ids_of(made), BulkChange(field="source", value="fair"))
    clock.advance(minutes=1)
    customers.edit(session, made[1].id, {"source": "mine"})
    step = next(each for each in undo.list_steps(session) if each.kind is StepKind.CHANGE)
    undone = undo.undo(session, step.id)
    assert undone.skipped == (made[1].id,)
    assert stored(session, made[1]).source == "mine"
    for each in (made[0], *made[2:]):
        assert stored(session, each).source == each.source


def test_lines_of_others_between_the_chunks_are_not_taken_for_its_own(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody edits, while the change goes on, a customer who is still to come."""
    made = office(session, 6)
    monkeypatch.setattr(bulk_change, "FIRST_CHUNK", 2)

    def edit_the_last(done: int, _of: int) -> bool:
        if done == 2:
            customers.edit(session, made[5].id, {"source": "edited", "budget": "9"})
        return True

    change = BulkChange(field="source", value="bulk")
    change_many(session, ids_of(made), change, progress=edit_the_last)
    assert stored(session, made[5]).source == "bulk"
    step = next(each for each in undo.list_steps(session) if each.kind is StepKind.CHANGE)
    assert undo.undo(session, step.id).skipped == ()
    assert stored(session, made[5]).source == "edited"
    assert stored(session, made[0]).source == made[0].source


def test_an_edit_beside_the_undo_is_not_laid_over(
    postgres_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes behind the look at what stands on a customer waits for the undo."""
    session = postgres_session
    made = office(session, 6)
    change_many(session, ids_of(made), BulkChange(field="source", value="fair"))
    step = undo.list_steps(session)[0]
    told: list[str] = []

    def edit() -> None:
        own = session_of(session.db, FixedClock())
        try:
            own.db.peewee.execute_sql("SET lock_timeout = '100ms'")
            customers.edit(own, made[1].id, {"source": "mine"})
            told.append("")
        except CrmError as error:
            told.append(error.code)
        finally:
            own.db.close_thread()

    lay_back = bulk_restores._lay_back

    def after_another_tried(*arguments: Any) -> None:
        editor = Thread(target=edit)
        editor.start()
        editor.join(60)
        lay_back(*arguments)

    monkeypatch.setattr(bulk_restores, "_lay_back", after_another_tried)
    undo.undo(session, step.id)
    assert told == ["database_busy"]
    assert [stored(session, each).source for each in made] == [each.source for each in made]


def test_two_changes_come_back_in_turn(session: Session) -> None:
    """The second stands on the first, which stays where it is undone alone."""
    made = office(session, 4)
    before = digest(session)
    first = change_many(session, ids_of(made), BulkChange(field="budget", value="1"))
    between = digest(session)
    change_many(session, ids_of(made), BulkChange(field="budget", value="2"))
    undo.undo(session)
    assert digest(session) == between
    undone = undo.undo(session, first.step_id)
    assert (undone.skipped, digest(session)) == ((), before)


def test_a_cancelled_change_is_taken_back_whole(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = office(session)
    before = digest(session)
    monkeypatch.setattr(bulk_change, "FIRST_CHUNK", 7)
    seen: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        seen.append((done, of))
        return len(seen) < 2

    with pytest.raises(Cancelled):
        change_many(session, ids_of(made), BulkChange(field="source", value="x"), progress=progress)
    assert seen[0] == (7, 30)
    assert digest(session) == before
    assert undo.list_steps(session)[0].state is StepState.UNDONE


def test_a_killed_change_is_taken_back_at_the_next_start(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step is still running, half of its rows are written: all get back what they had."""
    made = office(session)
    before = digest(session)
    monkeypatch.setattr(bulk_change, "FIRST_CHUNK", 7)
    monkeypatch.setattr(batches, "_take_back", lambda *_args, **_more: ())

    def kill(_done: int, _of: int) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_many(session, ids_of(made), BulkChange(field="source", value="x"), progress=kill)
    monkeypatch.undo()
    assert digest(session) != before
    (taken,) = batches.take_back_killed(session)
    assert taken.kind is StepKind.CHANGE
    assert digest(session) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (BulkChange(field="name", value="x"), "read_only_field"),
        (BulkChange(field="kind", value="lead"), "bad_kind"),
        (BulkChange(field="source", value="x" * 501), "too_long"),
        (BulkChange(field="owner", value=None), "reason_needed"),
        (BulkChange(field="owner", value=999), "value_gone"),
        (BulkChange(field="level", value=999), "value_gone"),
        (
            BulkChange(field="next_contact", value=LAST_TUESDAY),
            "when_in_past",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else each.field,
)
def test_what_cannot_be_is_refused(session: Session, change: BulkChange, code: str) -> None:
    """Nothing is written, and the reason is a sentence."""
    made = office(session, 2)
    before = digest(session), len(undo.list_steps(session))
    with pytest.raises(FieldError) as refused:
        change_many(session, ids_of(made), change)
    assert refused.value.code == code
    assert code not in explain(refused.value)
    assert (digest(session), len(undo.list_steps(session))) == before


def test_a_value_of_another_list_is_refused(session: Session) -> None:
    made = office(session, 1)
    with pytest.raises(FieldError, match="value_gone"):
        change_many(
            session, ids_of(made), BulkChange(field="level", value=value_of(session, "status", 0))
        )


def test_who_gets_an_owner_is_no_longer_reclaimed(session: Session) -> None:
    """And undo takes that back too."""
    customer = add_customer(session, "张三", is_unassigned=True)
    with session.db.write():
        session.db.run(CustomerTable.update(is_reclaimed=True))
    change_many(session, [customer.id], BulkChange(field="owner", value=session.viewer.user_id))
    assert not stored(session, customer).is_reclaimed
    undo.undo(session)
    assert stored(session, customer).is_reclaimed is True
    assert stored(session, customer).owner is None


def test_two_batches_do_not_run_at_once(session: Session) -> None:
    """Another thread, with a connection of its own, is refused while the first is at work."""
    made = office(session, 2)
    refusals: list[str] = []

    def try_another() -> None:
        try:
            change_many(session, ids_of(made), BulkChange(field="budget", value="2"))
        except CrmError as refusal:
            refusals.append(refusal.code)
        finally:
            session.db.close_thread()

    def progress(_done: int, _of: int) -> bool:
        other = Thread(target=try_another)
        other.start()
        other.join()
        return True

    change = BulkChange(field="source", value="x")
    assert change_many(session, ids_of(made), change, progress=progress).changed == 2
    assert refusals == ["batch_running"]


def test_chunks_of_any_size_do_the_same(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A random order of ids in chunks that grow: each row is changed once."""
    made = office(session, 40)
    ids = ids_of(made)
    random.Random(7).shuffle(ids)
    monkeypatch.setattr(bulk_change, "FIRST_CHUNK", 1)
    done = change_many(session, ids, BulkChange(field="competitor", value="对手"))
    assert done.changed == 40
    assert lines_of(session, done.step_id) == [(each.id, ["competitor"]) for each in made]
    assert {stored(session, each).version for each in made} == {each.version + 1 for each in made}


def test_the_next_contact_of_a_change_stands_in_the_queue(session: Session) -> None:
    made = office(session, 3)
    due = Promise(on=session.today())
    change_many(session, ids_of(made), BulkChange(field="next_contact", value=due))
    assert {row.id for row in today.due_customers(session)} == set(ids_of(made))
