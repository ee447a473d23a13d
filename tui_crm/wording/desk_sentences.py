"""The sentences of refusals about customers, follow-ups, undo, users and team settings."""

from tui_crm.i18n import N_

DESK_SENTENCES: dict[str, str] = {
    "no_such_customer": N_("There is no customer number {id}."),
    "no_such_follow_up": N_("There is no follow-up number {id}."),
    "no_such_canned": N_("There is no canned follow-up number {id}."),
    "no_such_slot": N_("No canned follow-up is on the key “{slot}”."),
    "no_such_login": N_("There is no user “{login}”. Known are: {known}."),
    "customer_archived": N_("The customer is archived. Undo the archiving to call again."),
    "customer_archived_with_reason": N_(
        "The customer is archived ({reason}). Undo the archiving to call again."
    ),
    "customer_frozen": N_("The customer is frozen until {until}: no calls until then."),
    "customer_in_pool": N_("The customer is in the pool. Give it an owner first."),
    "customer_of_other": N_("The customer belongs to {owner}."),
    "do_not_call": N_("The customer does not want to be called (do-not-call)."),
    "number_do_not_call": N_("{number} must not be called (do-not-call). Choose another number."),
    "next_contact_needed": N_("“{outcome}” asks when the next contact is. Type a date or time."),
    "no_identity": N_("Type a name, a company, a phone number or an e-mail address."),
    "read_only_field": N_("{field} is kept by the program and cannot be changed."),
    "unknown_field": N_("There is no field “{field}”."),
    "unknown_field_with_suggestion": N_(
        "There is no field “{field}”. Did you mean “{suggestion}”?"
    ),
    "unreadable": N_("{field}: “{text}” cannot be read."),
    "bad_kind": N_("“{text}” is neither lead nor customer."),
    "value_gone": N_("{field}: this value is gone meanwhile. Choose another one."),
    "reason_needed": N_("Type a reason."),
    "label_needed": N_("Type a label."),
    "slot_taken": N_("“{key}” is already the key of “{label}”."),
    "duplicate_customer": N_(
        "This is already customer number {id}: {name}, with {owner}. "
        "A reason is needed to add it all the same."
    ),
    "changed_meanwhile": N_(
        "The customer was changed meanwhile. Look at it again; nothing was overwritten."
    ),
    "changed_meanwhile_with_who": N_(
        "The customer was changed meanwhile by {who}. Look at it again; nothing was overwritten."
    ),
    "changed_meanwhile_with_fields": N_(
        "The customer was changed meanwhile by {who} ({fields}). Look at it again; nothing was "
        "overwritten."
    ),
    "entry_undone": N_("This entry was written before and has been undone since."),
    "nothing_to_undo": N_("There is nothing left to undo."),
    "not_your_step": N_("This step is somebody else's: only who took it can undo it."),
    "already_undone": N_("This step is undone already."),
    "changed_since": N_(
        "This cannot be undone: customer number {id} was changed by {who} on {when}."
    ),
    "worked_on_since": N_("This cannot be undone: somebody has worked on the customer since."),
    "corrected_meanwhile": N_(
        "Somebody corrected this entry meanwhile; it reads “{text}” now. Nothing was "
        "overwritten: open it again."
    ),
    "corrected_since": N_("This cannot be undone: the text was corrected again since."),
    "cancelled": N_("Stopped before the end."),
    "batch_running": N_("Another import or bulk change is at work. Wait until it is done."),
    "bad_demo_size": N_("The demo makes from 1 to {limit} customers."),
    "database_not_empty": N_("The database holds data already: the demo needs an empty one."),
    "bad_setting": N_("{field}: “{text}” cannot be the value."),
    "settings_not_written": N_("{path} cannot be written. Nothing was changed."),
    "settings_not_written_with_reason": N_(
        "{path} cannot be written ({reason}). Nothing was changed."
    ),
    "bad_calling_hours": N_("The calling hours must end after they begin."),
}
"""Code -> message; `<code>_with_<parameter>` is said where that parameter is given."""
