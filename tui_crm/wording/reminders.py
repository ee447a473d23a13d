"""Words of reminders: the occasion, the day, and the one line of them on Today."""

from collections.abc import Sequence
from datetime import date, timedelta

from tui_crm.domain.promise import Promise
from tui_crm.domain.reminders import Occasion, Reminder
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.wording.times import promise_short


def occasion_label(occasion: Occasion) -> str:
    """Return what an occasion is called."""
    match occasion:
        case Occasion.BIRTHDAY:
            return pgettext("occasion", "birthday")
        case Occasion.LUNAR_BIRTHDAY:
            return pgettext("occasion", "lunar birthday")
        case Occasion.FESTIVAL:
            return pgettext("occasion", "festival")


def reminder_title(reminder: Reminder) -> str:
    """Return whose birthday it is, or which festival; it may hold text from data."""
    if reminder.customer is None:
        return reminder.festival
    row = reminder.customer
    return row.name or row.company or row.phone


def day_words(day: date, today: date) -> str:
    """Return the words of a day to come: "today", "tomorrow", "Tue 24 Nov"."""
    if day == today:
        return _("today")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    return promise_short(Promise(on=day), today)


def reminders_lines(reminders: Sequence[Reminder], today: date) -> tuple[str, ...]:
    """Return the nearest reminder and how many more there are, longest wording first; () for none.

    They may hold text from data.
    """
    if not reminders:
        return ()
    first = reminders[0]
    words = _("{occasion} {day}: {who}").format(
        occasion=occasion_label(first.occasion),
        who=reminder_title(first),
        day=day_words(first.on, today),
    )
    count = len(reminders)
    brief = ngettext("{count} reminder", "{count} reminders", count).format(count=count)
    if count == 1:
        return words, brief
    more = ngettext("{words}, {count} more", "{words}, {count} more", count - 1)
    return more.format(words=words, count=count - 1), brief
