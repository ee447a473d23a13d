"""What is said of the pairs of a review: above it, where none is, and before they are merged."""

from datetime import datetime

from tui_crm.i18n import _
from tui_crm.screens.pair_columns import who
from tui_crm.services.duplicate_review import ReviewCounts, ReviewRow, SamePairs
from tui_crm.services.session import Session
from tui_crm.wording import date_short, listed
from tui_crm.wording.customer_merge import numbered
from tui_crm.wording.duplicates import merge_question, nothing_left_words


def review_heading(session: Session, counts: ReviewCounts | None, *, skipped: int = 0) -> str:
    """Return how many pairs there are to decide, `skipped` among them, and the last check."""
    if counts is None or counts.last_check is None:
        return _("Customers who may stand there twice.")
    parts = [
        _("{count:,} the same").format(count=counts.same),
        _("{count:,} likely").format(count=counts.likely),
    ]
    is_whole = counts.last_check.ended_at is not None
    said = _("checked {when}") if is_whole else _("checked in part {when}")
    when = _when(session, counts.last_check.started_at)
    heading = [listed(parts), said.format(when=when)]
    if skipped:
        heading.insert(1, _("{count:,} of them skipped").format(count=skipped))
    return " · ".join(heading)


def empty_review(
    session: Session,
    counts: ReviewCounts | None,
    *,
    check_key: str,
    has_skipped: bool,
    is_running: bool,
) -> str:
    """Return what to press, or that nothing is left; `check_key` is the key of the check."""
    check = None if counts is None else counts.last_check
    if is_running:
        return _("Everybody is being compared; what is found stands here then.")
    if check is None:
        return _(
            "Nobody has looked for duplicates yet.\nPress {key}: everybody is compared "
            "with everybody, and the pairs stand here, the surest first."
        ).format(key=check_key)
    if has_skipped:
        return _("All others are decided. Skipped pairs come back at the next visit.")
    return nothing_left_words(
        check.customers,
        when=_when(session, check.started_at),
        key=check_key,
        is_whole=check.ended_at is not None,
    )


def _when(session: Session, moment: datetime) -> str:
    """Return the time of today, or the day."""
    local = moment.astimezone(session.rules.zone)
    return f"{local:%H:%M}" if local.date() == session.today() else date_short(local.date())


def told_apart(row: ReviewRow) -> tuple[str, str]:
    """Return by what the two of a pair are told apart."""
    return numbered(who(row.a), row.a.id), numbered(who(row.b), row.b.id)


def merge_all_question(same: SamePairs) -> str:
    """Return what is asked before all pairs of `same` are merged; some of them are named."""
    names = [" – ".join(told_apart(row)) for row in same.first]
    if len(same.pairs) > len(names):
        names.append("…")
    return merge_question(names, len(same.pairs))
