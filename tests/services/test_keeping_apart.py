"""Keeping two customers apart: remembered, and undone like any step."""

import pytest

from tests.support.sessions import add_customer
from tui_crm.domain.errors import CrmError
from tui_crm.services import customer_merging, keeping_apart, step_lines, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import kept_apart


def _two(session: Session) -> tuple[int, int]:
    return add_customer(session, "张三").id, add_customer(session, "张三").id


def test_who_is_kept_apart_stays_so_until_it_is_undone(session: Session) -> None:
    a, b = _two(session)
    done = keeping_apart.keep_apart(session, b, a)
    assert done.pair == (a, b)
    assert kept_apart.are_apart(session.db, (b, a))
    assert step_lines.step_lines(session)[0].words == "张三 and 张三: kept apart"
    undo.undo(session)
    assert not kept_apart.are_apart(session.db, (a, b))


def test_to_say_it_twice_makes_one_step(session: Session) -> None:
    a, b = _two(session)
    keeping_apart.keep_apart(session, a, b)
    assert keeping_apart.keep_apart(session, b, a).step_id is None


def test_a_retry_returns_what_was_done(session: Session) -> None:
    a, b = _two(session)
    uuid = new_uuid()
    first = keeping_apart.keep_apart(session, a, b, entry_uuid=uuid)
    assert keeping_apart.keep_apart(session, a, b, entry_uuid=uuid) == first
    undo.undo(session)
    with pytest.raises(CrmError, match="entry_undone"):
        keeping_apart.keep_apart(session, a, b, entry_uuid=uuid)


def test_nobody_is_kept_apart_from_himself(session: Session) -> None:
    a, _b = _two(session)
    with pytest.raises(CrmError, match="same_customer"):
        keeping_apart.keep_apart(session, a, a)


def test_who_was_merged_is_not_kept_apart_under_his_old_id(session: Session) -> None:
    """Whoever says it has not seen that the two are somebody else by now: he is told."""
    a, b = _two(session)
    c = add_customer(session, "李四").id
    customer_merging.merge(session, a, b)
    with pytest.raises(CrmError, match="already_merged") as refusal:
        keeping_apart.keep_apart(session, c, b)
    assert (refusal.value.params["id"], refusal.value.params["into"]) == (b, a)
    assert not kept_apart.are_apart(session.db, (a, c))
