"""The third tab of a customer's page: every change, who made it, from what to what."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.content import Content

from tui_crm.domain.customer import Customer
from tui_crm.domain.history import FieldChange, HistoryLine, Turn
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.steps import StepState
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _, pgettext
from tui_crm.screens.page_progress import WHEN_CELLS, moment_text
from tui_crm.screens.page_tab import PageTab
from tui_crm.services import customer_page
from tui_crm.services.shown_fields import shown_instant, shown_title
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording.history import change_words, deed_words

MAX_SIDE_CELLS = 60
"""Cells of one side of a change that a line of the list quotes."""


class HistoryTab(PageTab[HistoryLine]):
    """Everything that was written on a customer, a line each."""

    CODE: ClassVar[str] = "history"

    def title(self) -> str:
        """Return the word on the tab."""
        return pgettext("tab", "History")

    def columns(self) -> Sequence[Column[HistoryLine]]:
        """Return when, who, by which step, and which fields."""
        return (
            Column(id="when", title=_("When"), width=WHEN_CELLS, priority=1, draw=self._when),
            Column(id="who", title=_("By"), width=10, priority=3, draw=self._who),
            Column(id="step", title=_("Step"), width=14, share=1, priority=2, draw=_step),
            Column(id="what", title=_("What"), width=12, share=3, draw=self._what),
        )

    def rows(self, customer: Customer) -> KeysetQuery[HistoryLine, Key]:
        """Return the history."""
        return customer_page.history(self.session, customer.id)

    def details(self, row: HistoryLine) -> Content:
        """Return the change with every field on its own lines, each side in full."""
        who = self.session.user_name(row.step.user_id) if row.step else ""
        head = " · ".join(part for part in (who, deed_words(row)) if part)
        lines = [
            Content.styled(shown_instant(self.session, row.at), "bold"),
            Content(harmless(head)),
        ]
        for change in customer_page.field_changes(self.session, row):
            lines.append(Content.styled(harmless_line(self._title(change)), "dim"))
            lines.append(Content(harmless(change_words(change))))
        if _is_undone(row):
            lines.append(Content.styled(_("This was undone later."), "dim"))
        return Content("\n").join(lines)

    def _when(self, row: HistoryLine) -> Cell:
        return Cell(text=moment_text(self.session, row.at), tone=_tone(row))

    def _who(self, row: HistoryLine) -> Cell:
        name = self.session.user_name(row.step.user_id) if row.step else ""
        return Cell(text=name, tone=Tone.LATER)

    def _what(self, row: HistoryLine) -> Cell:
        changes = customer_page.field_changes(self.session, row)
        text = " · ".join(self._told(each) for each in changes)
        return Cell(text=text, tone=_tone(row))

    def _told(self, change: FieldChange) -> str:
        if change.into:
            return change_words(change)
        before, after = (
            shorten(side.replace("\n", " "), MAX_SIDE_CELLS)
            for side in (change.before, change.after)
        )
        return f"{self._title(change)} {change_words(replace(change, before=before, after=after))}"

    def _title(self, change: FieldChange) -> str:
        return shown_title(self.session, change.code)


def _step(row: HistoryLine) -> Cell:
    return Cell(text=deed_words(row), tone=_tone(row))


def _is_undone(row: HistoryLine) -> bool:
    """Whether the step of a change was taken back later: it is dimmed and says so."""
    is_change = row.turn is Turn.CHANGED
    return is_change and row.step is not None and row.step.state is StepState.UNDONE


def _tone(row: HistoryLine) -> Tone:
    return Tone.LATER if _is_undone(row) else Tone.PLAIN
