"""Reading and writing, on both engines."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import peewee
import pytest

from tui_crm.db import Database, Engine, open_database
from tui_crm.store.fields import to_microseconds
from tui_crm.store.models import DraftRow, TeamSettingRow, UserRow

Setting = TeamSettingRow
NOW = datetime(2027, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)


def keys(database: Database) -> list[str]:
    """Return the keys of all settings, in order."""
    return [key for (key,) in database.rows(Setting.select(Setting.key).order_by(Setting.key))]


def add(database: Database, key: str) -> None:
    """Write one setting in a transaction of its own."""
    with database.write():
        database.run(Setting.insert(key=key, value="1"))


def test_what_is_written_is_read_back_as_the_fields_convert_it(database: Database) -> None:
    with database.write():
        database.run(UserRow.insert(login="ann", name="Ann", role="rep", created_at=NOW))
    query = UserRow.select(UserRow.login, UserRow.created_at, UserRow.is_active)
    assert database.rows(query) == [("ann", NOW, True)]


def test_row_and_scalar_are_none_where_nothing_is_found(database: Database) -> None:
    nothing = Setting.select(Setting.value).where(Setting.key == "absent")
    assert database.row(nothing) is None
    assert database.scalar(nothing) is None


def test_row_and_scalar_give_the_first(database: Database) -> None:
    add(database, "a")
    add(database, "b")
    query = Setting.select(Setting.key, Setting.value).order_by(Setting.key)
    assert database.row(query) == ("a", "1")
    assert database.scalar(query) == "a"


def test_an_insert_gives_the_new_id_and_a_change_the_rows_changed(database: Database) -> None:
    with database.write():
        ids = [
            database.run(UserRow.insert(login=login, name="", role="rep", created_at=NOW))
            for login in ("ann", "bob")
        ]
        changed = database.run(UserRow.update(name="x").where(UserRow.id.in_(ids)))
        missed = database.run(UserRow.update(name="x").where(UserRow.login == "nobody"))
        deleted = database.run(UserRow.delete().where(UserRow.id == ids[1]))
    assert database.scalar(UserRow.select(UserRow.id).where(UserRow.login == "ann")) == ids[0]
    assert ids[1] > ids[0]
    assert (changed, missed, deleted) == (2, 0, 1)


def test_an_insert_that_a_conflict_left_out_gives_zero(database: Database) -> None:
    row = {"login": "ann", "name": "", "role": "rep", "created_at": NOW}
    with database.write():
        first = database.run(UserRow.insert(**row).on_conflict_ignore())
        second = database.run(UserRow.insert(**row).on_conflict_ignore())
    assert first > 0
    assert second == 0


def test_many_rows_are_inserted_by_field_in_the_form_that_is_stored(database: Database) -> None:
    """A reference's field has another name than its column; an instant is stored as a number."""
    with database.write():
        user = database.run(UserRow.insert(login="ann", name="", role="rep", created_at=NOW))
    rows = ((user, f"form {number}", "{}", to_microseconds(NOW)) for number in range(20))
    with database.write_bulk():
        count = database.insert_many(DraftRow, ["user", "form", "value", "saved_at"], rows)
    assert count == 20
    query = DraftRow.select(DraftRow.user, DraftRow.form, DraftRow.saved_at)
    found = database.rows(query.order_by(DraftRow.form))
    assert len(found) == 20
    assert found[0] == (user, "form 0", NOW)


def test_an_exception_takes_the_whole_transaction_back(database: Database) -> None:
    class Stop(BaseException):
        pass

    def write_and_stop() -> None:
        with database.write():
            database.run(Setting.insert(key="a", value="1"))
            raise Stop

    with pytest.raises(Stop):
        write_and_stop()
    assert keys(database) == []
    add(database, "after")
    assert keys(database) == ["after"]


def test_a_broken_rule_of_the_schema_takes_the_transaction_back(database: Database) -> None:
    add(database, "a")

    def write_twice() -> None:
        with database.write():
            database.run(Setting.insert(key="b", value="1"))
            database.run(Setting.insert(key="a", value="2"))

    with pytest.raises(peewee.IntegrityError):
        write_twice()
    assert keys(database) == ["a"]
    add(database, "c")
    assert keys(database) == ["a", "c"]


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    draft = DraftRow.insert(user=12345, form="customer", value="{}", saved_at=NOW)
    with pytest.raises(peewee.IntegrityError), database.write():
        database.run(draft)


