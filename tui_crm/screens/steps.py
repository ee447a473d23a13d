"""The list of my steps: what I did, newest first, and undo of any of them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import StepState
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.background_work import Outcome
from tui_crm.screens.skipped import Skipped
from tui_crm.screens.taking_back import ask_then_take_back
from tui_crm.screens.work_table import WorkTableScreen
from tui_crm.screens.works import WorkKind
from tui_crm.services import step_lines, undo
from tui_crm.services.session import Session
from tui_crm.services.step_lines import StepLine
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import date_long, date_short, explain

TIME_CELLS = 12
"""Cells of "18 Nov 14:31", in either language."""
STATE_CELLS = 17
"""Cells of "cannot be undone" and "undone 18 Nov"."""


class Steps(WorkTableScreen[int | None, StepLine]):
    """My steps; dismisses with the id of the customer that an undo here touched last, or None."""

    SCOPES = (Scope.STEPS,)
    ENTER: ClassVar[str] = "steps.undo"
    WORK = WorkKind.UNDO
    DEFAULT_CSS = """
    Steps {
        & #table { layout: vertical; }
        & #card, &.-narrow #card {
            width: 1fr; height: 4; border-left: none; border-top: hkey $border;
        }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._touched: int | None = None

    def list_columns(self) -> Sequence[Column[StepLine]]:
        """Return when, what, and whether it stands."""
        return (
            Column(id="at", title=_("When"), width=TIME_CELLS, priority=2, draw=self._at),
            Column(id="what", title=_("Step"), width=12, share=1, draw=_what),
            Column(id="state", title=_("State"), width=STATE_CELLS, priority=1, draw=self._state),
        )

    def read_rows(self) -> Sequence[StepLine]:
        """Read the newest steps."""
        return step_lines.step_lines(self.session)

    def empty_text(self) -> Content:
        """Say what will stand here."""
        return Content(
            _(
                "You have done nothing yet that could be undone.\n"
                "Each entry, change and import of yours will stand here. Esc goes back."
            )
        )

    def heading(self) -> Content:
        """Say what the list is."""
        return Content(_("What I did, newest first. u takes back the step under the cursor."))

    def card(self, row: StepLine | None) -> Content:
        """Return the step in full, and why it cannot be undone."""
        if row is None:
            return Content("")
        at = row.step.at.astimezone(self.session.rules.zone)
        lines = [
            Content.styled(harmless_line(row.words), "bold"),
            Content.styled(f"{date_long(at.date())} {at:%H:%M:%S}", "$text-muted"),
        ]
        if row.step.state is StepState.UNDONE and row.step.undone_at is not None:
            undone = row.step.undone_at.astimezone(self.session.rules.zone)
            when = f"{date_long(undone.date())} {undone:%H:%M}"
            lines.append(Content(_("Undone on {when}.").format(when=when)))
        elif row.obstacle is not None:
            lines.append(Content.styled(f"⊘ {explain(row.obstacle)}", "$text-warning"))
        return Content("\n").join(lines)

    def _at(self, line: StepLine) -> Cell:
        at = line.step.at.astimezone(self.session.rules.zone)
        if at.date() == self.session.today():
            return Cell(text=f"{at:%H:%M}")
        return Cell(text=f"{date_short(at.date())} {at:%H:%M}", tone=Tone.LATER)

    def _state(self, line: StepLine) -> Cell:
        if line.step.state is StepState.RUNNING:
            return Cell(text=_("at work"), tone=Tone.DUE)
        if line.step.state is StepState.UNDONE:
            undone = (line.step.undone_at or line.step.at).astimezone(self.session.rules.zone)
            is_today = undone.date() == self.session.today()
            when = f"{undone:%H:%M}" if is_today else date_short(undone.date())
            return Cell(text=_("undone {when}").format(when=when), tone=Tone.LATER)
        if line.obstacle is not None:
            return Cell(text=_("cannot be undone"), tone=Tone.DO_NOT_CALL)
        return Cell(text=_("done"))

    # --- undo ---

    def why_not(self, command_id: str) -> str | None:
        """Say why the step under the cursor cannot be undone."""
        if command_id != "steps.undo":
            return None
        if (row := self.row) is None:
            return explain(CrmError("nothing_to_undo"))
        return explain(row.obstacle) if row.obstacle is not None else None

    def action_undo(self) -> None:
        """Take back the step under the cursor; a batch asks first and runs on a thread."""
        if (row := self.row) is None:
            return
        if undo.is_batch(row.step):
            ask_then_take_back(self, self.session, self.background, row.step)
            return
        undone = undo.undo(self.session, row.step.id)
        self._touched = undone.customer_id
        self.reload()
        self.tell(_("Undone: {step}").format(step=row.words))

    def work_ended(self, outcome: Outcome) -> None:
        """Say what came of taking back a batch, and name those who stay as they are."""
        super().work_ended(outcome)
        if outcome.skipped and self.is_active:
            self.app.push_screen(Skipped(self.session, outcome.skipped))

    def action_back(self) -> None:
        """Go back to where the list was opened."""
        self.dismiss(self._touched)


def _what(line: StepLine) -> Cell:
    tone = Tone.LATER if line.step.state is StepState.UNDONE else Tone.PLAIN
    return Cell(text=line.words, tone=tone)
