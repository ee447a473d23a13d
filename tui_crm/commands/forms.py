"""Commands of forms, questions and sheets: where something is typed, answered or read."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="form.save",
        keys=("f2",),
        title=N_("Save"),
        help=N_("Save from anywhere in the form; Enter saves from one-line fields."),
        label=N_("save"),
    ),
    Command(
        id="form.cancel",
        keys=("escape",),
        title=N_("Cancel"),
        help=N_("Leave the form; it asks only when something would be lost."),
        label=N_("cancel"),
        in_palette=False,
    ),
    Command(
        id="confirm.yes",
        keys=("y",),
        title=N_("Yes"),
        help=N_("Do it."),
        in_palette=False,
    ),
    Command(
        id="confirm.no",
        keys=("n", "escape"),
        title=N_("No"),
        help=N_("Leave everything as it is."),
        in_palette=False,
    ),
    Command(
        id="confirm.switch",
        keys=("left", "right"),
        title=N_("Yes or no"),
        help=N_("Move between the answers; Enter takes the one that is lit."),
        in_palette=False,
    ),
    Command(
        id="sheet.close",
        keys=("escape", "q", "?", "？"),
        title=N_("Close"),
        help=N_("Close the sheet."),
        in_palette=False,
    ),
)
