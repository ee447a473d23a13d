"""What every screen shares: its commands by key, bar and palette, and refusals with their reason.

A screen names its scopes and writes one `action_…` for each command of them. What cannot be done
now it says in `why_not`: the command is dimmed then, and tells the reason when its key is pressed.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import ClassVar, ParamSpec, Protocol, TypeVar, runtime_checkable

from textual._styles_cache import StylesCache
from textual.actions import SkipAction
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.events import DescendantBlur, DescendantFocus, Event, Mount, Resize, ScreenResume
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from tui_crm.commands.bindings import bind
from tui_crm.commands.command import Command, Scope
from tui_crm.commands.keymap import Keymap
from tui_crm.commands.keys import shown_key
from tui_crm.commands.naming import names_by
from tui_crm.commands.registry import COMMANDS_BY_ID, commands_of
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _
from tui_crm.screens.breakpoints import classes_at
from tui_crm.settings import Settings
from tui_crm.widgets.key_bar import KeyBar, KeyHint
from tui_crm.wording import explain

ResultT = TypeVar("ResultT")
ShownP = ParamSpec("ShownP")


@runtime_checkable
class HasKeymap(Protocol):
    """An app that knows the user's keys."""

    keymap: Keymap


@runtime_checkable
class HasChords(Protocol):
    """An app in which a key may wait for a second one."""

    @property
    def chord_prefix(self) -> str | None:
        """The key that waits."""


