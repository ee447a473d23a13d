"""A table on which long work begins: how far it is stands above the line of feedback."""

from typing import ClassVar, Generic

from textual.app import ComposeResult

from tui_crm.domain.paging import RowT
from tui_crm.screens.background_work import BackgroundWork, Outcome
from tui_crm.screens.base import ResultT
from tui_crm.screens.table import TableScreen
from tui_crm.screens.work_line import WorkLine
from tui_crm.screens.works import WorkKind, work_of


class WorkTableScreen(TableScreen[ResultT, RowT], Generic[ResultT, RowT]):
    """A table that watches the work of its kind, which goes on when the screen is left.

    `STOP` is the command that stops it, "" where nothing does.
    """

    WORK: ClassVar[WorkKind]
    STOP: ClassVar[str] = ""

    @property
    def background(self) -> BackgroundWork:
        """The work, whether it is going on or not."""
        return work_of(self.app, self.WORK)

    def compose(self) -> ComposeResult:
        """Lay out the table, and the line of progress."""
        yield from super().compose()
        yield WorkLine(id="progress", markup=False)

    def begin(self) -> None:
        """Put the line of progress where it is looked for, and show what is at work."""
        self.move_child(self.query_one("#progress"), before=self.query_one("#feedback"))
        self.background.watch(self.show_work)
        self.show_work()

    def on_unmount(self) -> None:
        """Let the work go on unwatched. Textual calls the base classes' own too."""
        self.background.unwatch(self.show_work)

    def show_work(self) -> None:
        """Show how far the work is, or what came of it."""
        if not self.is_laid_out:
            return
        stop_key = self.shown_key_of(self.STOP) if self.STOP else ""
        self.query_one(WorkLine).show(self.background, stop_key=stop_key)
        self.refresh_commands()
        if (outcome := self.background.take_outcome()) is not None:
            self.work_ended(outcome)

    def work_ended(self, outcome: Outcome) -> None:
        """Bring the table up to date, and tell what came of the work."""
        self.show_changes()
        (self.refuse if outcome.is_refusal else self.tell)(outcome.sentence)

    def show_changes(self) -> None:
        """Show what the work has changed."""
        self.reload()
