"""Commands on the customer under the cursor: on Today and on the list of customers alike."""

from tui_crm.commands.command import Command
from tui_crm.i18n import N_

COMMANDS = (
    Command(
        id="desk.find",
        keys=("/", "／"),
        title=N_("Find"),
        help=N_("Find by name, company or any part of a phone number."),
        label=N_("find"),
    ),
    Command(
        id="desk.open",
        keys=("enter",),
        title=N_("Open"),
        help=N_("Open the page of the customer under the cursor."),
        label=N_("open"),
        in_palette=False,
    ),
    Command(
        id="desk.full_entry",
        keys=("f",),
        title=N_("Full entry"),
        help=N_("Write a follow-up with text, method, outcome, number and next contact."),
        label=N_("full"),
    ),
    Command(
        id="desk.copy_phone",
        keys=("y",),
        title=N_("Copy the phone number"),
        help=N_("Put the digits of the number shown on the clipboard."),
        label=N_("copy"),
    ),
    Command(
        id="desk.dial",
        keys=("d",),
        title=N_("Dial"),
        help=N_("Call the number shown, with your dial command or as a tel: link."),
        label=N_("dial"),
    ),
    Command(
        id="desk.next_number",
        keys=("p",),
        title=N_("Next number"),
        help=N_("Show the customer's next number that can be called."),
    ),
    Command(
        id="desk.edit",
        keys=("e",),
        title=N_("Edit the customer"),
        help=N_("Change the customer under the cursor."),
        label=N_("edit"),
    ),
    Command(
        id="desk.make_customer",
        keys=("M",),
        title=N_("Make the lead a customer"),
        help=N_("Say that the lead has bought, without an entry; undo takes it back."),
    ),
    Command(
        id="desk.archive",
        keys=("A",),
        title=N_("Archive"),
        help=N_("Take the customer out of all lists, with a reason; the history stays."),
    ),
    Command(
        id="desk.new_customer",
        keys=("n",),
        title=N_("New customer"),
        help=N_("Add a lead or customer."),
        label=N_("new"),
    ),
    Command(
        id="desk.undo",
        keys=("u", "backspace"),
        title=N_("Undo"),
        help=N_("Take back my newest step; press again for the one before it."),
        label=N_("undo"),
    ),
    Command(
        id="desk.steps",
        keys=("U",),
        title=N_("List of steps"),
        help=N_("What I did, newest first, with what can be undone."),
    ),
)
