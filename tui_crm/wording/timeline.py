"""The words of the timeline: headings of days, filters in force, how far a search has come."""

from collections.abc import Callable
from datetime import date

from tui_crm.domain.timeline import DayCount, TimelineFilter
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.wording.labels import field_title, method_label
from tui_crm.wording.punctuation import labelled, listed
from tui_crm.wording.times import date_long, month_name

_DOT = " · "


def day_heading(count: DayCount) -> str:
    """Return "Fri 20 Nov 2026 · 41 calls · 12 reached · 3 others"; the day alone without counts."""
    return _DOT.join((date_long(count.day), *count_words(count)))


def count_words(count: DayCount) -> tuple[str, ...]:
    """Return what is counted on a day, the calls first; nothing is said of what is none."""
    words = []
    if count.calls:
        calls = ngettext("{count} call", "{count} calls", count.calls)
        words.append(calls.format(count=grouped(count.calls)))
        words.append(_("{count} reached").format(count=grouped(count.reached)))
    if others := count.entries - count.calls:
        words.append(ngettext("{count} other", "{count} others", others).format(count=others))
    return tuple(words)


def grouped(number: int) -> str:
    """Return a count with its thousands apart: "1,200"."""
    return f"{number:,}"


def counted_follow_ups(count: int) -> str:
    """Return how many follow-ups a list has."""
    words = ngettext("{count} follow-up", "{count} follow-ups", count)
    return words.format(count=grouped(count))


def axis_label(day: date, *, is_month: bool) -> str:
    """Return what stands below a Monday: its day, the first of a month with the month."""
    if not is_month:
        return str(day.day)
    return pgettext("day and month below a bar, at most 6 cells", "{day} {month}").format(
        day=day.day, month=month_name(day.month), number=day.month
    )


def filter_words(wanted: TimelineFilter, user_name: Callable[[int | None], str]) -> tuple[str, ...]:
    """Return each condition that is in force in words: "Method: visit"."""
    words = []
    if wanted.user_id is not None:
        words.append(labelled(_("Rep"), user_name(wanted.user_id)))
    if wanted.method is not None:
        words.append(labelled(field_title("method"), method_label(wanted.method)))
    if wanted.outcomes:
        words.append(labelled(field_title("outcome"), listed(wanted.outcomes)))
    if wanted.text:
        words.append(labelled(field_title("text"), wanted.text))
    if wanted.first_day is not None and wanted.first_day == wanted.last_day:
        words.append(date_long(wanted.first_day))
    elif wanted.first_day is not None and wanted.last_day is not None:
        words.append(f"{date_long(wanted.first_day)} – {date_long(wanted.last_day)}")
    elif wanted.first_day is not None:
        words.append(_("from {day}").format(day=date_long(wanted.first_day)))
    elif wanted.last_day is not None:
        words.append(_("up to {day}").format(day=date_long(wanted.last_day)))
    return tuple(words)


def search_progress(text: str, *, hits: int, looked_at: int, of: int) -> str:
    """Return how far a search has come, and how to stop it."""
    return _("Looking for {text}: {done} of {all} · {hits} found · Esc stops").format(
        text=text, done=grouped(looked_at), all=grouped(of), hits=grouped(hits)
    )


def search_result(text: str, *, hits: int) -> str:
    """Return what a search that has ended found."""
    if not hits:
        return _("Nothing found for {text}.").format(text=text)
    return ngettext(
        "{count} follow-up found for {text}.", "{count} follow-ups found for {text}.", hits
    ).format(text=text, count=grouped(hits))


def search_stopped(text: str, *, hits: int, looked_at: int, of: int) -> str:
    """Return where a search was stopped."""
    return _("Stopped at {done} of {all}: {hits} found for {text}.").format(
        text=text, done=grouped(looked_at), all=grouped(of), hits=grouped(hits)
    )
