"""What is said of merges of customers."""

from tui_crm.domain.text import harmless_line
from tui_crm.i18n import N_, _, ngettext
from tui_crm.wording.punctuation import listed

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


def numbered(name: str, customer_id: int) -> str:
    """Return a name with the number: of two who may be one the names are mostly alike."""
    return f"{harmless_line(name)} #{customer_id}".lstrip()


def merge_done_words(winner: str, loser: str) -> str:
    """Return what is told when two were merged; both are as `numbered` has them."""
    return _("{loser} was merged into {winner}. u takes it back.").format(
        loser=loser, winner=winner
    )


def kept_words(first: str, second: str, *, is_new: bool) -> str:
    """Return what is told when two are kept apart; both are as `numbered` has them."""
    if not is_new:
        return _("{first} and {second} were kept apart already.").format(first=first, second=second)
    return _("{first} and {second} are two. u takes it back.").format(first=first, second=second)


def moving_words(*, follow_ups: int, changes: int) -> str:
    """Return what moves with a merge: "3 follow-ups, 2 lines of history move along.", or ""."""
    entries = ngettext("{count:,} follow-up", "{count:,} follow-ups", follow_ups)
    lines = ngettext("{count:,} line of history", "{count:,} lines of history", changes)
    what = [
        words.format(count=count)
        for words, count in ((entries, follow_ups), (lines, changes))
        if count
    ]
    return _("What moves along: {what}.").format(what=listed(what)) if what else ""
