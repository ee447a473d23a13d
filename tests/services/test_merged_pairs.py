"""What was found of two customers, and said of them, follows a merge and comes back with undo."""

import pytest

from tests.support.sessions import add_customer
from tui_crm.domain.customer_merge import Choice
from tui_crm.domain.duplicates.verdict import Verdict
from tui_crm.services import customer_merging, customers, duplicate_review, keeping_apart, undo
from tui_crm.services.duplicate_check import check_all
from tui_crm.services.session import Session
from tui_crm.store import duplicate_pairs, kept_apart

WANG = {"company": "华强电子有限公司", "phones": "13800138000", "email": "wang@huaqiang.example"}
BOTH = (Verdict.SAME, Verdict.LIKELY)


def shown(session: Session) -> set[tuple[int, int]]:
    """Return the pairs that the review shows."""
    return {(row.a.id, row.b.id) for row in duplicate_review.rows(session)}


def merge(session: Session, winner_id: int, loser_id: int, **choices: Choice) -> int:
    """Merge two customers and return the step."""
    return customer_merging.merge(session, winner_id, loser_id, choices).step_id


def test_the_other_open_pairs_of_who_goes_stay_open_with_who_stayed(session: Session) -> None:
    """Compared anew when shown: their evidence is that of who stayed; undo gives them back."""
    winner = add_customer(session, "赵敏", company="山海渔业", phones="13700137000").id
    loser = add_customer(session, "王建国", **WANG).id
    twin = add_customer(session, "王建国", **WANG).id
    check_all(session)
    assert shown(session) == {(loser, twin)}
    merge(session, winner, loser, name=Choice.LOSER, company=Choice.LOSER)
    (row,) = duplicate_review.rows(session)
    assert (row.a.id, row.b.id, row.finding.verdict) == (winner, twin, Verdict.SAME)
    undo.undo(session)
    assert shown(session) == {(loser, twin)}


def test_a_pair_that_who_stayed_is_none_of_is_not_shown(session: Session) -> None:
    """A verdict on who went is not taken for one on who stayed; undo gives it back all the same.

    Also where both have the same version when they were compared.
    """
    winner = add_customer(session, "赵敏", company="山海渔业", phones="13700137000").id
    loser = add_customer(session, "王建国", company="华强电子有限公司").id
    customers.edit(session, loser, {"note": "called"})
    twin = add_customer(session, "王建国", company="华强电子有限公司", phones="13800138000").id
    check_all(session)
    merge(session, winner, loser)
    assert shown(session) == set()
    assert duplicate_pairs.best(session.db, session.viewer, BOTH, limit=9) == ()
    undo.undo(session)
    assert shown(session) == {(loser, twin)}


def test_pairs_come_back_behind_a_newer_check(session: Session) -> None:
    """The check of the time between knows nothing of who had gone: his pairs are not lost."""
    winner = add_customer(session, "王建国", **WANG).id
    loser = add_customer(session, "王建国", **WANG).id
    twin = add_customer(session, "王建国", **WANG).id
    check_all(session)
    everybody = shown(session)
    step = merge(session, winner, loser)
    check_all(session)
    assert shown(session) == {(winner, twin)}
    undo.undo(session, step)
    assert shown(session) == everybody == {(winner, loser), (winner, twin), (loser, twin)}


def test_what_a_newer_check_found_of_who_stayed_outlives_the_undo(session: Session) -> None:
    """It was found of him as well, not of who went alone."""
    winner = add_customer(session, "赵敏", company="山海渔业").id
    loser = add_customer(session, "王建国", **WANG).id
    twin = add_customer(session, "王建国", **WANG).id
    check_all(session)
    assert shown(session) == {(loser, twin)}
    customers.edit(session, winner, {"name": "王建国", **WANG})
    step = merge(session, winner, loser)
    check_all(session)
    undo.undo(session, step)
    assert shown(session) == {(winner, twin), (loser, twin)}


def test_pairs_that_come_back_while_a_check_is_at_work_outlive_it(session: Session) -> None:
    """It has read everybody already, and could not find who was gone."""
    winner = add_customer(session, "赵敏", company="山海渔业", phones="13700137000").id
    loser = add_customer(session, "王建国", **WANG).id
    twin = add_customer(session, "王建国", **WANG).id
    check_all(session)
    step = merge(session, winner, loser)
    is_undone = False

    def part(_done: int, _of: int) -> bool:
        nonlocal is_undone
        if not is_undone:
            is_undone = True
            undo.undo(session, step)
        return True

    check_all(session, progress=part)
    assert shown(session) == {(loser, twin)}


