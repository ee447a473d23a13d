"""What to say where a saved view is refused."""

from tui_crm.i18n import N_

VIEW_SENTENCES: dict[str, str] = {
    "view_name_needed": N_("Type a name for the view."),
    "view_name_taken": N_("Another view is called “{name}”. Choose another name."),
    "view_key_taken": N_("The key g {key} opens “{name}”. Choose another one, or none."),
    "no_view_key": N_("“{key}” cannot open a view: the digits 1 to 9 can."),
    "no_view_with_key": N_("No saved view has the key g {key}. In the list, v keeps a search."),
    "no_such_view": N_("This view is there no more. Look at the saved views again."),
    "views_changed_since": N_("The saved view was changed since: look at it again."),
}
"""Code -> message with placeholders named as the error's parameters."""
