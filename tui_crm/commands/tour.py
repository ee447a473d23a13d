"""Commands of the tour."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="tour.next",
        keys=("enter", "right", "space"),
        title=N_("Next step"),
        help=N_("Go to the next step of the tour; behind the last one it closes."),
        in_palette=False,
    ),
    Command(
        id="tour.previous",
        keys=("left",),
        title=N_("Previous step"),
        help=N_("Go back to the step before."),
        in_palette=False,
    ),
    Command(
        id="tour.leave",
        keys=("escape", "q"),
        title=N_("Leave the tour"),
        help=N_("Close the tour; it can be taken again at any time."),
        in_palette=False,
    ),
)
