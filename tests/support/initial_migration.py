"""Rewrites `0001_initial.py` from the models: `python -m tests.support.initial_migration`.

Only until the first release: a released step never changes again.
"""

import subprocess
import sys
import textwrap

import peewee

from tui_crm.db import Engine
from tui_crm.db.opening import MIGRATIONS_FOLDER
from tui_crm.store.models import SEARCH_STATEMENTS, TABLES

TARGET = MIGRATIONS_FOLDER / "0001_initial.py"

HEAD = '''\
"""The first schema: a frozen copy of its tables, which never follows the models. Generated."""
# ruff: noqa: D101, D106

import peewee
from playhouse.migrate import SchemaMigrator

'''

FOOT = '''

def up(migrator: SchemaMigrator, db: peewee.Database) -> None:
    """Create all tables and indexes."""
    for table in TABLES:
        peewee.SchemaManager(table, db).create_all(safe=False)
    for index in INDEXES:
        db.execute_sql(index)
    is_sqlite = isinstance(db, peewee.SqliteDatabase)
    for statement in SQLITE_STATEMENTS if is_sqlite else POSTGRES_STATEMENTS:
        db.execute_sql(statement)
'''

Model = type[peewee.Model]


def rendered(models: tuple[Model, ...] = TABLES) -> str:
    """Return the source of the step, as `ruff format` leaves it."""
    parts = [HEAD, *map(_model, models)]
    parts.append(f"\nTABLES = ({', '.join(model.__name__ for model in models)},)\n")
    indexes = [_quoted(sql) for model in models for sql in _expression_indexes(model)]
    parts.append(f"\nINDEXES = ({''.join(f'{index},' for index in indexes)})\n")
    for engine in Engine:
        statements = "".join(f"{_quoted(sql)}," for sql in SEARCH_STATEMENTS[engine])
        parts.append(f"\n{engine.name}_STATEMENTS = ({statements})\n")
    parts.append(FOOT)
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", TARGET.name, "-"]
    done = subprocess.run(command, input="".join(parts).encode(), capture_output=True, check=True)
    return done.stdout.decode()


def _model(model: Model) -> str:
    meta = model._meta
    lines = ["", "", f"class {model.__name__}(peewee.Model):"]
    lines += [f"    {_field(field)}" for field in meta.sorted_fields]
    lines += ["", "    class Meta:", f"        table_name = {meta.table_name!r}"]
    # Indexes are named after the table, not after the class.
    lines.append("        legacy_table_names = False")
    if isinstance(meta.primary_key, peewee.CompositeKey):
        names = ", ".join(repr(name) for name in meta.primary_key.field_names)
        lines.append(f"        primary_key = peewee.CompositeKey({names})")
    if plain := tuple(index for index in meta.indexes if isinstance(index, tuple)):
        lines.append(f"        indexes = {plain!r}")
    return "\n".join([*lines, ""])


def _field(field: peewee.Field) -> str:
    # Our own fields are stored as the field of peewee that they are made from.
    kind = next(each for each in type(field).__mro__ if each.__module__ == "peewee")
    options = []
    if isinstance(field, peewee.ForeignKeyField):
        options.append("'self'" if field.rel_model is field.model else field.rel_model.__name__)
        rules = {"on_delete": field.on_delete, "on_update": field.on_update}
        options += [f"{name}={rule!r}" for name, rule in rules.items() if rule]
        if not field.index:
            options.append("index=False")
    elif field.index and not field.unique and not field.primary_key:
        options.append("index=True")
    if not isinstance(field, peewee.AutoField):
        flags = ("unique", "null", "primary_key")
        options += [f"{flag}=True" for flag in flags if getattr(field, flag)]
    source = f"{field.name} = peewee.{kind.__name__}({', '.join(options)})"
    # peewee has methods of some names; the field takes their place.
    ignored = "  # type: ignore[assignment]"
    return source + ignored if hasattr(peewee.Model, field.name) else source


def _expression_indexes(model: Model) -> list[str]:
    """Return the SQL of the indexes that are declared as expressions: partial, named ones."""
    declared = [index for index in model._meta.indexes if isinstance(index, peewee.ModelIndex)]
    return [_index_sql(index, model) for index in declared]


def _index_sql(index: peewee.ModelIndex, model: Model) -> str:
    engines = (
        peewee.SqliteDatabase(":memory:"),
        peewee.PostgresqlDatabase("unused", prefer_psycopg3=True),
    )
    managers = [peewee.SchemaManager(model, engine) for engine in engines]
    texts = {manager._create_index(index, safe=False).query()[0] for manager in managers}
    if len(texts) > 1:
        raise ValueError(f"the engines differ: {texts}")
    return texts.pop()


def _quoted(sql: str) -> str:
    lines = textwrap.wrap(sql, 84, drop_whitespace=False, break_long_words=False)
    return "\n".join(repr(line) for line in lines)


def main() -> None:
    """Write the step."""
    TARGET.write_text(rendered(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")


if __name__ == "__main__":
    main()
