"""Commands of the timeline."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="timeline.find",
        keys=("/", "／"),
        title=N_("Look for a text"),
        help=N_("Look through the texts of the follow-ups, newest first."),
        label=N_("find"),
    ),
    Command(
        id="timeline.filter",
        keys=("F",),
        title=N_("Filter"),
        help=N_("Show only what a rep did, a method, an outcome or key, or a period."),
        label=N_("filter"),
    ),
    Command(
        id="timeline.clear_filters",
        keys=("x", "delete"),
        title=N_("Show everything"),
        help=N_("Take off all filters, and the text that is looked for."),
        label=N_("all"),
    ),
    Command(
        id="timeline.open",
        keys=("enter",),
        title=N_("Open the customer"),
        help=N_("Open the customer of the follow-up under the cursor."),
        label=N_("open"),
        in_palette=False,
    ),
    Command(
        id="timeline.correct",
        keys=("c",),
        title=N_("Correct the text"),
        help=N_("Change the text under the cursor; the former one stays, with who and when."),
        label=N_("correct"),
    ),
    Command(
        id="timeline.choose_date",
        keys=("t",),
        title=N_("Go to a date"),
        help=N_("Go to the follow-ups of another day."),
        label=N_("date"),
    ),
    Command(
        id="timeline.day_before",
        keys=("left",),
        title=N_("A day back"),
        help=N_("Go to the day before that has follow-ups."),
    ),
    Command(
        id="timeline.day_after",
        keys=("right",),
        title=N_("A day on"),
        help=N_("Go to the next day that has follow-ups."),
    ),
    Command(
        id="timeline.week_before",
        keys=("shift+left",),
        title=N_("A week back"),
        help=N_("Go back seven days."),
    ),
    Command(
        id="timeline.week_after",
        keys=("shift+right",),
        title=N_("A week on"),
        help=N_("Go on seven days."),
    ),
    Command(
        id="timeline.month_before",
        keys=("[", "ctrl+left"),
        title=N_("A month back"),
        help=N_("Go back to the same day of the month before."),
    ),
    Command(
        id="timeline.month_after",
        keys=("]", "ctrl+right"),
        title=N_("A month on"),
        help=N_("Go on to the same day of the next month."),
    ),
)