def test_a_transaction_inside_a_transaction_is_refused(database: Database) -> None:
    with database.write():
        with pytest.raises(RuntimeError, match="inside"), database.write():
            pass
        database.run(Setting.insert(key="a", value="1"))
    assert keys(database) == ["a"]


def test_changes_outside_a_transaction_are_refused(database: Database) -> None:
    insert = Setting.insert(key="a", value="1")
    with pytest.raises(RuntimeError, match="outside"):
        database.run(insert)
    with pytest.raises(RuntimeError, match="outside"):
        database.insert_many(Setting, ["key", "value"], [("a", "1")])
    with pytest.raises(RuntimeError, match="outside"):
        database.rows(insert.returning(Setting.key))
    assert keys(database) == []


def test_a_change_can_return_the_rows_it_changed(database: Database) -> None:
    add(database, "a")
    with database.write():
        query = Setting.update(value="2").where(Setting.value == "1")
        changed = database.rows(query.returning(Setting.key, Setting.value))
    assert changed == [("a", "2")]


def test_the_mark_changes_when_another_connection_commits(database: Database) -> None:
    before = database.change_mark()
    assert database.change_mark() == before
    run_in_thread(database, lambda: add(database, "a"))
    assert database.change_mark() != before


def test_a_reader_sees_nothing_of_an_open_transaction_of_another_thread(
    database: Database,
) -> None:
    seen: list[list[str]] = []
    with database.write():
        database.run(Setting.insert(key="a", value="1"))
        run_in_thread(database, lambda: seen.append(keys(database)))
    run_in_thread(database, lambda: seen.append(keys(database)))
    assert seen == [[], ["a"]]


def test_threads_write_side_by_side_and_nothing_is_lost(database: Database) -> None:
    add(database, "counter")

    def count() -> None:
        for _ in range(50):
            with database.write():
                query = Setting.select(Setting.value).where(Setting.key == "counter")
                # Locked for change on PostgreSQL; SQLite's writer is alone anyway.
                value = int(database.scalar(_locked(query, database)))
                changed = Setting.update(value=str(value + 1)).where(Setting.key == "counter")
                database.run(changed)
        database.close_thread()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.scalar(Setting.select(Setting.value)) == "201"


def test_bulk_work_has_one_holder_at_a_time(database: Database) -> None:
    held: list[bool] = []

    def ask() -> None:
        with database.batch_lock() as is_ours:
            held.append(is_ours)

    with database.batch_lock() as is_ours:
        held.append(is_ours)
        run_in_thread(database, ask)
        add(database, "others still write")
    run_in_thread(database, ask)
    assert held == [True, False, True]


def test_the_planner_learns_from_the_rows(database: Database) -> None:
    with database.write():
        database.insert_many(Setting, ["key", "value"], ((f"k{n}", "1") for n in range(500)))
    database.analyze()
    if database.engine is Engine.SQLITE:
        rows = database.peewee.execute_sql(
            "SELECT stat FROM sqlite_stat1 WHERE tbl = 'team_setting'"
        )
    else:
        rows = database.peewee.execute_sql(
            "SELECT reltuples::int::text FROM pg_class WHERE relname = 'team_setting'"
        )
    assert rows.fetchone()[0].startswith("500")


def test_a_closed_database_answers_no_more(location: Path | str) -> None:
    database = open_database(location)
    database.close()
    database.close()
    with pytest.raises(RuntimeError, match="closed"):
        keys(database)


def test_a_thread_that_closed_its_connection_gets_a_new_one(database: Database) -> None:
    add(database, "a")
    database.close_thread()
    database.close_thread()
    assert keys(database) == ["a"]


def test_opening_again_finds_what_was_written(location: Path | str) -> None:
    first = open_database(location)
    add(first, "a")
    first.close()
    again = open_database(location, create=False)
    assert keys(again) == ["a"]
    again.close()


def _locked(query: peewee.Query, database: Database) -> peewee.Query:
    return query.for_update() if database.engine is Engine.POSTGRES else query


def run_in_thread(database: Database, action: Callable[[], object]) -> None:
    """Run `action` in a thread with a connection of its own, to its end."""

    def work() -> None:
        action()
        database.close_thread()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
