"""The second tab of a customer's page: his follow-ups, newest first, and their former texts."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.content import Content

from tui_crm.domain.customer import Customer
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.text import harmless
from tui_crm.i18n import _, pgettext
from tui_crm.screens.page_tab import PageTab
from tui_crm.services import customer_page
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import shown_instant
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import field_title, flag_label, labelled, listed, method_label
from tui_crm.wording.times import promise_absolute

WHEN_CELLS = 16
"""Cells of "2026-11-18 14:10"."""


class ProgressTab(PageTab[FollowUp]):
    """Every follow-up of a customer that stands, a line each."""

    CODE: ClassVar[str] = "progress"

    def title(self) -> str:
        """Return the word on the tab."""
        return pgettext("tab", "Progress")

    def columns(self) -> Sequence[Column[FollowUp]]:
        """Return when, how, who, what came of it, and the next contact."""
        return (
            Column(id="when", title=_("When"), width=WHEN_CELLS, priority=1, draw=self._when),
            Column(id="method", title=_("How"), width=7, priority=4, draw=_method),
            Column(id="who", title=_("Who"), width=10, priority=3, draw=self._who),
            Column(id="result", title=field_title("outcome"), width=12, share=1, draw=_result),
            Column(id="text", title=field_title("text"), width=10, share=3, priority=2, draw=_text),
        )

    def rows(self, customer: Customer) -> KeysetQuery[FollowUp, Key]:
        """Return the follow-ups."""
        return customer_page.progress(self.session, customer.id)

    def empty_text(self) -> Content:
        """Say that nobody has been in contact."""
        return Content(_("Never contacted. A key of the strip, or f, writes the first entry."))

    def details(self, row: FollowUp) -> Content:
        """Return the entry with all its text, then the texts that it had before."""
        lines = [
            Content.styled(shown_instant(self.session, row.at), "bold"),
            Content(harmless(_head(self.session, row))),
            Content(harmless(row.text if row.text != row.outcome else "")),
            *(Content.styled(harmless(each), "dim") for each in _facts(row)),
        ]
        lines += [Content.styled(each, "dim") for each in former_lines(self.session, row)]
        return Content("\n").join(line for line in lines if line.plain)

    def _when(self, row: FollowUp) -> Cell:
        return Cell(text=moment_text(self.session, row.at))

    def _who(self, row: FollowUp) -> Cell:
        return Cell(text=self.session.user_name(row.user_id), tone=Tone.LATER)


def moment_text(session: Session, moment: datetime) -> str:
    """Return an instant in the team's zone: "2026-11-18 14:10"."""
    return f"{moment.astimezone(session.rules.zone):%Y-%m-%d %H:%M}"


def former_lines(session: Session, follow_up: FollowUp) -> list[str]:
    """Return the texts that an entry had before: who corrected each, when, and the text."""
    if follow_up.corrected_at is None:
        return []
    lines: list[str] = []
    for each in customer_page.former_texts(session, follow_up.id):
        who = session.user_name(each.corrected_by)
        when = moment_text(session, each.corrected_at)
        told = _("before {who} corrected it on {when}").format(who=who, when=when)
        lines.append(harmless(labelled(told, each.former_text or "–")))
    return lines


def _head(session: Session, row: FollowUp) -> str:
    parts = (method_label(row.method), session.user_name(row.user_id), row.outcome)
    return " · ".join(part for part in parts if part)


def _facts(row: FollowUp) -> list[str]:
    facts = []
    if row.promise is not None:
        facts.append(_("Next contact: {when}").format(when=promise_absolute(row.promise)))
    if row.phone:
        facts.append(labelled(field_title("number"), row.phone))
    if row.duration_seconds is not None:
        minutes, seconds = divmod(row.duration_seconds, 60)
        facts.append(labelled(field_title("duration"), f"{minutes}:{seconds:02}"))
    if flags := row.flags.names():
        facts.append(listed(flag_label(each) for each in flags))
    return facts


def _method(row: FollowUp) -> Cell:
    return Cell(text=method_label(row.method), tone=Tone.LATER)


def _result(row: FollowUp) -> Cell:
    return Cell(text=row.outcome or method_label(row.method), tone=_tone(row))


def _tone(row: FollowUp) -> Tone:
    if row.flags.sale:
        return Tone.WON
    return Tone.DO_NOT_CALL if row.flags.do_not_call else Tone.PLAIN


def _text(row: FollowUp) -> Cell:
    text = row.text if row.text != row.outcome else ""
    return Cell(text=f"✎ {text}" if row.corrected_at is not None else text)
