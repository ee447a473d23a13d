"""Steps from schema to schema: all of them or none, and children stay with their parents."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import peewee
import pytest
from playhouse.schema_diff import diff_models

from tests.support import initial_migration
from tui_crm import __version__
from tui_crm.db import Database, Engine, open_database, schema
from tui_crm.db.backup import backups_of, read_manifest
from tui_crm.db.opening import MIGRATIONS_FOLDER
from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.store.models import SEARCH_STATEMENTS, TABLES

ROOT = Path(__file__).parent.parent.parent
Location = str | Path

PARENTS_AND_CHILDREN = """
import peewee


class Parent(peewee.Model):
    name = peewee.TextField()

    class Meta:
        table_name = "parent"


class Child(peewee.Model):
    parent = peewee.ForeignKeyField(Parent, on_delete="CASCADE")
    other = peewee.ForeignKeyField(Parent, null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "child"


def up(migrator, db):
    for table in (Parent, Child):
        peewee.SchemaManager(table, db).create_all(safe=False)
    db.execute_sql("INSERT INTO parent (name) VALUES ('a'), ('b')")
    db.execute_sql("INSERT INTO child (parent_id, other_id) VALUES (1, 2), (2, NULL)")
"""

REBUILD = """
import peewee


def up(migrator, db):
    migrator.migrate(migrator.alter_column_type("parent", "name", peewee.CharField(null=True)))
    migrator.migrate(migrator.add_column("parent", "note", peewee.TextField(default="")))
"""

FAILS_LATE = """
def up(migrator, db):
    db.execute_sql("DELETE FROM child")
    db.execute_sql("INSERT INTO nowhere VALUES (1)")
"""

ORPHANS = """
def up(migrator, db):
    db.execute_sql("DELETE FROM parent WHERE id = 2")
"""

MARKS = """
def up(migrator, db):
    db.execute_sql("CREATE TABLE mark_{number} (x INTEGER)")
    for value in range(20):
        db.execute_sql("INSERT INTO mark_{number} VALUES (1), (2), (3)")
"""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """Return a folder with the first step of a toy schema: parents and children, with rows."""
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_start.py").write_text(PARENTS_AND_CHILDREN)
    return folder


def ids(database: Database, table: str) -> list[int]:
    """Return the ids of the rows of `table`, in order."""
    rows = database.peewee.execute_sql(f"SELECT id FROM {table} ORDER BY id").fetchall()
    return [each for (each,) in rows]


def history(database: Database) -> list[str]:
    """Return the names of the steps that were run, in order."""
    query = schema.HistoryRow.select(schema.HistoryRow.name).order_by(schema.HistoryRow.name)
    return [name for (name,) in database.rows(query)]


def refused(action: Callable[[], object]) -> DatabaseUnusable:
    """Return the refusal of `action`."""
    with pytest.raises(DatabaseUnusable) as refusal:
        action()
    return refusal.value


# --- the shipped steps ---


def test_the_migrated_schema_is_that_of_the_models(database: Database) -> None:
    """Beside it stand only the indexes of search, which models cannot declare."""
    found = diff_models(database.peewee, TABLES)
    declared = "".join(SEARCH_STATEMENTS[database.engine])
    undeclared = [each for each in found.drop_indexes if f'"{each.name}"' not in declared]
    assert not found._replace(drop_indexes=undeclared)


def test_the_migrated_schema_is_to_the_letter_what_the_models_create(
    database: Database, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Types, nulls, references, unique and partial indexes with their conditions."""
    created: peewee.Database
    if database.engine is Engine.SQLITE:
        created = peewee.SqliteDatabase(tmp_path / "created.db")
    else:
        created = peewee.PostgresqlDatabase(
            request.getfixturevalue("postgres_url"), prefer_psycopg3=True
        )
    for model in TABLES:
        peewee.SchemaManager(model, created).create_all(safe=False)
    for statement in SEARCH_STATEMENTS[database.engine]:
        created.execute_sql(statement)
    assert described(database.peewee) == described(created)
    created.close()


def described(database: peewee.Database) -> set[tuple[object, ...]]:
    """Return everything that the engine knows of the schema, the history of steps left out."""
    if isinstance(database, peewee.SqliteDatabase):
        queries = ["SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"]
    else:
        here = "WHERE {} = current_schema()"
        queries = [
            "SELECT table_name, column_name, data_type, is_nullable, column_default "
            "FROM information_schema.columns " + here.format("table_schema"),
            "SELECT tablename, indexname, indexdef FROM pg_indexes " + here.format("schemaname"),
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint " + here.format("connamespace::regnamespace::text"),
            "SELECT pg_get_functiondef(oid) FROM pg_proc "
            + here.format("pronamespace::regnamespace::text"),
        ]
    rows = {tuple(row) for query in queries for row in database.execute_sql(query).fetchall()}
    return {row for row in rows if not any("schema_migration" in str(cell) for cell in row)}


def test_the_first_step_is_the_frozen_copy_of_the_models() -> None:
    """Until the first release: run `python -m tests.support.initial_migration` after a change."""
    assert initial_migration.TARGET.read_text(encoding="utf-8") == initial_migration.rendered()


def test_shipped_steps_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in MIGRATIONS_FOLDER.glob("[0-9]*.py"))
    assert numbers == list(range(1, schema.newest_version(MIGRATIONS_FOLDER) + 1))