def test_a_pair_with_somebody_who_was_never_made_does_not_come_back(session: Session) -> None:
    winner = add_customer(session, "赵敏", company="山海渔业", phones="13700137000").id
    loser = add_customer(session, "王建国", **WANG).id
    add_customer(session, "王建国", **WANG)
    made = undo.list_steps(session)[0]
    check_all(session)
    step = merge(session, winner, loser)
    undo.undo(session, made.id)
    undo.undo(session, step)
    assert shown(session) == set()


@pytest.mark.parametrize("is_first_undone_first", [True, False])
def test_merges_that_share_a_pair_are_undone_in_any_order(
    session: Session, *, is_first_undone_first: bool
) -> None:
    """What was found of two, and said of two others, holds for whom their ids stand each time."""
    a, p = (add_customer(session, "王建国", **WANG).id for _ in range(2))
    b, q = (add_customer(session, name, company="山海渔业").id for name in ("赵敏", "钱多"))
    other = add_customer(session, "孙权").id
    check_all(session)
    keeping_apart.keep_apart(session, other, a)
    apart = keeping_apart.keep_apart(session, b, q)
    as_left = {"name": Choice.LOSER, "company": Choice.LOSER}
    steps = [merge(session, b, a, **as_left), merge(session, q, p, **as_left)]
    assert kept_apart.are_apart(session.db, (b, q))
    assert kept_apart.are_apart(session.db, (b, other))
    undo.undo(session, apart.step_id)
    assert shown(session) == {(b, q)}
    for step in steps if is_first_undone_first else reversed(steps):
        undo.undo(session, step)
        assert len(shown(session)) == 1
    assert shown(session) == {(a, p)}
    assert kept_apart.are_apart(session.db, (a, other))
    assert not kept_apart.are_apart(session.db, (b, other))


@pytest.mark.parametrize("is_first_undone_first", [True, False])
def test_nobody_kept_apart_is_lost_where_both_were_merged(
    session: Session, *, is_first_undone_first: bool
) -> None:
    """A and P are two; A goes into B, P into Q: B and Q are two until either merge is undone."""
    a, p, b, q = (add_customer(session, f"王{number}").id for number in range(4))
    keeping_apart.keep_apart(session, a, p)
    steps = [(merge(session, b, a), a, b), (merge(session, q, p), p, q)]
    assert kept_apart.are_apart(session.db, (q, b))
    undone = steps if is_first_undone_first else steps[::-1]
    stays = undone[1][2]
    undo.undo(session, undone[0][0])
    assert kept_apart.are_apart(session.db, (undone[0][1], stays))
    assert not kept_apart.are_apart(session.db, (b, q))
    undo.undo(session, undone[1][0])
    assert kept_apart.are_apart(session.db, (a, p))


def test_a_pair_that_two_steps_keep_apart_outlives_the_undo_of_one(session: Session) -> None:
    """Two said it of two who became one: it holds until both take it back."""
    a, b, p = (add_customer(session, f"王{number}").id for number in range(3))
    keeping_apart.keep_apart(session, a, p)
    second = keeping_apart.keep_apart(session, b, p)
    merge(session, b, a)
    undo.undo(session, second.step_id)
    assert kept_apart.are_apart(session.db, (b, p))
    assert customers.get(session, a).id == b


def test_what_was_said_of_who_stayed_is_his_and_holds_whichever_id_is_smaller(
    session: Session,
) -> None:
    """The one who went takes with him what was said of him alone."""
    a, p, b, q = (add_customer(session, "王建国", **WANG).id for _ in range(4))
    keeping_apart.keep_apart(session, a, p)
    keeping_apart.keep_apart(session, b, q)
    step = merge(session, b, a)
    check_all(session)
    assert shown(session) == {(p, q)}
    undo.undo(session, step)
    assert kept_apart.are_apart(session.db, (a, p))
    assert kept_apart.are_apart(session.db, (b, q))
    assert not kept_apart.are_apart(session.db, (a, q))
    assert not kept_apart.are_apart(session.db, (b, p))
