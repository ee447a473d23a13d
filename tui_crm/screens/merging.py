"""Two customers side by side, to become one: field by field, and what moves with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.events import ScreenResume

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import Customer
from tui_crm.domain.customer_merge import Choice
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _
from tui_crm.screens.customer_provider import OpensCustomers
from tui_crm.screens.table import TableScreen
from tui_crm.services import customer_merging, keeping_apart
from tui_crm.services.customer_merging import Merged, MergePlan
from tui_crm.services.merge_lines import UNITED, MergeLine, merge_lines
from tui_crm.services.session import Session, new_uuid
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import explain, labelled
from tui_crm.wording.customer_merge import kept_words, merge_done_words, moving_words, numbered
from tui_crm.wording.punctuation import in_a_row

TITLE_CELLS = 12
LEAST_CELLS = 8
"""Cells of the titles of fields, and of each side at the least."""
MAX_NAME_CELLS = 24
CHOSEN, LEFT_OUT, SAME, UNITED_SIGN = "●", "○", "=", "+"
"""What stands before a side: its value stays, goes, is that of both, comes of both."""
_CHOOSING = {
    "merging.left": Choice.WINNER,
    "merging.right": Choice.LOSER,
    "merging.both": Choice.BOTH,
}
_DECIDING = frozenset({"merging.merge", "merging.keep_both"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of two, in a sentence; `merged` is None where they are kept as two."""

    sentence: str
    merged: Merged | None = None


