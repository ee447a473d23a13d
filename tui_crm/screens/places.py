"""The places that the tabs and the `g` keys lead to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui_crm.i18n import N_, _
from tui_crm.widgets.top_bar import Tab

if TYPE_CHECKING:
    from tui_crm.domain.saved_view import SavedView


class Place(StrEnum):
    """A place of the program; the order is that of the tabs."""

    TODAY = "today"
    CUSTOMERS = "customers"
    TIMELINE = "timeline"
    CANNED = "canned"
    IMPORT = "import"
    SETTINGS = "settings"


TAB_TITLES = {
    Place.TODAY: N_("Today"),
    Place.CUSTOMERS: N_("Customers"),
    Place.TIMELINE: N_("Timeline"),
    Place.CANNED: N_("Keys 1–9"),
    Place.IMPORT: N_("Import"),
    Place.SETTINGS: N_("Settings"),
}
"""Place -> the word on its tab, untranslated."""


def tabs() -> tuple[Tab, ...]:
    """Return the tabs in the language in use."""
    return tuple(Tab(id=place, title=_(title)) for place, title in TAB_TITLES.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStart:
    """What the list of customers is to show when it is gone to, in place of how it was left.

    The cursor is put on `customer_id`, where somebody is named.
    """

    view: "SavedView"
    customer_id: int | None = None


@runtime_checkable
class HasPlaces(Protocol):
    """An app that leads from place to place."""

    async def go_to(self, place: Place, *, find: bool = False) -> None:
        """Show a place once it is there; with `find` to type there what is looked for."""
