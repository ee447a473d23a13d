"""The sentences of refusals that only forms make."""

from tui_crm.i18n import N_

FORM_SENTENCES: dict[str, str] = {
    "bad_duration": N_("“{text}” is no duration up to a day. Type 3m, 90s, 5:30 or minutes."),
    "when_turned": N_("The time that was shown has passed meanwhile. Look at it and save again."),
    "period_ends_before": N_("The period ends before it begins."),
    "outcome_needed": N_("Pick an outcome."),
    "no_number_in_text": N_("“{text}” holds no phone number. Type digits, or leave it empty."),
    "choice_needed": N_("Pick one of the two texts: 1 for mine, 2 for theirs."),
    "bad_free_field": N_("“{text}” has no title. Type the title, a colon, and what it holds."),
}
"""Code -> message with placeholders named as the error's parameters."""
