"""Commands of the import screen."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="import.start",
        keys=("f2",),
        title=N_("Start the import"),
        help=N_("Import the rows as the preview shows them."),
        label=N_("start"),
    ),
    Command(
        id="import.stop",
        keys=("ctrl+x",),
        title=N_("Stop the import"),
        help=N_("Stop, and take back what this import has written."),
        label=N_("stop"),
    ),
)
