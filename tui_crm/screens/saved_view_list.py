"""A list of customers that opens and keeps saved views."""

from collections.abc import Iterator
from dataclasses import replace

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.list_view import ListView
from tui_crm.domain.paging import Marks
from tui_crm.domain.saved_view import UNSAVED, SavedView
from tui_crm.screens.customer_list import CustomerListScreen
from tui_crm.screens.places import ListStart
from tui_crm.services import saved_views, today
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.list_heading import HeadingPart
from tui_crm.wording.saved_views import opened_view_words, saved_view_words


class SavedViewListScreen(CustomerListScreen):
    """The list, which a saved view may take over for a while.

    While a view is open its name stands above the list. Its filters, order and columns are not
    those that the list is opened with again: they come back when the view is closed.
    """

    def __init__(self, session: Session, settings: Settings, *, find: bool = False) -> None:
        """Show the list as `CustomerListScreen` does; no view is open."""
        super().__init__(session, settings, find=find)
        self.opened_view: SavedView | None = None
        """The view that is open, as it is stored."""
        self._former: ListView | None = None
        """How the list looked before a view was opened."""
        self._start: ListStart | None = None

    # --- opening and closing ---

    def begin_with(self, start: ListStart) -> None:
        """Show `start` when the list is shown next."""
        self._start = start

    def turn_to(self, start: ListStart) -> None:
        """Show `start` at once: the list is on the screen."""
        self._take(start)
        self._look_anew()

    def prepare(self) -> None:
        """Take up what the list was gone to for."""
        self.opened_view = self._former = None
        start, self._start = self._start, None
        if start is not None:
            self._take(start)

    def _take(self, start: ListStart) -> None:
        if self.opened_view is None:
            self._former = replace(self._view, place=self._place)
        self.opened_view = start.view
        self._view, self._place = start.view.look, start.customer_id
        self.put_query(start.view.query)

    def _look_anew(self) -> None:
        """Draw and read the list as it is to look now."""
        self.list.unmark_all()
        self.list.set_columns(self._columns())
        near = None if self._place is None else today.row_of(self.session, self._place)
        self._load(near)
        self.draw_heading()
        self.list.focus()

    def look_to_keep(self) -> ListView:
        """Return how the list looked before the view, if one is open."""
        return super().look_to_keep() if self._former is None else self._former

    def close_view(self) -> None:
        """Go back to the list as it was before the view was opened."""
        if self._former is not None:
            self._view, self._place = self._former, self._former.place
        self.opened_view = self._former = None
        self.put_query("")
        self._look_anew()

    async def action_back(self) -> None:
        """Close an open view, where nothing else is to be left first."""
        is_busy = self.query_one("#find").has_focus or self.list.marks != Marks()
        if self.opened_view is not None and not is_busy:
            self.close_view()
        else:
            await super().action_back()

    # --- what is shown now ---

    def present_view(self) -> SavedView:
        """Return what is shown as a view; id, name and key are those of the open one."""
        look = replace(self._view, place=None)
        opened = self.opened_view
        if opened is None:
            return SavedView(id=UNSAVED, name="", key="", query=self._query, look=look)
        return replace(opened, query=self._query, look=look)

    @property
    def is_view_changed(self) -> bool:
        """Whether the list shows something else than the open view keeps."""
        return self.opened_view is not None and self.present_view() != self.opened_view

    def heading_parts(self, count: int | None, marked: int | None) -> Iterator[HeadingPart]:
        """Yield the name of the open view behind the marks, then what stands there anyway."""
        parts = super().heading_parts(count, marked)
        if self.opened_view is None:
            yield from parts
            return
        words = opened_view_words(self.opened_view.name, is_changed=self.is_view_changed)
        named = HeadingPart(text=words, tone="view", command_id="customers.views")
        first = next(parts)
        yield from (first, named) if first.tone == "marks" else (named, first)
        yield from parts

    # --- the views ---

    async def action_views(self) -> None:
        """Open the saved views."""
        from tui_crm.screens.views_panel import ViewsPanel

        await self.app.push_screen(ViewsPanel(self.session, self))

    async def action_save_view(self) -> None:
        """Keep what is shown under a name."""
        from tui_crm.screens.view_form import SaveViewForm, opening_key

        def show(saved: SavedView | None) -> None:
            if saved is not None:
                self.view_saved(saved)
                key = opening_key(self, saved)
                self.tell(saved_view_words(saved.name, key=key, is_in_list=True))

        await self.app.push_screen(SaveViewForm(self.session, self.present_view()), show)

    def view_saved(self, saved: SavedView) -> None:
        """Show the view that was just saved as the open one."""
        if self.opened_view is None:
            self._former = replace(self._view, place=self._place)
        self.opened_view = saved
        self.draw_heading()

    def open_view(self, view: SavedView) -> None:
        """Show the list as `view` keeps it."""
        self.turn_to(ListStart(view=view))

    def reload(self, near: CustomerRow | None = None) -> None:
        """Read the list again, and what the open view is called and keeps by now."""
        super().reload(near)
        if self.opened_view is not None:
            self.views_changed(saved_views.views(self.session))

    def views_changed(self, standing: tuple[SavedView, ...]) -> None:
        """Follow what became of the open view: another name, or no more."""
        opened = self.opened_view
        if opened is None or opened.id == UNSAVED:
            return
        found = next((each for each in standing if each.id == opened.id), None)
        if found is None:
            self.opened_view = self._former = None
        else:
            self.opened_view = found
        self.draw_heading()
