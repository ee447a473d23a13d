"""Who may be the same: the pairs that the check of the whole database found, and its runs."""

from peewee import AutoField, ForeignKeyField, IntegerField, SmallIntegerField, TextField

from tui_crm.store.fields import UtcField
from tui_crm.store.models.base import Table
from tui_crm.store.models.customers import CustomerTable
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
