"""The value lists of the classifications, and their titles."""

from dataclasses import dataclass

from peewee import fn

from tui_crm.db import Database
from tui_crm.store.models import ListTitleRow, ListValueRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ListValue:
    """One value of a classification; `title` is None while a shipped one keeps its words."""

    id: int
    field: str
    code: str
    title: str | None
    position: int


def all_values(db: Database) -> tuple[ListValue, ...]:
    """Return the values of all classifications, each list in its order."""
    query = ListValueRow.select(
        ListValueRow.id,
        ListValueRow.field,
        ListValueRow.code,
        ListValueRow.title,
        ListValueRow.position,
    ).order_by(ListValueRow.field, ListValueRow.position, ListValueRow.id)
    return tuple(
        ListValue(id=row[0], field=row[1], code=row[2], title=row[3], position=row[4])
        for row in db.rows(query.tuples())
    )


def newest_id(db: Database) -> int:
    """Return the id of the value made last, 0 where there is none."""
    return int(db.scalar(ListValueRow.select(fn.MAX(ListValueRow.id)).tuples()) or 0)


def insert(db: Database, *, field: str, title: str | None, code: str = "") -> int:
    """Append a value to its list and return the id."""
    last = db.scalar(
        ListValueRow.select(fn.MAX(ListValueRow.position))
        .where(ListValueRow.field == field)
        .tuples()
    )
    position = 1 if last is None else int(last) + 1
    return db.run(ListValueRow.insert(field=field, code=code, title=title, position=position))


def titles(db: Database) -> dict[str, str]:
    """Return the titles that the user gave to classifications, by field code."""
    query = ListTitleRow.select(ListTitleRow.field, ListTitleRow.title)
    return {row[0]: row[1] for row in db.rows(query.tuples())}
