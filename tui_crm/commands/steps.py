"""Commands of the list of steps."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="steps.undo",
        keys=("u", "enter", "backspace"),
        title=N_("Undo this step"),
        help=N_("Take back the step under the cursor, where nothing newer stands on it."),
        label=N_("undo"),
    ),
)
