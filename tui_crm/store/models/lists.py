"""The value lists of the classifications."""

from peewee import AutoField, BooleanField, IntegerField, TextField

from tui_crm.store.models.base import Table


class ListValueRow(Table):
    """A value of a classification; `code` names a shipped one, whose title is null until edited.

    A removed value keeps its row, for its word in old lines of history and so that its id is never
    given to another; `merged_into` is the value that took its place, null where none did.
    """

    id = AutoField()
    field = TextField()
    code = TextField(default="")
    title = TextField(null=True)
    position = IntegerField()
    colour = TextField(default="")
    is_removed = BooleanField(default=False)
    merged_into = IntegerField(null=True)

    class Meta:
        """Read by field, in order."""

        table_name = "list_value"
        indexes = ((("field", "position"), False),)


class ListTitleRow(Table):
    """The user's own title of a classification."""

    field = TextField(primary_key=True)
    title = TextField()

    class Meta:
        """One row a renamed field."""

        table_name = "list_title"
