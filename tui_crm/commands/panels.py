"""Commands of the sheets beside the list of customers: filters, columns, choices."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="filters.choose",
        keys=("space",),
        title=N_("Choose"),
        help=N_("Choose the value under the cursor, or no longer; on a heading, none of its own."),
        label=N_("choose"),
    ),
    Command(
        id="filters.next_group",
        keys=("right", "tab"),
        title=N_("Next heading"),
        help=N_("Go to the values of the next heading."),
        label=N_("next"),
    ),
    Command(
        id="filters.previous_group",
        keys=("left", "shift+tab"),
        title=N_("Previous heading"),
        help=N_("Go to the values of the heading before."),
    ),
    Command(
        id="filters.longer",
        keys=("+", "="),
        title=N_("More days"),
        help=N_("Count more days as soon, or as a recent contact."),
    ),
    Command(
        id="filters.shorter",
        keys=("-",),
        title=N_("Fewer days"),
        help=N_("Count fewer days as soon, or as a recent contact."),
    ),
    Command(
        id="filters.clear",
        keys=("x",),
        title=N_("Clear the filters"),
        help=N_("Show everybody again."),
        label=N_("clear"),
    ),
    Command(
        id="filters.close",
        keys=("escape", "q", "F"),
        title=N_("Close"),
        help=N_("Go back to the list; the filters stay. Enter does the same."),
        label=N_("close"),
    ),
    Command(
        id="columns.show",
        keys=("space",),
        title=N_("Show or hide"),
        help=N_("Show the column under the cursor, or no longer."),
        label=N_("show"),
    ),
    Command(
        id="columns.move_up",
        keys=("shift+up", "K"),
        title=N_("Further left"),
        help=N_("Put the column before the one above."),
    ),
    Command(
        id="columns.move_down",
        keys=("shift+down", "J"),
        title=N_("Further right"),
        help=N_("Put the column behind the one below."),
    ),
    Command(
        id="columns.wider",
        keys=("right", "+", "="),
        title=N_("Wider"),
        help=N_("Give the column one more cell."),
        label=N_("wider"),
    ),
    Command(
        id="columns.narrower",
        keys=("left", "-"),
        title=N_("Narrower"),
        help=N_("Take one cell from the column."),
    ),
    Command(
        id="columns.reset",
        keys=("x",),
        title=N_("As at first"),
        help=N_("Give all columns the order and width that the program comes with."),
        label=N_("reset"),
    ),
    Command(
        id="columns.close",
        keys=("escape", "q", "C"),
        title=N_("Close"),
        help=N_("Go back to the list; the columns stay. Enter does the same."),
        label=N_("close"),
    ),
    Command(
        id="chooser.take",
        keys=("enter",),
        title=N_("Take"),
        help=N_("Take what is under the cursor; typing narrows the list."),
        label=N_("take"),
        in_palette=False,
    ),
    Command(
        id="chooser.close",
        keys=("escape",),
        title=N_("Close"),
        help=N_("Choose nothing."),
        label=N_("close"),
    ),
)
