"""Merges beside other work on the same customers: one of two wins, and no entry is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from tests.support.checks import check_consistent
from tests.support.sessions import add_customer, session_of
from tui_crm.domain.errors import CrmError
from tui_crm.services import customer_merging, customers, desk, undo
from tui_crm.services.session import Session, new_uuid

AT_ONCE = 6
ROUNDS = 4


def _together(session: Session, *deeds: Callable[[Session], object]) -> list[str]:
    """Do all at once, each on a thread and connection of its own; return the codes of refusals."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[Session], object]) -> str:
        own = session_of(session.db, session.clock)  # type: ignore[arg-type]  # a fixed clock
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
