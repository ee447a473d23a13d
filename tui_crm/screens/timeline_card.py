"""The card beside the timeline: one follow-up in full, with the texts that it had before."""

from textual.content import Content

from tui_crm.domain.text import harmless, harmless_line
from tui_crm.domain.timeline import DayHeading, TimelineEntry, TimelineRow
from tui_crm.i18n import _
from tui_crm.services import timeline
from tui_crm.services.session import Session
from tui_crm.wording import date_long, labelled, method_label
from tui_crm.wording.timeline import count_words
from tui_crm.wording.times import promise_absolute


def card_of(session: Session, row: TimelineRow | None) -> Content:
    """Return what the card says of a line. Raises CrmError where the follow-up was undone."""
    if row is None:
        return Content("")
    lines = _day_lines(row) if isinstance(row, DayHeading) else _entry_lines(session, row)
    return Content("\n").join(lines)


def _day_lines(row: DayHeading) -> list[Content]:
    counts = (Content(words) for words in count_words(row.count))
    return [Content.styled(date_long(row.day), "bold"), *counts]


def _entry_lines(session: Session, row: TimelineEntry) -> list[Content]:
    local = row.at.astimezone(session.rules.zone)
    full = timeline.full_text(session, row)
    facts = (f"{local:%H:%M}", session.user_name(row.user_id), method_label(row.method))
    lines = [
        Content.styled(harmless_line(row.name or row.company), "bold"),
        Content(harmless_line(row.company if row.name else "")),
        Content(f"{date_long(row.day)} {harmless_line(' · '.join(filter(None, facts)))}"),
        Content(""),
        Content.styled(harmless_line(row.outcome), "bold $text-accent"),
        Content(harmless(full.text if full.text != row.outcome else "")),
    ]
    if row.promise is not None:
        when = promise_absolute(row.promise)
        lines.append(Content(_("Next contact: {when}").format(when=when)))
    for each in reversed(full.former):
        when = f"{each.corrected_at.astimezone(session.rules.zone):%Y-%m-%d %H:%M}"
        who = session.user_name(each.corrected_by)
        told = _("before {who} corrected it on {when}").format(who=who, when=when)
        text = harmless(labelled(told, each.former_text or "–"))
        lines.append(Content.styled(text, "$text-muted"))
    return [line for place, line in enumerate(lines) if line.plain or place == _GAP_LINE]


_GAP_LINE = 3
