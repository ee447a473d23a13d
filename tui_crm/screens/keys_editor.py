"""The keys: every command by where it works; Enter, then the new key, moves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_crm import paths
from tui_crm.commands.command import SCOPE_TITLES, Command, Scope
from tui_crm.commands.keymap import Keymap
from tui_crm.commands.keys import shown_key, shown_keys
from tui_crm.commands.moving_keys import begins_chord, key_problem
from tui_crm.commands.registry import ALL_COMMANDS
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.table import TableScreen
from tui_crm.settings import Settings, SettingsError, forget_keys, load_settings, save_setting
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import explain
from tui_crm.wording.canned import canned_label

SCOPE_CELLS = 18
KEY_CELLS = 16


@runtime_checkable
class TakesSettings(Protocol):
    """An app on which other settings of the user take effect at once."""

    def take_settings(self, settings: Settings) -> None:
        """Work by `settings` from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A command; `is_first` is the first of its scope."""

    id: int
    command: Command
    is_first: bool


class KeysEditor(TableScreen[None, KeyRow]):
    """Every command with its keys; what is changed holds at once and in the settings file."""

    SCOPES = (Scope.KEYS_EDITOR,)
    ENTER: ClassVar[str] = "keys_editor.move"

    def list_columns(self) -> Sequence[Column[KeyRow]]:
        """Return where it works, its keys, and what it does."""
        return (
            Column(id="scope", title=_("Where"), width=SCOPE_CELLS, priority=1, draw=_scope),
            Column(id="keys", title=_("Keys"), width=KEY_CELLS, draw=self._keys),
            Column(
                id="title", title=_("Command"), width=14, share=1,
                draw=lambda row: Cell(text=_(row.command.title)),
            ),
        )  # fmt: skip

    def read_rows(self) -> Sequence[KeyRow]:
        """Return all commands, scope by scope."""
        rows: list[KeyRow] = []
        for number, command in enumerate(ALL_COMMANDS, start=1):
            is_first = not rows or rows[-1].command.scope is not command.scope
            rows.append(KeyRow(id=number, command=command, is_first=is_first))
        return rows

    def _keys(self, row: KeyRow) -> Cell:
        keys = shown_keys(self.keymap.keys_of(row.command)) or _("no key")
        return Cell(text=keys, tone=Tone.DUE if self._is_own(row) else Tone.PLAIN)

    def _is_own(self, row: KeyRow) -> bool:
        return row.command.id in self.keymap.own

    def heading(self) -> Content:
        """Say how a key is moved, and where one's own are kept."""
        file = harmless_line(paths.shown(paths.settings_file()))
        return Content(
            _("Enter, then the new key. Your own keys are kept in {file}").format(file=file)
        )

    def card(self, row: KeyRow | None) -> Content:
        """Return what the command does, its keys, and those that it ships with."""
        if row is None:
            return Content("")
        command = row.command
        lines = [
            Content.styled(_(command.title), "bold"),
            Content.styled(_(SCOPE_TITLES[command.scope]), "$text-muted"),
            Content(_(command.help)),
            Content(""),
            Content(shown_keys(self.keymap.keys_of(command)) or _("no key")),
        ]
        if self._is_own(row):
            shipped = shown_keys(command.keys) or _("no key")
            lines.append(Content(_("Shipped: {keys}").format(keys=shipped)))
        return Content("\n").join([*lines, Content.styled(command.id, "$text-muted")])

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot run on the row under the cursor."""
        if not command_id.startswith("keys_editor."):
            return None
        if command_id == "keys_editor.reset_all":
            return None if self.keymap.own else _("Every key is as shipped.")
        row = self.row
        if row is None:
            return self.why_no_row()
        if command_id == "keys_editor.reset":
            return None if self._is_own(row) else _("It has its shipped key.")
        if command_id == "keys_editor.clear" and not self.keymap.keys_of(row.command):
            return _("It has no key.")
        return None

    def action_move(self) -> None:
        """Wait for the new key of the command under the cursor."""
        if (row := self.row) is not None:
            command = row.command
            self.app.push_screen(
                KeyPrompt(command, self.keymap, self._problem),
                lambda key: self._take(command, (key,)) if key else None,
            )

    def _problem(self, command: Command, key: str) -> CrmError | None:
        canned = {each.slot: canned_label(each) for each in self.session.canned}
        return key_problem(command, key, self.keymap.own, canned=canned)

    def action_clear(self) -> None:
        """Take the key of the command under the cursor away."""
        if (row := self.row) is not None:
            self._take(row.command, ())

    def action_reset(self) -> None:
        """Give the command under the cursor its shipped keys; refused where another has one."""
        if (row := self.row) is None:
            return
        for key in row.command.keys:
            problem = key_problem(row.command, key, self.keymap.own, canned={})
            if problem is not None:
                self.refuse(explain(problem))
                return
        self._store(lambda: forget_keys([row.command.id]), row.command)

    def action_reset_all(self) -> None:
        """Ask, and give every command its shipped keys."""
        question = Confirm(
            _("Give every command its shipped keys again?"), yes=_("Reset all"), no=_("Leave")
        )
        self.app.push_screen(question, lambda is_yes: self._forget_all() if is_yes else None)

    def _forget_all(self) -> None:
        ids = tuple(load_settings().settings.keys)
        if self._store(lambda: forget_keys(ids), None):
            self.tell(_("Every key is as shipped."))

    def _take(self, command: Command, keys: tuple[str, ...]) -> None:
        written = "[" + ", ".join(f'"{_escaped(key)}"' for key in keys) + "]"
        self._store(lambda: save_setting(f"keys.{command.id}", written), command)

    def _store(self, write: Callable[[], Settings], command: Command | None) -> bool:
        """Write the file, and let the keys hold at once; say what the command has now."""
        try:
            settings = write()
        except SettingsError as error:
            self.refuse(error.warning.sentence())
            return False
        except OSError as error:
            path, reason = paths.settings_file(), error.strerror or ""
            self.refuse(explain(CrmError("settings_not_written", path=path, reason=reason)))
            return False
        if isinstance(self.app, TakesSettings):
            self.app.take_settings(settings)
        self.list.set_columns(self.list_columns())
        self.redraw_around()
        if command is not None:
            keys = shown_keys(self.keymap.keys_of(command)) or _("no key")
            self.tell(_("{command}: {keys}").format(command=_(command.title), keys=keys))
        return True


def _scope(row: KeyRow) -> Cell:
    text = _(SCOPE_TITLES[row.command.scope]) if row.is_first else ""
    return Cell(text=text, tone=Tone.LATER)


def _escaped(key: str) -> str:
    return key.replace("\\", "\\\\").replace('"', '\\"')


Problem = Callable[[Command, str], CrmError | None]
"""Returns why a key cannot be that of a command."""


class KeyPrompt(CommandModal[str | None]):
    """Waits for a key, or two where the first begins others; dismisses with it, None after Esc."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ()
    DEFAULT_CSS = """
    KeyPrompt {
        align: center middle;
        & > Vertical {
            width: 100%;
            max-width: 64;
            height: auto;
            padding: 1 2;
            background: $panel;
        }
        #asked { height: auto; text-style: bold; }
        #said { height: auto; color: $text-muted; }
        #said.-warning { color: $text-warning; }
    }
    """

    def __init__(self, command: Command, keymap: Keymap, problem: Problem) -> None:
        super().__init__()
        self._command = command
        self._keymap = keymap
        self._problem = problem
        self._first = ""

    def compose(self) -> ComposeResult:
        """Draw the question, and what came of the last key."""
        title = _("Press the new key of “{command}”.").format(command=_(self._command.title))
        with Vertical():
            yield Static(Content(title), id="asked")
            yield Static(Content(_("Esc leaves it as it is.")), id="said")

    def on_key(self, event: events.Key) -> None:
        """Take a key: refuse it with the reason, wait for a second one, or answer."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        key = f"{self._first} {event.key}" if self._first else event.key
        if not self._first and begins_chord(self._command, key, self._keymap):
            self._first = key
            self._say(_("{key} … and the second key?").format(key=shown_key(key)))
            return
        self._first = ""
        problem = self._problem(self._command, key)
        if problem is None:
            self.dismiss(key)
        else:
            self._say(explain(problem), is_warning=True)

    def _say(self, sentence: str, *, is_warning: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.update(Content(harmless_line(sentence)))
        said.set_class(is_warning, "-warning")
