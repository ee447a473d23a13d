"""The tables. No database is bound: every query says on which one it runs.

A row never leaves the store: its functions return frozen values of `tui_crm.domain`.
"""

import peewee
from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from tui_crm.store.fields import DayField, UtcField


class Table(peewee.Model):
    """What all tables share."""

    class Meta:
        """Table names are written out, so that renaming a class never renames a table."""

        legacy_table_names = False


def month_and_day(birthday: TextField) -> peewee.Function:
    """Return the end of a stored birthday, `12-01`: the key of the indexes of birthdays."""
    # A number in the text of the statement: an index is not found by a value given to it.
    return peewee.fn.SUBSTR(birthday, peewee.fn.LENGTH(birthday) - peewee.SQL("4"))


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


class CustomerTable(Table):
    """A lead or customer.

    Kept by the write path and derived from the rest: `sort_name` and `sort_company` (bytes, at
    most 200 characters; no company: null), `identity_hash` (name and company as they agree, else
    e-mail), `is_blocked` (archived, frozen or do-not-call: the keys are dead), the `last_` columns
    and `unreached_count`.
    `next_minute` is 1440 for an all-day promise, so that it orders after the timed ones.
    """

    id = AutoField()
    kind = TextField()
    name = TextField(default="")
    company = TextField(default="")
    email = TextField(default="")
    wechat = TextField(default="")
    website = TextField(default="")
    fax = TextField(default="")
    address = TextField(default="")
    area = ForeignKeyField(ListValueRow, null=True, index=False, on_delete="RESTRICT")
    industry = ForeignKeyField(ListValueRow, null=True, index=False, on_delete="RESTRICT")
    level = ForeignKeyField(ListValueRow, null=True, index=False, on_delete="RESTRICT")
    status = ForeignKeyField(ListValueRow, null=True, index=False, on_delete="RESTRICT")
    source = TextField(default="")
    referrer = TextField(default="")
    owner = ForeignKeyField(UserRow, null=True, index=False, on_delete="RESTRICT")
    second_owner = ForeignKeyField(UserRow, null=True, index=False, on_delete="RESTRICT")
    birthday = TextField(default="")
    lunar_birthday = TextField(default="")
    time_zone = TextField(default="")
    product_interest = TextField(default="")
    budget = TextField(default="")
    competitor = TextField(default="")
    note = TextField(default="")
    custom = TextField(default="")
    next_on = DayField(null=True)
    next_minute = SmallIntegerField(null=True)
    created_by = ForeignKeyField(UserRow, null=True, index=False, on_delete="RESTRICT")
    created_at = UtcField()
    updated_at = UtcField()
    version = IntegerField(default=1)
    created_step = ForeignKeyField(StepRow, null=True, index=False, on_delete="RESTRICT")
    archived_at = UtcField(null=True)
    archive_reason = TextField(default="")
    frozen_until = DayField(null=True)
    is_reclaimed = BooleanField(default=False)
    is_do_not_call = BooleanField(default=False)
    is_blocked = BooleanField(default=False)
    last_follow_up_at = UtcField(null=True)
    last_contact_at = UtcField(null=True)
    last_outcome = TextField(default="")
    last_text = TextField(default="")
    unreached_count = IntegerField(default=0)
    first_phone = TextField(default="")
    sort_name = BlobField(default=b"")
    sort_company = BlobField(null=True)
    identity_hash = BigIntegerField(default=0)

    class Meta:
        """The queue, the fresh leads and the list each have the index that answers them."""

        table_name = "customer"


_C = CustomerTable
# What the queue is filtered by stands behind its order: only the rows of a page are looked up.
_PROMISED = (_C.next_on, _C.next_minute, _C.id)
_CLASSIFIED = (_C.level, _C.status, _C.area, _C.industry, _C.kind)
_C.add_index(
    _C.index(_C.owner, *_PROMISED, *_CLASSIFIED, name="customer_queue").where(
        _C.next_on.is_null(False) & ~_C.is_blocked
    )
)
_C.add_index(
    _C.index(_C.second_owner, *_PROMISED, *_CLASSIFIED, name="customer_queue_2").where(
        _C.owner.is_null(False)
        & _C.second_owner.is_null(False)
        & _C.next_on.is_null(False)
        & ~_C.is_blocked
    )
)
_C.add_index(
    _C.index(_C.owner, _C.id, *_CLASSIFIED, name="customer_fresh").where(
        _C.next_on.is_null(True) & _C.last_follow_up_at.is_null(True) & ~_C.is_blocked
    )
)
_C.add_index(
    _C.index(_C.sort_name, _C.id, name="customer_list").where(_C.archived_at.is_null(True))
)
_C.add_index(
    _C.index(_C.sort_company, _C.id, name="customer_by_company").where(
        _C.sort_company.is_null(False) & _C.archived_at.is_null(True)
    )
)
_C.add_index(
    _C.index(_C.next_on, _C.next_minute, _C.id, name="customer_by_next").where(
        _C.next_on.is_null(False) & _C.archived_at.is_null(True)
    )
)
_C.add_index(
    _C.index(_C.last_follow_up_at, _C.id, name="customer_by_last").where(
        _C.last_follow_up_at.is_null(False) & _C.archived_at.is_null(True)
    )
)
_C.add_index(
    _C.index(_C.created_at, _C.id, name="customer_by_created").where(_C.archived_at.is_null(True))
)
# Whatever a list can be filtered by: counts and filters read this instead of the wide rows.
_C.add_index(
    _C.index(
        *(_C.status, _C.level, _C.area, _C.industry, _C.owner, _C.second_owner, _C.kind),
        *(_C.is_do_not_call, _C.next_on, _C.last_follow_up_at, _C.archived_at, _C.id),
        name="customer_facets",
    )
)
_C.add_index(_C.index(_C.identity_hash, name="customer_identity"))
for _birthday in (_C.birthday, _C.lunar_birthday):
    _C.add_index(
        _C.index(
            month_and_day(_birthday), _C.owner, _C.second_owner, name=f"customer_{_birthday.name}"
        ).where(_birthday != "")
    )
