"""Leads and customers with their numbers, and what was changed on them."""

import peewee
from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from tui_crm.store.fields import DayField, UtcField
from tui_crm.store.models.base import Table
from tui_crm.store.models.lists import ListValueRow
from tui_crm.store.models.steps import StepRow
from tui_crm.store.models.users import UserRow


def month_and_day(birthday: TextField) -> peewee.Function:
    """Return the end of a stored birthday, `12-01`: the key of the indexes of birthdays."""
    # A number in the text of the statement: an index is not found by a value given to it.
    return peewee.fn.SUBSTR(birthday, peewee.fn.LENGTH(birthday) - peewee.SQL("4"))


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
# Search finds archived ones too, by the beginning of their names. They are few: one index holds
# whatever they may be ordered by.
_C.add_index(
    _C.index(
        *(_C.sort_name, _C.id, _C.sort_company, _C.next_on, _C.next_minute),
        *(_C.last_follow_up_at, _C.created_at),
        name="customer_archived",
    ).where(_C.archived_at.is_null(False))
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
# Whatever a list can be filtered by, or ordered by but for names: counts, filters and first rows
# read this instead of the wide rows.
_C.add_index(
    _C.index(
        *(_C.status, _C.level, _C.area, _C.industry, _C.owner, _C.second_owner, _C.kind),
        *(_C.is_do_not_call, _C.next_on, _C.next_minute, _C.last_follow_up_at, _C.created_at),
        *(_C.archived_at, _C.id),
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
