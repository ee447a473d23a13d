"""Filling a database with the demo: whole or not at all, and as the write path would have."""

from pathlib import Path

import peewee
import pytest

from tests.support.sessions import FixedClock, add_customer, session_on
from tui_crm import paths
from tui_crm.db import Database, open_database
from tui_crm.domain.demo.fates import due_count
from tui_crm.domain.demo.generator import Office, generate
from tui_crm.domain.demo.twins import twin_count
from tui_crm.domain.demo.values import DemoCustomer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method
from tui_crm.domain.planning import Entry
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.domain.viewer import Role
from tui_crm.files.demo_tables import read_demo_tables
from tui_crm.services import batches, customers, demo, desk, duplicate_check, today, undo
from tui_crm.services.batches import Batch, Cancelled
from tui_crm.services.demo import fill_demo
from tui_crm.services.first_start import shipped_canned
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import demo as demo_store
from tui_crm.store import lists, steps, users
from tui_crm.store.models import (
    CustomerSearchRow,
    CustomerTable,
    DoNotCallRow,
    FollowUpRow,
    PhoneRow,
    Table,
)

FILLED = (CustomerTable, CustomerSearchRow, PhoneRow, FollowUpRow, DoNotCallRow)


def count(db: Database, table: type[Table]) -> int:
    """Return how many rows a table has."""
    return int(db.scalar(table.select(peewee.fn.COUNT(peewee.SQL("*")))) or 0)


def office_of(session: Session, size: int, seed: int) -> Office:
    """Return the office that `fill_demo` makes up."""
    return Office(
        customers=size,
        seed=seed,
        now=session.local_now(),
        rules=session.rules,
        canned=shipped_canned(),
        home_country=session.team.country,
    )


def made(session: Session, size: int, seed: int) -> list[DemoCustomer]:
    """Return the customers that `fill_demo` writes."""
    tables = read_demo_tables(paths.shipped_data() / "demo")
    return list(generate(tables, office_of(session, size, seed)))


def test_an_empty_database_is_filled_and_counted(session: Session) -> None:
    """Customers and follow-ups are as many as it says, and each customer has its search text."""
    figures = fill_demo(session, customers=500, seed=7)
    assert figures.customers == count(session.db, CustomerTable) == 500
    assert figures.follow_ups == count(session.db, FollowUpRow) > 1_000
    assert count(session.db, CustomerSearchRow) == 500
    assert count(session.db, PhoneRow) > 500
    assert count(session.db, DoNotCallRow) > 5


def test_today_shows_at_least_forty_who_can_all_be_called(session: Session) -> None:
    """SPEC 10: of 500 customers; the keys work on each of them."""
    fill_demo(session, customers=500, seed=7)
    due = today.due_customers(session)
    assert len(due) == due_count(500) >= 40
    for row in due:
        customer = customers.get(session, row.id)
        desk.check_may_call(session, customer)
        assert customer.callable_phones


def test_the_reps_have_joined_the_team(session: Session) -> None:
    """Four of them, beside the acting user, who remains the only manager."""
    fill_demo(session, customers=50, seed=7)
    people = users.all_users(session.db)
    assert len(people) == 5
    assert [each.role for each in people if each.role is Role.MANAGER] == [Role.MANAGER]
    assert {each.id for each in people} == set(session.shared.users)


def test_classifications_are_shown_in_words(session: Session) -> None:
    """Every industry, area, level and status of the demo is a value of its list."""
    fill_demo(session, customers=200, seed=7)
    for field in ("area", "industry", "level", "status"):
        column = getattr(CustomerTable, field)
        ids = {row[0] for row in session.db.rows(CustomerTable.select(column))} - {None}
        assert len(ids) >= 4
        assert all(session.value_title(each) for each in ids)


def test_the_same_seed_fills_two_databases_alike(
    sqlite_session: Session, clock: FixedClock, tmp_path: Path
) -> None:
    """Row by row, ids and all."""
    other = session_on(open_database(tmp_path / "other.db"), clock)
    for each in (sqlite_session, other):
        fill_demo(each, customers=120, seed=3)
    for table in FILLED:
        query = table.select().order_by(peewee.SQL("1"))
        assert sqlite_session.db.rows(query) == other.db.rows(query)
    other.close()


def test_a_database_that_holds_data_is_refused(session: Session) -> None:
    """One customer is enough, and nothing is added."""
    add_customer(session, "张三")
    with pytest.raises(CrmError, match="database_not_empty"):
        fill_demo(session, customers=10, seed=7)
    assert count(session.db, CustomerTable) == 1
    assert len(users.all_users(session.db)) == 1


