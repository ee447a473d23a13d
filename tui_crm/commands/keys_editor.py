"""Commands of the screen of keys."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="keys_editor.move",
        keys=("enter", "e"),
        title=N_("Give it another key"),
        help=N_("The next key pressed becomes the key of the command."),
        label=N_("new key"),
        in_palette=False,
    ),
    Command(
        id="keys_editor.clear",
        keys=("delete",),
        title=N_("Take its key away"),
        help=N_("The command stays in the palette."),
        label=N_("no key"),
    ),
    Command(
        id="keys_editor.reset",
        keys=("x",),
        title=N_("Its shipped key again"),
        help=N_("Give the command under the cursor the keys that the program ships with."),
        label=N_("reset"),
    ),
    Command(
        id="keys_editor.reset_all",
        keys=("X",),
        title=N_("All shipped keys again"),
        help=N_("Give every command the keys that the program ships with."),
        label=N_("all back"),
    ),
)
