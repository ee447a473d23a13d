"""Commands of the form of a customer, beside those of every form."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="customer_form.open_existing",
        keys=("f3",),
        title=N_("Open the existing customer"),
        help=N_("Open the first customer that the new one might be."),
        label=N_("existing"),
    ),
)