_C.add_index(_C.index(_C.created_step, name="customer_batch").where(_C.created_step.is_null(False)))


class PhoneRow(Table):
    """One number of a customer; `key` is what numbers are matched by, "" for none."""

    id = AutoField()
    customer = ForeignKeyField(CustomerTable, index=False, on_delete="CASCADE")
    position = SmallIntegerField()
    raw_text = TextField()
    key = TextField(default="")
    e164 = TextField(default="")
    extension = TextField(default="")
    label = TextField(default="")
    is_bad = BooleanField(default=False)
    is_do_not_call = BooleanField(default=False)

    class Meta:
        """Read by customer in order, found by key."""

        table_name = "phone"
        indexes = ((("customer", "position"), False), (("key",), False))


class DoNotCallRow(Table):
    """One refusal of a number: it must not be called, whoever has it, while a row stands here.

    The rows survive the deletion and the import of customers. A number refused twice has two
    rows, so that undoing one refusal leaves the other.
    """

    id = AutoField()
    key = TextField(index=True)
    listed_at = UtcField()
    listed_by = ForeignKeyField(UserRow, index=False, on_delete="RESTRICT")
    reason = TextField(default="")
    step = ForeignKeyField(StepRow, null=True, on_delete="RESTRICT")

    class Meta:
        """`step` lets undo take back exactly what its step listed."""

        table_name = "do_not_call"


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


class ChangeRow(Table):
    """What one step did to one customer: the columns before and after, as JSON."""

    id = AutoField()
    step = ForeignKeyField(StepRow, index=True, on_delete="RESTRICT")
    customer = ForeignKeyField(CustomerTable, index=False, on_delete="RESTRICT")
    before = TextField()
    after = TextField()
    undone_at = UtcField(null=True)

    class Meta:
        """`customer, id` answers "was anything written on him since"."""

        table_name = "change"
        indexes = ((("customer", "id"), False),)


class CannedRow(Table):
    """A canned follow-up: a key and what it writes."""

    id = AutoField()
    slot = TextField(unique=True)
    position = IntegerField()
    code = TextField(default="")
    label = TextField(null=True)
    text = TextField(null=True)
    method = TextField()
    reached = BooleanField(default=False)
    counts_as_contact = BooleanField(default=False)
    positive = BooleanField(default=False)
    sale = BooleanField(default=False)
    do_not_call = BooleanField(default=False)
    bad_number = BooleanField(default=False)
    next_rule = TextField(default="")
    set_status = ForeignKeyField(ListValueRow, null=True, index=False, on_delete="RESTRICT")
    set_level = ForeignKeyField(ListValueRow, null=True, index=False, on_delete="RESTRICT")

    class Meta:
        """Read whole, in order."""

        table_name = "canned"


class TeamSettingRow(Table):
    """A setting of the team, as JSON."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """Read whole at start."""

        table_name = "team_setting"


class CalendarDayRow(Table):
    """A day that is not what its weekday says; `is_edited` days survive a new published table."""

    day = DayField(primary_key=True)
    is_working = BooleanField()
    name = TextField(default="")
    name_zh = TextField(default="")
    is_edited = BooleanField(default=False)

    class Meta:
        """Read whole at start: a few dozen rows a year."""

        table_name = "calendar_day"


class CalendarYearRow(Table):
    """A year whose days were filled in, and whether its table was published by then."""

    year = IntegerField(primary_key=True)
    country = TextField()
    is_published = BooleanField()

    class Meta:
        """One row a year."""

        table_name = "calendar_year"


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


class CustomerTextRow(Table):
    """The folded text that find looks through: name, company and digits of the numbers."""

    customer = ForeignKeyField(CustomerTable, primary_key=True, on_delete="CASCADE")
    text = TextField()

    class Meta:
        """Small rows beside the wide ones, so that a scan is short."""

        table_name = "customer_text"


TABLES: tuple[type[Table], ...] = (
    UserRow,
    ListValueRow,
    ListTitleRow,
    StepRow,
    CustomerTable,
    PhoneRow,
    DoNotCallRow,
    FollowUpKindRow,
    FollowUpRow,
    FollowUpDayRow,
    CorrectionRow,
    ChangeRow,
    CannedRow,
    TeamSettingRow,
    CalendarDayRow,
    CalendarYearRow,
    UserStateRow,
    DraftRow,
    CustomerTextRow,
)
"""Every table, parents first."""
