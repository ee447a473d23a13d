"""What a search found, in words."""

from tui_crm.i18n import _, ngettext
from tui_crm.wording.labels import field_title


def found_words(count: int, *, is_complete: bool, corrected: str) -> str:
    """Return how many were found; `corrected` is what was looked for instead, "" for nothing."""
    words = (
        ngettext("{count:,} found", "{count:,} found", count).format(count=count)
        if is_complete
        else best_hits_words(count)
    )
    return f"{corrected_words(corrected)} · {words}" if corrected else words


def owned_words() -> str:
    """Return that a filter by owner lets second owners pass too."""
    return _("as {owner} or {second_owner}").format(
        owner=field_title("owner"), second_owner=field_title("second_owner")
    )


def best_hits_words(count: int) -> str:
    """Return that only the best hits are shown."""
    return _("the best {count:,}: type on to narrow").format(count=count)


def corrected_words(corrected: str) -> str:
    """Return that nothing is written as typed, and what was looked for instead."""
    return _("corrected to “{words}”").format(words=corrected)