class CommandScreen(Screen[ResultT]):
    """A screen whose keys are declared commands: those of `SCOPES`, and the app's."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ()
    OFFERS_APP_COMMANDS: ClassVar[bool] = True
    _was_typing = False

    def on_compose(self) -> None:
        """Take the classes of the terminal's size before anything is styled and laid out by them.

        Textual sets them after the first layout, and then does all of it again.
        """
        self.update_classes(self._size_classes(), update=False)
        self.app.stylesheet.apply(self)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles: Textual would give every widget its style anew, though none changed.

        A screen that was kept while it was not shown may come back to another size.
        """
        event.refresh_styles = False
        self.update_classes(self._size_classes(), animate=False)

    def _size_classes(self) -> dict[str, bool]:
        """Return class -> whether it holds on the terminal as it is now."""
        columns, lines = self.app.size
        at_width = classes_at(columns, self.HORIZONTAL_BREAKPOINTS)
        return at_width | classes_at(lines, self.VERTICAL_BREAKPOINTS)

    async def on_event(self, event: Event) -> None:
        """Begin and fit nothing once it was left: by then Textual has made, or left, part of it.

        `display` is false from the moment in which it is taken down; the app runs no more when it
        takes down screens that a key opened meanwhile, part by part.
        """
        is_left = not (self.display and self.app.is_running)
        if not (is_left and isinstance(event, Mount | Resize)):
            await super().on_event(event)

    def on_mount(self) -> None:
        """Take the keys of the scopes, as the user's keymap has them."""
        bind(self, *self.SCOPES, keymap=self.keymap)
        self.refresh_commands()

    def on_unmount(self) -> None:
        """Let go of the painted lines, which Textual keeps of a thousand widgets taken down.

        Its cache of colours is by widget, where it was meant to be by colours alone.
        """
        forget = getattr(StylesCache.get_inner_outer, "cache_clear", None)
        if forget is not None:
            forget()

    def keys_changed(self) -> None:
        """Take the keys anew: the user has moved some."""
        bind(self, *self.SCOPES, keymap=self.keymap)
        self.refresh_commands()

    @property
    def keymap(self) -> Keymap:
        """The user's keys; the declared ones where the app has no keymap."""
        return self.app.keymap if isinstance(self.app, HasKeymap) else Keymap()

    @property
    def is_there(self) -> bool:
        """Whether it can be drawn into: what a thread brings may find it being taken down.

        Textual calls a screen attached until the last of its widgets is gone.
        """
        return self.is_attached and self.display

    @property
    def is_composed(self) -> bool:
        """Whether all that it is made of is there, down to the last widget within another."""
        parts = self.children
        return self.is_mounted or (bool(parts) and all(each.is_mounted for each in parts))

    def show_from_thread(
        self, show: Callable[ShownP, None], *args: ShownP.args, **kwargs: ShownP.kwargs
    ) -> None:
        """Call `show` from a thread, and return when it is done.

        Nothing is called where the screen was left meanwhile, or the thread was faster than it.
        """
        self.app.call_from_thread(self._show_if_there, partial(show, *args, **kwargs))

    def _show_if_there(self, show: Callable[[], None]) -> None:
        if self.is_there and self.is_composed and self in self.app.screen_stack:
            show()

    def shown_key_of(self, command_id: str) -> str:
        """Return the first key of a command as users read it; "" where the user took all away."""
        keys = self.keymap.keys_of(COMMANDS_BY_ID[command_id])
        return shown_key(keys[0]) if keys else ""

    def scopes_in_force(self) -> tuple[Scope, ...]:
        """Return the scopes whose keys work here: the screen's, then the app's."""
        return (*self.SCOPES, Scope.APP) if self.OFFERS_APP_COMMANDS else self.SCOPES

    def chords_after(self, prefix: str) -> dict[str, Command]:
        """Return second key -> command for the chords that begin with `prefix` here."""
        return self.keymap.chords_after(prefix, *self.scopes_in_force())

    def offered_commands(self) -> Iterator[tuple[Command, tuple[str, ...]]]:
        """Yield the commands in force here with their keys: the screen's, then the app's."""
        keymap = self.keymap
        for command in commands_of(*self.scopes_in_force()):
            yield command, keymap.keys_of(command)

    def extra_keys(self) -> tuple[tuple[str, str], ...]:
        """Return keys of this screen that are no commands, as shown, and what they do."""
        return ()

    def why_not(self, command_id: str) -> str | None:
        """Return why the command cannot be run now, in the language in use, or None."""
        return None

    def is_on_bar(self, command_id: str) -> bool:
        """Whether a command with a label stands on the bar now, dimmed where it cannot run."""
        return True

    async def run_command(self, command_id: str) -> None:
        """Run a command as its key does: refused with its reason, else by its action.

        The screen's own `action_…` goes before the app's. A `CrmError` becomes a notice. Before
        the screen is composed the command waits for it; on one that was left it does nothing.
        """
        if not self.is_there:
            return
        if not self.is_composed:
            self.call_later(self._run_waiting, command_id)
            return
        self.command_begins(command_id)
        reason = self.why_not(command_id)
        if reason is not None:
            self.refuse(reason)
            return
        action = COMMANDS_BY_ID[command_id].action
        namespace = self if hasattr(self, f"action_{action}") else self.app
        try:
            handled = await self.app.run_action(action, namespace)
        except CrmError as error:
            self.refuse(explain(error))
            return
        if not handled:
            raise SkipAction

    async def _run_waiting(self, command_id: str) -> None:
        """Run a command that waited; its key has gone on long ago where nothing takes it."""
        with suppress(SkipAction):
            await self.run_command(command_id)

    def command_begins(self, command_id: str) -> None:
        """End what was told before: a command that runs, or is refused, is about something else."""

    async def action_run_command(self, command_id: str) -> None:
        """Run the command with this id: what the bindings do."""
        await self.run_command(command_id)

    def refresh_commands(self) -> None:
        """Draw the bar of keys anew: after anything changed what can be done.

        While a chord waits for its second key, the bar goes on telling which there are.
        """
        if isinstance(self.app, HasChords) and (prefix := self.app.chord_prefix) is not None:
            self.show_chord(prefix)
            return
        if (bar := self._key_bar) is not None:
            bar.show(tuple(self._hints()))

    @property
    def _key_bar(self) -> KeyBar | None:
        """The bar of keys, None on screens without one, or before it is there."""
        try:
            return self.query_one(KeyBar)
        except NoMatches:
            return None

    def show_chord(self, prefix: str) -> None:
        """Show on the bar of keys which keys may follow `prefix`, until one is pressed."""
        names = names_by(self.app)
        chords = self.chords_after(prefix).items()
        hints = tuple(
            KeyHint(command_id=command.id, key=shown_key(key), label=label)
            # What the user keeps there comes first: the bar may not hold all of them.
            for key, command in sorted(chords, key=lambda each: each[1].id not in names)
            if (label := harmless_line(names.get(command.id, _(command.place or command.title))))
        )
        if (bar := self._key_bar) is not None:
            bar.show(hints)

    # --- typing ---

    @property
    def is_typing(self) -> bool:
        """Whether keys that are signs go into a field now, and to no command."""
        return isinstance(self.focused, Input)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Dim what cannot be pressed while a field has the focus."""
        self._look_at_focus()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Light it up again."""
        self._look_at_focus()

    def _look_at_focus(self) -> None:
        if self.is_typing is not self._was_typing:
            self._was_typing = self.is_typing
            self.typing_changed()

    def typing_changed(self) -> None:
        """Draw anew what depends on whether a field has the focus."""
        self.refresh_commands()

    async def on_key_bar_key_clicked(self, message: KeyBar.KeyClicked) -> None:
        """Run the command that was clicked on the bar."""
        message.stop()
        await self.run_command(message.command_id)

    def _hints(self) -> Iterator[KeyHint]:
        for command, keys in self.offered_commands():
            if command.label and keys and self.is_on_bar(command.id):
                yield KeyHint(
                    command_id=command.id,
                    key=shown_key(keys[0]),
                    label=_(command.label),
                    is_enabled=self.why_not(command.id) is None
                    and not (self.is_typing and _is_sign(keys[0])),
                    is_kept=command.id == "app.keys",
                )

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Close with `result`, once: Textual would close the screen beneath at a second answer."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def refuse(self, reason: str) -> None:
        """Tell why something was not done. Screens with a line of feedback say it there."""
        self.notify(harmless(reason), severity="warning", markup=False)

    def language_changed(self) -> None:
        """Draw everything anew in the language now in force."""
        self.refresh_commands()

    def data_changed(self) -> None:
        """Show what others, or work in the background, have changed in the database."""

    def settings_changed(self, settings: Settings) -> None:
        """Work by other settings of the user from now on."""

    def leave(self) -> None:
        """Take leave: the program goes on to another place. A screen that is kept may come back."""

    def keep_draft(self) -> None:
        """Keep what was typed here and not saved; called when the program must leave at once."""


def _is_sign(key: str) -> bool:
    """Whether a key, as it is declared, is one that a field takes."""
    return len(key) == 1 or key == "space"


class CommandModal(CommandScreen[ResultT], ModalScreen[ResultT]):
    """A question, form or sheet above a screen: only its own commands are in force."""

    OFFERS_APP_COMMANDS: ClassVar[bool] = False
    # Of several base classes Textual takes the style of the first only: that of a modal screen,
    # which leaves the screen beneath in sight, has to be said again.
    DEFAULT_CSS = """
    CommandModal {
        background: $background 60%;
        overflow-y: auto;
        &:ansi { background: transparent; }
    }
    """
