"""Values merged and removed: everybody moves over, in chunks, and undo moves everybody back."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.test_value_lists import refusal, value_named, words
from tests.support.sessions import add_customer, session_of, stored
from tui_crm.domain.bulk_change import BulkChange
from tui_crm.domain.steps import StepState
from tui_crm.services import batches, canned, customers, undo, value_lists, value_merging
from tui_crm.services.batches import Cancelled
from tui_crm.services.bulk_change import change_many
from tui_crm.services.session import Session
from tui_crm.store import steps, value_use


@pytest.fixture
def office(session: Session) -> Session:
    """Return a session with seven customers of level A, two of B and one of none."""
    for number in range(10):
        level = "A" if number < 7 else "B" if number < 9 else ""
        add_customer(session, f"customer {number}", level=level)
    return session


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a chunk be three customers."""
    monkeypatch.setattr(value_merging, "FIRST_CHUNK", 3)
    monkeypatch.setattr(value_merging, "MOST_CHUNK", 3)


def levels(session: Session) -> list[str]:
    """Return the level of each customer, by id."""
    query = range(1, 11)
    return [session.value_title(customers.get(session, each).level) for each in query]


def test_everybody_moves_over_in_one_step_and_undo_moves_everybody_back(
    office: Session, small_chunks: None
) -> None:
    before = levels(office)
    a, b = (value_named(office, "level", word) for word in "AB")
    told: list[tuple[int, int]] = []
    merged = value_merging.merge(
        office, a, b, progress=lambda done, of: told.append((done, of)) or True
    )
    assert merged.customers == 7
    assert told[-1] == (7, 7)
    assert len(told) >= 3
    assert levels(office) == ["B"] * 9 + [""]
    assert words(office, "level") == ["B", "C", "D"]
    assert office.value_title(a) == "A"
    undone = undo.undo(office)
    assert undone.skipped == ()
    assert levels(office) == before
    assert words(office, "level") == ["A", "B", "C", "D"]


def test_a_canned_follow_up_that_sets_the_value_sets_the_other_and_back(office: Session) -> None:
    a, b = (value_named(office, "level", word) for word in "AB")
    first = office.canned[0]
    canned.save(office, replace(first, set_level=a))
    value_merging.merge(office, a, b)
    assert office.canned[0].set_level == b
    undo.undo(office)
    assert office.canned[0].set_level == a


def test_a_canned_follow_up_that_was_changed_since_stays_at_undo(office: Session) -> None:
    a, b, c = (value_named(office, "level", word) for word in "ABC")
    canned.save(office, replace(office.canned[0], set_level=a))
    value_merging.merge(office, a, b)
    canned.save(office, replace(office.canned[0], set_level=c))
    undo.undo(office)
    assert office.canned[0].set_level == c


def test_a_form_that_was_open_meanwhile_saves_the_value_that_took_its_place(
    office: Session,
) -> None:
    a, b = (value_named(office, "level", word) for word in "AB")
    opened = office.canned[0]
    other = session_of(office.db, office.clock)
    value_merging.merge(other, a, b)
    canned.save(office, replace(opened, set_level=a))
    assert office.canned[0].set_level == b
    assert "A" in [office.value_title(each) for each in (a,)]
    edited = customers.edit(office, 10, {"level": "A"})
    assert office.value_title(edited.level) in ("A", "B")


def test_who_was_changed_since_is_left_out_of_undo_and_listed(office: Session) -> None:
    a, b = (value_named(office, "level", word) for word in "AB")
    value_merging.merge(office, a, b)
    step = undo.newest(office)
    customers.edit(office, 1, {"level": "C"})
    undone = undo.undo(office, step.id)
    assert undone.skipped == (1,)
    assert levels(office)[:3] == ["C", "A", "A"]


def test_an_older_step_restores_the_value_that_took_its_place(office: Session) -> None:
    customers.edit(office, 1, {"level": "C"})
    step = undo.newest(office)
    a, b = (value_named(office, "level", word) for word in "AB")
    value_merging.merge(office, a, b)
    undo.undo(office, step.id)
    assert levels(office)[0] == "B"


def test_an_older_step_restores_nothing_where_the_value_was_removed(office: Session) -> None:
    customers.edit(office, 1, {"level": "C"})
    step = undo.newest(office)
    value_merging.remove(office, value_named(office, "level", "A"), is_emptied=True)
    undo.undo(office, step.id)
    assert levels(office)[0] == ""