@pytest.mark.parametrize("size", [0, -1, demo.MAX_CUSTOMERS + 1])
def test_a_demo_of_nobody_or_of_too_many_is_refused(sqlite_session: Session, size: int) -> None:
    """Between one and ten million."""
    with pytest.raises(CrmError, match="bad_demo_size"):
        fill_demo(sqlite_session, customers=size, seed=7)


def test_progress_tells_how_far_it_is(sqlite_session: Session) -> None:
    """After each chunk."""
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    fill_demo(sqlite_session, customers=1_200, seed=7, progress=progress)
    assert told == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]


def test_a_cancelled_demo_leaves_nothing_and_can_be_made_again(session: Session) -> None:
    """All rows are taken back, the refusals too; the reps are there once."""
    with pytest.raises(Cancelled):
        fill_demo(session, customers=800, seed=7, progress=lambda done, _of: done < 800)
    assert [count(session.db, table) for table in FILLED] == [0] * len(FILLED)
    assert not steps.running(session.db)
    assert fill_demo(session, customers=20, seed=7).customers == 20
    assert len(users.all_users(session.db)) == 5


def test_a_killed_demo_is_taken_back_by_the_next_start(session: Session) -> None:
    """What stands of it without an end is nobody's."""
    with session.db.write():
        step_id = steps.insert(
            session.db,
            uuid=new_uuid(),
            user_id=session.viewer.user_id,
            kind=StepKind.DEMO,
            at=session.now(),
            state=StepState.RUNNING,
        )
    tables = read_demo_tables(paths.shipped_data() / "demo")
    known = demo._known(session, tables, office_of(session, 700, 7), Batch(step_id, {}))
    with session.db.write_bulk():
        demo_store.insert(session.db, made(session, 700, 7)[:600], known)
    assert count(session.db, DoNotCallRow)
    assert [step.id for step in batches.take_back_killed(session)] == [step_id]
    assert [count(session.db, table) for table in FILLED] == [0] * len(FILLED)


def test_the_areas_of_the_demo_go_with_it(session: Session) -> None:
    """One that was there before stays."""
    before = lists.all_values(session.db)
    fill_demo(session, customers=60, seed=1)
    assert len(lists.all_values(session.db)) > len(before)
    undo.undo(session)
    assert lists.all_values(session.db) == before


def test_undoing_the_demo_leaves_what_was_worked_on_and_its_refusals(session: Session) -> None:
    """Who was called since stays with his history; a refused one stays refused."""
    fill_demo(session, customers=300, seed=7)
    refused = session.db.scalar(
        CustomerTable.select(CustomerTable.id).where(CustomerTable.is_do_not_call).limit(1)
    )
    entry = Entry(method=Method.OTHER, outcome="", text="letter came back")
    written = desk.log_entry(session, refused, entry, entry_uuid=new_uuid())
    demo_step = next(each for each in undo.list_steps(session) if each.kind is StepKind.DEMO)
    undone = undo.undo(session, demo_step.id)
    assert undone.skipped == (refused,)
    assert count(session.db, CustomerTable) == 1
    left = customers.get(session, refused)
    assert left.is_do_not_call
    assert count(session.db, DoNotCallRow) == len(left.phones)
    assert written.follow_up.id == customers.timeline(session, refused)[0].id


def test_new_customers_get_new_ids_afterwards(session: Session) -> None:
    """PostgreSQL's sequence has moved on with the demo."""
    fill_demo(session, customers=40, seed=7)
    ids = {row[0] for row in session.db.rows(CustomerTable.select(CustomerTable.id))}
    assert add_customer(session, "Ann Lee").id not in ids


def test_every_column_of_a_customer_is_written() -> None:
    """`insert_many` fills in no defaults: a new column must be thought of."""
    assert sorted(demo_store.CUSTOMER_COLUMNS) == sorted(CustomerTable._meta.sorted_field_names)


def test_whoever_is_there_twice_is_found_by_the_check(sqlite_session: Session) -> None:
    """The review has something to decide, of both verdicts."""
    fill_demo(sqlite_session, customers=200, seed=7)
    figures = duplicate_check.check_all(sqlite_session)
    assert figures.same >= 1
    assert figures.likely >= 1
    assert figures.same + figures.likely >= twin_count(200)
