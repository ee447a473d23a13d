"""The views that users saved."""

from collections.abc import Mapping
from typing import Any

from peewee import fn

from tui_crm.db import Database
from tui_crm.domain.list_view import as_json, from_json
from tui_crm.domain.saved_view import Cells, SavedView
from tui_crm.store.models import SavedViewRow

_V = SavedViewRow
_OWN = (_V.position, _V.name, _V.key, _V.query, _V.view, _V.is_removed)
"""The columns that steps change."""


def of_user(db: Database, user_id: int) -> tuple[SavedView, ...]:
    """Return the views of a user, in their order."""
    query = _V.select(_V.id, _V.name, _V.key, _V.query, _V.view)
    query = query.where((_V.user == user_id) & ~_V.is_removed).order_by(_V.position, _V.id)
    return tuple(
        SavedView(id=row[0], name=row[1], key=row[2], query=row[3], look=from_json(row[4]))
        for row in db.rows(query.tuples())
    )


def insert(db: Database, user_id: int, view: SavedView) -> int:
    """Append a view, whose id is not looked at, and return the id that it gets."""
    last = db.scalar(_V.select(fn.MAX(_V.position)).where(_V.user == user_id).tuples())
    return db.run(
        _V.insert(
            user=user_id,
            position=1 if last is None else int(last) + 1,
            name=view.name,
            key=view.key,
            query=view.query,
            view=as_json(view.look),
        )
    )


def cells(db: Database, user_id: int) -> dict[int, dict[str, Any]]:
    """Return id -> the columns that steps change, of the user's views, removed ones too."""
    names = [column.name for column in _OWN]
    query = _V.select(_V.id, *_OWN).where(_V.user == user_id)
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in db.rows(query.tuples())}


def put(db: Database, rows: Mapping[int, Cells]) -> None:
    """Write columns of views by their ids, inside a transaction."""
    for view_id, columns in rows.items():
        db.run(_V.update(**dict(columns)).where(_V.id == view_id))
