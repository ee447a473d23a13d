"""The list of all customers as a rep works with it: marks, many changed at once, entries."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from tui_crm.commands.command import Scope
from tui_crm.commands.keys import shown_key
from tui_crm.commands.registry import COMMANDS_BY_ID
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import Marks
from tui_crm.domain.steps import StepKind
from tui_crm.i18n import _
from tui_crm.screens.bulk_line import BulkLine
from tui_crm.screens.bulk_work import BulkWork
from tui_crm.screens.customer_list import CustomerListScreen
from tui_crm.screens.list_reading import marked_ids
from tui_crm.screens.places import Place
from tui_crm.services import today
from tui_crm.services.desk import Logged
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.wording import explain


class CustomersScreen(CustomerListScreen):
    """The list on which customers are marked, and all marked ones changed at once."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CUSTOMERS, Scope.DESK)
    TAB: ClassVar[str] = Place.CUSTOMERS
    can_mark: ClassVar[bool] = True

    def __init__(
        self,
        session: Session,
        settings: Settings,
        *,
        find: bool = False,
        bulk: BulkWork | None = None,
    ) -> None:
        """Show the list as `CustomerListScreen` does.

        `bulk` is the bulk change of the program, which goes on when this screen is left.
        """
        super().__init__(session, settings, find=find)
        self._bulk = bulk or BulkWork()

    def compose_below(self) -> ComposeResult:
        """Yield the line of progress."""
        yield BulkLine(id="progress", markup=False)

    def begin(self) -> None:
        """Read the list, and show what is at work."""
        self._bulk.watcher = self.show_bulk
        self.show_bulk()
        super().begin()

    def leave(self) -> None:
        """Let the change go on unwatched."""
        super().leave()
        self._stop_watching()

    def on_unmount(self) -> None:
        """Let the change go on unwatched. Textual calls the base class's own too."""
        self._stop_watching()

    def _stop_watching(self) -> None:
        if self._bulk.watcher == self.show_bulk:
            self._bulk.watcher = None

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

    def why_not(self, command_id: str) -> str | None:
        """Say why many cannot be changed now, or the change not be stopped."""
        match command_id:
            case "customers.change" if self.is_laid_out and self.list.marks == Marks():
                return _("Nobody is marked. Space marks a customer, * everybody on the list.")
            case "customers.change" if self._bulk.is_running:
                return explain(CrmError("batch_running"))
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
        selected = partial(marked_ids, self.session, self._asked(), marks, self._rows)
        BulkFlow(self, self.session, self._bulk, selected=selected, count=count).start()

    def action_stop(self) -> None:
        """Take back what the change at work has written."""
        self._bulk.stop()

    def show_bulk(self) -> None:
        """Show how far the bulk change is, or what came of it."""
        if not self.is_laid_out:
            return
        bulk = self._bulk
        keys = self.keymap.keys_of(COMMANDS_BY_ID["customers.stop"])
        stop_key = shown_key(keys[0]) if keys else ""
        self.query_one(BulkLine).show(bulk, stop_key=stop_key)
        if bulk.is_running:
            self.refresh_commands()
        elif bulk.outcome:
            self._end_bulk(bulk)

    def _end_bulk(self, bulk: BulkWork) -> None:
        from tui_crm.screens.skipped import Skipped

        outcome, bulk.outcome = bulk.outcome, ""
        self.list.unmark_all()
        self.reload()
        self.draw_heading()
        (self.refuse if bulk.is_refusal else self.tell)(outcome)
        if bulk.skipped and self.is_current:
            self.app.push_screen(Skipped(self.session, bulk.skipped))

    async def action_undo(self) -> None:
        """Take back my newest step; a bulk change asks first and runs on a thread."""
        from tui_crm.screens.bulk_flow import ask_then_take_back
        from tui_crm.services import undo

        step = undo.newest(self.session)
        if step.kind is StepKind.CHANGE:
            ask_then_take_back(self, self.session, self._bulk, step.id)
        else:
            await super().action_undo()

    # --- entries ---

    def after_entry(self, logged: Logged) -> None:
        """Draw the row anew; the cursor goes on to the next where the user wants that."""
        row = today.row_of(self.session, logged.customer.id)
        if row is not None:
            self.list.replace_row(row)
        if self.settings.queue.advance and not logged.stays:
            self.list.action_cursor_down()
