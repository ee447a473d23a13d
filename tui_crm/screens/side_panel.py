"""A sheet at the right of a list, which stays in view and follows what is changed on the sheet."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.paging import Key, RowT
from tui_crm.domain.text import harmless_line
from tui_crm.screens.base import CommandModal
from tui_crm.widgets.columns import Column
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.list_messages import RowSelected
from tui_crm.widgets.pick_list import PickList
from tui_crm.widgets.prose import Prose
from tui_crm.widgets.virtual_list import VirtualList


class SidePanel(CommandModal[None], Generic[RowT]):
    """A title, a list, a line of notes and the keys. Enter closes it, as Esc does."""

    AUTO_FOCUS: ClassVar[str] = "#rows"
    DEFAULT_CSS = """
    SidePanel {
        align: right top;
        background: transparent;
        & > #panel {
            width: 100%;
            max-width: 42;
            height: 100%;
            background: $panel;
            border-left: vkey $border;
        }
        #title { width: 100%; height: 1; padding: 0 1; text-style: bold; }
        #note { height: auto; max-height: 3; margin: 0 1; color: $text-muted; }
        #rows { height: 1fr; background: $panel; }
    }
    """

    def caption(self) -> str:
        """Return what stands above the list."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column[RowT]]:
        """Return the columns of the list."""
        raise NotImplementedError

    @property
    def list(self) -> VirtualList[RowT, Key]:
        """The list."""
        return self.query_one("#rows", VirtualList)

    @property
    def row(self) -> RowT | None:
        """The row under the cursor."""
        return self.list.cursor_row

    def compose(self) -> ComposeResult:
        """Draw title, list, note and keys."""
        with Vertical(id="panel"):
            yield Static(Content(harmless_line(self.caption())), id="title")
            yield PickList[RowT, Key](self.columns(), id="rows")
            yield Prose(id="note")
            yield KeyBar()

    @on(RowSelected, "#rows")
    def choose_row(self, message: RowSelected) -> None:
        """Do what Enter does."""
        message.stop()
        self.enter()

    def enter(self) -> None:
        """Close the sheet."""
        self.action_close()

    def tell(self, note: str) -> None:
        """Say something beneath the list."""
        self.query_one("#note", Static).update(Content(harmless_line(note)))

    def refuse(self, reason: str) -> None:
        """Say why something was not done, beneath the list."""
        self.tell(reason)

    def action_close(self) -> None:
        """Go back to the list beneath."""
        self.dismiss(None)
