"""Commands in force on every screen but questions, forms and sheets."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="app.go_today",
        keys=("g t",),
        title=N_("Go to Today"),
        help=N_("Whom to call today, in order."),
    ),
    Command(
        id="app.go_customers",
        keys=("g c",),
        title=N_("Go to Customers"),
        help=N_("The list of all customers and leads."),
    ),
    Command(
        id="app.go_no_next_step",
        keys=("g n",),
        title=N_("Without next step"),
        help=N_("The customers with whom no next contact is arranged; Esc goes back to all."),
    ),
    Command(
        id="app.go_timeline",
        keys=("g l",),
        title=N_("Go to the timeline"),
        help=N_("What everybody did, by day, newest first."),
    ),
    Command(
        id="app.go_import",
        keys=("g i",),
        title=N_("Import a spreadsheet"),
        help=N_("Read customers from CSV, TSV or XLSX."),
    ),
    Command(
        id="app.go_canned",
        keys=("g k",),
        title=N_("Edit the canned follow-ups"),
        help=N_("What the keys 1 to 9 write."),
    ),
    Command(
        id="app.go_titles",
        keys=("g v",),
        title=N_("Titles and value lists"),
        help=N_("What the fields that sort customers are called, and the values of each."),
    ),
    Command(
        id="app.go_duplicates",
        keys=("g u",),
        title=N_("Duplicates"),
        help=N_("Customers who stand there twice: compare, merge or keep both."),
    ),
    Command(
        id="app.go_settings",
        keys=("g s",),
        title=N_("Settings"),
        help=N_("Language, theme, dial command, working days."),
    ),
    Command(
        id="app.fill_demo",
        keys=("g d",),
        title=N_("Fill with demo data"),
        help=N_("Fill an empty database with a fictional sales office to look around in."),
    ),
    Command(
        id="app.go_reminders",
        keys=("g r",),
        title=N_("Reminders"),
        help=N_("Birthdays of your customers and festivals in the coming days."),
    ),
    Command(
        id="app.tour",
        keys=("g o",),
        title=N_("A tour in three steps"),
        help=N_("What to know before the first call."),
    ),
    Command(
        id="app.keys",
        keys=("?", "？"),
        title=N_("Keys of this screen"),
        help=N_("What each key does here."),
        label=N_("keys"),
    ),
    Command(
        id="app.command_palette",
        keys=("ctrl+p",),
        title=N_("Command palette"),
        help=N_("Find a command by its name, or a customer."),
        in_palette=False,
    ),
    Command(
        id="app.search",
        keys=("ctrl+f",),
        title=N_("Search everywhere"),
        help=N_("Find a customer by anything about him and open his page."),
    ),
    Command(
        id="app.back",
        keys=("escape",),
        title=N_("Back"),
        help=N_("Leave this screen; on Today it does nothing."),
        in_palette=False,
    ),
    Command(
        id="app.quit",
        keys=("q",),
        title=N_("Quit"),
        help=N_("Leave the program; everything is already saved."),
        label=N_("quit"),
    ),
    Command(
        id="app.interrupt",
        keys=("ctrl+c",),
        title=N_("Copy what is selected"),
        help=N_("Without a selection it says how to quit."),
        in_palette=False,
    ),
)
