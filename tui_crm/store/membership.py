"""Whether a column is one of many values: one parameter, where IN would take one for each."""

import json
from collections.abc import Collection
from typing import Any

import peewee
from peewee import SQL, Select, fn

from tui_crm.db import Database, Engine


def among(db: Database, field: peewee.Field, values: Collection[str] | Collection[int]) -> Any:
    """Return the condition that `field` is one of `values`, however many they are."""
    if db.engine is Engine.POSTGRES:
        array = peewee.Value(list(values), converter=False, unpack=False)
        return field == fn.ANY(array)
    listed = fn.json_each(json.dumps(list(values), ensure_ascii=False))
    return field.in_(Select([listed], [SQL("value")]))
