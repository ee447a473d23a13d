"""The sentences of refusals of the command line."""

from tui_crm.i18n import N_

COMMAND_SENTENCES: dict[str, str] = {
    "export_ending": N_("Files ending in “{ending}” cannot be written yet. Name one in {known}."),
    "export_needs_kind": N_(
        "One {known} file holds one table: export customers, follow-ups or callbacks."
    ),
    "login_is_the_databases": N_(
        "On PostgreSQL the login of the database acts, {login}. Connect as somebody else instead."
    ),
    "no_such_number": N_("The customer has no number “{number}”. Known are: {known}."),
    "unknown_outcome": N_("There is no outcome “{outcome}”. Known are: {known}."),
    "unknown_flag": N_("There is no flag “{flag}”. Known are: {known}."),
    "unknown_value": N_("“{text}” is no value of {field}. Known are: {known}."),
    "no_such_setting": N_("There is no setting “{name}”."),
    "no_such_setting_with_suggestion": N_(
        "There is no setting “{name}”. Did you mean “{suggestion}”?"
    ),
}
"""Code -> message; `<code>_with_<parameter>` is said where that parameter is given."""
