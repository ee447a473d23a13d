"""The app: looks for what changes outside, and leaves with nothing half-done behind."""

import gc

from textual import work

from tui_crm.app_shell.places_app import PlacesApp
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.outside import Outside, desk_of, tables_of
from tui_crm.screens.today import TodayScreen
from tui_crm.services import today
from tui_crm.services.session import Session
from tui_crm.settings import LoadedSettings
from tui_crm.terminal import EarlyScreen
from tui_crm.wording import explain

POLL_SECONDS = 1.0
"""How often changes of others, the clock and callbacks that come due are looked for."""

DEMO_CUSTOMERS = 500
DEMO_SEED = 7
"""What `g d` makes up: as many as a small office has."""


class CrmApp(PlacesApp):
    """The program with a screen."""

    TITLE = "tui-crm"

    def __init__(
        self,
        session: Session,
        loaded: LoadedSettings | None = None,
        early_screen: EarlyScreen | None = None,
    ) -> None:
        super().__init__(session, loaded, early_screen)
        self._outside = Outside(
            self,
            session,
            words_changed=self._show_other_words,
            minute_passed=self.announce_callbacks,
        )

    def get_default_screen(self) -> TodayScreen:
        """Return the home screen."""
        return TodayScreen(self.session, self.user_settings)

    def on_mount(self) -> None:
        """Begin to look for what changes outside, and do what may wait until a screen is there."""
        self._outside.begin()
        self.set_interval(POLL_SECONDS, self.look_outside)
        self.call_after_refresh(self._after_first_screen)

    def on_unmount(self) -> None:
        """Let the collector have what was kept from it: the process may run another app."""
        gc.unfreeze()

    def _after_first_screen(self) -> None:
        if not gc.isenabled():
            # What the start has made stays: no later collection has to look through it.
            gc.freeze()
            gc.enable()
        self.announce_callbacks()
        self.tidy_up()
        self.kept.prepare_soon()

    @work(thread=True, group="tidy")
    def tidy_up(self) -> None:
        """Back up once a day, take back batches that were killed, fill in the coming year."""
        from tui_crm.services import housekeeping

        try:
            notices = housekeeping.run(self.session)
        finally:
            self.session.db.close_thread()
        for notice in notices:
            self.call_from_thread(self.notify, notice, timeout=15)

    # --- what changes outside ---

    def look_outside(self) -> None:
        """Show changes of others, the turn of the day, and callbacks that came due."""
        try:
            self._outside.look()
        except CrmError as error:
            self._refuse(explain(error))

    def _show_other_words(self) -> None:
        """Draw everything anew where titles or list values are others than those drawn."""
        self.kept.forget()
        super().language_changed()

    def announce_callbacks(self) -> None:
        """Tell of callbacks whose time has come, each once: notice, bell, and OSC 9."""
        wanted = self.user_settings.notifications
        for row in today.callbacks_to_announce(self.session):
            name = harmless_line(row.name or row.company or row.phone)
            sentence = _("Call back now: {name}").format(name=name)
            if wanted.notice:
                self._tell(f"☎ {sentence}")
            if wanted.bell:
                self.bell()
            if wanted.osc9:
                self.notify_desktop(sentence)

    def notify_desktop(self, sentence: str) -> None:
        """Show a notification outside the terminal, where the terminal knows OSC 9."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]9;{harmless_line(sentence)}\x1b\\")

    def _tell(self, sentence: str) -> None:
        tables = tables_of(self)
        shown = tables[-1] if tables else desk_of(self)
        if shown is not None:
            shown.tell(sentence)
        else:
            self.notify(sentence)

    def _refuse(self, reason: str) -> None:
        if isinstance(self.screen, CommandScreen):
            self.screen.refuse(reason)

    # --- demo data ---

    def action_fill_demo(self) -> None:
        """Fill an empty database with demo data. Raises CrmError database_not_empty."""
        if not today.is_new_database(self.session):
            raise CrmError("database_not_empty")
        self._tell(_("Making up a sales office…"))
        self._fill_demo()

    @work(thread=True, exclusive=True, group="demo")
    def _fill_demo(self) -> None:
        from tui_crm.services.demo import fill_demo

        try:
            figures = fill_demo(self.session, customers=DEMO_CUSTOMERS, seed=DEMO_SEED)
        except CrmError as error:
            self.call_from_thread(self._refuse, explain(error))
            return
        finally:
            self.session.db.close_thread()
        self.call_from_thread(self._demo_is_there, figures.customers)

    def _demo_is_there(self, customers: int) -> None:
        self._outside.look()
        self._tell(
            _("{count} fictional customers are there. ? shows the keys.").format(count=customers)
        )

    async def action_quit(self) -> None:
        """Leave the program; what is at work is not taken back without a word."""
        if self.works.running():
            from tui_crm.screens.leaving import ask_then_leave

            ask_then_leave(self, self.works, self._leave)
        else:
            self._leave()

    def _leave(self) -> None:
        """Leave the program; the place in the queue is remembered."""
        self._leave_place()
        self.exit()

    def _leave_place(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, TodayScreen):
                screen.leave()

    def keep_drafts(self) -> None:
        """Keep drafts and the place in the queue before leaving at once."""
        super().keep_drafts()
        self._leave_place()

    # --- language ---

    def language_changed(self) -> None:
        """Draw everything anew in the language now in force."""
        self.kept.forget()
        self.session.reload()
        self._outside.words_drawn()
        super().language_changed()
