"""The list of my steps: what I did, newest first, and undo of any of them."""

from collections.abc import Sequence
from functools import partial
from time import monotonic
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step, StepState
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.skipped import Skipped
from tui_crm.screens.table import TableScreen
from tui_crm.services import step_lines, undo
from tui_crm.services.session import Session
from tui_crm.services.step_lines import StepLine
from tui_crm.services.undo import Undone
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import date_long, date_short, explain, labelled
from tui_crm.wording.bulk import take_back_question, taken_back_words
from tui_crm.wording.durations import progress

TIME_CELLS = 12
"""Cells of "18 Nov 14:31", in either language."""
STATE_CELLS = 17
"""Cells of "cannot be undone" and "undone 18 Nov"."""
REPAINT_SECONDS = 0.1
"""Progress is drawn no more often than this."""


class Steps(TableScreen[int | None, StepLine]):
    """My steps; dismisses with the id of the customer that an undo here touched last, or None."""

    SCOPES = (Scope.STEPS,)
    ENTER: ClassVar[str] = "steps.undo"
    DEFAULT_CSS = """
    Steps {
        & #table { layout: vertical; }
        & #card, &.-narrow #card {
            width: 1fr; height: 4; border-left: none; border-top: hkey $border;
        }
        & #progress { height: 1; padding: 0 1; color: $text-accent; display: none; }
        &.-working #progress { display: block; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._touched: int | None = None
        self._batch: Step | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, and the line of progress above the line of feedback."""
        yield from super().compose()
        yield Static(id="progress", markup=False)

    def begin(self) -> None:
        """Put the line of progress where it is looked for."""
        self.move_child(self.query_one("#progress"), before=self.query_one("#feedback"))

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
            self._ask_then_undo(row)
            return
        undone = undo.undo(self.session, row.step.id)
        self._touched = undone.customer_id
        self.reload()
        self.tell(_("Undone: {step}").format(step=row.words))

    def _ask_then_undo(self, row: StepLine) -> None:
        if self._batch is not None:
            self.refuse(explain(CrmError("batch_running")))
            return
        count = step_lines.customers_in(self.session, row.step)
        question = take_back_question(row.words, count)

        self.app.push_screen(
            Confirm(question, yes=_("Take back"), no=_("Leave")),
            lambda is_yes: self._undo_batch(row) if is_yes else None,
        )

    def _undo_batch(self, row: StepLine) -> None:
        """Take a batch back on a thread of the app: it goes on when this screen is left."""
        self._batch = row.step
        self.add_class("-working")
        self._show_progress(row.words, 0, step_lines.customers_in(self.session, row.step), 0.0)
        self.app.run_worker(
            partial(self._work, self.app, row), thread=True, group="undo", exit_on_error=True
        )

    def _work(self, app: App[object], row: StepLine) -> None:
        """Undo on the worker's thread, and hand what came of it to the screen."""
        started = drawn = monotonic()

        def show(done: int, total: int) -> bool:
            nonlocal drawn
            now = monotonic()
            if now - drawn >= REPAINT_SECONDS:
                drawn = now
                app.call_from_thread(self._show_progress, row.words, done, total, now - started)
            return True

        try:
            undone = undo.undo(self.session, row.step.id, progress=show)
        except CrmError as error:
            app.call_from_thread(self._ended, app, explain(error), is_refusal=True)
        else:
            app.call_from_thread(self._show_taken_back, app, row, undone)
        finally:
            self.session.db.close_thread()

    def _show_progress(self, words: str, done: int, total: int, elapsed_seconds: float) -> None:
        if self.is_attached:
            text = labelled(words, progress(done, total, elapsed_seconds))
            self.query_one("#progress", Static).update(Content(harmless_line(text)))

    def _show_taken_back(self, app: App[object], row: StepLine, undone: Undone) -> None:
        sentence = taken_back_words(row.words, len(undone.skipped))
        self._ended(app, sentence, is_refusal=False)
        if undone.skipped and self.is_attached and self.is_current:
            app.push_screen(Skipped(self.session, undone.skipped))

    def _ended(self, app: App[object], sentence: str, *, is_refusal: bool) -> None:
        """Say what came of a batch: here, or as a notice where this screen has been left."""
        self._batch = None
        if not self.is_attached:
            app.notify(sentence, severity="warning" if is_refusal else "information")
            return
        self.remove_class("-working")
        self.reload()
        (self.refuse if is_refusal else self.tell)(sentence)

    def action_back(self) -> None:
        """Go back to where the list was opened."""
        self.dismiss(self._touched)


def _what(line: StepLine) -> Cell:
    tone = Tone.LATER if line.step.state is StepState.UNDONE else Tone.PLAIN
    return Cell(text=line.words, tone=tone)
