"""Commands of the list of customers."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="customers.archive",
        keys=("A",),
        title=N_("Archive"),
        help=N_("Take the customer out of all lists, with a reason; the history stays."),
    ),
)