class MergeScreen(TableScreen[Decision | None, MergeLine]):
    """Who stays on the left, who goes on the right; dismisses with what was decided, or None."""

    SCOPES = (Scope.MERGING,)
    ENTER: ClassVar[str] = "merging.merge"
    DEFAULT_CSS = """
    MergeScreen {
        & #table { layout: vertical; }
        & #card, &.-narrow #card {
            width: 1fr; height: 7; border-left: none; border-top: hkey $border;
        }
    }
    """

    def __init__(self, session: Session, plan: MergePlan) -> None:
        """Show what `plan` would do; see `customer_merging.plan` and `proposed_plan`."""
        super().__init__(session)
        self._plan = plan
        self._choices: dict[str, Choice] = {}
        self._uuid = new_uuid()
        self._problem: CrmError | None = None

    # --- the rows ---

    def list_columns(self) -> Sequence[Column[MergeLine]]:
        """Return the field, what who stays says, and what who goes says."""
        return (
            Column(
                id="field", title=_("Field"), width=TITLE_CELLS, share=1, priority=1,
                draw=_title_cell,
            ),
            Column(
                id="winner", title=self._headed(_("stays"), self._plan.winner),
                width=LEAST_CELLS, share=8, draw=_winner_cell,
            ),
            Column(
                id="loser", title=self._headed(_("goes"), self._plan.loser),
                width=LEAST_CELLS, share=8, draw=_loser_cell,
            ),
        )  # fmt: skip

    def _headed(self, what: str, customer: Customer) -> str:
        return labelled(what, _called(customer))

    def read_rows(self) -> Sequence[MergeLine]:
        """Read the two anew: somebody else may have changed one."""
        try:
            plan = customer_merging.plan(self.session, self._plan.winner.id, self._plan.loser.id)
        except CrmError as error:
            self._problem = error
        else:
            self._problem = None
            self._plan = plan
        self._drop_choices_gone()
        return merge_lines(self.session, self._plan, self._choices)

    def _drop_choices_gone(self) -> None:
        """Forget what was chosen of fields in which the two differ no more."""
        lines = {each.code: each for each in merge_lines(self.session, self._plan, {})}
        self._choices = {
            code: choice
            for code, choice in self._choices.items()
            if code in lines and choice in lines[code].offered
        }

    # --- heading and card ---

    def heading(self) -> Content:
        """Say who goes into whom, and what moves."""
        if self._problem is not None:
            return Content.styled(f"⊘ {explain(self._problem)}", "$text-warning")
        sentence = _("{loser} goes into {winner}.").format(
            loser=_called(self._plan.loser), winner=_called(self._plan.winner)
        )
        moving = moving_words(follow_ups=self._plan.follow_ups, changes=self._plan.changes)
        return Content(in_a_row(each for each in (sentence, moving) if each))

    def card(self, row: MergeLine | None) -> Content:
        """Return the field under the cursor in full: both sides, and what it comes to."""
        if row is None:
            return Content("")
        parts = (
            (_("after the merge"), row.after, "bold"),
            (_("stays"), row.winner, "$text-muted"),
            (_("goes"), row.loser, "$text-muted"),
        )
        lines = [
            Content.styled(harmless(labelled(what, text or "–")), style)
            for what, text, style in parts
        ]
        return Content("\n").join([Content.styled(harmless_line(row.title), "bold"), *lines])

    # --- choosing ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a side cannot be taken, or the two not be merged."""
        if command_id in _DECIDING and self._problem is not None:
            return explain(self._problem)
        if command_id in (*_CHOOSING, "merging.switch") and self.is_laid_out:
            return self._why_no_choice(_CHOOSING.get(command_id))
        return super().why_not(command_id)

    def _why_no_choice(self, choice: Choice | None) -> str | None:
        row = self.row
        if row is None:
            return self.why_no_row()
        if row.code in UNITED:
            return _("This comes of both; there is nothing to choose.")
        if not row.offered:
            return _("Nothing is to be chosen here.")
        if choice is not None and choice not in row.offered:
            return _("Only notes that fit together can both be taken.")
        return None

    def action_left(self) -> None:
        """Take what who stays says."""
        self._choose(Choice.WINNER)

    def action_right(self) -> None:
        """Take what who goes says."""
        self._choose(Choice.LOSER)

    def action_both(self) -> None:
        """Take both."""
        self._choose(Choice.BOTH)

    def action_switch(self) -> None:
        """Take the next choice, and go to the next field."""
        if (row := self.row) is not None and row.choice is not None:
            place = row.offered.index(row.choice)
            self._choose(row.offered[(place + 1) % len(row.offered)])
            self.list.action_cursor_down()

    def _choose(self, choice: Choice) -> None:
        if (row := self.row) is not None:
            self._choices[row.code] = choice
            self.reload()

    def action_reset(self) -> None:
        """Take again what is proposed."""
        self._choices = {}
        self.reload()

    def action_swap(self) -> None:
        """Have the other one stay; what was chosen stays chosen."""
        other = {Choice.WINNER: Choice.LOSER, Choice.LOSER: Choice.WINNER}
        self._plan = customer_merging.plan(self.session, self._plan.loser.id, self._plan.winner.id)
        self._choices = {code: other.get(each, each) for code, each in self._choices.items()}
        self._show_anew()

    # --- merging ---

    def action_merge(self) -> None:
        """Merge the two as shown; who was changed meanwhile is shown anew first."""
        plan = self._plan
        try:
            merged = customer_merging.merge(
                self.session,
                plan.winner.id,
                plan.loser.id,
                self._choices,
                entry_uuid=self._uuid,
                versions=plan.versions,
            )
        except CrmError as error:
            self._show_anew()
            self.refuse(explain(error))
            return
        stays = numbered(merged.customer.display_name, merged.customer.id)
        goes = numbered(merged.loser_name, merged.loser_id)
        self.dismiss(Decision(sentence=merge_done_words(stays, goes), merged=merged))

    def action_keep_both(self) -> None:
        """Remember that the two are two."""
        both = sorted((self._plan.winner, self._plan.loser), key=lambda each: each.id)
        kept = keeping_apart.keep_apart(self.session, *(each.id for each in both))
        names = (numbered(each.display_name, each.id) for each in both)
        self.dismiss(Decision(sentence=kept_words(*names, is_new=kept.step_id is not None)))

    # --- the two pages ---

    async def action_open_first(self) -> None:
        """Open the page of who stays."""
        await self._open(self._plan.winner)

    async def action_open_second(self) -> None:
        """Open the page of who goes."""
        await self._open(self._plan.loser)

    async def _open(self, customer: Customer) -> None:
        if isinstance(self.app, OpensCustomers):
            await self.app.open_customer(customer.id)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Show what was changed on a page."""
        if self.is_laid_out:
            self._show_anew()

    def data_changed(self) -> None:
        """Call the two above their columns as they are called now."""
        self.list.set_columns(self.list_columns())

    def _show_anew(self) -> None:
        """Read the two again; their names stand above the columns too."""
        self.reload()
        self.list.set_columns(self.list_columns())

    def action_back(self) -> None:
        """Leave both as they are."""
        self.dismiss(None)


def _called(customer: Customer) -> str:
    """Return the name with the number, which tells two of one name apart."""
    return numbered(shorten(customer.display_name, MAX_NAME_CELLS), customer.id)


def _title_cell(line: MergeLine) -> Cell:
    return Cell(text=line.title, tone=Tone.LATER)


def _winner_cell(line: MergeLine) -> Cell:
    return _side_cell(line, line.winner, Choice.WINNER)


def _loser_cell(line: MergeLine) -> Cell:
    return _side_cell(line, line.loser, Choice.LOSER)


def _side_cell(line: MergeLine, text: str, side: Choice) -> Cell:
    """Return one side: its sign, and dim what does not stay."""
    shown = text or "–"
    if line.choice is not None:
        is_taken = line.choice in (side, Choice.BOTH)
        sign, tone = (CHOSEN, Tone.STRONG) if is_taken else (LEFT_OUT, Tone.LATER)
        return Cell(text=f"{sign} {shown}", tone=tone)
    if not line.is_different:
        return Cell(text=f"{SAME} {shown}", tone=Tone.LATER)
    if line.code in UNITED:
        return Cell(text=f"{UNITED_SIGN} {shown}")
    is_kept = text == line.after
    return Cell(text=f"{CHOSEN if is_kept else LEFT_OUT} {shown}", tone=Tone.LATER)
