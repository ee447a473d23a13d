"""Statements written once: the same rows and changes as peewee's own, on both engines."""

from datetime import UTC, datetime
from typing import Any

import peewee
import pytest

from tui_crm.db import Database, Prepared
from tui_crm.store.fields import to_microseconds
from tui_crm.store.models import FollowUpKindRow, TeamSettingRow, UserRow

AT = datetime(2026, 11, 18, 2, 0, 0, 123456, tzinfo=UTC)
RENAMING = Prepared(lambda value: UserRow.update(name=value).where(UserRow.login == value))
BY_LOGIN = Prepared(
    lambda value: UserRow.select(
        UserRow.id, UserRow.login, UserRow.created_at, UserRow.is_active
    ).where(UserRow.login == value)
)


def insert(db: Database, login: str) -> int:
    """Insert a user in database form."""
    return db.insert_row(
        UserRow,
        {
            "login": login,
            "name": "%s ? 'n'",
            "role": "rep",
            "created_at": to_microseconds(AT),
            "is_active": True,
        },
    )


def test_a_row_is_inserted_found_and_changed(database: Database) -> None:
    """Values come back as the fields give them; signs of SQL in a value are only signs."""
    with database.write():
        first, second = insert(database, "%s"), insert(database, "?")
        changed = database.update_rows(
            UserRow, {"is_active": False}, where={"id": second, "login": "?"}
        )
        missed = database.update_rows(
            UserRow, {"is_active": False}, where={"id": second, "login": "x"}
        )
    assert (changed, missed) == (1, 0)
    assert database.prepared_rows(BY_LOGIN, "%s") == [(first, "%s", AT, True)]
    assert database.prepared_rows(BY_LOGIN, "?") == [(second, "?", AT, False)]
    assert database.prepared_rows(BY_LOGIN, "nobody") == []
    query = UserRow.select(UserRow.name).where(UserRow.id == first)
    assert database.scalar(query) == "%s ? 'n'"


def test_rows_given_by_column_come_back(database: Database) -> None:
    """Whether a column holds one value or several, texts are never part of the statement."""
    columns: dict[str, list[Any]] = {
        "login": ["a", "b"],
        "name": ["'); --", "'); --"],
        "role": ["", ""],
        "created_at": [to_microseconds(AT)] * 2,
        "is_active": [True, False],
    }
    with database.write():
        database.insert_columns(UserRow, columns)
        database.insert_columns(
            UserRow, {name: [each[0]] for name, each in columns.items()} | {"login": ["c"]}
        )
    query = UserRow.select(
        UserRow.login, UserRow.name, UserRow.role, UserRow.created_at, UserRow.is_active
    )
    written = [row for row in database.rows(query.order_by(UserRow.id)) if row[0] in "abc"]
    assert written == [
        ("a", "'); --", "", AT, True),
        ("b", "'); --", "", AT, False),
        ("c", "'); --", "", AT, True),
    ]


def test_rows_that_are_all_alike_are_inserted_each(database: Database) -> None:
    """One column at least is bound, or there would be nothing to count the rows by."""
    with database.write():
        database.insert_columns(FollowUpKindRow, {"method": [""], "outcome": [""]})
    assert database.rows(FollowUpKindRow.select(FollowUpKindRow.method)) == [("",)]


def test_changes_need_a_transaction(database: Database) -> None:
    """As all other changes do; a transaction that fails leaves nothing."""
    with pytest.raises(RuntimeError):
        insert(database, "a")
    with pytest.raises(RuntimeError):
        database.update_rows(UserRow, {"name": "n"}, where={"id": 1})
    with pytest.raises(RuntimeError):
        database.run_prepared(RENAMING, "n", "a")
    with pytest.raises(peewee.IntegrityError), database.write():
        assert [insert(database, "a") for _ in range(2)] == []
    assert database.prepared_rows(BY_LOGIN, "a") == []


def test_a_value_that_is_not_left_open_is_an_error_of_the_programmer(database: Database) -> None:
    """It would be the same for ever."""
    fixed = Prepared(
        lambda value: TeamSettingRow.select(TeamSettingRow.value).where(
            (TeamSettingRow.key == value) & (TeamSettingRow.value == "x")
        )
    )
    with pytest.raises(ValueError, match="SELECT"):
        database.prepared_rows(fixed, "k")
