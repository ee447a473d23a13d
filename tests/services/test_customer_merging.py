"""Merging two customers: what moves, what stays, who is told, and the way back."""

import pytest

from tests.support.sessions import add_customer, stored
from tui_crm.domain.errors import CrmError
from tui_crm.services import customer_merging, customers, desk, undo
from tui_crm.services.session import Session, new_uuid


def test_the_loser_is_found_by_his_old_id(session: Session) -> None:
    winner = add_customer(session, "张三", phones="13800138000", company="华强")
    loser = add_customer(session, "张三丰", phones="13900139000", email="z@x.cn")
    desk.log_canned(session, loser.id, "1", entry_uuid=new_uuid())
    merged = customer_merging.merge(session, winner.id, loser.id)
    assert merged.customer == customers.get(session, loser.id) == stored(session, winner)
    assert [each.raw for each in merged.customer.phones] == ["13800138000", "13900139000"]
    assert merged.customer.email == "z@x.cn"
    assert len(customers.timeline(session, winner.id)) == 1
    undo.undo(session)
    assert stored(session, winner).email == ""
    assert stored(session, loser).name == "张三丰"
    assert len(customers.timeline(session, loser.id)) == 1


def test_a_second_merge_of_the_same_pair_is_told(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    customer_merging.merge(session, winner.id, loser.id)
    with pytest.raises(CrmError, match="already_merged"):
        customer_merging.merge(session, winner.id, loser.id)
    with pytest.raises(CrmError, match="already_merged"):
        customer_merging.merge(session, loser.id, winner.id)
