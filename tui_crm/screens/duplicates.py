"""The review of duplicates: pairs best first, side by side, to be merged, kept both or skipped."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.worker import get_current_worker

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.background_work import start_or_refuse
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.customer_provider import OpensCustomers
from tui_crm.screens.pair_card import pair_content
from tui_crm.screens.pair_columns import pair_columns
from tui_crm.screens.pair_work import check_job, merge_job
from tui_crm.screens.review_words import (
    empty_review,
    merge_all_question,
    review_heading,
    told_apart,
)
from tui_crm.screens.work_table import WorkTableScreen
from tui_crm.screens.works import WorkKind
from tui_crm.services import customer_merging, duplicate_review, keeping_apart, undo
from tui_crm.services.duplicate_review import SHOWN_PAIRS, ReviewCounts, ReviewRow, SamePairs
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Column
from tui_crm.wording import explain
from tui_crm.wording.customer_merge import kept_words
from tui_crm.wording.duplicates import nothing_to_merge_words

_NEED_PAIR = frozenset(
    f"duplicates.{action}" for action in ("merge", "keep_both", "skip", "open_first", "open_second")
)
CARD_PADDING = 2


class DuplicatesScreen(WorkTableScreen[None, ReviewRow]):
    """Pairs above, the two customers of the pair under the cursor side by side below."""

    SCOPES = (Scope.DUPLICATES,)
    ENTER: ClassVar[str] = "duplicates.merge"
    WORK = WorkKind.DUPLICATES
    STOP = "duplicates.stop"
    DEFAULT_CSS = """
    DuplicatesScreen {
        & #table { layout: vertical; }
        & #list { height: 2fr; }
        & #card, &.-narrow #card {
            width: 1fr; height: 3fr; border-left: none; border-top: hkey $border;
        }
        &.-narrow.-low #card { display: block; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._counts: ReviewCounts | None = None
        self._skipped: frozenset[int] = frozenset()
        self._rows: tuple[ReviewRow, ...] = ()

    def begin(self) -> None:
        """Show what is at work, and count what is to be decided."""
        super().begin()
        self._count()

    def on_resize(self, _event: Resize) -> None:
        """Fit the two sides to the width."""
        if self.is_laid_out:
            self.redraw_around()

    # --- the rows ---

    def list_columns(self) -> Sequence[Column[ReviewRow]]:
        """Return the verdict, its score, the two customers, and why."""
        return pair_columns()

    def read_rows(self) -> Sequence[ReviewRow]:
        """Read the surest pairs but those that were skipped."""
        limit = SHOWN_PAIRS + len(self._skipped)
        found = duplicate_review.rows(self.session, limit=limit)
        self._rows = tuple(row for row in found if row.id not in self._skipped)
        return self._rows

    def empty_text(self) -> Content:
        """Say what to press, or that there is nothing to do."""
        return Content(
            empty_review(
                self.session,
                self._counts,
                check_key=self.shown_key_of("duplicates.check") or "–",
                has_skipped=bool(self._skipped),
                is_running=self.background.is_running,
            )
        )

    def _say_empty(self) -> None:
        self.list.empty = self.empty_text()
        self.list.refresh()

    @work(thread=True, exclusive=True, group="counts")
    def _count(self) -> None:
        """Count what is to be decided: many pairs take a moment."""
        try:
            counts = duplicate_review.counts(self.session)
        except CrmError as error:
            self.show_from_thread(self.refuse, explain(error))
        else:
            self.show_from_thread(self._show_counts, counts)
        finally:
            self.session.db.close_thread()

    def _show_counts(self, counts: ReviewCounts) -> None:
        self._counts = counts
        self._say_empty()
        self.redraw_around()

    # --- heading and card ---

    def heading(self) -> Content:
        """Say how many pairs there are to decide, and when all was last checked."""
        return Content(review_heading(self.session, self._counts, skipped=len(self._skipped)))

    def card(self, row: ReviewRow | None) -> Content:
        """Return the two customers side by side."""
        if row is None:
            return Content("")
        try:
            left, right = duplicate_review.sides(self.session, row)
        except CrmError as error:
            return Content.styled(explain(error), "$text-warning")
        width = self.query_one("#card", VerticalScroll).size.width - CARD_PADDING
        lines = duplicate_review.side_lines(self.session, left, right)
        return pair_content(row.finding, lines, max(1, width))

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot run now."""
        if command_id in _NEED_PAIR:
            return self.why_no_row()
        if command_id == "duplicates.stop":
            return None if self.background.is_running else _("Nothing is at work.")
        is_long = command_id in ("duplicates.check", "duplicates.merge_all")
        if is_long and self.background.is_running:
            return explain(CrmError("batch_running"))
        if command_id == "duplicates.merge_all" and self._counts is not None:
            return None if self._counts.same else nothing_to_merge_words(has_skipped=False)
        return None

    def action_check(self) -> None:
        """Check the whole database on a thread."""
        start_or_refuse(self, self.session, self.background, check_job(self.session))
        self._say_empty()

    async def action_merge(self) -> None:
        """Make one customer of the two, field by field."""
        from tui_crm.screens.merging import Decision, MergeScreen

        if (row := self.row) is None:
            return
        try:
            plan = customer_merging.proposed_plan(self.session, row.a.id, row.b.id)
        except CrmError as error:  # Somebody else was faster: the pair leaves.
            self._decided(self._behind(row), explain(error), is_refusal=True)
            return
        behind = self._behind(row)

        def decided(decision: Decision | None) -> None:
            if decision is not None:
                self._decided(behind, decision.sentence)

        await self.app.push_screen(MergeScreen(self.session, plan), decided)

    def action_merge_all(self) -> None:
        """Merge every pair with the verdict SAME, after a preview."""
        self._gather_same()

    @work(thread=True, exclusive=True, group="same")
    def _gather_same(self) -> None:
        worker = get_current_worker()
        try:
            same = duplicate_review.same_pairs(self.session, but=self._skipped)
        except CrmError as error:
            self.show_from_thread(self.refuse, explain(error))
        else:
            if not worker.is_cancelled:
                self.show_from_thread(self._ask_to_merge, same)
        finally:
            self.session.db.close_thread()

    def _ask_to_merge(self, same: SamePairs) -> None:
        """Ask, unless something else has been opened above the list meanwhile."""
        if not self.is_active:
            return
        if not same.pairs:
            self.refuse(nothing_to_merge_words(has_skipped=bool(self._skipped)))
            return

        def answer(is_yes: bool | None) -> None:  # noqa: FBT001 - what Confirm answers
            if is_yes:
                job = merge_job(self.session, same.pairs)
                start_or_refuse(self, self.session, self.background, job)

        question = merge_all_question(same)
        self.app.push_screen(Confirm(question, yes=_("Merge them"), no=_("Do not merge")), answer)

    def action_stop(self) -> None:
        """Stop the check, or the merging of many."""
        self.background.stop()

    def action_keep_both(self) -> None:
        """Remember that the two are two."""
        if (row := self.row) is not None:
            kept = keeping_apart.keep_apart(self.session, row.a.id, row.b.id)
            said = kept_words(*told_apart(row), is_new=kept.step_id is not None)
            self._decided(self._behind(row), said)

    def action_skip(self) -> None:
        """Leave the pair for another time."""
        if (row := self.row) is not None:
            self._skipped |= {row.id}
            said = _("Skipped: {first} – {second}. The pair comes back at the next visit.")
            first, second = told_apart(row)
            self._decided(self._behind(row), said.format(first=first, second=second))

    async def action_open_first(self) -> None:
        """Open the page of the customer on the left."""
        if (row := self.row) is not None:
            await self._open(row.a.id)

    async def action_open_second(self) -> None:
        """Open the page of the customer on the right."""
        if (row := self.row) is not None:
            await self._open(row.b.id)

    async def _open(self, customer_id: int) -> None:
        if isinstance(self.app, OpensCustomers):
            await self.app.open_customer(customer_id)

    def action_scroll_down(self) -> None:
        """Show the fields further down."""
        self.query_one("#card", VerticalScroll).scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Show the fields further up."""
        self.query_one("#card", VerticalScroll).scroll_page_up(animate=False)

    async def action_undo(self) -> None:
        """Take back my newest step; a batch stands on the list of steps, where it asks first."""
        step = undo.newest(self.session)
        if undo.is_batch(step):
            await self.action_steps()
            return
        words = undo.words_of(self.session, undo.undo(self.session, step.id).step)
        self._changed()
        self.tell(_("Undone: {step}").format(step=words))

    async def action_steps(self) -> None:
        """Open the list of my steps."""
        from tui_crm.screens.steps import Steps

        await self.app.push_screen(Steps(self.session), lambda _id: self._changed())

    # --- what came of it ---

    def show_changes(self) -> None:
        """Read and count again what is to be decided."""
        self._changed()

    def data_changed(self) -> None:
        """Count again: the rows were read with those of every table."""
        self._count()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Show what was changed on a page."""
        if self.is_laid_out:
            self._changed()

    def _behind(self, row: ReviewRow) -> ReviewRow | None:
        """Return the pair behind `row`, or else the one before; None where there is no other."""
        ids = [each.id for each in self._rows]
        place = ids.index(row.id) if row.id in ids else 0
        others = (*self._rows[place + 1 :], *reversed(self._rows[:place]))
        return others[0] if others else None

    def _decided(self, near: ReviewRow | None, said: str, *, is_refusal: bool = False) -> None:
        """Go on to another pair, and say what came of the one before."""
        self._changed(near=near)
        (self.refuse if is_refusal else self.tell)(said)

    def _changed(self, near: ReviewRow | None = None) -> None:
        self.reload(near)
        self._count()
