"""A sheet from which one thing is chosen: a field, a value, an order; typing narrows the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui_crm.commands.command import Scope
from tui_crm.domain.paging import Key, SequenceRows
from tui_crm.domain.text import fold, harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.list_messages import RowSelected
from tui_crm.widgets.virtual_list import VirtualList

MOST_ROWS = 14
LINES_AROUND = 5
"""Lines of the sheet that are not its list: title, input, blank lines, keys."""
MAX_TYPED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One thing to choose: its value, what is shown of it, and a note behind that."""

    value: str
    label: str
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: int
    offered: Offered
    folded: str


class Chooser(CommandModal[str | None]):
    """Dismisses with the value chosen, or with None for Esc. The cursor starts on `chosen`."""

    SCOPES = (Scope.CHOOSER,)
    AUTO_FOCUS = "#typed"
    BINDINGS = [  # noqa: RUF012 - the arrows move in the list while one types
        Binding("up", "step('up')", show=False, priority=True),
        Binding("down", "step('down')", show=False, priority=True),
        Binding("pageup", "step('page_up')", show=False, priority=True),
        Binding("pagedown", "step('page_down')", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        & > #sheet {
            width: 100%;
            max-width: 56;
            height: auto;
            max-height: 100%;
            padding: 1 2 0 2;
            background: $panel;
        }
        #title { width: 100%; height: 1; text-style: bold; }
        #typed { height: 1; border: none; margin-bottom: 1; }
        #offered { background: $panel; height: auto; }
    }
    """

    def __init__(self, title: str, offered: Sequence[Offered], *, chosen: str = "") -> None:
        super().__init__()
        self._title = title
        self._rows = tuple(
            _Row(id=number, offered=each, folded=fold(f"{each.label} {each.note}"))
            for number, each in enumerate(offered, start=1)
        )
        self._chosen = chosen

    @property
    def list(self) -> VirtualList[_Row, Key]:
        """The list of what is offered."""
        return self.query_one("#offered", VirtualList)

    def compose(self) -> ComposeResult:
        """Draw title, input and list."""
        with Vertical(id="sheet"):
            yield Static(Content(harmless_line(self._title)), id="title")
            yield LineInput(placeholder=_("type to narrow"), id="typed", limit=MAX_TYPED)
            choices = VirtualList[_Row, Key](_columns(), id="offered")
            choices.can_focus = False
            choices.empty = Content(_("Nothing is called so."))
            yield choices
            yield KeyBar()

    def on_mount(self) -> None:
        """Show everything, with the cursor on what is chosen now."""
        near = next((row for row in self._rows if row.offered.value == self._chosen), None)
        self.list.load(SequenceRows(self._rows), near=near)
        self.fit_list()

    def on_resize(self) -> None:
        """Let the list scroll where the terminal is lower than it."""
        self.fit_list()

    def fit_list(self) -> None:
        """Make the list as high as it needs and as there is room."""
        room = max(1, self.size.height - LINES_AROUND)
        self.list.styles.height = max(1, min(len(self._rows), MOST_ROWS, room))

    @on(Input.Changed, "#typed")
    def narrow(self, message: Input.Changed) -> None:
        """Show what holds every word typed."""
        message.stop()
        words = fold(message.value).split()
        found = [row for row in self._rows if all(word in row.folded for word in words)]
        self.list.load(SequenceRows(found))

    @on(Input.Submitted, "#typed")
    @on(RowSelected, "#offered")
    def take(self, message: Message) -> None:
        """Take what is under the cursor: Enter, or a double click."""
        message.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take what is under the cursor."""
        if (row := self.list.cursor_row) is not None:
            self.dismiss(row.offered.value)

    def action_step(self, where: str) -> None:
        """Move in the list."""
        steps = {
            "up": self.list.action_cursor_up,
            "down": self.list.action_cursor_down,
            "page_up": self.list.action_page_up,
            "page_down": self.list.action_page_down,
        }
        steps[where]()

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _columns() -> tuple[Column[_Row], ...]:
    return (
        Column(
            id="label",
            width=12,
            share=1,
            draw=lambda row: Cell(text=row.offered.label, tone=row.offered.tone),
        ),
        Column(
            id="note",
            width=18,
            priority=1,
            draw=lambda row: Cell(text=row.offered.note, tone=Tone.LATER),
        ),
    )
