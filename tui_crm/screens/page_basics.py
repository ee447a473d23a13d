"""The first tab of a customer's page: all his fields, in groups."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from tui_crm.domain.birthdays import lunar_birthday_of
from tui_crm.domain.customer import Customer
from tui_crm.domain.paging import Key, KeysetQuery, SequenceRows
from tui_crm.domain.text import harmless
from tui_crm.i18n import _, pgettext
from tui_crm.screens.page_tab import PageTab
from tui_crm.services.field_lines import FieldLine, field_lines
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import labelled

NOTHING = "–"
"""Stands where a field is empty."""


class BasicsTab(PageTab[FieldLine]):
    """Every field of a customer, a line each."""

    CODE: ClassVar[str] = "basics"

    def title(self) -> str:
        """Return the word on the tab."""
        return pgettext("tab", "Basics")

    def columns(self) -> Sequence[Column[FieldLine]]:
        """Return group, field and what it holds."""
        return (
            Column(id="group", title="", width=11, priority=2, draw=_group),
            Column(id="field", title=_("Field"), width=16, priority=1, draw=_title),
            Column(id="text", title=_("Holds"), width=10, share=1, draw=_text),
        )

    def rows(self, customer: Customer) -> KeysetQuery[FieldLine, Key]:
        """Return the fields."""
        return SequenceRows(field_lines(self.session, customer))

    def details(self, row: FieldLine) -> Content:
        """Return the field with all its text, a number with all that is known of it."""
        lines = [
            Content.styled(harmless(row.title), "bold"),
            Content(harmless(row.text or NOTHING)),
        ]
        lines += [Content.styled(harmless(each), "dim") for each in self._about(row)]
        return Content("\n").join(lines)

    def _about(self, row: FieldLine) -> list[str]:
        if row.phone is not None:
            return _about_number(row)
        if row.code == "lunar_birthday" and row.text and lunar_birthday_of(row.text):
            return [_("By the Chinese calendar.")]
        if row.is_free:
            return [_("A free field: x removes it.")]
        return []


def _about_number(row: FieldLine) -> list[str]:
    phone = row.phone
    if phone is None:
        return []
    told = [
        labelled(_("dialled as"), phone.e164) if phone.e164 else "",
        labelled(_("extension"), phone.extension) if phone.extension else "",
        _("bad number") if phone.is_bad else "",
        _("do not call") if phone.is_do_not_call else "",
    ]
    return [each for each in told if each]


def _group(line: FieldLine) -> Cell:
    return Cell(text=line.group, tone=Tone.LATER)


def _title(line: FieldLine) -> Cell:
    return Cell(text=line.title)


def _text(line: FieldLine) -> Cell:
    if not line.text:
        return Cell(text=NOTHING, tone=Tone.LATER)
    if line.phone is not None and line.phone.is_do_not_call:
        return Cell(text=f"⊘ {line.text}", tone=Tone.DO_NOT_CALL)
    return Cell(text=line.text, tone=Tone.STRONG if line.code == "name" else Tone.PLAIN)
