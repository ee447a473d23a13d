"""Commands of the list of customers."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="customers.mark",
        keys=("space",),
        title=N_("Mark"),
        help=N_("Mark the customer under the cursor, or take the mark away, and go to the next."),
        label=N_("mark"),
    ),
    Command(
        id="customers.mark_down",
        keys=("shift+down",),
        title=N_("Mark downwards"),
        help=N_("Mark the customer under the cursor and the one below, and go there."),
        in_palette=False,
    ),
    Command(
        id="customers.mark_up",
        keys=("shift+up",),
        title=N_("Mark upwards"),
        help=N_("Mark the customer under the cursor and the one above, and go there."),
        in_palette=False,
    ),
    Command(
        id="customers.mark_all",
        keys=("*", "＊"),
        title=N_("Mark all"),
        help=N_("Mark everybody on the list, shown or not; once more takes the marks away."),
    ),
    Command(
        id="customers.change",
        keys=("b",),
        title=N_("Change the marked customers"),
        help=N_("Give all marked customers one level, owner, next contact or other value."),
        label=N_("change"),
    ),
    Command(
        id="customers.merge",
        keys=("m",),
        title=N_("Merge the two marked"),
        help=N_("Make one customer of the two that are marked, field by field."),
        label=N_("merge"),
    ),
    Command(
        id="customers.stop",
        keys=("ctrl+x",),
        title=N_("Stop the change"),
        help=N_("Stop, and take back what the change of many customers has written."),
    ),
    Command(
        id="customers.filter",
        keys=("F",),
        title=N_("Filters"),
        help=N_(
            "Show only some, by level, status, owner, next contact and more, with their numbers."
        ),
        label=N_("filter"),
    ),
    Command(
        id="customers.clear_filters",
        keys=("x",),
        title=N_("Clear the filters"),
        help=N_("Show everybody again."),
    ),
    Command(
        id="customers.no_next_step",
        keys=("N",),
        title=N_("Without next step"),
        help=N_("Show only customers without a next contact; once more shows everybody again."),
    ),
    Command(
        id="customers.sort",
        keys=("o",),
        title=N_("Sort"),
        help=N_("Choose the order: by name, company, level, next contact and more."),
        label=N_("sort"),
    ),
    Command(
        id="customers.reverse",
        keys=("O",),
        title=N_("Reverse the order"),
        help=N_("Turn the order round. A click on a heading sorts by it, another one reverses."),
    ),
    Command(
        id="customers.views",
        keys=("v",),
        title=N_("Saved views"),
        help=N_("Open a search that you kept under a name, or keep the present one."),
        label=N_("views"),
    ),
    Command(
        id="customers.save_view",
        keys=("V",),
        title=N_("Save the view"),
        help=N_("Keep search, filters, order and columns under a name; save an open view anew."),
    ),
    Command(
        id="customers.columns",
        keys=("C",),
        title=N_("Columns"),
        help=N_("Choose, order and size the columns; they are remembered."),
    ),
)
