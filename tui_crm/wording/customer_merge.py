"""What is said of merges of customers."""

from tui_crm.i18n import N_, ngettext

MERGE_SENTENCES: dict[str, str] = {
    "same_customer": N_("Both are customer number {id}: {name}. Give two different ones."),
    "already_merged": N_("Customer number {id} was merged into number {into} already: {name}."),
    "merged_since": N_(
        "This cannot be undone: the customer was merged into number {into} since. Undo the merge "
        "first."
    ),
}
"""Code -> message with placeholders named as the error's parameters."""


def merged_words(count: int) -> str:
    """Return what a merge of many did: "37 customers merged into others"."""
    return ngettext(
        "{count:,} customer merged into another", "{count:,} customers merged into others", count
    ).format(count=count)
