"""Contacts, how they are counted by day, and what they said before."""

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from tui_crm.store.fields import DayField, UtcField
from tui_crm.store.models.base import Table
from tui_crm.store.models.customers import CustomerTable
from tui_crm.store.models.steps import StepRow
from tui_crm.store.models.users import UserRow


class FollowUpKindRow(Table):
    """A method and an outcome that follow-ups have: one small number for both in indexes."""

    id = AutoField()
    method = TextField()
    outcome = TextField()

    class Meta:
        """Found by what it stands for; never removed."""

        table_name = "follow_up_kind"
        indexes = ((("method", "outcome"), True),)


class FollowUpRow(Table):
    """One contact. An undone one keeps its row, with `undone_at`.

    `day` is the team's day when it was written, and stays so where the team's zone changes;
    `kind` follows from method and outcome.
    """

    id = AutoField()
    customer = ForeignKeyField(CustomerTable, index=False, on_delete="RESTRICT")
    user = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    at = UtcField()
    day = DayField()
    kind = ForeignKeyField(FollowUpKindRow, index=False, on_delete="RESTRICT")
    method = TextField()
    outcome = TextField(default="")
    text = TextField(default="")
    reached = BooleanField(default=False)
    counts_as_contact = BooleanField(default=False)
    positive = BooleanField(default=False)
    sale = BooleanField(default=False)
    do_not_call = BooleanField(default=False)
    bad_number = BooleanField(default=False)
    phone = TextField(default="")
    duration_seconds = IntegerField(null=True)
    next_on = DayField(null=True)
    next_minute = SmallIntegerField(null=True)
    step = ForeignKeyField(StepRow, null=True, index=False, on_delete="RESTRICT")
    corrected_at = UtcField(null=True)
    undone_at = UtcField(null=True)

    class Meta:
        """A customer's timeline and a rep's day."""

        table_name = "follow_up"
        indexes = ((("customer", "at"), False), (("user", "at"), False))


FollowUpRow.add_index(
    FollowUpRow.index(FollowUpRow.step, name="follow_up_step").where(
        FollowUpRow.step.is_null(False)
    )
)


FollowUpRow.add_index(
    FollowUpRow.index(
        FollowUpRow.day,
        FollowUpRow.at,
        FollowUpRow.user,
        FollowUpRow.kind,
        name="follow_up_timeline",
    ).where(FollowUpRow.undone_at.is_null(True))
)
FollowUpRow.add_index(
    FollowUpRow.index(
        FollowUpRow.kind,
        FollowUpRow.day,
        FollowUpRow.user,
        FollowUpRow.at,
        name="follow_up_kind_day",
    ).where(FollowUpRow.undone_at.is_null(True))
)


class FollowUpDayRow(Table):
    """How many follow-ups of one kind a user wrote on one day, and how many have each flag.

    Kept by the write path; undone ones are not counted, and no row stands at zero.
    """

    day = DayField()
    user = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    kind = ForeignKeyField(FollowUpKindRow, index=False, on_delete="RESTRICT")
    entries = IntegerField()
    reached = IntegerField()
    counts_as_contact = IntegerField()
    positive = IntegerField()
    sale = IntegerField()
    do_not_call = IntegerField()
    bad_number = IntegerField()

    class Meta:
        """Read by day; one row a day, user and kind."""

        table_name = "follow_up_day"
        primary_key = CompositeKey("day", "user", "kind")


class CorrectionRow(Table):
    """The text that a follow-up had before it was corrected, with who and when."""

    id = AutoField()
    follow_up = ForeignKeyField(FollowUpRow, on_delete="RESTRICT")
    former_text = TextField()
    corrected_by = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    corrected_at = UtcField()
    step = ForeignKeyField(StepRow, null=True, index=False, on_delete="RESTRICT")
    undone_at = UtcField(null=True)

    class Meta:
        """Newest last."""

        table_name = "correction"
