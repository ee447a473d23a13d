"""Commands of the page of one customer."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="customer_page.next_tab",
        keys=("tab", "right", "]"),
        title=N_("Next tab"),
        help=N_("Show the next tab of the page: basics, progress, history."),
        label=N_("tabs"),
    ),
    Command(
        id="customer_page.previous_tab",
        keys=("shift+tab", "left", "["),
        title=N_("Previous tab"),
        help=N_("Show the tab before."),
    ),
    Command(
        id="customer_page.next_customer",
        keys=("J", "ctrl+down", ">"),
        title=N_("Next customer"),
        help=N_("Show the next customer of the list from which the page was opened."),
        label=N_("next"),
    ),
    Command(
        id="customer_page.previous_customer",
        keys=("K", "ctrl+up", "<"),
        title=N_("Previous customer"),
        help=N_("Show the customer before, in the order of the list."),
        label=N_("previous"),
    ),
    Command(
        id="customer_page.correct",
        keys=("c",),
        title=N_("Correct the entry"),
        help=N_("Change the text of the follow-up under the cursor; the former text is kept."),
        label=N_("correct"),
    ),
    Command(
        id="customer_page.add_field",
        keys=("+", "＋"),
        title=N_("Add a free field"),
        help=N_("Write down something for which there is no field: a title and what it holds."),
    ),
    Command(
        id="customer_page.remove_field",
        keys=("x", "delete"),
        title=N_("Remove the free field"),
        help=N_("Take away the free field under the cursor; undo brings it back."),
    ),
)
