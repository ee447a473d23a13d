"""Commands of saved views: the keys that open them, and those of the sheet that lists them."""

from tui_crm.commands.command import Command
from tui_crm.domain.list_view import VIEW_KEYS
from tui_crm.i18n import N_

OPEN_TITLES = {
    "1": N_("Open saved view 1"),
    "2": N_("Open saved view 2"),
    "3": N_("Open saved view 3"),
    "4": N_("Open saved view 4"),
    "5": N_("Open saved view 5"),
    "6": N_("Open saved view 6"),
    "7": N_("Open saved view 7"),
    "8": N_("Open saved view 8"),
    "9": N_("Open saved view 9"),
}
"""Key of a view -> the title of the command that opens it."""

OPEN_COMMANDS = tuple(
    Command(
        id=f"app.view_{key}",
        keys=(f"g {key}",),
        title=OPEN_TITLES[key],
        help=N_("Show the list of customers as the view of this key keeps it."),
        in_palette=False,
        runs=f"open_view({key!r})",
    )
    for key in VIEW_KEYS
)
"""One command a key: in force everywhere."""

KEY_OF_COMMAND = {command.id: key for command, key in zip(OPEN_COMMANDS, VIEW_KEYS, strict=True)}
"""Command -> the key of the view that it opens."""

COMMAND_OF_KEY = {key: command for command, key in KEY_OF_COMMAND.items()}
"""Key of a view -> the command that opens it."""

COMMANDS = (
    Command(
        id="views.open",
        keys=("enter",),
        title=N_("Open"),
        help=N_("Show the list of customers as the view under the cursor keeps it."),
        label=N_("open"),
        in_palette=False,
    ),
    Command(
        id="views.save",
        keys=("s",),
        title=N_("Save what is shown"),
        help=N_("Keep the present search, filters, order and columns under a name."),
        label=N_("save"),
    ),
    Command(
        id="views.edit",
        keys=("e",),
        title=N_("Name and key"),
        help=N_("Call the view otherwise, or give it another key."),
        label=N_("edit"),
    ),
    Command(
        id="views.remove",
        keys=("x", "delete"),
        title=N_("Remove the view"),
        help=N_("Take the view away; its customers stay, and undo brings it back."),
        label=N_("remove"),
    ),
    Command(
        id="views.move_up",
        keys=("shift+up", "K"),
        title=N_("Move up"),
        help=N_("Show the view earlier."),
    ),
    Command(
        id="views.move_down",
        keys=("shift+down", "J"),
        title=N_("Move down"),
        help=N_("Show the view later."),
    ),
    Command(
        id="views.close",
        keys=("escape", "q", "v"),
        title=N_("Close"),
        help=N_("Go back to the list as it was."),
        label=N_("close"),
    ),
)
