"""The timeline: everybody's follow-ups by day, newest first, below a picture of the days."""

from dataclasses import replace

from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.timeline import TimelineFilter
from tui_crm.i18n import _
from tui_crm.screens.places import HasPlaces, Place
from tui_crm.screens.timeline_order import TimelineOrder
from tui_crm.screens.timeline_view import TimelineView
from tui_crm.services import timeline
from tui_crm.services.timeline import Looked
from tui_crm.services.timeline_search import TimelineSearch
from tui_crm.wording import explain

_NEED_AN_ENTRY = frozenset({"timeline.open", "timeline.correct"})


class TimelineScreen(TimelineView):
    """What everybody did. A filter narrows list and picture; a text that is looked for the list."""

    # --- filters ---

    def _apply(self, wanted: TimelineFilter) -> None:
        """Show what another filter lets through, from its newest on."""
        self._stop_search()
        self._wanted, self._search = wanted, None
        self.tell("")
        if wanted.text:
            self._begin_search()
        else:
            self._load(None)
        self._show_days()
        self.redraw_around()

    async def action_filter(self) -> None:
        """Ask which follow-ups to show."""
        from tui_crm.screens.timeline_prompts import TimelineFilterForm

        def show(wanted: TimelineFilter | None) -> None:
            if wanted is not None:
                self._apply(wanted)

        await self.app.push_screen(TimelineFilterForm(self.session, self._wanted), show)

    async def action_find(self) -> None:
        """Ask for a text, and look for it."""
        from tui_crm.screens.timeline_prompts import TextPrompt

        def show(text: str | None) -> None:
            if text is not None:
                self._apply(replace(self._wanted, text=text))

        await self.app.push_screen(TextPrompt(self.session, self._wanted.text), show)

    def action_clear_filters(self) -> None:
        """Show everything."""
        self._apply(TimelineFilter())

    async def action_back(self) -> None:
        """Stop a search; show everything again; go back to Today."""
        if self._search is not None and not self._search.is_over:
            self._stop_search()
        elif self._wanted != TimelineFilter():
            self.action_clear_filters()
        elif isinstance(self.app, HasPlaces):
            await self.app.go_to(Place.TODAY)

    # --- looking for a text ---

    def _begin_search(self) -> None:
        self.list.empty = Content("")
        self._lines = timeline.lines(self.session, self._wanted)
        self._search = TimelineSearch(wanted=self._wanted, hits=timeline.no_hits(self.session))
        self.day_list.load(self._search.hits)
        self.tell(self._search.words())
        self._look(self._search)

    def _stop_search(self) -> None:
        if self._search is not None and not self._search.is_over:
            self._search.stop()
            self._tell_search(self._search)

    @work(thread=True, exclusive=True, group="search")
    def _look(self, search: TimelineSearch) -> None:
        """Look on a thread: ten million texts must not hold the keys."""
        worker = get_current_worker()
        try:
            for looked in timeline.search(self.session, search.wanted):
                if worker.is_cancelled or search.is_over:
                    return
                self.show_from_thread(self._take, search, looked)
        except CrmError as error:
            self.show_from_thread(self._end, search, refusal=explain(error))
        else:
            self.show_from_thread(self._end, search)
        finally:
            self.session.db.close_thread()

    def _take(self, search: TimelineSearch, looked: Looked) -> None:
        """Show what was found next; the cursor stays where it is."""
        if search is not self._search or search.is_over:
            return
        is_first = not search.hits.count()
        if search.take(looked):
            if is_first:
                self.day_list.load(search.hits)
            else:
                self.day_list.lengthen()
            self.redraw_around()
        self._tell_search(search)

    def _end(self, search: TimelineSearch, *, refusal: str = "") -> None:
        """Say that everything was looked through, or by what `refusal` it ended before."""
        if search is self._search and not search.is_over:
            search.is_over = True
            self._tell_search(search)
            if refusal:
                self.refuse(refusal)

    def _tell_search(self, search: TimelineSearch) -> None:
        self.tell(search.words())
        if search.is_over:
            self.list.empty = self.empty_text()
            self.list.redraw()

    # --- the follow-up under the cursor ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot run now."""
        if command_id in _NEED_AN_ENTRY and self.entry is None:
            return self.why_no_row() or _("This is the heading of a day.")
        if command_id == "timeline.clear_filters" and self._wanted == TimelineFilter():
            return _("Everything is shown.")
        return None

    async def action_open(self) -> None:
        """Open the page of the customer; the next one there is that of the next follow-up."""
        from tui_crm.screens.customer_page import CustomerPage

        if (entry := self.entry) is None:
            return
        order = TimelineOrder(self.day_list, self.reload)
        page = CustomerPage(
            self.session, self._settings, entry.customer_id, order=order, place=self.TAB
        )
        await self.app.push_screen(page, lambda _result: self.reload())

    async def action_correct(self) -> None:
        """Correct the text under the cursor."""
        from tui_crm.screens.correct_prompt import CorrectPrompt

        if (entry := self.entry) is None:
            return
        follow_up = timeline.follow_up_of(self.session, entry)

        def show(corrected: FollowUp | None) -> None:
            if corrected is not None:
                self._show_corrected(corrected)

        await self.app.push_screen(CorrectPrompt(self.session, follow_up), show)

    def _show_corrected(self, corrected: FollowUp) -> None:
        row = timeline.entry_of(self.session, corrected.id)
        if row is not None:
            self.list.replace_row(row)
        self.redraw_around()
        self.tell(_("Corrected; the former text is kept."))
