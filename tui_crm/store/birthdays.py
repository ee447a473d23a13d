"""Whose birthday ends in one of some days: one look into an index of months and days."""

from collections.abc import Collection

from peewee import SQL, TextField

from tui_crm.db import Database
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.viewer import Viewer
from tui_crm.store.list_rows import ROW_COLUMNS, row_of
from tui_crm.store.models import CustomerTable, month_and_day
from tui_crm.store.visibility import only_visible

MAX_BIRTHDAYS = 500
"""More birthdays than these in a few days are more than anybody greets."""

_C = CustomerTable


def own_with_birthday(
    db: Database, viewer: Viewer, *, is_lunar: bool, ends: Collection[str]
) -> tuple[tuple[CustomerRow, str], ...]:
    """Return the viewer's own customers, and their birthdays as stored, that end in one of `ends`.

    `ends` are months and days, `12-01`. Archived ones are left out; by id, at most MAX_BIRTHDAYS.
    """
    column: TextField = _C.lunar_birthday if is_lunar else _C.birthday
    # The condition is that of the index, word for word.
    query = (
        _C.select(*ROW_COLUMNS, column)
        .where(
            (column != SQL("''"))
            & month_and_day(column).in_(sorted(ends))
            & ((_C.owner == viewer.user_id) | (_C.second_owner == viewer.user_id))
            & _C.archived_at.is_null()
        )
        .order_by(_C.id)
        .limit(MAX_BIRTHDAYS)
    )
    rows = db.rows(only_visible(query, viewer).tuples())
    return tuple((row_of(row[:-1]), row[-1]) for row in rows)
