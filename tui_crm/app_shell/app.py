"""`ShellApp`: what the app is before it has a screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from textual import events
from textual.command import CommandPalette
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer

from tui_crm import i18n
from tui_crm.app_shell.key_queue import LOOK_SECONDS, KeyFence, KeyQueue, Typed
from tui_crm.app_shell.lasting_app import LastingApp
from tui_crm.app_shell.palette import Palette
from tui_crm.commands.bindings import bind
from tui_crm.commands.command import Scope
from tui_crm.commands.keymap import read_keymap
from tui_crm.commands.keys import shown_key
from tui_crm.commands.registry import COMMANDS_BY_ID
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.works import Works
from tui_crm.settings import LoadedSettings, Settings, language_of
from tui_crm.terminal import EarlyScreen
from tui_crm.widgets.palette import DARK_TOKENS, theme_name
from tui_crm.widgets.themes import DARK, LIGHT
from tui_crm.wording import explain

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.widget import AwaitMount

AnswerT = TypeVar("AnswerT")


def _command_provider() -> "type[Provider]":
    from tui_crm.commands.provider import CommandProvider

    return CommandProvider


class ShellApp(LastingApp, inherit_bindings=False):
    """An app with declared keys and both themes.

    `keymap` is the user's; `startup_notices` are the sentences about the settings file, shown
    once the first screen is there. `early_screen` is what stands on the terminal already.
    """

    ENABLE_COMMAND_PALETTE = False  # bound by the declared command, not by Textual
    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {_command_provider}

    def __init__(
        self, loaded: LoadedSettings | None = None, early_screen: EarlyScreen | None = None
    ) -> None:
        super().__init__()
        self.early_screen = early_screen
        loaded = loaded or LoadedSettings(settings=Settings())
        self.user_settings = loaded.settings
        self.keymap, problems = read_keymap(loaded.settings.keys)
        self.startup_notices = (
            *(warning.sentence() for warning in loaded.warnings),
            *(explain(problem) for problem in problems),
        )
        self.works = Works()
        self.use_command_palette = True
        bind(self, Scope.APP, keymap=self.keymap)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme_name(loaded.settings.theme)
        self._chord_prefix: str | None = None
        self._keys = KeyQueue()
        self._takes_keys = False
        self._next_look: Timer | None = None

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Give keys out one after the other: a key waits until the one before has had its effect.

        Keys and pastes that arrive in one read (a slow line, a fast hand) would else all go to
        the widget that has the focus now, although the first opens a field for the others.
        """
        if event.is_forwarded or not isinstance(event, Typed | events.MouseDown):
            await super().on_event(event)
        elif isinstance(event, Typed):
            self._keys.wait(event)
            await self._give_keys_out()
        else:
            self._leave_chord()
            await super().on_event(event)

    async def _give_keys_out(self) -> None:
        if not self._takes_keys:
            return  # before the first screen is mounted it has neither its keys nor its focus
        # Without a screen the program is ending: what still waits has nowhere to go.
        while self.screen_stack and (event := self._keys.next_free()) is not None:
            if self._chord_prefix is not None and isinstance(event, events.Key):
                prefix, self._chord_prefix = self._chord_prefix, None
                await self._finish_chord(prefix, event.key)
                self._keys.follow(self.screen, self.screen)
                continue
            self._leave_chord()
            target = self.focused or self.screen
            await super().on_event(self._made_harmless(event))
            self._keys.follow(target, self.screen)
        if self.screen_stack and self._keys.has_waiting and self._next_look is None:
            self._next_look = self.set_timer(LOOK_SECONDS, self._look_for_lost_fence)

    @property
    def idle_seconds(self) -> float:
        """How long no key was given out."""
        return self._keys.idle_seconds

    async def _open_keys(self) -> None:
        """Give out what was typed before the first screen was there, and all that follows."""
        self._takes_keys = True
        await self._give_keys_out()

    async def _look_for_lost_fence(self) -> None:
        self._next_look = None
        await self._give_keys_out()

    def _made_harmless(self, event: Typed) -> Typed:
        """Return the event as Textual's palette can draw it; our own fields see to themselves."""
        if isinstance(event, events.Paste) and isinstance(self.screen, CommandPalette):
            return events.Paste(harmless_line(event.text))
        return event

    def _leave_chord(self) -> None:
        """Forget the first key of a chord: something else than its second one came."""
        prefix, self._chord_prefix = self._chord_prefix, None
        if prefix is not None and isinstance(self.screen, CommandScreen):
            self.screen.refresh_commands()

    async def on_key_fence(self, fence: KeyFence) -> None:
        """Give out the next key once the last one has had its effect, also on a new screen."""
        fence.stop()
        if self.screen_stack:
            self._keys.land(fence, self.screen)
            await self._give_keys_out()

    @property
    def chord_prefix(self) -> str | None:
        """The first key of a chord, while its second one is waited for."""
        return self._chord_prefix

    def action_begin_chord(self, prefix: str) -> None:
        """Wait for the second key of a chord and show which there are."""
        self._chord_prefix = prefix
        if isinstance(self.screen, CommandScreen):
            self.screen.show_chord(prefix)

    async def _finish_chord(self, prefix: str, key: str) -> None:
        screen = self.screen
        if not isinstance(screen, CommandScreen):
            return
        screen.refresh_commands()
        command = screen.chords_after(prefix).get(key)
        if command is not None:
            await screen.run_command(command.id)
        elif key != "escape":
            keys = f"{shown_key(prefix)} {shown_key(key)}"
            screen.refuse(_("There is no command {keys}.").format(keys=keys))

    async def action_run_command(self, command_id: str) -> None:
        """Run a command of the app, by way of the screen: it can refuse it or do it its own way."""
        screen = self.screen
        if isinstance(screen, CommandScreen):
            await screen.run_command(command_id)
        else:
            await self.run_action(COMMANDS_BY_ID[command_id].action)

    async def action_back(self) -> None:
        """Close the screen; the first one stays."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def action_interrupt(self) -> None:
        """Say how to quit: ctrl+c itself neither quits nor loses anything."""
        keys = self.keymap.keys_of(COMMANDS_BY_ID["app.quit"])
        if keys:
            self.notify(_("Press {key} to quit.").format(key=shown_key(keys[0])))

    def action_keys(self) -> None:
        """Show the keys of the screen."""
        from tui_crm.screens.keys_help import KeysHelp

        if isinstance(self.screen, CommandScreen):
            self.push_screen(KeysHelp(self.screen))

    def palette_hint(self) -> str:
        """Return what may be typed into the palette."""
        return _("Find a command…")

    def push_screen(  # type: ignore[override]  # one of Textual's two forms: nobody waits for it
        self,
        screen: Screen[AnswerT] | str,
        callback: Callable[[AnswerT | None], Any] | None = None,
        wait_for_dismiss: Literal[False] = False,
        *,
        mode: str | None = None,
    ) -> "AwaitMount":
        """Show `screen` above the present one, which hears its answer only where it is still there.

        An answer may come when the program has gone on to another place: nobody waits for it then.
        """
        asker = self.screen if self.screen_stack else None

        def answered(answer: AnswerT | None) -> Any:  # what Textual awaits, where it can be
            if callback is None or (asker is not None and asker not in self.screen_stack):
                return None
            return callback(answer)

        return super().push_screen(
            screen, None if callback is None else answered, wait_for_dismiss, mode=mode
        )

    def action_command_palette(self) -> None:
        """Open the palette with the commands of the screen."""
        if not CommandPalette.is_open(self):
            self.push_screen(Palette(placeholder=self.palette_hint()))

    # Settings

    def take_settings(self, settings: Settings) -> None:
        """Work by `settings` from now on, in their colours and language, with their keys.

        The language changes where the setting does: until then that of `--lang` stays.
        """
        former, self.user_settings = self.user_settings, settings
        self.theme = theme_name(settings.theme)
        if settings.keys != former.keys:
            self._move_keys(settings)
        for screen in self._command_screens():
            screen.settings_changed(settings)
        if settings.language is not former.language:
            i18n.set_language(language_of(settings))
            self.language_changed()

    def _move_keys(self, settings: Settings) -> None:
        self.keymap, _problems = read_keymap(settings.keys)
        bind(self, Scope.APP, keymap=self.keymap)
        for screen in self._command_screens():
            screen.keys_changed()

    def language_changed(self) -> None:
        """Draw everything anew in the language now in force."""
        for screen in self._command_screens():
            screen.language_changed()

    def _command_screens(self) -> "list[CommandScreen[Any]]":
        """Return the open screens that are drawn: those to come are drawn as all is by then."""
        return [
            each
            for each in self.screen_stack
            if isinstance(each, CommandScreen) and each.is_mounted
        ]

    # Drawing

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our tokens, for the moment before one of our themes is in force."""
        return DARK_TOKENS

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice. Its text is never read as markup, whatever the caller asks for."""
        super().notify(
            harmless(message),
            title=harmless(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def on_ready(self) -> None:
        """Tell what was wrong with the settings, once there is a screen to tell it on."""
        # By way of the screen, behind its mounting, and behind the focus that it asks for there.
        self.screen.call_later(self.call_later, self._open_keys)
        for sentence in self.startup_notices:
            self.notify(sentence, severity="warning", timeout=15)
