"""What happened to a customer is read through the choke point of visibility."""

import pytest
from peewee import SQL

from tests.support.sessions import add_customer
from tui_crm.services import customer_page, desk
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import customer_history


def test_whoever_may_not_see_a_customer_sees_nothing_of_his_story(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = add_customer(session, "张三", phones="13800138000")
    desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    lists = (
        customer_page.progress(session, customer.id),
        customer_page.history(session, customer.id),
    )
    assert [rows.count() for rows in lists] == [1, 2]
    monkeypatch.setattr(
        customer_history, "only_visible", lambda query, _viewer: query.where(SQL("1 = 0"))
    )
    assert [rows.count() for rows in lists] == [0, 0]
    assert [list(rows.first(10)) for rows in lists] == [[], []]
