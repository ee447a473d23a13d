"""What the call desk says: under a key, after an entry, and of the last entries."""

from datetime import date, datetime

from tui_crm.domain.follow_up import RecentEntry
from tui_crm.domain.planning import Outlook
from tui_crm.i18n import _
from tui_crm.services.desk import Logged
from tui_crm.widgets.feedback import LastEntry
from tui_crm.wording import promise_long, promise_short


def consequence_words(effect: Outlook, today: date) -> str:
    """Return what stands under a key: the date it would set, or a sign.

    `…` asks, `⊘` lists as do-not-call, `∅` archives, `↻` goes on to the next number, `✓` wins.
    """
    if effect.asks:
        return "…"
    if effect.blocks:
        return "⊘"
    if effect.archives:
        return "∅"
    if effect.stays:
        return "↻"
    if effect.promise is not None:
        return promise_short(effect.promise, today)
    return "✓" if effect.wins else "–"


def logged_words(logged: Logged, today: date) -> str:
    """Return what was written, and when the next contact is."""
    name, outcome = logged.customer.display_name, logged.follow_up.outcome
    if logged.stays:
        return _("{name}: {outcome}. Another number is left.").format(name=name, outcome=outcome)
    if logged.customer.archived_at is not None:
        return _("{name}: {outcome}. Archived.").format(name=name, outcome=outcome)
    if logged.follow_up.promise is None:
        return _("{name}: {outcome}.").format(name=name, outcome=outcome)
    when = promise_long(logged.follow_up.promise, today)
    return _("{name}: {outcome} → {when}").format(name=name, outcome=outcome, when=when)


def last_entry(entry: RecentEntry, now: datetime) -> LastEntry:
    """Return an entry for the line of last entries; `now` is local."""
    follow_up = entry.follow_up
    promise = follow_up.promise
    return LastEntry(
        time=f"{follow_up.at.astimezone(now.tzinfo):%H:%M}",
        name=entry.name or entry.company,
        outcome=follow_up.outcome,
        next_contact=promise_short(promise, now.date()) if promise is not None else "",
    )
