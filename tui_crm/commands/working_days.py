"""Commands of the table of working days."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="working_days.new",
        keys=("n",),
        title=N_("New day"),
        help=N_("Mark a day as off or worked."),
        label=N_("new"),
    ),
    Command(
        id="working_days.edit",
        keys=("enter", "e"),
        title=N_("Edit the day"),
        help=N_("Change whether the day is worked, and its name."),
        label=N_("edit"),
        in_palette=False,
    ),
    Command(
        id="working_days.remove",
        keys=("x", "delete"),
        title=N_("Remove the day"),
        help=N_("Go back to what the weekday says."),
        label=N_("remove"),
    ),
    Command(
        id="working_days.previous_year",
        keys=("left", "["),
        title=N_("Previous year"),
        help=N_("Show the year before."),
    ),
    Command(
        id="working_days.next_year",
        keys=("right", "]"),
        title=N_("Next year"),
        help=N_("Show the year after."),
        label=N_("year"),
    ),
    Command(
        id="working_days.fill_in",
        keys=("f",),
        title=N_("Fill in the holidays"),
        help=N_("Take over what is published of this year; days set by hand stay."),
        label=N_("fill in"),
    ),
)
