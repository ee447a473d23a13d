"""The sheet of keys: what each key does on the screen beneath, and what cannot be done now."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.commands.command import SCOPE_TITLES, Scope
from tui_crm.commands.keys import shown_key
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal, CommandScreen
from tui_crm.widgets.cells import fit


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
        #keys { height: auto; }
    }
    """

    def __init__(self, screen: CommandScreen[object]) -> None:
        super().__init__()
        self._subject = screen

    def compose(self) -> ComposeResult:
        """Draw the sheet; it scrolls where it does not fit."""
        with VerticalScroll(id="sheet"):
            yield Static(Content("\n").join(self._lines()), id="keys")

    def action_close(self) -> None:
        """Close the sheet."""
        self.dismiss(None)

    def _lines(self) -> Iterator[Content]:
        """Yield the keys that are no commands, then each scope's commands under its title."""
        rows = [
            _Row(
                scope=command.scope,
                keys=" / ".join(shown_key(key) for key in keys),
                title=_(command.title),
                text=self._subject.why_not(command.id) or _(command.help),
                is_dead=self._subject.why_not(command.id) is not None,
            )
            for command, keys in self._subject.offered_commands()
            if keys
        ]
        extra = [_Row(keys=keys, title=what) for keys, what in self._subject.extra_keys()]
        keys_cells = max((cell_len(row.keys) for row in [*extra, *rows]), default=0)
        title_cells = max((cell_len(row.title) for row in rows), default=0)
        scope: Scope | None = None
        for row in [*extra, *rows]:
            if row.scope is not None and row.scope is not scope:
                scope = row.scope
                yield Content.styled(_(SCOPE_TITLES[scope]), "bold $text-accent")
            yield row.drawn(keys_cells, title_cells if row.scope else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One key of the sheet; `scope` is None for a key that is no command."""

    scope: Scope | None = None
    keys: str
    title: str
    text: str = ""
    is_dead: bool = False

    def drawn(self, keys_cells: int, title_cells: int) -> Content:
        """Return the row with its columns at these widths."""
        title = fit(self.title, title_cells) if title_cells else harmless_line(self.title)
        style = "$text-disabled" if self.is_dead else "$text-muted"
        return Content.assemble(
            (f"  {fit(self.keys, keys_cells)}  ", "bold"),
            (title, style if self.is_dead else ""),
            "  ",
            (harmless_line(self.text), style),
        )
