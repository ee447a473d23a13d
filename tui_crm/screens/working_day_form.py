"""The form of one day that is off, or worked, whatever its weekday says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tui_crm.i18n import _
from tui_crm.screens.day_field import DayField
from tui_crm.screens.form_modal import FormModal
from tui_crm.services import working_days
from tui_crm.services.session import Session
from tui_crm.services.working_days import MAX_DAY_NAME
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.when_field import MAX_WHEN
from tui_crm.wording import date_long, field_title

WORKED, OFF = "worked", "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWanted:
    """A day of the table as it stands in the form."""

    day: date
    is_working: bool
    name: str = ""


class WorkingDayForm(FormModal[DayWanted]):
    """Edits `known`, or a new day of `year`; dismisses with the day as stored, or with None."""

    def __init__(self, session: Session, known: DayWanted | None, *, year: int) -> None:
        title = _("New day") if known is None else date_long(known.day)
        key = "new" if known is None else known.day.isoformat()
        super().__init__(session, title, draft_name=f"working day {key}")
        self._known = known
        self._year = year

    def make_fields(self) -> Sequence[Field]:
        """Return the fields: the day only where it is a new one."""
        known = self._known
        is_worked = Choice(
            (Option(value=OFF, label=_("off")), Option(value=WORKED, label=_("worked"))),
            WORKED if known is not None and known.is_working else OFF,
        )
        name = "" if known is None else known.name
        fields = (
            Field("worked", _("Worked or off"), is_worked),
            Field("name", _("Name"), LineInput(name, limit=MAX_DAY_NAME)),
        )
        if known is not None:
            return fields
        return (_DayField(self.session, f"{self._year}-"), *fields)

    def save(self) -> None:
        """Store the day."""
        wanted = DayWanted(
            day=self._day(),
            is_working=self.form["worked"].text == WORKED,
            name=self.form["name"].text.strip(),
        )
        working_days.set_day(
            self.session, wanted.day, is_working=wanted.is_working, name=wanted.name
        )
        self.finish(wanted)

    def _day(self) -> date:
        if self._known is not None:
            return self._known.day
        field = self.form["day"]
        if not isinstance(field, _DayField):
            raise TypeError(field)
        return field.settled()


class _DayField(DayField):
    """A typed day, shown with its weekday and with what the table says of it."""

    def __init__(self, session: Session, start: str) -> None:
        note = _("For example {examples}").format(examples=f"{start}10-01")
        editor = LineInput(start, limit=MAX_WHEN)
        super().__init__("day", field_title("day"), editor, session=session, note=note)

    def meaning(self, day: date) -> str:
        """Say whether the day is worked as the table stands."""
        is_worked = self.session.rules.calendar.is_working_day(day)
        now = _("worked now") if is_worked else _("off now")
        return f"{super().meaning(day)} · {now}"
