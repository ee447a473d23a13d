"""Commands of Today, the call desk."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="today.choose_date",
        keys=("t",),
        title=N_("Choose the date"),
        help=N_("Show what is due on or before another day."),
        label=N_("date"),
    ),
    Command(
        id="today.exact_date",
        keys=("T",),
        title=N_("That date only"),
        help=N_("Switch between what is due up to the date and on the date alone."),
    ),
)
