"""Many pairs merged as one batch: chains, what is left, cancelling, undo."""

import pytest

from tests.support.sessions import add_customer, add_user, session_of, stored
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.services import (
    customer_merging,
    customers,
    desk,
    housekeeping,
    keeping_apart,
    merge_batch,
    step_lines,
    undo,
)
from tui_crm.services.batches import Cancelled
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import steps


def _log(session: Session, customer_id: int) -> None:
    desk.log_canned(session, customer_id, "1", entry_uuid=new_uuid())


def _is_there(session: Session, customer_id: int) -> bool:
    return customers.get(session, customer_id).id == customer_id


def test_pairs_that_share_a_customer_become_one(session: Session) -> None:
    ids = [add_customer(session, f"张{number}").id for number in range(4)]
    pairs = [(ids[0], ids[1]), (ids[2], ids[3]), (ids[1], ids[2]), (ids[0], ids[3])]
    done = merge_batch.merge_batch(session, pairs)
    assert (done.merged, done.left) == (3, 1)
    assert {customers.get(session, each).id for each in ids} == {ids[0]}
    assert step_lines.step_lines(session)[0].words == "3 customers merged into others"


def test_undo_parts_a_chain_again(session: Session) -> None:
    ids = [add_customer(session, f"张{number}", email=f"{number}@x.cn").id for number in range(4)]
    for count, customer_id in enumerate(ids):
        for _each in range(2**count - 1):
            _log(session, customer_id)
    before = [len(customers.timeline(session, each)) for each in ids]
    # Who has more follow-ups stays: each pair removes who stayed of the one before.
    merge_batch.merge_batch(session, [(ids[0], ids[1]), (ids[1], ids[2]), (ids[2], ids[3])])
    assert {customers.get(session, each).id for each in ids} == {ids[3]}
    assert len(customers.timeline(session, ids[3])) == sum(before)
    assert undo.undo(session).skipped == ()
    assert [len(customers.timeline(session, each)) for each in ids] == before
    assert [customers.get(session, each).email for each in ids] == [
        f"{number}@x.cn" for number in range(4)
    ]


def test_undo_leaves_whom_somebody_worked_on_since(session: Session) -> None:
    ids = [add_customer(session, f"张{number}").id for number in range(4)]
    done = merge_batch.merge_batch(session, [(ids[0], ids[1]), (ids[2], ids[3])])
    _log(session, ids[2])
    assert undo.undo(session, done.step_id).skipped == (ids[2],)
    assert _is_there(session, ids[1])
    assert not _is_there(session, ids[3])


@pytest.mark.parametrize("left", ["apart", "gone", "disagreed"])
def test_pairs_that_should_stay_are_left(session: Session, left: str) -> None:
    a, b = add_customer(session, "张三").id, add_customer(session, "张三").id
    pair = (a, b)

    def agrees(_first: object, _second: object) -> bool:
        return left != "disagreed"

    if left == "apart":
        keeping_apart.keep_apart(session, a, b)
    if left == "gone":
        pair = (a, b + 1000)
    done = merge_batch.merge_batch(session, [pair], agrees=agrees)
    assert (done.merged, done.left, done.step_id) == (0, 1, None)
    assert _is_there(session, a)
    assert _is_there(session, b)


def test_who_is_kept_apart_is_not_joined_through_a_third(session: Session) -> None:
    a, b, c = (add_customer(session, "张三").id for _each in range(3))
    keeping_apart.keep_apart(session, a, b)
    done = merge_batch.merge_batch(session, [(a, c), (b, c)])
    assert (done.merged, done.left) == (1, 1)
    assert _is_there(session, b)


def test_a_cancelled_batch_leaves_everybody_as_he_was(session: Session) -> None:
    ids = [
        add_customer(session, f"张{number}", phones=f"1380013800{number}").id for number in (1, 2)
    ]
    with pytest.raises(Cancelled):
        merge_batch.merge_batch(session, [(ids[0], ids[1])], progress=lambda _done, _of: False)
    assert all(_is_there(session, each) for each in ids)
    assert len(customers.get(session, ids[0]).phones) == 1


def test_undoing_an_import_names_who_took_in_what_it_made(session: Session) -> None:
    """A step of another user: what he made is merged and stays."""
    a, b = add_customer(session, "张三").id, add_customer(session, "张三").id
    creation = undo.newest(session)
    add_user(session, "wang")
    colleague = session_of(session.db, session.clock, login="wang")
    merge_batch.merge_batch(colleague, [(a, b)])
    with pytest.raises(CrmError, match="merged_since"):
        undo.undo(session, creation.id)
    assert stored(session, customers.get(session, a)).id == a


def test_a_batch_that_was_killed_is_taken_back_at_the_next_start(session: Session) -> None:
    """The step still runs and nobody works on it: whom it had merged is parted, and it is told."""
    a, b = (add_customer(session, f"张{number}") for number in range(2))
    with session.db.write():
        step_id = steps.insert(
            session.db,
            uuid=new_uuid(),
            user_id=session.viewer.user_id,
            kind=StepKind.MERGE_MANY,
            at=session.now(),
            state=StepState.RUNNING,
        )
        customer_merging.unite(session, a, b, {}, step_id=step_id)
    assert not _is_there(session, b.id)
    told = housekeeping.run(session)
    assert "A merge of many customers that was interrupted was taken back." in told
    assert _is_there(session, b.id)
