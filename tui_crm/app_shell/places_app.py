"""`PlacesApp`: leads from place to place."""

from typing import TYPE_CHECKING, ClassVar

from tui_crm.app_shell.app import ShellApp
from tui_crm.commands.command import Scope
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.kept_screens import KeptScreens
from tui_crm.screens.places import ListStart, Place
from tui_crm.screens.today import TodayScreen
from tui_crm.screens.works import WorkKind
from tui_crm.services.session import Session
from tui_crm.settings import LoadedSettings, Settings
from tui_crm.terminal import EarlyScreen
from tui_crm.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider

    from tui_crm.screens.customers import CustomersScreen
    from tui_crm.screens.import_work import ImportWork
    from tui_crm.screens.timeline import TimelineScreen


def _customer_provider() -> "type[Provider]":
    from tui_crm.screens.customer_provider import CustomerProvider

    return CustomerProvider


class PlacesApp(ShellApp):
    """The app on a session: each place is a screen above Today, and is left for the next one.

    What is opened above a place, as a page is, comes back to it.
    """

    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {
        *ShellApp.COMMANDS,
        _customer_provider,
    }

    def __init__(
        self,
        session: Session,
        loaded: LoadedSettings | None = None,
        early_screen: EarlyScreen | None = None,
    ) -> None:
        super().__init__(loaded, early_screen)
        self.session = session
        self.kept = KeptScreens(
            self,
            make_customers=self._customers_screen,
            make_timeline=self._timeline_screen,
            idle_seconds=lambda: self.idle_seconds,
        )
        self._import: ImportWork | None = None
        self._searched_for = ""
        """What the last search from anywhere looked for."""

    # --- places ---

    async def on_top_bar_tab_chosen(self, message: TopBar.TabChosen) -> None:
        """Go to the tab that was clicked."""
        message.stop()
        await self.go_to(Place(message.tab_id))

    async def go_to(self, place: Place, *, find: bool = False) -> None:
        """Show a place; the one before it is left."""
        screen = self.screen
        if not (isinstance(screen, CommandScreen) and Scope.APP in screen.scopes_in_force()):
            return
        if isinstance(screen, TodayScreen):
            screen.leave()
        while len(self.screen_stack) > 1:
            left = self.screen
            await self.pop_screen()
            self.kept.leave(left)
        if place is not Place.TODAY:
            await self.push_screen(self._screen_of(place, find=find))

    def _screen_of(self, place: Place, *, find: bool) -> CommandScreen[None]:
        match place:
            case Place.CANNED:
                from tui_crm.screens.canned import CannedScreen

                return CannedScreen(self.session)
            case Place.IMPORT:
                from tui_crm.screens.import_screen import ImportScreen

                return ImportScreen(self.session, self._import_work())
            case Place.TIMELINE:
                return self.kept.timeline.get()
            case Place.SETTINGS:
                from tui_crm.screens.settings import SettingsScreen

                return SettingsScreen(self.session, self.user_settings)
            case _:
                customers = self.kept.customers.get()
                customers.start_with(find=find)
                return customers

    def _customers_screen(self) -> "CustomersScreen":
        from tui_crm.screens.customers import CustomersScreen

        return CustomersScreen(self.session, self.user_settings)

    def _timeline_screen(self) -> "TimelineScreen":
        from tui_crm.screens.timeline import TimelineScreen

        return TimelineScreen(self.session, self.user_settings)

    def take_settings(self, settings: Settings) -> None:
        """Work by `settings` from now on, in their colours and language, with their keys."""
        self.kept.forget()
        super().take_settings(settings)

    def _import_work(self) -> "ImportWork":
        """Return the import of the program: it goes on when its screen is left."""
        from tui_crm.screens.import_work import ImportWork

        if self._import is None:
            self._import = ImportWork(self.works.of(WorkKind.IMPORT))
        return self._import

    async def action_go_today(self) -> None:
        """Go to Today."""
        await self.go_to(Place.TODAY)

    async def action_go_customers(self) -> None:
        """Go to the list of customers."""
        await self.go_to(Place.CUSTOMERS)

    async def action_go_timeline(self) -> None:
        """Go to the timeline."""
        await self.go_to(Place.TIMELINE)

    async def action_go_import(self) -> None:
        """Go to the import."""
        await self.go_to(Place.IMPORT)

    async def action_go_canned(self) -> None:
        """Go to the canned follow-ups."""
        await self.go_to(Place.CANNED)

    def action_go_titles(self) -> None:
        """Open titles and value lists above the screen."""
        from tui_crm.screens.titles import TitlesScreen

        if not isinstance(self.screen, TitlesScreen):
            self.push_screen(TitlesScreen(self.session))

    def action_go_duplicates(self) -> None:
        """Open the review of duplicates above the screen."""
        from tui_crm.screens.duplicates import DuplicatesScreen

        if not isinstance(self.screen, DuplicatesScreen):
            self.push_screen(DuplicatesScreen(self.session))

    async def action_go_settings(self) -> None:
        """Go to the settings."""
        await self.go_to(Place.SETTINGS)

    async def action_go_reminders(self) -> None:
        """Show the birthdays and festivals of the coming days."""
        from tui_crm.screens.reminders import Reminders

        if isinstance(self.screen, Reminders):
            return

        async def open_chosen(customer_id: int | None) -> None:
            if customer_id is not None:
                await self.open_customer(customer_id)

        await self.push_screen(Reminders(self.session), open_chosen)

    async def open_customer(self, customer_id: int) -> None:
        """Show the page of one customer above the present screen."""
        from tui_crm.screens.customer_page import CustomerPage

        await self.push_screen(CustomerPage(self.session, self.user_settings, customer_id))

    async def action_search(self) -> None:
        """Find a customer from anywhere: his page, or the list with him under the cursor."""
        from tui_crm.screens.global_search import Chosen, GlobalSearch
        from tui_crm.services import list_views

        async def go(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            self._searched_for = chosen.query
            if chosen.in_list:
                view = list_views.found_by(self.session, chosen.query)
                await self.show_list(ListStart(view=view, customer_id=chosen.customer_id))
            elif chosen.customer_id is not None:
                await self.open_customer(chosen.customer_id)

        await self.push_screen(GlobalSearch(self.session, self._searched_for), go)

    async def action_open_view(self, key: str) -> None:
        """Show the list of customers as the saved view of a key keeps it.

        Raises CrmError no_view_with_key.
        """
        from tui_crm.services import saved_views

        await self.show_list(ListStart(view=saved_views.view_with_key(self.session, key)))

    async def action_go_no_next_step(self) -> None:
        """Show the customers without a next contact."""
        from tui_crm.services import list_views

        await self.show_list(ListStart(view=list_views.without_next_step(self.session)))

    async def show_list(self, start: ListStart) -> None:
        """Show the list of customers from `start` on."""
        customers = self.kept.customers.get()
        if self.screen is customers:
            customers.turn_to(start)
        else:
            customers.begin_with(start)
            await self.go_to(Place.CUSTOMERS)

    def command_names(self) -> dict[str, str]:
        """Return what the commands that open saved views are called: by the view, or not at all."""
        from tui_crm.commands.views import KEY_OF_COMMAND
        from tui_crm.services import saved_views

        names = {view.key: view.name for view in saved_views.views(self.session)}
        return {command: names.get(key, "") for command, key in KEY_OF_COMMAND.items()}

    def palette_hint(self) -> str:
        """Return what may be typed into the palette."""
        return _("Find a command or a customer…")

    async def action_tour(self) -> None:
        """Take the tour, above the screen on which its keys can be tried afterwards."""
        from tui_crm.screens.tour import Tour

        await self.push_screen(Tour())
