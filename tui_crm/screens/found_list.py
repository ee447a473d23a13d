"""A list of customers that is found in: read on a thread, shown with what stands above it."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.errors import CrmError
from tui_crm.domain.list_view import ListView
from tui_crm.domain.paging import Marks
from tui_crm.i18n import _
from tui_crm.screens.desk import DeskScreen
from tui_crm.screens.find_line import FindLine
from tui_crm.screens.list_look import columns_to_draw
from tui_crm.screens.list_parts import chosen_facets, heading_parts
from tui_crm.screens.list_reading import Asked, Opened, asked_of, opened
from tui_crm.screens.places import HasPlaces, Place
from tui_crm.services import list_views, today
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.columns import Column
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.widgets.line_input import LimitReached
from tui_crm.widgets.list_heading import HeadingPart, ListHeading
from tui_crm.widgets.list_messages import Counted, MarksChanged, RowHighlighted
from tui_crm.wording import explain

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 4.0
"""Enter waits no longer for the hits: less than the keys behind it wait for Enter."""


class FoundListScreen(DeskScreen):
    """Everybody, or those who pass the filters and hold what is typed, read as the look asks."""

    has_header: ClassVar[bool] = True

    def __init__(self, session: Session, settings: Settings, *, find: bool = False) -> None:
        """Show the list as it was left; with `find` the cursor stands where one types."""
        super().__init__(session, settings)
        self._view = list_views.kept_view(session)
        self._place = self._view.place
        self._query = ""
        self._found_by = ("", False)
        """What the rows that are shown were found by, and whether the best hits come first."""
        self._has_read = asyncio.Event()
        """Whether the rows that are shown are those that are asked for."""
        self._has_read.set()
        self._read_for: object = None
        self._opened: Opened | None = None
        self.start_with(find=find)

    def start_with(self, *, find: bool) -> None:
        """Put the cursor where one types what is looked for, or on the list, when it is shown."""
        self._starts_with_find = find
        # Before a waiting key can arrive. Textual reads it of the screen that is pushed.
        self.AUTO_FOCUS = "#find" if find else "#list"  # type: ignore[misc]  # Textual reads it of the instance
        if self._is_waiting:
            self.set_focus(self.query_one(self.AUTO_FOCUS))

    # --- what is on the screen ---

    def compose_above(self) -> ComposeResult:
        """Yield the line in which one types what is looked for, and what is shown of the list."""
        placeholder = _("/ find by name, company or number")
        yield FindLine(self.session, placeholder=placeholder, id="find")
        yield ListHeading(id="heading")

    def empty_text(self) -> Content:
        """Say what to do where nobody is listed."""
        if not self._has_read.is_set():
            return Content(_("Reading…"))
        if self._query:
            return Content(_("Nobody found. Esc shows everybody, n adds a new customer."))
        if chosen_facets(self._view.wanted):
            return Content(_("Nobody passes the filters. x clears them, F changes them."))
        return Content(_("No customers yet. Press n for the first one, or g i to import."))

    def begin(self) -> None:
        """Read the list where it was left; start to find where that was asked for."""
        self._view = list_views.kept_view(self.session)
        self._place = self._view.place
        self.prepare()
        self.list.set_columns(self._columns())
        self._load(None if self._place is None else today.row_of(self.session, self._place))
        if self._starts_with_find:
            self.query_one("#find", Input).focus()

    def prepare(self) -> None:
        """Change what the list is to show, before it is read for the first time."""

    def look_to_keep(self) -> ListView:
        """Return how the list is to look when it is opened again, and the row it stands on."""
        return replace(self._view, place=self._place)

    def put_query(self, query: str) -> None:
        """Write `query` where one types, without reading the list."""
        find = self.query_one("#find", Input)
        with find.prevent(Input.Changed):
            find.value = query
        self._query = query.strip()

    def leave(self) -> None:
        """Remember how the list is left; what was looked for and marked is over."""
        self.keep_draft()
        self._is_waiting = True
        self.workers.cancel_group(self, "find")
        self.put_query("")
        self._has_read.set()
        self.list.unmark_all()
        self.query_one(FeedbackLine).tell("")

    def on_unmount(self) -> None:
        """Remember how the list was left."""
        self.keep_draft()

    def keep_draft(self) -> None:
        """Remember how the list was left; called too when the program must leave at once."""
        if self._is_waiting:
            return
        try:
            list_views.keep_view(self.session, self.look_to_keep())
        except CrmError as error:
            logger.warning("the view of the list was not kept: %s", error.code)

    @on(RowHighlighted, "#list")
    def note_place(self, message: RowHighlighted) -> None:
        """Note where the cursor stands, for the next time."""
        if message.row_id is not None:
            self._place = message.row_id

    @on(Counted, "#list")
    @on(MarksChanged, "#list")
    def draw_heading(self) -> None:
        """Draw number, marks, filters and order anew."""
        if not self.is_laid_out:
            return
        count = self.list.count if self.list.is_counted else None
        marks = self.list.marks
        marked = None if count is None and marks.is_inverted else marks.count(count or 0)
        parts = self.heading_parts(count, marked)
        self.query_one(ListHeading).show(tuple(parts))
        self.refresh_commands()

    def heading_parts(self, count: int | None, marked: int | None) -> Iterator[HeadingPart]:
        """Yield what stands above the list; `count` and `marked` as `list_parts` takes them."""
        found = self._opened if self._query else None
        return heading_parts(
            self.session, self._view, count=count, marked=marked, found=found, query=self._query
        )

    @on(ListHeading.Clicked)
    async def run_clicked(self, message: ListHeading.Clicked) -> None:
        """Run the command of what was clicked above the list."""
        message.stop()
        await self.run_command(message.command_id)

    def language_changed(self) -> None:
        """Draw everything anew in another language."""
        super().language_changed()
        self.draw_heading()

    # --- columns ---

    def _columns(self) -> Sequence[Column[CustomerRow]]:
        query, are_best_hits = self._found_by
        return columns_to_draw(self.session, self._view, query, is_sorted=not are_best_hits)

    # --- reading the list ---

    def reload(self, near: CustomerRow | None = None) -> None:
        """Read the list again, with the cursor on `near`; the marked rows stay marked."""
        self._say_empty()
        if near is not None or self._query or self._read_for != self._reads_for():
            self._load(near or self.list.cursor_row, keeps_marks=True)
        else:
            self.list.reload()
        self.read_customer(keep_number=True)
        self.refresh_figures()

    def _reads_for(self) -> object:
        """Return what an opened list depends on: day and values of the lists."""
        return self.session.today(), self.session.shared.values

    def _say_empty(self) -> None:
        self.list.empty = self.empty_text()

    def _asked(self) -> Asked:
        return asked_of(self._view, self._query)

    def _load(self, near: CustomerRow | None, *, keeps_marks: bool = False) -> None:
        if not keeps_marks:
            self.tell("")  # It was about the rows that go.
        self._read_for = self._reads_for()
        asked = self._asked()
        if asked.is_everybody:
            self.workers.cancel_group(self, "find")
            everybody = opened(self.session, asked)
            self._show(asked, everybody, near, keeps_marks=keeps_marks)
            return
        self._has_read.clear()
        self._say_empty()
        if not self.list.count:
            self.list.redraw()
        self._open(asked, near, keeps_marks=keeps_marks)

    @work(exclusive=True, group="find")
    async def _open(
        self,
        asked: Asked,
        near: CustomerRow | None,
        *,
        keeps_marks: bool,
    ) -> None:
        """Open the list on a thread: what has no index must not hold the keys."""
        threads = self.query_one(FindLine).threads
        try:
            found = await threads.run(lambda go_on: opened(self.session, asked, go_on=go_on))
        except CrmError as error:
            self._end_unread(explain(error))
            return
        self._show(asked, found, near, keeps_marks=keeps_marks)

    def _end_unread(self, refusal: str) -> None:
        """Say why the list could not be read; what was shown before stays."""
        self._has_read.set()
        self._say_empty()
        self.list.redraw()
        self.refuse(refusal)

    def _show(
        self, asked: Asked, found: Opened, near: CustomerRow | None, *, keeps_marks: bool
    ) -> None:
        """Show an opened list, unless something else is wanted by now."""
        if not self.is_laid_out or asked != self._asked():
            return
        self._has_read.set()
        self._opened = found
        self._say_empty()
        if (found_by := (asked.wanted.text, found.are_best_hits)) != self._found_by:
            self._found_by = found_by
            self.list.draw_next_in(self._columns())
        self.list.load(found.rows, near=near, keeps_marks=keeps_marks)
        self.draw_heading()
        if self.customer_id() != self.current.id:
            # With the rows, since one painting of both costs less than two while somebody types.
            self.draw_at_once()
        else:
            self.refresh_figures()

    # --- find ---

    async def action_find(self) -> None:
        """Type what is looked for."""
        self.query_one("#find", Input).focus()

    @on(Input.Changed, "#find")
    def find_typed(self, message: Input.Changed) -> None:
        """Look for what stands in the line now."""
        message.stop()
        self._query = message.value.strip()
        self._load(None)

    @on(LimitReached)
    def refuse_length(self, message: LimitReached) -> None:
        """Say that more was pasted than anybody looks for."""
        message.stop()
        sentence = _("At most {limit} characters fit here; that would be {length}.")
        self.refuse(sentence.format(limit=message.limit, length=message.length))

    @on(Input.Submitted, "#find")
    async def leave_find(self, message: Input.Submitted) -> None:
        """Go to the first hit, once it is there: the next key must not be about somebody else."""
        message.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_read.wait(), PATIENCE_SECONDS)
        if self.query_one("#find").has_focus:
            self.list.focus()

    async def action_back(self) -> None:
        """Leave find, then the marks, then what was looked for; then go back to Today."""
        find = self.query_one("#find", Input)
        if find.has_focus:
            self.list.focus()
        elif self.list.marks != Marks():
            self.list.unmark_all()
        elif find.value:
            find.value = ""
        elif isinstance(self.app, HasPlaces):
            await self.app.go_to(Place.TODAY)
