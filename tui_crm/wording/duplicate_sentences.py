"""The sentences for refusals of the duplicate check."""

from tui_crm.i18n import N_

DUPLICATE_SENTENCES: dict[str, str] = {
    "checking_ended": N_(
        "A process of the duplicate check was ended by something else. Start the check again."
    ),
    "no_room_to_sort": N_(
        "The duplicate check needs more room for sorting than there is in {folder}. Make room "
        "there, or name another folder by TMPDIR."
    ),
    "no_such_pair": N_("These two are no longer on the list of duplicates."),
}
"""Code -> message with placeholders named as the error's parameters."""
