"""The sheet of keys: what each key does on the screen beneath, and what cannot be done now."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui_crm.commands.command import SCOPE_TITLES, Scope
from tui_crm.commands.keys import shown_keys
from tui_crm.commands.naming import names_by
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal, CommandScreen
from tui_crm.widgets.cells import fit
from tui_crm.widgets.prose import wrap

LEAST_TEXT_CELLS = 26
"""Narrower than this a text stands below its title, not beside it."""


class KeysHelp(CommandModal[None]):
    """Lists the keys of `screen` by scope, with the user's own keys where he has set some."""

    SCOPES = (Scope.SHEET,)
    AUTO_FOCUS = "#sheet"

    DEFAULT_CSS = """
    KeysHelp {
        align: center middle;
        #sheet {
            width: 90%;
            max-width: 100;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
        }
    }
    """

    def __init__(self, screen: CommandScreen[object]) -> None:
        super().__init__()
        self._subject = screen

    def compose(self) -> ComposeResult:
        """Draw the sheet; it scrolls where it does not fit."""
        with VerticalScroll(id="sheet"):
            yield KeysTable(tuple(self._rows()), id="keys")

    def action_close(self) -> None:
        """Close the sheet."""
        self.dismiss(None)

    def _rows(self) -> "Iterator[KeyRow]":
        """Yield the keys that are no commands, then the commands, scope by scope.

        Keys that nothing is kept on, as those of saved views at first, are left out.
        """
        for key, what in self._subject.extra_keys():
            yield KeyRow(keys=key, title=what)
        names = names_by(self.app)
        for command, keys in self._subject.offered_commands():
            title = harmless_line(names.get(command.id, _(command.title)))
            if keys and title:
                reason = self._subject.why_not(command.id)
                told = _(command.help)
                yield KeyRow(
                    scope=command.scope,
                    keys=shown_keys(keys),
                    title=title,
                    text=told if reason is None else f"{told} – {reason}",
                    is_dead=reason is not None,
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One key of the sheet; `scope` is None for a key that is no command."""

    scope: Scope | None = None
    keys: str
    title: str
    text: str = ""
    is_dead: bool = False


class KeysTable(Widget):
    """Keys, titles and what they do in columns; the last one wraps inside its own."""

    DEFAULT_CSS = "KeysTable { height: auto; }"

    def __init__(self, rows: tuple[KeyRow, ...], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows = rows
        self._keys_cells = max((cell_len(row.keys) for row in rows), default=0)
        self._title_cells = max((cell_len(row.title) for row in rows if row.scope), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the rows take at a width."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """Draw the rows."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> Iterator[Content]:
        scope: Scope | None = None
        for row in self._rows:
            if row.scope is not None and row.scope is not scope:
                scope = row.scope
                yield Content.styled(_(SCOPE_TITLES[scope]), "bold $text-accent")
            yield from self._row(row, width)

    def _title(self, row: KeyRow) -> str:
        """Return the title in its column; one without a text beside it is not cut."""
        return fit(row.title, self._title_cells) if row.text else harmless_line(row.title)

    def _row(self, row: KeyRow, width: int) -> Iterator[Content]:
        """Yield a row; where its text has no room beside the title, it stands below."""
        style = "$text-disabled" if row.is_dead else "$text-muted"
        head = Content.assemble(
            (f"  {fit(row.keys, self._keys_cells)}  ", "bold"),
            (self._title(row), style if row.is_dead else ""),
        )
        if not row.text:
            yield head
            return
        indent = head.cell_length + 2
        is_beside = width - indent >= LEAST_TEXT_CELLS
        if not is_beside:
            indent = self._keys_cells + 4
        lines = wrap(Content.styled(harmless_line(row.text), style), width - indent)
        if is_beside:
            yield Content.assemble(head, "  ", lines[0] if lines else "")
            lines = lines[1:]
        else:
            yield head
        for line in lines:
            yield Content.assemble(" " * indent, line)
