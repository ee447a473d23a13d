"""Commands of the list of reminders."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="reminders.open",
        keys=("enter",),
        title=N_("Open the customer"),
        help=N_("Open the page of the customer whose birthday it is."),
        label=N_("open"),
    ),
)
