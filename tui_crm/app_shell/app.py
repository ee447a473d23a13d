"""`ShellApp`: what the app is before it has a screen."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer

from tui_crm import crash, i18n, log
from tui_crm.app_shell.key_queue import LOOK_SECONDS, KeyFence, KeyQueue, Typed
from tui_crm.app_shell.palette import Palette
from tui_crm.commands.bindings import bind
from tui_crm.commands.command import Scope
from tui_crm.commands.keymap import read_keymap
from tui_crm.commands.keys import shown_key
from tui_crm.commands.registry import COMMANDS_BY_ID
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _
from tui_crm.screens.background_work import Works
from tui_crm.screens.base import CommandScreen
from tui_crm.settings import LoadedSettings, Settings, language_of
from tui_crm.terminal import LEAVING_SIGNALS, SIGNAL_STATUS, EarlyScreen
from tui_crm.widgets.palette import DARK_TOKENS, theme_name
from tui_crm.widgets.themes import DARK, LIGHT
from tui_crm.wording import explain

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver
    from textual.widget import AwaitMount

AnswerT = TypeVar("AnswerT")

LEAVING_SECONDS = 10.0
"""How long the way out may take after a signal before the process ends regardless."""
TERMINAL_CHECK_SECONDS = 1.0
"""How often a terminal that was closed without a signal is looked for."""


def _command_provider() -> "type[Provider]":
    from tui_crm.commands.provider import CommandProvider

    return CommandProvider


class ShellApp(App[object], inherit_bindings=False):
    """An app with declared keys, both themes, its own crash reports, and an orderly way out.

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
        self._owns_process = False
        self._has_crashed = False
        self._is_leaving = False
        self._farewell = ""
        self._deadline: threading.Timer | None = None

    def run_to_end(self) -> int:
        """Run the app and return the exit status: 0, 1 after a crash, 128 + n after signal n.

        After a crash one sentence on stderr names the report.
        """
        crash.install_hooks()
        self._owns_process = True
        try:
            self.run()
        finally:
            if self._deadline is not None:
                self._deadline.cancel()
        if self._farewell:
            sys.stderr.write(self._farewell + "\n")
        return self.return_code or 0

    def keep_drafts(self) -> None:
        """Keep what is typed and not saved, on every open screen, before leaving at once."""
        with ExitStack() as stack:  # one screen that fails does not lose the others' drafts
            for screen in self.screen_stack:
                if isinstance(screen, CommandScreen):
                    stack.callback(screen.keep_draft)

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
        if self._chord_prefix is not None and isinstance(self.screen, CommandScreen):
            self.screen.refresh_commands()
        self._chord_prefix = None

    async def on_key_fence(self, fence: KeyFence) -> None:
        """Give out the next key once the last one has had its effect, also on a new screen."""
        fence.stop()
        if self.screen_stack:
            self._keys.land(fence, self.screen)
            await self._give_keys_out()

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

    # Leaving

    def get_driver_class(self) -> "type[Driver]":
        """Return the driver that survives the loss of its terminal, where Textual's is replaced."""
        chosen = super().get_driver_class()
        if sys.platform == "win32":
            return chosen
        from textual.drivers.linux_driver import LinuxDriver

        from tui_crm.app_shell.driver import LastingDriver

        return LastingDriver if chosen is LinuxDriver else chosen

    def on_load(self) -> None:
        """Take over signals and stray errors of the loop, where the process is ours."""
        if not self._owns_process:
            return
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._on_loop_error)
        if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
            return
        for name in LEAVING_SIGNALS:
            loop.add_signal_handler(getattr(signal, name), self.leave, signal.Signals[name])
        loop.add_signal_handler(signal.SIGINT, self.action_interrupt)
        self.set_interval(TERMINAL_CHECK_SECONDS, self._look_for_terminal)

    def leave(self, number: signal.Signals) -> None:
        """Keep the drafts and end the app with the status of signal `number`."""
        if self._is_leaving:
            return
        self._is_leaving = True
        log.record("leaving", signal=number)
        if self._owns_process:
            self._deadline = threading.Timer(LEAVING_SECONDS, os._exit, [SIGNAL_STATUS + number])
            self._deadline.daemon = True
            self._deadline.start()
        with ExitStack() as stack:
            stack.callback(self.exit, return_code=SIGNAL_STATUS + number)
            stack.push(crash.report_and_go_on)
            self.keep_drafts()

    def _look_for_terminal(self) -> None:
        from tui_crm.app_shell.driver import is_terminal_gone

        if sys.__stdin__ is not None and is_terminal_gone(sys.__stdin__.fileno()):
            self.leave(signal.SIGHUP)

    # Crashes

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)
        else:
            log.record("loop_complained")

    def _fatal_error(self) -> None:
        """Leave after an unhandled error: in place of Textual's screen, which prints locals."""
        self._stop_after(sys.exc_info()[1] or self._exception)

    def panic(self, *renderables: RenderableType) -> None:
        """Leave after an error that knows how to draw itself; it is reported, not drawn."""
        drawn = next((each for each in renderables if isinstance(each, BaseException)), None)
        self._return_code = 1
        self._stop_after(drawn or self._exception)

    def _stop_after(self, error: BaseException | None) -> None:
        """Report the error once, keep the drafts, and close."""
        if self._has_crashed:
            return
        self._has_crashed = True
        with ExitStack() as stack:
            stack.callback(self._close_messages_no_wait)
            stack.push(crash.report_and_go_on)
            self._farewell = crash.farewell(crash.write_report(error or RuntimeError()))
            self.keep_drafts()
