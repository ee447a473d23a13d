"""Commands of the editor of canned follow-ups."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="canned.edit",
        keys=("enter", "e"),
        title=N_("Edit"),
        help=N_("Change key, label, text, flags and next contact."),
        label=N_("edit"),
        in_palette=False,
    ),
    Command(
        id="canned.new",
        keys=("n",),
        title=N_("New canned follow-up"),
        help=N_("Add one on a free key."),
        label=N_("new"),
    ),
    Command(
        id="canned.remove",
        keys=("x", "delete"),
        title=N_("Remove"),
        help=N_("Take the canned follow-up off its key; what it wrote stays."),
        label=N_("remove"),
    ),
    Command(
        id="canned.move_up",
        keys=("shift+up", "K"),
        title=N_("Move up"),
        help=N_("Show it earlier on the strip."),
        label=N_("up"),
    ),
    Command(
        id="canned.move_down",
        keys=("shift+down", "J"),
        title=N_("Move down"),
        help=N_("Show it later on the strip."),
        label=N_("down"),
    ),
)
