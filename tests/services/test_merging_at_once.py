"""Merges beside other work on the same customers: one of two wins, and no entry is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pkgutil import resolve_name
from threading import Barrier

import pytest

from tests.support.checks import check_consistent
from tests.support.sessions import add_customer, session_of
from tui_crm.domain.errors import CrmError
from tui_crm.services import customer_merging, customers, desk, duplicate_review, undo
from tui_crm.services.duplicate_check import check_all
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import customers as store

AT_ONCE = 6
ROUNDS = 4


def _together(session: Session, *deeds: Callable[[Session], object]) -> list[str]:
    """Do all at once, each on a thread and connection of its own; return the codes of refusals."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[Session], object]) -> str:
        own = session_of(session.db, session.clock)
        try:
            barrier.wait()
            deed(own)
        except CrmError as error:
            return error.code
        finally:
            session.db.close_thread()
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_of_merges_of_one_pair_at_once_one_wins_and_the_others_are_told(session: Session) -> None:
    for _round in range(ROUNDS):
        a, b = add_customer(session, "张三").id, add_customer(session, "张三丰").id
        told = _together(
            session,
            *(
                partial(customer_merging.merge, winner_id=pair[0], loser_id=pair[1])
                for pair in [(a, b), (b, a)] * (AT_ONCE // 2)
            ),
        )
        assert sorted(told) == ["", *["already_merged"] * (AT_ONCE - 1)]
        assert customers.get(session, a) == customers.get(session, b)
    check_consistent(session)


@pytest.mark.parametrize("side", [0, 1])
def test_calls_logged_while_two_are_merged_are_all_there(session: Session, side: int) -> None:
    """Whatever comes first: the entry stands on who stayed, or its writer was told it does not."""
    for _round in range(ROUNDS):
        pair = add_customer(session, "张三").id, add_customer(session, "张三丰").id
        told = _together(
            session,
            partial(customer_merging.merge, winner_id=pair[0], loser_id=pair[1]),
            *(
                partial(desk.log_canned, customer_id=pair[side], slot="1", entry_uuid=new_uuid())
                for _each in range(AT_ONCE - 1)
            ),
        )
        assert set(told) <= {"", "changed_meanwhile"}
        stands = customers.get(session, pair[side])
        logged = told[1:].count("")
        assert len(customers.timeline(session, stands.id)) == logged
        assert told[0] == ""
        assert stands.id == pair[0]
    check_consistent(session)


def test_edits_and_an_undo_beside_a_merge_leave_everything_whole(session: Session) -> None:
    for number in range(ROUNDS):
        a, b = add_customer(session, "张三").id, add_customer(session, "张三丰").id
        done = customer_merging.merge(session, a, b)
        told = _together(
            session,
            partial(undo.undo, step_id=done.step_id),
            partial(customers.edit, customer_id=a, changes={"note": str(number)}),
            partial(customers.edit, customer_id=b, changes={"email": "a@x.cn"}),
        )
        assert set(told) <= {"", "changed_since", "changed_meanwhile"}
        if not told[1]:
            assert customers.get(session, a).note == str(number)
        if not told[2]:
            assert customers.get(session, b).email == "a@x.cn"
    check_consistent(session)


@pytest.mark.parametrize(
    ("writer", "then"),
    [
        (check_all, "duplicate_pairs._evidence_text"),
        (undo.undo, "merged_pairs._wanted"),
    ],
)
def test_nobody_goes_while_pairs_with_him_are_written(
    postgres_session: Session,
    writer: Callable[[Session], object],
    then: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who was there when the pairs were put together is there when they are stored."""
    session = postgres_session
    winner = add_customer(session, "赵敏", company="山海渔业")
    loser = add_customer(session, "王建国", company="华强电子有限公司")
    twin = add_customer(session, "王建国", company="华强电子有限公司", phones="13800138000")
    check_all(session)
    if writer is undo.undo:
        customer_merging.merge(session, winner.id, loser.id)
        # The pair of the twin with who stayed is none, and is forgotten.
        assert duplicate_review.rows(session) == ()
    part = f"tui_crm.store.{then}"
    plain, told = resolve_name(part.replace("._", ":_")), list[str]()

    def remove(own: Session) -> None:
        with own.db.write():
            own.db.peewee.execute_sql("SET LOCAL lock_timeout = '100ms'")
            store.remove(own.db, twin)

    def after_another_tried(*arguments: object) -> object:
        if not told:
            told.extend(_together(session, remove))
        return plain(*arguments)

    monkeypatch.setattr(part, after_another_tried)
    writer(session)
    assert told == ["database_busy"]
    assert {(row.a.id, row.b.id) for row in duplicate_review.rows(session)} == {(loser.id, twin.id)}
