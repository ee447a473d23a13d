"""What a million customers must not cost: the queries of Today are answered by their indexes."""

import re
from datetime import date

import pytest

from tests.support.sessions import add_customer
from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import (
    CustomerFilter,
    CustomerSort,
    Due,
    Facet,
    SortKey,
    values_of,
)
from tui_crm.domain.promise import Promise
from tui_crm.services import customer_lists, customers, desk, reminders, today
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import gathering
from tui_crm.store.models import CustomerTable

DUE = Promise(on=date(2026, 11, 18), minute=600)


def plans(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have SQLite explain each select that follows; return the list that it fills."""
    found: list[str] = []
    execute = session.db.peewee.execute_sql

    def explained(sql: str, params: object = None) -> object:
        if sql.lstrip("( ").startswith("SELECT"):
            steps = execute(f"EXPLAIN QUERY PLAN {sql}", params or ())
            found.append(" | ".join(str(step[3]) for step in steps.fetchall()))
        return execute(sql, params)

    monkeypatch.setattr(session.db.peewee, "execute_sql", explained)
    return found


def check(found: list[str], *indexes: str, sorts: int = 0) -> None:
    """Check that each index is used, no table read whole, and no queue sorted."""
    text = "\n".join(found)
    for index in indexes:
        assert index in text
    assert not re.search(r"\bSCAN (t1|customer|follow_up|phone|step)\b(?!.* USING )", text), text
    assert text.count("TEMP B-TREE FOR ORDER BY") <= sorts, text


def test_pages_and_figures_of_the_queue_use_its_indexes(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Owner and second owner each have their own; a page is sorted within a day at the most."""
    session = sqlite_session
    for number in range(30):
        add_customer(session, f"n{number}", promise=DUE)
    found = plans(session, monkeypatch)
    queue = today.queue_of(session)
    page = queue.first(5)
    queue.after(queue.key_of(page[-1]), 5)
    queue.last(5)
    today.figures(session)
    today.callbacks_to_announce(session)
    check(found, "customer_queue", "customer_queue_2", "(user_id=? AND at>?)")
    assert "USE TEMP B-TREE FOR ORDER BY" not in "\n".join(found)


def test_the_list_of_all_is_read_along_its_index(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, count and the outline of any number of customers, without a sort."""
    session = sqlite_session
    for number in range(10):
        add_customer(session, f"n{number}")
    found = plans(session, monkeypatch)
    rows = customers.all_rows(session)
    page = rows.first(3)
    rows.after(rows.key_of(page[-1]), 3)
    rows.outline(3, page[0])
    check(found, "customer_list", sorts=1)  # the few anchors that were picked


def test_a_logged_call_looks_everything_up(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that a key reads grows with the number of customers."""
    session = sqlite_session
    customer = add_customer(session, "n", phones="13800138000", promise=DUE)
    found = plans(session, monkeypatch)
    desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    desk.log_canned(session, customer.id, "8", entry_uuid=new_uuid())
    check(found, "INTEGER PRIMARY KEY", "phone_customer")


def test_birthdays_of_some_days_are_one_look_into_an_index(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = plans(sqlite_session, monkeypatch)
    reminders.reminders(sqlite_session)
    # The few that are found are sorted by id.
    check(found, "customer_birthday (<expr>=?", "customer_lunar_birthday (<expr>=?", sorts=2)


BOUNDED = "SCAN t1"
"""A walk along the ids, of which a bounded number is looked at."""
INDEX_OF = {
    SortKey.NAME: "customer_list",
    SortKey.COMPANY: "customer_by_company",
    SortKey.NEXT_CONTACT: "customer_by_next",
    SortKey.LAST_CONTACT: "customer_by_last",
    SortKey.CREATED: "customer_by_created",
}


@pytest.mark.parametrize("key", list(INDEX_OF))
@pytest.mark.parametrize("is_descending", [False, True])
def test_an_order_is_walked_along_its_index(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, key: SortKey, *, is_descending: bool
) -> None:
    """The first page and the last, of everybody and of those whom a filter lets pass."""
    session = sqlite_session
    for number in range(300):
        add_customer(session, f"n{number}", company="c", promise=DUE)
    with session.db.write():
        session.db.run(CustomerTable.update(last_follow_up_at=session.now()))
    found = plans(session, monkeypatch)
    sort = CustomerSort(key=key, is_descending=is_descending)
    for wanted in (CustomerFilter(), CustomerFilter(kind=frozenset({Kind.LEAD}))):
        rows = customer_lists.open_list(session, wanted, sort)
        assert len(rows.first(256)) == len(rows.last(256)) == 256
    check([plan for plan in found if plan != BOUNDED], INDEX_OF[key])


@pytest.mark.parametrize("due", [Due.OVERDUE, Due.TODAY, Due.SOON, Due.LATER])
def test_a_date_is_found_in_the_index_of_its_order(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, due: Due
) -> None:
    """Whoever stands before the first of them in the order is not looked at."""
    session = sqlite_session
    add_customer(session, "n", promise=DUE)
    wanted = CustomerFilter(due=frozenset({due}))
    found = plans(session, monkeypatch)
    customer_lists.open_list(session, wanted, CustomerSort(key=SortKey.NEXT_CONTACT))
    assert re.search(r"SEARCH t1 USING (COVERING )?INDEX customer_by_next \(next_on", found[0])


@pytest.mark.parametrize("key", [SortKey.NEXT_CONTACT, SortKey.LAST_CONTACT, SortKey.CREATED])
def test_whoever_stands_far_in_an_order_by_time_is_found_by_the_index_of_facets(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, key: SortKey
) -> None:
    """One pass keeps the first rows: it holds what they are filtered and ordered by."""
    session = sqlite_session
    for number in range(30):
        add_customer(session, f"n{number}", promise=DUE)
    for limit in ("SHORT_WALK", "LONG_WALK", "LONG_WALK_BY_ID"):
        monkeypatch.setattr(gathering, limit, 2)
    found = plans(session, monkeypatch)
    wanted = CustomerFilter(kind=frozenset({Kind.CUSTOMER}))
    customer_lists.open_list(session, wanted, CustomerSort(key=key))
    check(found[-1:], "SCAN t1 USING COVERING INDEX customer_facets", sorts=1)


@pytest.mark.parametrize("key", list(INDEX_OF))
def test_archived_ones_are_sorted_by_their_own_index(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, key: SortKey
) -> None:
    """It holds every order but those of lists of values: no wide row is read to sort them."""
    session = sqlite_session
    add_customer(session, "n", promise=DUE)
    found = plans(session, monkeypatch)
    wanted = CustomerFilter(archived=frozenset({True}), kind=frozenset({Kind.LEAD}))
    customer_lists.open_list(session, wanted, CustomerSort(key=key))
    check(found[:1], "INDEX customer_archived", "USING COVERING INDEX customer_facets", sorts=1)


@pytest.mark.parametrize("facet", list(Facet))
def test_a_filter_is_answered_by_the_index_of_facets(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, facet: Facet
) -> None:
    """Who meets it, how many there are, and the counts of all facets; no wide row is read."""
    session = sqlite_session
    add_customer(session, "n", promise=DUE)
    found = plans(session, monkeypatch)
    values = values_of(facet) or (1, None)
    wanted = CustomerFilter(due=frozenset({Due.TODAY})).with_chosen(facet, values[1:])
    sort = CustomerSort(key=SortKey.STATUS)
    rows = customer_lists.open_list(session, wanted, sort)
    rows.outline(256, None)
    rows.count()
    customer_lists.counts(session, wanted)
    # The first 256 are kept sorted while the index is gone through.
    found = [plan for plan in found if plan != BOUNDED]
    check(found, "USING COVERING INDEX customer_facets", sorts=1)
    assert "FOR GROUP BY" not in "\n".join(found)
