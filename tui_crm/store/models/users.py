"""Who uses the program, and where each of them stopped."""

from peewee import AutoField, BooleanField, CompositeKey, ForeignKeyField, TextField

from tui_crm.store.fields import UtcField
from tui_crm.store.models.base import Table


class UserRow(Table):
    """A person who uses the program."""

    id = AutoField()
    login = TextField(unique=True)
    name = TextField()
    role = TextField()
    created_at = UtcField()
    is_active = BooleanField(default=True)

    class Meta:
        """`user` alone is a reserved word of PostgreSQL."""

        table_name = "crm_user"


class UserStateRow(Table):
    """Where a user stopped: the row in the queue, what was announced. JSON."""

    user = ForeignKeyField(UserRow, index=False, on_delete="CASCADE")
    key = TextField()
    value = TextField()

    class Meta:
        """One row a user and key."""

        table_name = "user_state"
        primary_key = CompositeKey("user", "key")


class DraftRow(Table):
    """What somebody was typing in a form when the program ended. JSON."""

    user = ForeignKeyField(UserRow, index=False, on_delete="CASCADE")
    form = TextField()
    value = TextField()
    saved_at = UtcField()

    class Meta:
        """One draft a user and form."""

        table_name = "draft"
        primary_key = CompositeKey("user", "form")
