"""The steps from one schema to the next: which there are, which are pending, and running them.

A step is a file `NNNN_name.py` with `up(migrator, db)` in the style of `playhouse.migrations`;
NNNN counts from 1 and is the schema's version. The engines wrap all pending steps in one
transaction, so that a killed run leaves the old schema; peewee's own runner opens one each.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import peewee

from tui_crm import __version__, clock
from tui_crm.domain.errors import DatabaseUnusable

if TYPE_CHECKING:
    from playhouse.migrations import Migration

_STEP_FILE = re.compile(r"(\d{4})_\w+\.py")


class HistoryRow(peewee.Model):
    """A step that was run: its file's name, when (ISO 8601, UTC), by which program version."""

    name = peewee.TextField(primary_key=True)
    applied_at = peewee.TextField()
    program = peewee.TextField()

    class Meta:
        """The name that playhouse.migrations uses too."""

        table_name = "schema_migration"


class Applied(NamedTuple):
    """The newest step of a database: its version (0 for none) and the program that ran it."""

    version: int
    program: str


def newest_version(folder: Path) -> int:
    """Return the number of the newest step in `folder`, 0 where there is none."""
    found = (_STEP_FILE.fullmatch(name) for name in os.listdir(folder))
    return max((int(match[1]) for match in found if match), default=0)


def newest_applied(database: peewee.Database) -> Applied:
    """Return the newest step that `database` has gone through, by its history table."""
    if not database.table_exists(HistoryRow._meta.table_name):
        return Applied(0, "")
    query = HistoryRow.select(HistoryRow.name, HistoryRow.program).order_by(HistoryRow.name.desc())
    newest = query.limit(1).tuples().execute(database)
    for name, program in newest:
        return Applied(int(name[:4]), program)
    return Applied(0, "")


def check_not_newer(version: int, database: peewee.Database, folder: Path) -> None:
    """Raise DatabaseUnusable where the schema's `version` is newer than the steps in `folder`."""
    known = newest_version(folder)
    if version > known:
        needed = newest_applied(database).program
        raise DatabaseUnusable("newer_schema", found=version, known=known, needed=needed)


def pending_steps(database: peewee.Database, folder: Path) -> "list[Migration]":
    """Return the steps of `folder` that `database` has not gone through, oldest first."""
    from playhouse.migrations import Migration

    done: set[str] = set()
    if database.table_exists(HistoryRow._meta.table_name):
        rows = HistoryRow.select(HistoryRow.name).tuples().execute(database)
        done = {name for (name,) in rows}
    return [step for step in Migration.load_directory(folder) if step.name not in done]


def apply_steps(
    database: peewee.Database,
    steps: "Sequence[Migration]",
    translated: Callable[[BaseException], DatabaseUnusable | None],
) -> None:
    """Run `steps` in order inside the transaction that is open, and record each.

    Raises what `translated` makes of an error of the database, such as a full disk, or else
    DatabaseUnusable (migration_failed) with the step's name and the error behind it.
    """
    from playhouse.migrate import SchemaMigrator

    migrator = SchemaMigrator.from_database(database)
    peewee.SchemaManager(HistoryRow, database).create_table(safe=True)
    for step in steps:
        try:
            step.load().up(migrator, database)
        except peewee.PeeweeException as problem:
            fault = DatabaseUnusable("migration_failed", step=step.name)
            raise translated(problem) or fault from problem
        HistoryRow.insert(
            name=step.name, applied_at=clock.utc_now().isoformat(), program=__version__
        ).execute(database)
