"""Commands of the review of duplicates.

What is also a key of the screen on which two become one (`merging`) means the same there.
"""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="duplicates.merge",
        keys=("enter", "m"),
        title=N_("Merge the two"),
        help=N_("Make one customer of the two, field by field; undo takes it back."),
        label=N_("merge"),
    ),
    Command(
        id="duplicates.keep_both",
        keys=("k",),
        title=N_("Keep both"),
        help=N_("Remember that they are two: they are proposed no more. Undo takes it back."),
        label=N_("keep"),
    ),
    Command(
        id="duplicates.skip",
        keys=("s",),
        title=N_("Skip"),
        help=N_("Leave the pair for another time and go to the next."),
        label=N_("skip"),
    ),
    Command(
        id="duplicates.merge_all",
        keys=("M",),
        title=N_("Merge all that are the same"),
        help=N_("Merge every pair with the verdict “same”, after a preview with their number."),
        label=N_("all same"),
    ),
    Command(
        id="duplicates.check",
        keys=("r", "f5"),
        title=N_("Check all customers"),
        help=N_("Compare everybody with everybody; the list goes on working meanwhile."),
        label=N_("check"),
    ),
    Command(
        id="duplicates.stop",
        keys=("ctrl+x",),
        title=N_("Stop the work"),
        help=N_("Stop the check and keep what it found, or stop the merging and take it back."),
    ),
    Command(
        id="duplicates.open_first",
        keys=("o",),
        title=N_("Open the first"),
        help=N_("Open the page of the customer on the left."),
        label=N_("open"),
    ),
    Command(
        id="duplicates.open_second",
        keys=("O",),
        title=N_("Open the second"),
        help=N_("Open the page of the customer on the right."),
    ),
    Command(
        id="duplicates.scroll_down",
        keys=("]",),
        title=N_("More fields"),
        help=N_("Show the fields further down."),
        in_palette=False,
    ),
    Command(
        id="duplicates.scroll_up",
        keys=("[",),
        title=N_("Fields above"),
        help=N_("Show the fields further up."),
        in_palette=False,
    ),
    Command(
        id="duplicates.undo",
        keys=("u", "backspace"),
        title=N_("Undo"),
        help=N_("Take back my newest step; press again for the one before it."),
        label=N_("undo"),
    ),
    Command(
        id="duplicates.steps",
        keys=("U",),
        title=N_("List of steps"),
        help=N_("What I did, newest first, with what can be undone."),
    ),
)
