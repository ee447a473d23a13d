"""Who may be the same: pairs that the check found, pairs kept apart, and who was merged."""

from peewee import (
    AutoField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from tui_crm.store.fields import UtcField
from tui_crm.store.models.base import Table
from tui_crm.store.models.customers import CustomerTable
from tui_crm.store.models.steps import StepRow
from tui_crm.store.models.users import UserRow


class DuplicateCheckRow(Table):
    """One check of the whole database; `ended_at` is null where it was stopped or killed."""

    id = AutoField()
    user = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    started_at = UtcField()
    ended_at = UtcField(null=True)
    customers = IntegerField(default=0)
    compared = IntegerField(default=0)

    class Meta:
        """The newest row is the last check."""

        table_name = "duplicate_check"


class DuplicatePairRow(Table):
    """Two customers who are the same or likely the same, the one with the smaller id first.

    `evidence` is JSON. `a_version` and `b_version` are those that were compared: a pair of which
    one has changed since is compared again when it is shown.
    """

    id = AutoField()
    a = ForeignKeyField(CustomerTable, index=False, on_delete="CASCADE")
    b = ForeignKeyField(CustomerTable, on_delete="CASCADE")
    verdict = TextField()
    score = SmallIntegerField()
    evidence = TextField()
    a_version = IntegerField()
    b_version = IntegerField()
    found_by = ForeignKeyField(DuplicateCheckRow, on_delete="CASCADE")

    class Meta:
        """Read best first; each pair stands once."""

        table_name = "duplicate_pair"
        indexes = ((("a", "b"), True),)


DuplicatePairRow.add_index(
    DuplicatePairRow.index(
        DuplicatePairRow.verdict.desc(),
        DuplicatePairRow.score.desc(),
        DuplicatePairRow.a,
        DuplicatePairRow.b,
        name="duplicate_pair_best",
    )
)


class KeptApartRow(Table):
    """Two customers of whom somebody said, in one step, that they are two.

    `said_a` and `said_b` are the ids that were named. `a` and `b` are for whom these stand today:
    they move with a merge and back with its undo, in whatever order merges are undone.
    """

    step = ForeignKeyField(StepRow, primary_key=True, index=False, on_delete="RESTRICT")
    a = ForeignKeyField(CustomerTable, index=False, on_delete="CASCADE")
    b = ForeignKeyField(CustomerTable, on_delete="CASCADE")
    said_a = IntegerField()
    said_b = IntegerField()
    user = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    at = UtcField()

    class Meta:
        """A step stands once and is undone by taking its row away; several may keep one pair."""

        table_name = "kept_apart"
        indexes = ((("a", "b"), False),)


class CustomerAliasRow(Table):
    """The id of a customer who was merged into another: it still finds the one who stayed.

    `step` is the merge. `made_by` is the step that had made the merged customer, if any. The row
    goes when the merge is undone.
    """

    id = IntegerField(primary_key=True)
    customer = ForeignKeyField(CustomerTable, on_delete="RESTRICT")
    step = ForeignKeyField(StepRow, on_delete="RESTRICT")
    made_by = ForeignKeyField(StepRow, null=True, index=False, on_delete="RESTRICT")

    class Meta:
        """Found by the old id, and by who stayed."""

        table_name = "customer_alias"


CustomerAliasRow.add_index(
    CustomerAliasRow.index(CustomerAliasRow.made_by, name="customer_alias_made_by").where(
        CustomerAliasRow.made_by.is_null(False)
    )
)
