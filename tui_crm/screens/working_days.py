"""The table of working days: what of a year is off or worked against its weekday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.table import TableScreen
from tui_crm.screens.working_day_form import DayWanted, WorkingDayForm
from tui_crm.services import working_days
from tui_crm.services.session import Session
from tui_crm.services.working_days import YearStanding
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import date_long, explain

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The years that the table shows: more than anybody plans for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day of the table; its `id` is its ordinal."""

    id: int
    day: date
    is_working: bool
    name: str
    is_edited: bool


class WorkingDays(TableScreen[None, DayRow]):
    """The days off and make-up workdays of one year; Esc goes back."""

    SCOPES = (Scope.WORKING_DAYS,)
    ENTER: ClassVar[str] = "working_days.edit"
    DEFAULT_CSS = """
    WorkingDays {
        & #card, &.-narrow #card { display: none; }
        & #heading { color: $text; }
    }
    """

    def __init__(self, session: Session, year: int | None = None) -> None:
        super().__init__(session)
        self._year = session.today().year if year is None else year

    def begin(self) -> None:
        """Put the cursor on the day that comes next."""
        today = self.session.today()
        self.list.move_cursor(sum(row.day < today for row in self.read_rows()))

    def list_columns(self) -> Sequence[Column[DayRow]]:
        """Return the day, whether it is worked, its name, and who says so."""
        return (
            Column(
                id="day", title=_("Day"), width=19,
                draw=lambda row: Cell(text=date_long(row.day), tone=self._tone(row)),
            ),
            Column(id="worked", title=_("Worked or off"), width=14, draw=_is_worked),
            Column(
                id="name", title=_("Name"), width=12, share=1,
                draw=lambda row: Cell(text=row.name),
            ),
            Column(
                id="source", title=_("By"), width=12, priority=1,
                draw=lambda row: Cell(
                    text=_("set by hand") if row.is_edited else _("shipped"), tone=Tone.LATER
                ),
            ),
        )  # fmt: skip

    def _tone(self, row: DayRow) -> Tone:
        return Tone.LATER if row.day < self.session.today() else Tone.PLAIN

    def read_rows(self) -> Sequence[DayRow]:
        """Read the days of the year."""
        return [
            DayRow(
                id=each.day.toordinal(),
                day=each.day,
                is_working=each.is_working,
                name=self.session.rules.calendar.holiday_name(each.day),
                is_edited=each.is_edited,
            )
            for each in working_days.days(self.session, self._year)
        ]

    def heading(self) -> Content:
        """Say which year it is, and whether its holidays are published."""
        standing = working_days.standing_of(self.session, self._year)
        style = "$text-muted" if standing is YearStanding.PUBLISHED else "$text-warning"
        return Content.assemble(
            (f"‹ {self._year} ›", "bold $text-accent"),
            f"  {self.session.team.country}  ",
            (_standing(standing, self._year), style),
        )

    def empty_text(self) -> Content:
        """Say what to do in a year without days."""
        return Content(
            _(
                "In {year} every day is what its weekday says.\n"
                "f fills in the holidays that are published, n adds a day."
            ).format(year=self._year)
        )

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot run now."""
        if command_id in ("working_days.edit", "working_days.remove"):
            return self.why_no_row()
        if command_id == "working_days.previous_year" and self._year <= FIRST_YEAR:
            return _("The table begins here.")
        if command_id == "working_days.next_year" and self._year >= LAST_YEAR:
            return _("The table ends here.")
        return None

    def action_previous_year(self) -> None:
        """Show the year before."""
        self._show_year(self._year - 1)

    def action_next_year(self) -> None:
        """Show the year after."""
        self._show_year(self._year + 1)

    def _show_year(self, year: int) -> None:
        self._year = year
        self.tell("")
        self.reload()
        self.list.move_cursor(0)

    def action_new(self) -> None:
        """Ask for another day."""
        self._open_form(None)

    def action_edit(self) -> None:
        """Change the day under the cursor."""
        if (row := self.row) is not None:
            self._open_form(row)

    def _open_form(self, row: DayRow | None) -> None:
        def show(wanted: DayWanted | None) -> None:
            if wanted is not None:
                self._year = wanted.day.year
                self.reload()
                self._go_to(wanted.day)
                self.tell(_("Saved: {day}.").format(day=date_long(wanted.day)))

        known = None
        if row is not None:
            known = DayWanted(day=row.day, is_working=row.is_working, name=row.name)
        self.app.push_screen(WorkingDayForm(self.session, known, year=self._year), show)

    def _go_to(self, day: date) -> None:
        for place, row in enumerate(self.read_rows()):
            if row.day == day:
                self.list.move_cursor(place)

    def action_remove(self) -> None:
        """Ask, and let the weekday decide about the day under the cursor."""
        if (row := self.row) is None:
            return
        question = _("Remove {day} {name}? Its weekday decides then whether it is worked.")
        name = harmless_line(row.name)
        self.app.push_screen(
            Confirm(
                question.format(day=date_long(row.day), name=name), yes=_("Remove"), no=_("Leave")
            ),
            lambda is_yes: self._remove(row) if is_yes else None,
        )

    def _remove(self, row: DayRow) -> None:
        try:
            working_days.forget_day(self.session, row.day)
        except CrmError as error:
            self.refuse(explain(error))
            return
        self.reload()
        self.tell(_("Removed: {day}.").format(day=date_long(row.day)))

    def action_fill_in(self) -> None:
        """Take over what is published of the year; days set by hand stay."""
        standing = working_days.fill_in_year(self.session, self._year)
        self.reload()
        self.tell(_standing(standing, self._year))

    async def action_back(self) -> None:
        """Go back to the settings."""
        self.dismiss(None)


def _is_worked(row: DayRow) -> Cell:
    if row.is_working:
        return Cell(text=_("worked"), tone=Tone.DUE)
    return Cell(text=_("off"), tone=Tone.STRONG)


def _standing(standing: YearStanding, year: int) -> str:
    match standing:
        case YearStanding.PUBLISHED:
            return _("The holidays of {year} are published.").format(year=year)
        case YearStanding.NOT_PUBLISHED:
            return _("The holidays of {year} are not published yet: these may change.").format(
                year=year
            )
        case YearStanding.NOT_FILLED_IN:
            return _("The holidays of {year} are not filled in: f does it.").format(year=year)
        case YearStanding.UNKNOWN:
            return _("Nothing is known of the holidays of {year} here.").format(year=year)
