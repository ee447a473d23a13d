"""PostgreSQL: addresses, lost connections, and what is refused."""

import importlib.util
import subprocess
import sys
import threading
from pathlib import Path

import peewee
import psycopg
import pytest

from tui_crm.db import Database, open_database, postgres
from tui_crm.db.postgres_codes import refusal_code
from tui_crm.db.postgres_url import without_password, without_secrets
from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.store.models import TeamSettingRow as Setting
from tui_crm.store.models import UserRow

ROOT = Path(__file__).parent.parent.parent


def refused(location: str, *, create: bool = True) -> DatabaseUnusable:
    """Return the refusal to open `location`."""
    with pytest.raises(DatabaseUnusable) as refusal:
        open_database(location, create=create)
    return refusal.value


def run_as_admin(url: str, sql: str) -> None:
    """Run `sql` on a connection of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)


@pytest.mark.parametrize(("url", "shown"), [
    ("postgresql://ann:geheim@db.example/crm", "postgresql://ann:***@db.example/crm"),
    ("postgresql://ann:p%40ss@db:5433/crm?sslmode=require",
     "postgresql://ann:***@db:5433/crm?sslmode=require"),
    ("postgresql://ann@db/crm", "postgresql://ann@db/crm"),
    ("postgresql:///crm?host=/var/run", "postgresql:///crm?host=/var/run"),
    ("postgresql://ann:@db/crm", "postgresql://ann:***@db/crm"),
    ("postgresql://ann:a:b@c@db/crm", "postgresql://ann:***@db/crm"),
    ("postgresql://ann:a/b#c?d@db/crm", "postgresql://ann:***@db/crm"),
    ("postgresql://ann:[a@db/crm", "postgresql://ann:***@db/crm"),
    ("postgresql://db:5433/crm", "postgresql://db:5433/crm"),
    ("postgresql:///crm?user=ann&password=geheim", "postgresql:///crm?user=ann&password=***"),
    ("postgresql:///crm?sslkey=/k&sslpassword=x", "postgresql:///crm?sslkey=/k&sslpassword=***"),
])  # fmt: skip
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown


def test_the_drivers_text_is_shown_without_the_password() -> None:
    url = "postgresql://ann:p%40ss@db/crm?password=other"
    text = 'cannot use "p@ss" or p%40ss or other'
    assert without_secrets(text, url) == 'cannot use "***" or *** or ***'


def test_a_server_that_does_not_answer_is_a_refusal_without_the_password(tmp_path: Path) -> None:
    refusal = refused(f"postgresql://ann:geheim@/crm?host={tmp_path}")
    assert refusal.code == "cannot_connect"
    assert "geheim" not in repr(refusal.params)
    assert refusal.params["path"] == f"postgresql://ann:***@/crm?host={tmp_path}"
    assert refusal.__suppress_context__


def test_an_address_that_cannot_be_read_is_a_refusal_without_the_password() -> None:
    refusal = refused("postgresql://ann:geheim@db:port/crm")
    assert refusal.code == "cannot_connect"
    assert "geheim" not in repr(refusal.params)


def test_the_short_scheme_means_the_same(postgres_url: str) -> None:
    database = open_database(postgres_url.replace("postgresql://", "postgres://"))
    assert database.location == postgres_url
    database.close()


def test_without_the_driver_the_user_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda _name: None)
    assert refused("postgresql://db/crm").code == "postgres_driver_missing"
    assert importlib.util.find_spec("psycopg") is not None


def test_sqlite_loads_nothing_of_postgres() -> None:
    code = (
        "import sys; sys.modules.update({'psycopg': None, 'psycopg2': None}); "
        "from tui_crm.db import open_database; "
        "print([name for name in sys.modules if 'postgres' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_an_empty_database_is_refused_without_create(postgres_url: str) -> None:
    assert refused(postgres_url, create=False).code == "database_missing"


def test_the_database_of_something_else_is_refused(postgres_url: str) -> None:
    run_as_admin(postgres_url, "CREATE TABLE recipe (title text)")
    assert refused(postgres_url).code == "foreign_database"


def test_a_lost_connection_is_a_refusal_and_the_next_query_connects_again(
    postgres_database: Database, postgres_url: str
) -> None:
    database = postgres_database
    query = Setting.select(Setting.key)

    def cut() -> None:
        (pid,) = database.peewee.execute_sql("SELECT pg_backend_pid()").fetchone()
        run_as_admin(postgres_url, f"SELECT pg_terminate_backend({pid}, 5000)")

    cut()
    with pytest.raises(DatabaseUnusable) as refusal:
        database.rows(query)
    assert refusal.value.code == "connection_lost"
    assert database.rows(query) == []

    def write() -> None:
        with database.write():
            database.run(Setting.insert(key="a", value="1"))
            cut()
            database.run(Setting.insert(key="b", value="1"))

    with pytest.raises(DatabaseUnusable) as refusal:
        write()
    assert refusal.value.code == "connection_lost"
    assert database.rows(query) == []
    with database.write():
        database.run(Setting.insert(key="c", value="1"))
    assert database.rows(query) == [("c",)]


def test_a_row_that_somebody_keeps_locked_is_a_refusal(postgres_database: Database) -> None:
    database = postgres_database
    with database.write():
        database.run(Setting.insert(key="a", value="1"))
    change = Setting.update(value="2").where(Setting.key == "a")
    codes: list[str] = []

    def write_too() -> None:
        database.peewee.connect()
        database.peewee.execute_sql("SET lock_timeout = '50ms'")
        with pytest.raises(DatabaseUnusable) as refusal, database.write():
            database.run(change)
        codes.append(refusal.value.code)
        database.close_thread()

    with database.write():
        database.run(change)
        thread = threading.Thread(target=write_too)
        thread.start()
        thread.join()
    assert codes == ["database_busy"]


def test_a_session_that_may_only_read_is_a_refusal(postgres_database: Database) -> None:
    postgres_database.peewee.execute_sql("SET default_transaction_read_only = on")
    with pytest.raises(DatabaseUnusable) as refusal, postgres_database.write():
        postgres_database.run(Setting.insert(key="a", value="1"))
    assert refusal.value.code == "database_read_only"


def test_a_login_without_the_right_is_a_refusal(
    postgres_database: Database, postgres_url: str
) -> None:
    database = postgres_database
    database.peewee.execute_sql("SET ROLE pg_monitor")
    with pytest.raises(DatabaseUnusable) as refusal:
        database.rows(UserRow.select(UserRow.login))
    assert refusal.value.code == "permission_denied"


@pytest.mark.parametrize(("state", "code"), [
    ("53100", "disk_full"), ("53300", "database_busy"), ("58030", "disk_error"),
    ("08006", "connection_lost"), ("57P01", "connection_lost"), ("40P01", "database_busy"),
    ("XX001", "database_damaged"), ("23505", None), ("42601", None),
])  # fmt: skip
def test_states_of_the_server_have_their_codes(state: str, code: str | None) -> None:
    class Refused(psycopg.Error):
        sqlstate = state

    assert refusal_code(Refused()) == code
    assert refusal_code(peewee.OperationalError(Refused(), "text")) == code


def test_each_connection_has_its_settings_and_keeps_those_of_the_address(
    postgres_url: str,
) -> None:
    database = open_database(postgres_url + "&options=-c%20work_mem%3D9MB")
    found: list[list[str]] = []

    def look() -> None:
        database.change_mark()
        names = ("timezone", "lock_timeout", "jit", "work_mem", "application_name")
        rows = [database.peewee.execute_sql(f"SHOW {name}").fetchone() for name in names]
        found.append([row[0] for row in rows])
        database.close_thread()

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    database.close()
    assert found == [["UTC", "10s", "off", "9MB", "tui-crm"]] * 2


def test_two_programs_share_one_database(postgres_database: Database) -> None:
    """The second sees what the first committed, and the mark tells it so."""
    url = postgres_database.peewee.database
    other = open_database(url, create=False)
    before = other.change_mark()
    with postgres_database.write():
        postgres_database.run(Setting.insert(key="a", value="1"))
    assert other.change_mark() != before
    assert other.rows(Setting.select(Setting.key)) == [("a",)]
    other.close()
