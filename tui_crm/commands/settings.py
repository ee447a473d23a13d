"""Commands of the settings screen."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="settings.change",
        keys=("enter", "e", "space"),
        title=N_("Change"),
        help=N_("Take the next choice, or type another value."),
        label=N_("change"),
        in_palette=False,
    ),
    Command(
        id="settings.next_choice",
        keys=("right",),
        title=N_("Next choice"),
        help=N_("Take the next choice of the setting under the cursor."),
        in_palette=False,
    ),
    Command(
        id="settings.previous_choice",
        keys=("left",),
        title=N_("Previous choice"),
        help=N_("Take the choice before."),
        in_palette=False,
    ),
    Command(
        id="settings.reset",
        keys=("x", "delete"),
        title=N_("Back to the default"),
        help=N_("Give the setting under the cursor the value that the program ships with."),
        label=N_("default"),
    ),
)
