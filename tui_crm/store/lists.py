"""The value lists of the classifications, and their titles."""

from collections.abc import Mapping
from typing import Any

from peewee import fn

from tui_crm.db import Database
from tui_crm.domain.value_lists import Cells, ListsPart, ListValue, ValueColour
from tui_crm.store.models import CannedRow, ListTitleRow, ListValueRow


def every_value(db: Database) -> tuple[ListValue, ...]:
    """Return the values of all classifications, each list in its order, removed ones too."""
    query = ListValueRow.select(
        ListValueRow.id,
        ListValueRow.field,
        ListValueRow.code,
        ListValueRow.title,
        ListValueRow.position,
        ListValueRow.colour,
        ListValueRow.is_removed,
        ListValueRow.merged_into,
    ).order_by(ListValueRow.field, ListValueRow.position, ListValueRow.id)
    return tuple(
        ListValue(
            id=row[0],
            field=row[1],
            code=row[2],
            title=row[3],
            position=row[4],
            colour=ValueColour(row[5]),
            is_removed=bool(row[6]),
            merged_into=row[7],
        )
        for row in db.rows(query.tuples())
    )


def all_values(db: Database) -> tuple[ListValue, ...]:
    """Return the values that can be chosen, each list in its order."""
    return tuple(value for value in every_value(db) if not value.is_removed)


def newest_id(db: Database) -> int:
    """Return the id of the value made last, 0 where there is none."""
    return int(db.scalar(ListValueRow.select(fn.MAX(ListValueRow.id)).tuples()) or 0)


def insert(
    db: Database,
    *,
    field: str,
    title: str | None,
    code: str = "",
    colour: ValueColour = ValueColour.NONE,
) -> int:
    """Append a value to its list and return the id."""
    last = db.scalar(
        ListValueRow.select(fn.MAX(ListValueRow.position))
        .where(ListValueRow.field == field)
        .tuples()
    )
    position = 1 if last is None else int(last) + 1
    return db.run(
        ListValueRow.insert(
            field=field, code=code, title=title, position=position, colour=colour.value
        )
    )


def titles(db: Database) -> dict[str, str]:
    """Return the titles that the user gave to classifications, by field code."""
    query = ListTitleRow.select(ListTitleRow.field, ListTitleRow.title)
    return {row[0]: row[1] for row in db.rows(query.tuples())}


def standing(db: Database, value_id: int | None) -> int | None:
    """Return the value, or the one that has taken its place; None where it was removed for good."""
    while value_id is not None:
        query = ListValueRow.select(ListValueRow.is_removed, ListValueRow.merged_into)
        row = db.row(query.where(ListValueRow.id == value_id).tuples())
        if row is None or not row[0]:
            return value_id
        value_id = row[1]
    return None


# --- what a step changes, and takes back ---


def part_now(db: Database, part: ListsPart) -> ListsPart:
    """Return how the rows and columns that `part` names stand now; rows that are gone are not."""
    stored = titles(db)
    return ListsPart(
        titles={field: stored.get(field) for field in part.titles},
        values=_cells_now(db, ListValueRow, part.values),
        canned=_cells_now(db, CannedRow, part.canned),
    )


def _cells_now(
    db: Database, table: type[ListValueRow | CannedRow], wanted: Mapping[int, Cells]
) -> dict[int, dict[str, Any]]:
    """Return id -> the wanted columns as they are stored."""
    if not wanted:
        return {}
    names = sorted({name for cells in wanted.values() for name in cells})
    columns = [getattr(table, name) for name in names]
    query = table.select(table.id, *columns).where(table.id.in_(list(wanted)))
    rows = {row[0]: dict(zip(names, row[1:], strict=True)) for row in db.rows(query.tuples())}
    return {
        row_id: {name: cells[name] for name in wanted[row_id]} for row_id, cells in rows.items()
    }


def put(db: Database, part: ListsPart) -> None:
    """Write the rows and columns of `part`, inside a transaction; a title of None is taken away."""
    for field, title in part.titles.items():
        db.run(ListTitleRow.delete().where(ListTitleRow.field == field))
        if title is not None:
            db.run(ListTitleRow.insert(field=field, title=title))
    for value_id, cells in part.values.items():
        db.run(ListValueRow.update(**dict(cells)).where(ListValueRow.id == value_id))
    for canned_id, cells in part.canned.items():
        db.run(CannedRow.update(**dict(cells)).where(CannedRow.id == canned_id))
