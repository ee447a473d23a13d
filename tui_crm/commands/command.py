"""What can be done: a command, declared once for its key, footer, palette, help and `docs/keys.md`.

A command `desk.full_entry` belongs to the scope `desk` and runs the action `full_entry`:
the method `action_full_entry` of the screen, else of the app.
"""

from dataclasses import dataclass
from enum import StrEnum

from tui_crm.i18n import N_


class Scope(StrEnum):
    """Where commands are in force: everywhere, or on the screens that name the scope."""

    APP = "app"
    DESK = "desk"
    TODAY = "today"
    CUSTOMERS = "customers"
    TIMELINE = "timeline"
    CUSTOMER_PAGE = "customer_page"
    CANNED = "canned"
    IMPORT = "import"
    STEPS = "steps"
    REMINDERS = "reminders"
    SETTINGS = "settings"
    WORKING_DAYS = "working_days"
    TITLES = "titles"
    DUPLICATES = "duplicates"
    MERGING = "merging"
    KEYS_EDITOR = "keys_editor"
    FORM = "form"
    CUSTOMER_FORM = "customer_form"
    CONFIRM = "confirm"
    SHEET = "sheet"
    FILTERS = "filters"
    COLUMNS = "columns"
    VIEWS = "views"
    SEARCH = "search"
    CHOOSER = "chooser"
    TOUR = "tour"


SCOPE_TITLES = {
    Scope.APP: N_("Everywhere"),
    Scope.DESK: N_("On a customer"),
    Scope.TODAY: N_("Today"),
    Scope.CUSTOMERS: N_("Customers"),
    Scope.TIMELINE: N_("Timeline"),
    Scope.CUSTOMER_PAGE: N_("Page of a customer"),
    Scope.CANNED: N_("Canned follow-ups"),
    Scope.IMPORT: N_("Import"),
    Scope.STEPS: N_("List of steps"),
    Scope.REMINDERS: N_("Reminders"),
    Scope.SETTINGS: N_("Settings"),
    Scope.WORKING_DAYS: N_("Working days"),
    Scope.TITLES: N_("Titles and values"),
    Scope.DUPLICATES: N_("Duplicates"),
    Scope.MERGING: N_("Merging two customers"),
    Scope.KEYS_EDITOR: N_("Keys"),
    Scope.FORM: N_("Forms"),
    Scope.CUSTOMER_FORM: N_("Form of a customer"),
    Scope.CONFIRM: N_("Questions"),
    Scope.SHEET: N_("Sheets"),
    Scope.FILTERS: N_("Filters"),
    Scope.COLUMNS: N_("Columns"),
    Scope.VIEWS: N_("Saved views"),
    Scope.SEARCH: N_("Search everywhere"),
    Scope.CHOOSER: N_("Choices"),
    Scope.TOUR: N_("Tour"),
}
"""Scope -> its title, untranslated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that can be done, and the keys that do it.

    `id` is `scope.action`. `keys` are written as users write them: "f", "ctrl+p", "g t" (two
    keys one after the other). `title`, `help` and `label` are marked for translation and not
    yet translated; `label` is the short form for the bar of keys ("" keeps it off the bar), and
    `place` that for the keys of a chord, where the bar shows what may follow the first one.
    `runs` is the action with its arguments, where several commands share one.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    label: str = ""
    place: str = ""
    in_palette: bool = True
    runs: str = ""

    @property
    def scope(self) -> Scope:
        """The scope that the id names."""
        return Scope(self.id.partition(".")[0])

    @property
    def action(self) -> str:
        """The action that it runs: the id without its scope, unless `runs` says otherwise."""
        return self.runs or self.id.partition(".")[2]
