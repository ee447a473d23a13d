"""What is seen of the timeline: the days, the follow-ups, the card, and the way through time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method
from tui_crm.domain.timeline import TimelineEntry, TimelineFilter, TimelineRow, months_on
from tui_crm.i18n import _
from tui_crm.screens.places import Place
from tui_crm.screens.table import TableScreen
from tui_crm.screens.timeline_card import card_of
from tui_crm.services import timeline
from tui_crm.services.session import Session
from tui_crm.services.timeline_search import TimelineSearch
from tui_crm.settings import Settings
from tui_crm.widgets.columns import Column
from tui_crm.widgets.day_list import DayList
from tui_crm.widgets.day_strip import DayStrip
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.list_heading import HeadingPart, ListHeading
from tui_crm.widgets.timeline_columns import TimelineWords, timeline_columns
from tui_crm.widgets.top_bar import TopBar
from tui_crm.wording import explain, method_label
from tui_crm.wording.timeline import counted_follow_ups, filter_words

_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


class TimelineView(TableScreen[None, TimelineRow]):
    """Follow-ups by day, newest first, below a picture of the days: those that the filter wants.

    While a text is looked for, the list holds what is found, and the picture what is wanted.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.TIMELINE,)
    TAB: ClassVar[str] = Place.TIMELINE
    ENTER: ClassVar[str] = "timeline.open"
    DEFAULT_CSS = """
    TimelineView {
        & #card-text { min-height: 100%; }
        &.-narrow #card { display: none; }
        &.-wide.-tall DayStrip { height: 6; }
        &.-low DayStrip, &.-flat DayStrip { display: none; }
    }
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session)
        self._settings = settings
        self._wanted = TimelineFilter()
        self._lines = timeline.lines(session, self._wanted)
        self._search: TimelineSearch | None = None

    def compose(self) -> ComposeResult:
        """Lay out bar, filters, picture, list, card and feedback."""
        yield TopBar(self.TAB, id="top")
        yield ListHeading(id="heading")
        yield DayStrip(id="days")
        with Horizontal(id="table"):
            yield DayList(self.list_columns(), beside=self._places_beside, id="list")
            with VerticalScroll(id="card", can_focus=False):
                yield Static(id="card-text")
        yield FeedbackLine(id="feedback")
        yield KeyBar()

    @property
    def day_list(self) -> DayList:
        """The list."""
        return self.query_one("#list", DayList)

    @property
    def strip(self) -> DayStrip:
        """The picture of the days."""
        return self.query_one("#days", DayStrip)

    @property
    def entry(self) -> TimelineEntry | None:
        """The follow-up under the cursor; None on the heading of a day."""
        return self.row if isinstance(self.row, TimelineEntry) else None

    def list_columns(self) -> Sequence[Column[TimelineRow]]:
        """Return the columns of a follow-up."""
        zone = self.session.rules.zone
        words = TimelineWords(
            local=lambda moment: moment.astimezone(zone), user=self.session.user_name
        )
        return timeline_columns(words)

    def heading_parts(self) -> Iterator[HeadingPart]:
        """Yield how many follow-ups are shown, and the filters in force."""
        hits = None if self._search is None else self._search.hits
        count = self._lines.days.entry_count if hits is None else hits.hit_count
        yield HeadingPart(text=counted_follow_ups(count), tone="count")
        chips = filter_words(self._wanted, self.session.user_name)
        for chip in chips:
            yield HeadingPart(text=f"[{chip}]", tone="chip", command_id="timeline.filter")
        if chips:
            words = _("x shows everything")
            yield HeadingPart(text=words, tone="sort", command_id="timeline.clear_filters")

    @on(ListHeading.Clicked)
    async def run_clicked(self, message: ListHeading.Clicked) -> None:
        """Run what was clicked above the list."""
        message.stop()
        await self.run_command(message.command_id)

    def card(self, row: TimelineRow | None) -> Content:
        """Tell the follow-up in full."""
        try:
            return card_of(self.session, row)
        except CrmError as error:  # Somebody has undone it meanwhile.
            return Content(explain(error))

    def empty_text(self) -> Content:
        """Say what to do where nothing is shown."""
        if self._wanted != TimelineFilter():
            return Content(_("No such follow-up. x shows everything."))
        return Content(_("Nobody has called yet. g t goes to Today: one key writes the first."))

    # --- coming and going ---

    def start(self) -> None:
        """Read the newest follow-ups, by the zone and the users as they are now."""
        self.list.draw_next_in(self.list_columns())
        super().start()

    def leave(self) -> None:
        """End filter and search; when it is shown again it begins with today, as if it were new."""
        if self._search is not None:
            self._search.stop()
        self._wanted, self._search = TimelineFilter(), None
        self.day_list.clear()
        self.strip.begin_anew()
        self.tell("")
        self._is_waiting = True

    def settings_changed(self, settings: Settings) -> None:
        """Open pages by other settings from now on."""
        self._settings = settings

    # --- reading ---

    def reload(self, near: TimelineRow | None = None) -> None:
        """Read again what changed; the cursor stays on its line, or goes to `near`."""
        if self._search is not None:
            self.day_list.reload(near=near)
            self._lines = timeline.lines(self.session, self._wanted)
        else:
            self._load(near or self.row)
        self._show_days()
        self.redraw_around()

    def _load(self, near: TimelineRow | None) -> None:
        self.list.empty = self.empty_text()
        self._lines = timeline.lines(self.session, self._wanted)
        self.day_list.load(self._lines, near=near)

    def _show_days(self) -> None:
        """Draw the picture anew: of calls, or of what the filter is about."""
        method = self._wanted.method
        word = "" if method in (None, Method.CALL) else method_label(method or Method.CALL)
        self.strip.show(self._lines.days.by_day, self.session.today(), word=word)

    def show_moment(self) -> None:
        """Draw the clock anew; at midnight a day is added."""
        super().show_moment()
        if self.day_list.is_counted:  # Else the days are counted, and drawn, with the first rows.
            self._show_days()

    def redraw_around(self) -> None:
        """Draw filters, card and bar of keys anew, and mark the day of the cursor."""
        self.query_one(ListHeading).show(tuple(self.heading_parts()))
        self._show_card()
        self.refresh_commands()
        if self.row is not None:
            self.strip.choose(self.row.day)

    def _show_card(self) -> None:
        """Draw the card where it is in sight, and lay it out anew where it scrolls."""
        card = self.query_one("#card")
        if not card.display:
            return
        text, told = self.query_one("#card-text", Static), self.card(self.row)
        wrapped = told.wrap(max(1, text.size.width))
        lines = max(len(wrapped), card.size.height)
        text.update(Content.assemble(told), layout=lines != text.size.height)

    def on_resize(self) -> None:
        """Draw what has come into sight."""
        self.call_after_refresh(self._show_card)

    # --- moving through time ---

    def _place_of(self, day: date, *, is_older: bool) -> int | None:
        """Return where a day begins, or the next one with follow-ups on the side asked for."""
        days = self._lines.days if self._search is None else self._search.hits
        found = days.day_from(day, is_older=is_older)
        return None if found is None else days.position_of(found)

    def _places_beside(self) -> Iterator[int]:
        """Yield where the days before and after that of the cursor begin."""
        day = self._day()
        for other, is_older in ((day - _A_DAY, True), (day + _A_DAY, False)):
            if (place := self._place_of(other, is_older=is_older)) is not None:
                yield place

    def _go_to(self, day: date, *, is_older: bool) -> None:
        """Go to a day, or to the next one with follow-ups on the side asked for, else the last."""
        for side in (is_older, not is_older):
            if (place := self._place_of(day, is_older=side)) is not None:
                self.day_list.show_from(place)
                return

    def _day(self) -> date:
        return self.row.day if self.row is not None else self.session.today()

    @on(DayStrip.DayChosen)
    def go_to_clicked_day(self, message: DayStrip.DayChosen) -> None:
        """Go to the day whose bar was clicked."""
        message.stop()
        self._go_to(message.day, is_older=True)

    def action_day_before(self) -> None:
        """Go to the day before that has follow-ups."""
        self._go_to(self._day() - _A_DAY, is_older=True)

    def action_day_after(self) -> None:
        """Go to the next day that has follow-ups."""
        self._go_to(self._day() + _A_DAY, is_older=False)

    def action_week_before(self) -> None:
        """Go back seven days."""
        self._go_to(self._day() - _A_WEEK, is_older=True)

    def action_week_after(self) -> None:
        """Go on seven days."""
        self._go_to(self._day() + _A_WEEK, is_older=False)

    def action_month_before(self) -> None:
        """Go back a month."""
        self._go_to(months_on(self._day(), -1), is_older=True)

    def action_month_after(self) -> None:
        """Go on a month."""
        self._go_to(months_on(self._day(), 1), is_older=False)

    async def action_choose_date(self) -> None:
        """Ask for a day, and go there."""
        from tui_crm.screens.past_day import PastDayPrompt

        def show(day: date | None) -> None:
            if day is not None:
                self._go_to(day, is_older=True)

        await self.app.push_screen(PastDayPrompt(self.session, _("Go to which day?")), show)
