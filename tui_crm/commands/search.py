"""Commands of the search that opens a customer from anywhere."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="search.open",
        keys=("enter",),
        title=N_("Open the customer"),
        help=N_("Open the page of the customer under the cursor."),
        label=N_("open"),
        in_palette=False,
    ),
    Command(
        id="search.list",
        keys=("ctrl+l",),
        title=N_("Show in the list"),
        help=N_("Go to the list of customers with this search, the cursor on the same customer."),
        label=N_("list"),
    ),
    Command(
        id="search.close",
        keys=("escape",),
        title=N_("Close"),
        help=N_("Go back to where the search was opened."),
        label=N_("close"),
    ),
)