@pytest.mark.parametrize(("into", "expected"), [("C", "C"), (None, "")])
def test_an_older_change_of_many_restores_what_took_the_place_too(
    office: Session, into: str | None, expected: str
) -> None:
    a, b = (value_named(office, "level", word) for word in "AB")
    change = change_many(office, range(1, 9), BulkChange(field="level", value=b))
    if into is None:
        value_merging.remove(office, a)
    else:
        value_merging.merge(office, a, value_named(office, "level", into))
    assert undo.undo(office, change.step_id).skipped == ()
    assert levels(office) == [expected] * 7 + ["B", "B", ""]


def test_a_merge_that_is_stopped_is_taken_back_whole(office: Session, small_chunks: None) -> None:
    before = levels(office)
    a, b = (value_named(office, "level", word) for word in "AB")
    with pytest.raises(Cancelled):
        value_merging.merge(office, a, b, progress=lambda done, _of: done < 3)
    office.reload()
    assert levels(office) == before
    assert words(office, "level") == ["A", "B", "C", "D"]


def test_a_merge_that_was_killed_is_taken_back_at_the_next_start(
    office: Session, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = levels(office)
    a, b = (value_named(office, "level", word) for word in "AB")
    with monkeypatch.context() as killed:
        killed.setattr(batches, "_take_back", _nothing)
        with pytest.raises(KeyboardInterrupt):
            value_merging.merge(office, a, b, progress=_killing)
    (left,) = steps.running(office.db)
    assert left.state is StepState.RUNNING
    assert levels(office) != before
    batches.take_back_killed(office)
    office.reload()
    assert levels(office) == before
    assert words(office, "level") == ["A", "B", "C", "D"]


def _nothing(*_arguments: object, **_named: object) -> None:
    return None


def _killing(done: int, _of: int) -> bool:
    if done:
        raise KeyboardInterrupt
    return True


def test_whoever_gets_the_value_while_it_is_merged_moves_over_too(
    office: Session, small_chunks: None
) -> None:
    a, b = (value_named(office, "level", word) for word in "AB")

    def late(done: int, _of: int) -> bool:
        if done == 3:
            with office.db.write():
                customer = customers.get(office, 1)
                step_id = steps.insert(
                    office.db, uuid="f" * 32, user_id=office.viewer.user_id,
                    kind=undo.list_steps(office)[0].kind, at=office.now(),
                )  # fmt: skip
                value_use.replace(
                    office.db, "level", [customer.id], value_id=b, into=a, step_id=step_id,
                    at=office.now(),
                )  # fmt: skip
        return True

    merged = value_merging.merge(office, a, b, progress=late)
    assert merged.customers == 8
    assert levels(office) == ["B"] * 9 + [""]


def test_a_value_in_use_is_not_removed_unless_its_customers_shall_have_none(
    office: Session,
) -> None:
    a = value_named(office, "level", "A")
    assert refusal(lambda: value_merging.remove(office, a)) == "value_in_use"
    removed = value_merging.remove(office, a, is_emptied=True)
    assert removed.customers == 7
    assert levels(office) == [""] * 7 + ["B", "B", ""]
    undo.undo(office)
    assert levels(office) == ["A"] * 7 + ["B", "B", ""]


def test_a_value_that_only_a_key_sets_is_in_use(office: Session) -> None:
    d = value_named(office, "level", "D")
    canned.save(office, replace(office.canned[0], set_level=d))
    assert refusal(lambda: value_merging.remove(office, d)) == "value_in_use"
    value_merging.remove(office, d, is_emptied=True)
    assert office.canned[0].set_level is None


def test_a_removed_word_may_be_added_again_and_then_stands_in_the_way_of_undo(
    office: Session,
) -> None:
    d = value_named(office, "level", "D")
    value_merging.remove(office, d)
    step = undo.newest(office)
    again = value_lists.add_value(office, "level", "D")
    assert again.id != d
    assert refusal(lambda: undo.undo(office, step.id)) == "value_taken"


Wrong = Callable[[Session, int], object]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda session, a: value_merging.merge(session, a, a), "same_value"),
        (
            lambda session, a: value_merging.merge(
                session, a, value_named(session, "status", "new")
            ),
            "values_of_two_lists",
        ),
        (lambda session, a: value_merging.merge(session, a, 10**9), "no_such_value"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(office: Session, wrong: Wrong, code: str) -> None:
    a = value_named(office, "level", "A")
    assert refusal(lambda: wrong(office, a)) == code
    assert words(office, "level") == ["A", "B", "C", "D"]


def test_every_customer_of_a_merge_goes_one_version_on(office: Session) -> None:
    customer = customers.get(office, 1)
    a, b = (value_named(office, "level", word) for word in "AB")
    value_merging.merge(office, a, b)
    assert stored(office, customer).version == customer.version + 1
    undo.undo(office)
    after = stored(office, customer)
    assert after.version == customer.version + 2
    assert replace(after, version=1, updated_at=customer.updated_at) == replace(customer, version=1)
