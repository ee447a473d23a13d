"""The search that finds a customer from anywhere, above the present screen."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import Key, SequenceRows
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal
from tui_crm.screens.find_line import FindLine
from tui_crm.screens.found_where import asks_for_owner, found_where
from tui_crm.screens.list_look import columns_of, lit_by
from tui_crm.services import finding
from tui_crm.services.finding import SearchResult
from tui_crm.services.query_completion import filter_hints
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Column
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.line_input import LimitReached
from tui_crm.widgets.list_messages import RowHighlighted, RowSelected
from tui_crm.widgets.virtual_list import VirtualList
from tui_crm.wording import explain
from tui_crm.wording.searching import found_words, owned_words

SHOWN_COLUMNS = ("name", "company", "phone", "owner", "last_contact")
"""What is shown of a hit."""
MOST_ROWS = 16
LINES_AROUND = 7
"""Lines of the sheet that are not its list: input, notes, blank lines, keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whom the user chose, by what search; `in_list` where he is to be shown in the list."""

    customer_id: int | None
    query: str
    in_list: bool = False


class GlobalSearch(CommandModal[Chosen | None]):
    """Finds while one types; dismisses with whom was chosen, or with None for Esc.

    `query` stands in the line at first, all of it selected.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.SEARCH,)
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step('up')", show=False, priority=True),
        Binding("down", "step('down')", show=False, priority=True),
        Binding("pageup", "step('page_up')", show=False, priority=True),
        Binding("pagedown", "step('page_down')", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    GlobalSearch {
        align: center top;
        & > #sheet {
            width: 100%;
            max-width: 110;
            height: auto;
            max-height: 100%;
            margin: 1 0;
            padding: 1 1 0 1;
            background: $panel;
        }
        #hits { background: $panel; margin-top: 1; }
        #where, #found { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__()
        self._session = session
        self._query = query
        self._shown_for = ""
        self._where_of: tuple[CustomerRow | None, str] | None = None
        """Whose place the line beneath the hits names, and what it was found by."""
        self._is_looking = False
        self._answers_in_list: bool | None = None
        """How to answer as soon as the hits are there: the key was faster than the search."""

    @property
    def list(self) -> VirtualList[CustomerRow, Key]:
        """The hits."""
        return self.query_one("#hits", VirtualList)

    def compose(self) -> ComposeResult:
        """Draw the line, the hits, where each was found, and the keys."""
        placeholder = _("name, company, number, address, pinyin…")
        with Vertical(id="sheet"):
            yield FindLine(self._session, placeholder=placeholder, id="query")
            hits = VirtualList[CustomerRow, Key](self._columns(), id="hits")
            hits.can_focus = False
            yield hits
            yield Static(id="where")
            yield Static(id="found")
            yield KeyBar()

    def on_mount(self) -> None:
        """Look for what was looked for last."""
        self.fit_list()
        with (line := self.query_one("#query", Input)).prevent(Input.Changed):
            line.value = self._query
            line.action_select_all()
        self._look_for(self._query)

    def on_resize(self) -> None:
        """Show as many hits as there is room for."""
        self.fit_list()

    def fit_list(self) -> None:
        """Make the list as high as there is room; it does not change with the hits."""
        self.list.styles.height = max(1, min(MOST_ROWS, self.size.height - LINES_AROUND - 2))

    def _columns(self) -> tuple[Column[CustomerRow], ...]:
        by_id = {each.id: each for each in columns_of(self._session)}
        shown = tuple(by_id[each] for each in SHOWN_COLUMNS)
        return lit_by(self._session, self._shown_for, shown)

    # --- looking ---

    @on(Input.Changed, "#query")
    def typed(self, message: Input.Changed) -> None:
        """Look for what stands in the line now; the search before is given up."""
        message.stop()
        self._look_for(message.value)

    def _look_for(self, text: str) -> None:
        self._query, self._answers_in_list = text.strip(), None
        if self._query:
            self._is_looking = True
            self._find(self._query)
        else:
            self.workers.cancel_group(self, "search")
            self._show("", None)

    @work(exclusive=True, group="search")
    async def _find(self, query: str) -> None:
        """Search on a thread, which ends as soon as something else is typed."""
        threads = self.query_one(FindLine).threads
        try:
            result = await threads.run(
                lambda go_on: finding.search(self._session, query, go_on=go_on)
            )
        except CrmError as error:
            self._fail(query, explain(error))
            return
        self._show(query, result)

    def _fail(self, query: str, reason: str) -> None:
        """Say why nothing could be looked for; no key waits for an answer any more."""
        if self.is_there and query == self._query:
            self._is_looking, self._answers_in_list = False, None
            self.refuse(reason)

    def _show(self, query: str, result: SearchResult | None) -> None:
        """Show what was found, unless something else is looked for by now."""
        if not self.is_there or query != self._query:
            return
        self._is_looking, self._shown_for = False, query
        rows = () if result is None else tuple(hit.row for hit in result.hits)
        self.list.empty = self._empty_text()
        self.list.draw_next_in(self._columns())
        self.list.load(SequenceRows(rows))
        self.query_one("#found", Static).update(
            Content(harmless_line(self._note(result))), layout=False
        )
        self._show_where(self.list.cursor_row)
        self.refresh_commands()
        self._answer_waiting()

    def _note(self, result: SearchResult | None) -> str:
        if result is None or not result.hits:
            return ""
        words = found_words(
            len(result.hits), is_complete=result.is_complete, corrected=result.corrected
        )
        has_owner = asks_for_owner(self._session, self._query)
        return f"{words} · {owned_words()}" if has_owner else words

    def _empty_text(self) -> Content:
        if self._query:
            return Content(_("Nobody found."))
        sentence = _(
            "Type any part: two characters of a name, pinyin (zs), four digits of a number.\n"
            "Words in any order; -word leaves out; {filters} narrow.\n"
            "text:word looks through what was written in follow-ups."
        )
        return Content(sentence.format(filters=" ".join(filter_hints(self._session))))

    @on(RowHighlighted, "#hits")
    def tell_where(self, message: RowHighlighted) -> None:
        """Say where the hit under the cursor was found."""
        message.stop()
        self._show_where(self.list.cursor_row)

    def _show_where(self, row: CustomerRow | None) -> None:
        if (row, self._shown_for) == self._where_of:
            return  # The list tells of its first row when that is shown already.
        self._where_of = (row, self._shown_for)
        # The line is as high whatever it says: nothing has to be laid out anew.
        line = self.query_one("#where", Static)
        line.update(found_where(self._session, row, self._shown_for), layout=False)

    @on(LimitReached)
    def refuse_length(self, message: LimitReached) -> None:
        """Say that more was pasted than anybody looks for."""
        message.stop()
        sentence = _("At most {limit} characters fit here; that would be {length}.")
        self.refuse(sentence.format(limit=message.limit, length=message.length))

    def refuse(self, reason: str) -> None:
        """Say why something was not done, beneath the hits."""
        line = self.query_one("#found", Static)
        line.update(Content.styled(harmless_line(reason), "$warning"), layout=False)

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say that nobody is under the cursor."""
        if command_id == "search.close" or (command_id == "search.list" and self._query):
            return None
        has_hit = self._is_looking or self.list.cursor_row is not None
        return None if has_hit else _("Nobody is under the cursor.")

    @on(Input.Submitted, "#query")
    @on(RowSelected, "#hits")
    async def choose(self, message: Message) -> None:
        """Open the customer: Enter, or a double click."""
        message.stop()
        await self.run_command("search.open")

    def action_open(self) -> None:
        """Open the page of the customer under the cursor."""
        self._answer(in_list=False)

    def action_list(self) -> None:
        """Show him in the list of customers, with this search."""
        self._answer(in_list=True)

    def _answer(self, *, in_list: bool) -> None:
        if self._is_looking:
            self._answers_in_list = in_list
            return
        row = self.list.cursor_row
        if row is not None or in_list:
            customer_id = None if row is None else row.id
            self.dismiss(Chosen(customer_id=customer_id, query=self._query, in_list=in_list))

    def _answer_waiting(self) -> None:
        """Answer where that was asked for before the hits were there."""
        in_list, self._answers_in_list = self._answers_in_list, None
        if in_list is not None:
            self._answer(in_list=in_list)

    def action_step(self, where: str) -> None:
        """Move among the hits."""
        steps = {
            "up": self.list.action_cursor_up,
            "down": self.list.action_cursor_down,
            "page_up": self.list.action_page_up,
            "page_down": self.list.action_page_down,
        }
        steps[where]()

    def action_close(self) -> None:
        """Go back to where the search was opened."""
        self.dismiss(None)
