"""The list of all customers as a rep works with it: marks, many changed at once, entries."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import Marks
from tui_crm.domain.steps import StepKind
from tui_crm.i18n import _
from tui_crm.screens.background_work import BackgroundWork, Outcome
from tui_crm.screens.list_reading import marked_ids
from tui_crm.screens.places import Place
from tui_crm.screens.saved_view_list import SavedViewListScreen
from tui_crm.screens.work_line import WorkLine
from tui_crm.screens.works import WorkKind, work_of
from tui_crm.services import today
from tui_crm.services.desk import Logged
from tui_crm.wording import explain

if TYPE_CHECKING:
    from tui_crm.screens.merging import Decision


class CustomersScreen(SavedViewListScreen):
    """The list on which customers are marked, and all marked ones changed at once."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CUSTOMERS, Scope.DESK)
    TAB: ClassVar[str] = Place.CUSTOMERS
    can_mark: ClassVar[bool] = True

    @property
    def _bulk(self) -> BackgroundWork:
        """The change of many customers, which goes on when this screen is left."""
        return work_of(self.app, WorkKind.CHANGE)

    def compose_below(self) -> ComposeResult:
        """Yield the line of progress."""
        yield WorkLine(id="progress", markup=False)

    def begin(self) -> None:
        """Read the list, and show what is at work."""
        self._bulk.watch(self.show_bulk)
        self.show_bulk()
        super().begin()

    def leave(self) -> None:
        """Let the change go on unwatched."""
        super().leave()
        self._bulk.unwatch(self.show_bulk)

    def on_unmount(self) -> None:
        """Let the change go on unwatched. Textual calls the base class's own too."""
        self._bulk.unwatch(self.show_bulk)

    # --- marks ---

    def action_mark(self) -> None:
        """Mark the row under the cursor or not, and go to the next."""
        self.list.action_toggle_mark()

    def action_mark_up(self) -> None:
        """Mark upwards."""
        self.list.action_mark_up()

    def action_mark_down(self) -> None:
        """Mark downwards."""
        self.list.action_mark_down()

    def action_mark_all(self) -> None:
        """Mark everybody on the list, or nobody."""
        self.list.action_mark_all()

    def command_begins(self, command_id: str) -> None:
        """End what was told before a command on the list: it was about something else."""
        if command_id.startswith(f"{Scope.CUSTOMERS}."):
            self.tell("")

    def why_not(self, command_id: str) -> str | None:
        """Say why many cannot be changed now, or the change not be stopped."""
        match command_id:
            case "customers.change" if self.is_laid_out and self.list.marks == Marks():
                return _("Nobody is marked. Space marks a customer, * everybody on the list.")
            case "customers.change" if self._bulk.is_running:
                return explain(CrmError("batch_running"))
            case "customers.merge" if self.is_laid_out:
                return self._why_no_merge()
            case "customers.stop" if not self._bulk.is_running:
                return _("No change of many customers is at work.")
            case "customers.stop" if not self._bulk.can_stop:
                return _("This cannot be stopped halfway: half a change would be left.")
        return super().why_not(command_id)

    # --- many at once ---

    def action_change(self) -> None:
        """Give all marked customers the same value of a field."""
        from tui_crm.screens.bulk_flow import BulkFlow

        marks, count = self.list.marks, None
        if self.list.is_counted or not marks.is_inverted:
            count = marks.count(self.list.count)
        selected = partial(marked_ids, self.session, self._asked(), marks, self._opened)
        BulkFlow(self, self.session, self._bulk, selected=selected, count=count).start()

    def _two_marked(self) -> Sequence[int]:
        """Return the ids of the marked ones where they are two, else none."""
        marks = self.list.marks
        return () if marks.is_inverted or len(marks.ids) != 2 else sorted(marks.ids)

    def _why_no_merge(self) -> str | None:
        """Say how many more, or fewer, are to be marked for a merge."""
        marks = self.list.marks
        if marks.is_inverted:
            return _("All are marked. Esc takes the marks away; merging takes two.")
        match len(marks.ids):
            case 0:
                return _("Mark the two with Space: merging makes one customer of two.")
            case 1:
                return _("One is marked. Mark the other one with Space too.")
            case 2:
                return None
            case number:
                return _("{count:,} are marked. Merging takes two at a time.").format(count=number)

    async def action_merge(self) -> None:
        """Make one customer of the two who are marked."""
        from tui_crm.screens.merging import MergeScreen
        from tui_crm.services.customer_merging import proposed_plan

        try:
            plan = proposed_plan(self.session, *self._two_marked())
        except CrmError as error:  # One was merged or removed meanwhile: the list shows it.
            self.list.unmark_all()
            self.refresh_all()
            self.refuse(explain(error))
            return
        await self.app.push_screen(MergeScreen(self.session, plan), self._after_merge)

    def _after_merge(self, decision: "Decision | None") -> None:
        """Show the one who stayed under the cursor, and say what was decided."""
        if decision is None:
            return
        self.list.unmark_all()
        if decision.merged is not None:
            self.refresh_all(decision.merged.customer.id)
        self.tell(decision.sentence)

    def is_on_bar(self, command_id: str) -> bool:
        """Show merging only where two are marked: the bar is short."""
        is_merge = command_id == "customers.merge"
        return not is_merge or (self.is_laid_out and bool(self._two_marked()))

    def action_stop(self) -> None:
        """Take back what the change at work has written."""
        self._bulk.stop()

    def show_bulk(self) -> None:
        """Show how far the bulk change is, or what came of it."""
        if not self.is_laid_out:
            return
        bulk = self._bulk
        stop_key = self.shown_key_of("customers.stop")
        self.query_one(WorkLine).show(bulk, stop_key=stop_key)
        if bulk.is_running:
            self.refresh_commands()
        elif (outcome := bulk.take_outcome()) is not None:
            self._end_bulk(outcome)

    def _end_bulk(self, outcome: Outcome) -> None:
        from tui_crm.screens.skipped import Skipped

        self.list.unmark_all()
        self.reload()
        self.draw_heading()
        (self.refuse if outcome.is_refusal else self.tell)(outcome.sentence)
        if outcome.skipped and self.is_active:
            self.app.push_screen(Skipped(self.session, outcome.skipped))

    async def action_undo(self) -> None:
        """Take back my newest step; a bulk change asks first and runs on a thread."""
        from tui_crm.screens.taking_back import ask_then_take_back
        from tui_crm.services import undo

        step = undo.newest(self.session)
        if step.kind is StepKind.CHANGE:
            ask_then_take_back(self, self.session, self._bulk, step)
        else:
            await super().action_undo()

    def after_undo(self, customer_id: int | None) -> None:
        """Show the row as it is again; a list that is looked for in is read again on its thread."""
        row = None if customer_id is None else today.row_of(self.session, customer_id)
        if row is not None and self._asked().is_everybody and self.list.bring_back(row):
            self.draw_at_once()
        else:
            self.refresh_all(customer_id)

    # --- entries ---

    def after_entry(self, logged: Logged) -> None:
        """Draw the row anew; the cursor goes on to the next where the user wants that."""
        row = today.row_of(self.session, logged.customer.id)
        if row is not None:
            self.list.replace_row(row)
        if self.settings.queue.advance and not logged.stays:
            self.list.action_cursor_down()
