"""The list of reminders: birthdays of one's customers and festivals, the nearest day first."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.domain.reminders import Occasion, Reminder
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _, ngettext
from tui_crm.screens.table import TableScreen
from tui_crm.services import reminders
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import date_long
from tui_crm.wording.reminders import day_words, occasion_label, reminder_title


class Reminders(TableScreen[int | None, Reminder]):
    """What comes in the next days; dismisses with the id of the customer to open, or None."""

    SCOPES = (Scope.REMINDERS,)
    ENTER: ClassVar[str] = "reminders.open"

    def list_columns(self) -> Sequence[Column[Reminder]]:
        """Return when, what, who."""
        return (
            Column(id="on", title=_("Day"), width=12, priority=1, draw=self._on),
            Column(id="occasion", title=_("Occasion"), width=15, priority=2, draw=_occasion),
            Column(id="who", title=_("Who, what"), width=12, share=2, draw=_who),
            Column(id="company", title=_("Company"), width=12, share=1, priority=3, draw=_company),
        )

    def read_rows(self) -> Sequence[Reminder]:
        """Read what comes."""
        return reminders.reminders(self.session)

    def empty_text(self) -> Content:
        """Say what will stand here."""
        return Content(
            _(
                "Nobody has a birthday in the coming days, and no festival comes.\n"
                "The settings of the team say how many days ahead they are told: g s."
            )
        )

    def heading(self) -> Content:
        """Say what the list is."""
        team = self.session.team
        ahead = ngettext("{count} day ahead", "{count} days ahead", team.birthday_days)
        return Content(
            _("Birthdays of your customers, {ahead}, and festivals.").format(
                ahead=ahead.format(count=team.birthday_days)
            )
        )

    def card(self, row: Reminder | None) -> Content:
        """Return the reminder in full."""
        if row is None:
            return Content("")
        lines = [
            Content.styled(harmless_line(reminder_title(row)), "bold"),
            Content.styled(f"{occasion_label(row.occasion)} · {date_long(row.on)}", "$text-muted"),
        ]
        if row.age is not None:
            lines.append(
                Content(ngettext("{age} year old", "{age} years old", row.age).format(age=row.age))
            )
        if row.customer is not None:
            lines += [Content(harmless_line(row.customer.company))] if row.customer.company else []
            lines += [Content(harmless_line(row.customer.phone))] if row.customer.phone else []
        return Content("\n").join(lines)

    def _on(self, row: Reminder) -> Cell:
        today = self.session.today()
        tone = Tone.DUE if row.on == today else Tone.PLAIN
        return Cell(text=day_words(row.on, today), tone=tone)

    def why_not(self, command_id: str) -> str | None:
        """Say that a festival has no page."""
        if command_id != "reminders.open":
            return None
        if self.row is None:
            return self.why_no_row()
        return None if self.row.customer is not None else _("A festival is nobody's.")

    def action_open(self) -> None:
        """Open the customer under the cursor."""
        if self.row is not None and self.row.customer is not None:
            self.dismiss(self.row.customer.id)

    def action_back(self) -> None:
        """Go back to where the list was opened."""
        self.dismiss(None)


def _occasion(row: Reminder) -> Cell:
    tone = Tone.LATER if row.occasion is Occasion.FESTIVAL else Tone.PLAIN
    return Cell(text=occasion_label(row.occasion), tone=tone)


def _who(row: Reminder) -> Cell:
    return Cell(text=reminder_title(row))


def _company(row: Reminder) -> Cell:
    return Cell(text=row.customer.company if row.customer is not None else "")
