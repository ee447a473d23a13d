"""Commands of the screen of titles and value lists."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="titles.edit",
        keys=("enter", "e"),
        title=N_("Rename"),
        help=N_("Call the title or the value otherwise, or give the value a colour."),
        label=N_("rename"),
        in_palette=False,
    ),
    Command(
        id="titles.new",
        keys=("n",),
        title=N_("New value"),
        help=N_("Add a value at the end of the list under the cursor."),
        label=N_("new"),
    ),
    Command(
        id="titles.merge",
        keys=("m",),
        title=N_("Merge into another value"),
        help=N_("Everybody who has the value gets another one, and this one goes."),
        label=N_("merge"),
    ),
    Command(
        id="titles.remove",
        keys=("x", "delete"),
        title=N_("Remove"),
        help=N_("Remove the value; on a title: take the shipped title again."),
        label=N_("remove"),
    ),
    Command(
        id="titles.move_up",
        keys=("shift+up", "K"),
        title=N_("Move up"),
        help=N_("Offer the value earlier in its list."),
        label=N_("up"),
    ),
    Command(
        id="titles.move_down",
        keys=("shift+down", "J"),
        title=N_("Move down"),
        help=N_("Offer the value later in its list."),
        label=N_("down"),
    ),
    Command(
        id="titles.stop",
        keys=("ctrl+x",),
        title=N_("Stop the merge"),
        help=N_("Stop moving customers over, and take back what was moved."),
    ),
    Command(
        id="titles.steps",
        keys=("U",),
        title=N_("Steps, to undo a change"),
        help=N_("Show the list of steps: each change of titles and values is one."),
        label=N_("steps"),
    ),
)
