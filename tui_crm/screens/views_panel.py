"""The saved views beside the list: each with its key and, live, how many it lists."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Protocol

from textual import on, work
from textual.content import Content
from textual.worker import get_current_worker

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import SequenceRows
from tui_crm.domain.saved_view import SavedView
from tui_crm.i18n import _
from tui_crm.screens.side_panel import SidePanel
from tui_crm.screens.view_form import EditViewForm, SaveViewForm, opening_key
from tui_crm.services import saved_views
from tui_crm.services.session import Session
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.pick_list import RowClicked
from tui_crm.wording import explain
from tui_crm.wording.saved_views import VIEW_SIGN, saved_view_words

KEY_CELLS = 4
"""Cells of "g 1" and a gap."""
COUNT_CELLS = 10
"""Cells of "10,000,000"."""


class ShowsViews(Protocol):
    """The list beneath."""

    opened_view: SavedView | None

    def present_view(self) -> SavedView:
        """Return what is shown as a view."""

    def open_view(self, view: SavedView) -> None:
        """Show the list as `view` keeps it."""

    def view_saved(self, saved: SavedView) -> None:
        """Take `saved`, which keeps what is shown, for the open view."""

    def views_changed(self, standing: tuple[SavedView, ...]) -> None:
        """Follow what became of the open view."""


class ViewsPanel(SidePanel[SavedView]):
    """Opens, keeps, renames, orders and removes saved views."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.VIEWS,)

    def __init__(self, session: Session, beneath: ShowsViews) -> None:
        super().__init__()
        self._session = session
        self._beneath = beneath
        self._views: tuple[SavedView, ...] = ()
        self._counts: Mapping[int, int] = {}

    def caption(self) -> str:
        """Return what stands above the list."""
        return _("Saved views")

    def columns(self) -> Sequence[Column[SavedView]]:
        """Return key, name and count."""
        return (
            Column(id="key", width=KEY_CELLS, draw=self._key),
            Column(id="name", width=12, share=1, draw=self._called),
            Column(id="count", width=COUNT_CELLS, align=Align.RIGHT, draw=self._count),
        )

    def _key(self, view: SavedView) -> Cell:
        return Cell(text=opening_key(self, view), tone=Tone.DUE)

    def _called(self, view: SavedView) -> Cell:
        opened = self._beneath.opened_view
        is_open = opened is not None and opened.id == view.id
        sign = VIEW_SIGN if is_open else " "
        return Cell(text=f"{sign} {view.name}", tone=Tone.STRONG if is_open else Tone.PLAIN)

    def _count(self, view: SavedView) -> Cell:
        count = self._counts.get(view.id)
        return Cell(text="…" if count is None else f"{count:,}", tone=Tone.LATER)

    # --- reading and counting ---

    def on_mount(self) -> None:
        """Show the views, with the cursor on the open one."""
        self.list.empty = Content(
            _(
                "No view is saved yet.\n"
                "Search, filter and sort the list, then press s: the view gets a name and a key."
            )
        )
        opened = self._beneath.opened_view
        self._show(0 if opened is None else opened.id)

    def _show(self, cursor: int = 0) -> None:
        """Read the views anew, with the cursor on the view of that id."""
        self._views = saved_views.views(self._session)
        near = next((each for each in self._views if each.id == cursor), None)
        self.list.load(SequenceRows(self._views), near=near)
        self.refresh_commands()
        self._read_counts(self._views)

    def data_changed(self) -> None:
        """Count anew; the former counts stay until the new ones are there."""
        self._show(0 if self.row is None else self.row.id)

    @work(thread=True, exclusive=True, group="counts")
    def _read_counts(self, views: tuple[SavedView, ...]) -> None:
        """Count on a thread, one view after the other; what is left is not counted to its end."""
        worker = get_current_worker()
        try:
            for view in views:
                found = saved_views.count(
                    self._session, view, go_on=lambda: not worker.is_cancelled
                )
                self.show_from_thread(self._show_count, view.id, found)
        except CrmError as error:
            if not worker.is_cancelled:
                self.show_from_thread(self.refuse, explain(error))
        finally:
            self._session.db.close_thread()

    def _show_count(self, view_id: int, found: int) -> None:
        if self._counts.get(view_id) != found:
            self._counts = {**self._counts, view_id: found}
            self.list.redraw()

    # --- commands ---

    def command_begins(self, command_id: str) -> None:
        """End what was told before."""
        self.tell("")

    def why_not(self, command_id: str) -> str | None:
        """Say that nothing is under the cursor."""
        needs_row = command_id not in ("views.save", "views.close")
        return _("No view is under the cursor.") if needs_row and self.row is None else None

    def enter(self) -> None:
        """Open the view."""
        self.action_open()

    @on(RowClicked, "#rows")
    def open_clicked(self, message: RowClicked) -> None:
        """Open the view that was clicked."""
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Show the list as the view keeps it."""
        if (view := self.row) is not None:
            self.dismiss(None)
            self.app.call_later(self._beneath.open_view, view)

    async def action_save(self) -> None:
        """Keep what the list shows."""

        def show(saved: SavedView | None) -> None:
            if saved is not None:
                self._beneath.view_saved(saved)
                self._show(saved.id)
                key = opening_key(self, saved)
                self.tell(saved_view_words(saved.name, key=key, is_in_list=False))

        await self.app.push_screen(SaveViewForm(self._session, self._beneath.present_view()), show)

    async def action_edit(self) -> None:
        """Change name and key."""
        if (view := self.row) is not None:
            await self.app.push_screen(
                EditViewForm(self._session, view), partial(self._changed, cursor=view.id)
            )

    def _changed(self, edited: SavedView | None, *, cursor: int) -> None:
        if edited is not None:
            self._show(cursor)
            self._beneath.views_changed(self._views)

    def action_remove(self) -> None:
        """Take the view away: undo brings it back, so nothing is asked."""
        if (view := self.row) is None:
            return
        place = self.list.cursor_position
        saved_views.remove(self._session, view.id)
        self._show()
        self.list.move_cursor(min(place, max(0, len(self._views) - 1)))
        self._beneath.views_changed(self._views)
        self.tell(_("Removed: {name}. u in the list brings it back.").format(name=view.name))

    def action_move_up(self) -> None:
        """Show the view earlier."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Show the view later."""
        self._move(1)

    def _move(self, step: int) -> None:
        if (view := self.row) is not None:
            place = self._views.index(view) + step
            if 0 <= place < len(self._views):
                saved_views.move(self._session, view.id, place)
                self._show(view.id)
