"""What holds for the whole team: canned follow-ups, settings, working days."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from tui_crm.store.fields import DayField
from tui_crm.store.models.base import Table
from tui_crm.store.models.lists import ListValueRow


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
