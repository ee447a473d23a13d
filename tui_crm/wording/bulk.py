"""What a bulk change would do, and what it did, in words."""

from collections.abc import Iterator, Sequence

from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.wording.punctuation import in_a_row, listed
from tui_crm.wording.steps import bulk_words

Former = Sequence[tuple[str, int]]
"""Words of the most frequent former values ("" for none) with how many have each."""


def change_words(count: int, field: str, value: str, former: Former) -> str:
    """Return what would be changed: "37 customers: Level A (20), B (17) → C".

    `former` may hold fewer than `count` together: the rest are others.
    """
    told = sum(each for _words, each in former)
    if len(former) == 1 and told == count:
        before = former[0][0] or _nothing()
    else:
        shown = [f"{words or _nothing()} ({each:,})" for words, each in former]
        if told < count:
            shown.append(_("others ({count:,})").format(count=count - told))
        before = listed(shown)
    return bulk_words(count, f"{field} {before}", value or _nothing())


def left_sentences(*, same: int, archived: int, gone: int) -> Iterator[str]:
    """Yield a sentence for each reason why somebody stays as he is."""
    if same:
        yield ngettext("{count:,} has it already.", "{count:,} have it already.", same).format(
            count=same
        )
    if archived:
        yield ngettext(
            "{count:,} is archived and stays as it is.",
            "{count:,} are archived and stay as they are.",
            archived,
        ).format(count=archived)
    if gone:
        yield ngettext(
            "{count:,} is no longer there.", "{count:,} are no longer there.", gone
        ).format(count=gone)


def changed_words(count: int, left: int, field: str, value: str) -> str:
    """Return what was changed, how many stayed as they are, and how to take it back."""
    parts = [_("Changed {what}.").format(what=bulk_words(count, field, value or _nothing()))]
    if left:
        parts.append(
            ngettext("{count:,} stays as it is.", "{count:,} stay as they are.", left).format(
                count=left
            )
        )
    parts.append(_("u takes it back."))
    return _sentences(parts)


def taken_back_words(step: str, skipped: int) -> str:
    """Return what was taken back, and how many were changed since and stay."""
    parts = [_("Undone: {step}").format(step=step)]
    if skipped:
        parts = [
            _("Undone: {step}.").format(step=step),
            ngettext(
                "{count:,} customer was changed since and stays.",
                "{count:,} customers were changed since and stay.",
                skipped,
            ).format(count=skipped),
        ]
    return _sentences(parts)


def take_back_question(step: str, count: int) -> str:
    """Return what is asked before a step of many customers is taken back."""
    return ngettext(
        "Take back {step}?\n\n{count:,} customer is restored or removed. "
        "Who was worked on since stays as it is.",
        "Take back {step}?\n\n{count:,} customers are restored or removed. "
        "Those who were worked on since stay as they are.",
        count,
    ).format(step=step, count=count)


def _nothing() -> str:
    return pgettext("value of a field", "none")


def _sentences(parts: Sequence[str]) -> str:
    return in_a_row(parts)