@pytest.mark.parametrize("parent", TABLES, ids=lambda model: model._meta.table_name)
def test_rebuilding_any_shipped_table_keeps_the_rows_that_refer_to_it(
    parent: type[peewee.Model], sqlite_database: Database, tmp_path: Path
) -> None:
    """One row in each table, each referring to its parents; then one table is rebuilt."""
    with sqlite_database.write():
        for model in TABLES:
            insert_one(sqlite_database, model)
    before = counts(sqlite_database)
    path = sqlite_database.path
    sqlite_database.close()
    steps = tmp_path / "steps"
    shutil.copytree(MIGRATIONS_FOLDER, steps)
    next_number = schema.newest_version(MIGRATIONS_FOLDER) + 1
    column = next(field for field in parent._meta.sorted_fields if not field.primary_key)
    rebuild = (
        "def up(migrator, db):\n"
        f"    migrator.migrate(migrator.drop_not_null({parent._meta.table_name!r}, "
        f"{column.column_name!r}))\n"
    )
    (steps / f"{next_number:04}_rebuild.py").write_text(rebuild)
    assert path is not None
    rebuilt = open_database(path, migrations=steps)
    assert counts(rebuilt) == before
    assert set(before.values()) == {1}
    rebuilt.close()


def insert_one(database: Database, model: type[peewee.Model]) -> None:
    """Insert a row whose references all lead to row 1 of their tables."""
    values: dict[str, object] = {}
    for field in model._meta.sorted_fields:
        if isinstance(field, peewee.TextField):
            values[field.name] = "x"
        elif isinstance(field, peewee.BlobField):
            values[field.name] = b"x"
        elif not isinstance(field, peewee.AutoField):
            values[field.name] = 1
    database.run(model.insert(values))


def counts(database: Database) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {
        model._meta.table_name: database.scalar(model.select(peewee.fn.count(peewee.SQL("1"))))
        for model in TABLES
    }


# --- running steps ---


def test_a_new_database_goes_through_all_steps_and_remembers_them(
    location: Location, steps: Path
) -> None:
    (steps / "0002_rebuild.py").write_text(REBUILD)
    database = open_database(location, migrations=steps)
    assert history(database) == ["0001_start", "0002_rebuild"]
    assert schema.newest_applied(database.peewee) == (2, __version__)
    assert [len(ids(database, table)) for table in ("parent", "child")] == [2, 2]
    database.close()


def test_an_older_database_goes_through_the_steps_it_lacks(location: Location, steps: Path) -> None:
    open_database(location, migrations=steps).close()
    (steps / "0002_rebuild.py").write_text(REBUILD)
    database = open_database(location, migrations=steps, create=False)
    assert history(database) == ["0001_start", "0002_rebuild"]
    assert ids(database, "child") == [1, 2]
    names = [column.name for column in database.peewee.get_columns("parent")]
    assert names == ["id", "name", "note"]
    database.close()


@pytest.mark.parametrize("fault", [FAILS_LATE, ORPHANS], ids=["fails", "orphans"])
def test_steps_that_fail_leave_the_database_as_it_was(
    fault: str, location: Location, steps: Path
) -> None:
    """Also the good steps before the bad one: they are one transaction."""
    open_database(location, migrations=steps).close()
    (steps / "0002_rebuild.py").write_text(REBUILD)
    (steps / "0003_fault.py").write_text(fault)
    refusal = refused(lambda: open_database(location, migrations=steps))
    assert (refusal.code, refusal.params["step"]) == ("migration_failed", "0003_fault")
    (steps / "0003_fault.py").unlink()
    (steps / "0002_rebuild.py").unlink()
    database = open_database(location, migrations=steps)
    assert history(database) == ["0001_start"]
    assert ids(database, "child") == [1, 2]
    assert [column.name for column in database.peewee.get_columns("parent")] == ["id", "name"]
    database.close()


def test_a_step_that_fails_is_run_again_when_it_is_mended(location: Location, steps: Path) -> None:
    (steps / "0002_fault.py").write_text(FAILS_LATE)
    refused(lambda: open_database(location, migrations=steps))
    (steps / "0002_fault.py").write_text(REBUILD)
    database = open_database(location, migrations=steps)
    assert history(database) == ["0001_start", "0002_fault"]
    database.close()


def test_foreign_keys_are_kept_again_after_steps(tmp_path: Path, steps: Path) -> None:
    database = open_database(tmp_path / "x.db", migrations=steps)
    assert database.peewee.execute_sql("PRAGMA foreign_keys").fetchone()[0] == 1
    database.close()


