"""Commands of the import screen."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="import.change",
        keys=("enter", "e"),
        title=N_("Choose a file, or change the line"),
        help=N_("Choose the file, type where a column goes, or take the next choice."),
        label=N_("change"),
        in_palette=False,
    ),
    Command(
        id="import.next_choice",
        keys=("right",),
        title=N_("Next choice"),
        help=N_("Take the next choice of the line under the cursor."),
        in_palette=False,
    ),
    Command(
        id="import.previous_choice",
        keys=("left",),
        title=N_("Previous choice"),
        help=N_("Take the choice before."),
        in_palette=False,
    ),
    Command(
        id="import.ignore",
        keys=("x", "delete"),
        title=N_("Leave the column out"),
        help=N_("Import nothing of the column under the cursor; once more brings it back."),
        label=N_("omit"),
    ),
    Command(
        id="import.open",
        keys=("o",),
        title=N_("Choose a file"),
        help=N_("Choose another CSV, TSV or XLSX file."),
        label=N_("file"),
    ),
    Command(
        id="import.start",
        keys=("f2",),
        title=N_("Start the import"),
        help=N_("Import the rows as the preview shows them."),
        label=N_("start"),
    ),
    Command(
        id="import.stop",
        keys=("ctrl+x",),
        title=N_("Stop the import"),
        help=N_("Stop, and take back what this import has written."),
        label=N_("stop"),
    ),
    Command(
        id="import.save_failures",
        keys=("w",),
        title=N_("Save the failed rows"),
        help=N_("Write the rows that failed into a file, each with its reason."),
        label=N_("save"),
    ),
    Command(
        id="import.steps",
        keys=("U",),
        title=N_("Steps, to undo an import"),
        help=N_("Show the list of steps: one of them is the import."),
        label=N_("steps"),
    ),
)
