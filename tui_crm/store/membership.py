"""Whether a column is one of many values: one parameter, where IN would take one for each."""

import json
from collections.abc import Collection
from typing import Any

import peewee
from peewee import SQL, Select, fn

from tui_crm.db import Database, Engine

Members = Collection[str] | Collection[int]


def among(db: Database, field: peewee.Field, values: Members) -> Any:
    """Return the condition that `field` is one of `values`, however many they are."""
    mark = peewee.Value(given(db.engine, values), converter=False, unpack=False)
    return among_given(db.engine, field, mark)


def among_given(engine: Engine, field: peewee.Field, mark: Any) -> Any:
    """Return the same where `mark` stands for the values, which `given` has made one."""
    if engine is Engine.POSTGRES:
        return field == fn.ANY(mark)
    return field.in_(Select([fn.json_each(mark)], [SQL("value")]))


def given(engine: Engine, values: Members) -> object:
    """Return `values` as the one value that a statement takes for all of them."""
    if engine is Engine.POSTGRES:
        return list(values)
    return json.dumps(list(values), ensure_ascii=False)
