"""Who did what: the unit of undo."""

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from tui_crm.store.fields import UtcField
from tui_crm.store.models.base import Table
from tui_crm.store.models.users import UserRow


class StepRow(Table):
    """One intention of one user: the unit of undo, and the entry that carries the client's UUID.

    `state` is running, done or undone. `detail` is JSON for the list of steps. A running step
    that nobody works on is a batch that was killed: it is taken back.
    """

    id = AutoField()
    uuid = TextField(unique=True)
    user = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    kind = TextField()
    at = UtcField()
    customer_id = IntegerField(null=True)
    detail = TextField(default="{}")
    state = TextField(default="done")
    undone_at = UtcField(null=True)

    class Meta:
        """`step_undo` finds a user's newest step that stands."""

        table_name = "step"


StepRow.add_index(
    StepRow.index(StepRow.user, StepRow.id, name="step_undo").where(StepRow.state == "done")
)
StepRow.add_index(
    StepRow.index(StepRow.state, name="step_running").where(StepRow.state == "running")
)
