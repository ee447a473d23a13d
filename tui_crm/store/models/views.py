"""Searches that users keep under a name."""

from peewee import SQL, AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from tui_crm.store.models.base import Table
from tui_crm.store.models.users import UserRow


class SavedViewRow(Table):
    """A search of one user with the look of its list: `view` is JSON, `key` a digit or "".

    A removed one keeps its row, so that undo brings back the very view.
    """

    id = AutoField()
    user = ForeignKeyField(UserRow, index=False, on_delete="CASCADE")
    position = IntegerField()
    name = TextField()
    key = TextField(default="")
    query = TextField(default="")
    view = TextField()
    is_removed = BooleanField(default=False)

    class Meta:
        """Read by user, in order."""

        table_name = "saved_view"


_V = SavedViewRow
_STANDS = SQL("NOT is_removed")
_V.add_index(_V.index(_V.user, _V.name, name="saved_view_name", unique=True).where(_STANDS))
