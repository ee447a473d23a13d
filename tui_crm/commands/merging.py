"""Commands of the screen on which two customers become one."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="merging.merge",
        keys=("enter", "m", "f2"),
        title=N_("Merge the two"),
        help=N_("Make one customer of the two as shown; undo takes it back."),
        label=N_("merge"),
    ),
    Command(
        id="merging.left",
        keys=("left",),
        title=N_("Take the left"),
        help=N_("The field under the cursor gets what stands on the left."),
        label=N_("left"),
    ),
    Command(
        id="merging.right",
        keys=("right",),
        title=N_("Take the right"),
        help=N_("The field under the cursor gets what stands on the right."),
        label=N_("right"),
    ),
    Command(
        id="merging.both",
        keys=("+", "＋"),
        title=N_("Take both"),
        help=N_("Both notes, one below the other."),
        label=N_("both"),
    ),
    Command(
        id="merging.switch",
        keys=("space",),
        title=N_("Take the other"),
        help=N_("Take the next choice for the field under the cursor, and go to the next field."),
        in_palette=False,
    ),
    Command(
        id="merging.swap",
        keys=("w",),
        title=N_("Swap the two"),
        help=N_("The other one stays; his number is the one that lists and links show."),
        label=N_("swap"),
    ),
    Command(
        id="merging.keep_both",
        keys=("k",),
        title=N_("Keep both"),
        help=N_("Remember that they are two: they are proposed no more. Undo takes it back."),
        label=N_("keep"),
    ),
    Command(
        id="merging.open_first",
        keys=("o",),
        title=N_("Open the first"),
        help=N_("Open the page of the customer on the left."),
    ),
    Command(
        id="merging.open_second",
        keys=("O",),
        title=N_("Open the second"),
        help=N_("Open the page of the customer on the right."),
    ),
    Command(
        id="merging.reset",
        keys=("x",),
        title=N_("As proposed"),
        help=N_("Forget what was chosen."),
    ),
)