def test_a_newer_database_is_refused_with_the_version_it_needs(
    location: Location, steps: Path
) -> None:
    (steps / "0002_rebuild.py").write_text(REBUILD)
    database = open_database(location, migrations=steps)
    with database.write():
        database.run(schema.HistoryRow.update(program="7.8.9"))
    database.close()
    (steps / "0002_rebuild.py").unlink()
    refusal = refused(lambda: open_database(location, migrations=steps))
    assert refusal.code == "newer_schema"
    assert refusal.params == {"found": 2, "known": 1, "needed": "7.8.9"}


def test_a_newer_file_is_not_touched(tmp_path: Path, steps: Path) -> None:
    path = tmp_path / "x.db"
    (steps / "0002_rebuild.py").write_text(REBUILD)
    open_database(path, migrations=steps).close()
    before = path.read_bytes()
    (steps / "0002_rebuild.py").unlink()
    refused(lambda: open_database(path, migrations=steps))
    assert path.read_bytes() == before


def test_only_files_of_steps_are_steps(steps: Path) -> None:
    for name in ("notes.txt", "0009_x.pyc", "__init__.py", "12_short.py"):
        (steps / name).touch()
    assert schema.newest_version(steps) == 1


# --- the backup before ---


def test_a_database_with_rows_is_copied_before_its_steps(tmp_path: Path, steps: Path) -> None:
    path = tmp_path / "x.db"
    open_database(path, migrations=steps).close()
    assert not (tmp_path / "backups").exists()
    (steps / "0002_rebuild.py").write_text(REBUILD)
    open_database(path, migrations=steps).close()
    (backup,) = backups_of(path, tmp_path / "backups")
    manifest = read_manifest(backup.path)
    assert (manifest.reason, manifest.schema_version) == ("migration", 1)
    assert manifest.tables == {"child": 2, "parent": 2, "schema_migration": 1}


def test_without_a_copy_there_are_no_steps(tmp_path: Path, steps: Path) -> None:
    path = tmp_path / "x.db"
    open_database(path, migrations=steps).close()
    (steps / "0002_rebuild.py").write_text(REBUILD)
    in_the_way = tmp_path / "in the way"
    in_the_way.touch()
    refusal = refused(lambda: open_database(path, migrations=steps, backups=in_the_way))
    assert refusal.code == "folder_read_only"
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    raw.close()


# --- interruption and haste ---


def migrate_in_child(location: Location, steps: Path) -> subprocess.Popen[bytes]:
    """Start opening `location` in a process of its own."""
    command = [sys.executable, "-m", "tests.db.children", "open_only", str(location), str(steps)]
    return subprocess.Popen(command, cwd=ROOT)


def run_until(path: Path, steps: Path, statement: int) -> "subprocess.CompletedProcess[str]":
    """Migrate in a process that is killed before its SQL statement of that number."""
    command = [sys.executable, "-m", "tests.db.children", "migrate_until"]
    return subprocess.run(
        [*command, str(path), str(steps), str(statement)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_killed_run_leaves_the_old_schema_or_the_new_one(tmp_path: Path, steps: Path) -> None:
    """Killed before 20 of its statements, the first and the last among them."""
    old = tmp_path / "old.db"
    open_database(old, migrations=steps).close()
    for number in range(2, 8):
        (steps / f"{number:04}_mark.py").write_text(MARKS.format(number=number))
    path = tmp_path / "x.db"
    shutil.copy(old, path)
    statements = int(run_until(path, steps, 0).stdout)
    assert statements > 6 * 21
    outcomes = []
    for place in range(20):
        for left in tmp_path.glob("x.db*"):
            left.unlink()
        shutil.copy(old, path)
        killed = run_until(path, steps, 1 + place * (statements - 1) // 19)
        assert killed.returncode == -signal.SIGKILL
        with sqlite3.connect(path) as raw:
            version = raw.execute("PRAGMA user_version").fetchone()[0]
            tables = raw.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE 'mark%'"
            ).fetchall()
            steps_run = raw.execute("SELECT count(*) FROM schema_migration").fetchone()[0]
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = [raw.execute(f"SELECT count(*) FROM {table}").fetchone() for (table,) in tables]
        raw.close()
        assert rows == [(60,)] * len(tables)
        outcomes.append((version, len(tables), steps_run))
    # The old schema up to some statement, the new one from there on.
    before = outcomes.count((1, 0, 1))
    assert 0 < before < 20
    assert outcomes == [(1, 0, 1)] * before + [(7, 6, 7)] * (20 - before)
    database = open_database(path, migrations=steps)
    assert len(history(database)) == 7
    database.close()


def test_programs_started_at_once_run_each_step_once(location: Location, steps: Path) -> None:
    for number in range(2, 5):
        (steps / f"{number:04}_mark.py").write_text(MARKS.format(number=number))
    if isinstance(location, Path):
        location.parent.mkdir()
    children = [migrate_in_child(location, steps) for _ in range(5)]
    assert [child.wait(60) for child in children] == [0] * 5
    database = open_database(location, migrations=steps)
    assert len(history(database)) == 4
    assert ids(database, "child") == [1, 2]
    database.close()
