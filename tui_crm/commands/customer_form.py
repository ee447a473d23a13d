"""Commands of the form of a customer, beside those of every form."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="customer_form.open_existing",
        keys=("f3",),
        title=N_("Open the existing customer"),
        help=N_("Open the customer that the new one might be; what is typed stays."),
        label=N_("existing"),
    ),
    Command(
        id="customer_form.log_existing",
        keys=("f4",),
        title=N_("Follow-up on the existing customer"),
        help=N_("Write a follow-up on the customer that the new one might be, instead."),
        label=N_("log"),
    ),
    Command(
        id="customer_form.next_hit",
        keys=("f6",),
        title=N_("Next similar customer"),
        help=N_("Choose another of the customers that the new one might be."),
        label=N_("next"),
    ),
)
