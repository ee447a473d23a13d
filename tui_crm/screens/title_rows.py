"""The rows of titles and values: what stands in them, and on the card about each."""

from dataclasses import dataclass

from textual.content import Content

from tui_crm.commands.keys import shown_key
from tui_crm.domain.text import harmless_line
from tui_crm.domain.value_lists import SHOWN_ORDER, ListValue
from tui_crm.i18n import _, ngettext
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Cell, Tone, value_tone
from tui_crm.wording import listed
from tui_crm.wording.value_lists import colour_label

COLOUR_SIGN = "■"
"""Stands before a coloured value; its name stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow:
    """A classification (`value` None), or one of its values below it."""

    id: int
    field: str
    value: ListValue | None = None


def title_rows(session: Session) -> list[TitleRow]:
    """Return the classifications, each with its values below."""
    rows: list[TitleRow] = []
    for number, field in enumerate(SHOWN_ORDER, start=1):
        rows.append(TitleRow(id=-number, field=field))
        rows += (TitleRow(id=each.id, field=field, value=each) for each in session.values_of(field))
    return rows


def word_cell(session: Session, row: TitleRow) -> Cell:
    """Return the title, or the word of the value in its colour."""
    if row.value is None:
        return Cell(text=session.classification_title(row.field), tone=Tone.STRONG)
    sign = COLOUR_SIGN if row.value.colour else " "
    word = f"  {sign} {session.value_title(row.value.id)}"
    return Cell(text=word, tone=value_tone(row.value.colour))


def colour_cell(row: TitleRow) -> Cell:
    """Return the name of a value's colour."""
    if row.value is None or not row.value.colour:
        return Cell(text="")
    return Cell(text=colour_label(row.value.colour), tone=Tone.LATER)


def setting_keys(session: Session, row: TitleRow) -> list[str]:
    """Return the keys of the call desk that set the value."""
    if row.value is None:
        return []
    return [
        shown_key(each.slot)
        for each in session.canned
        if row.value.id in (each.set_level, each.set_status)
    ]


def field_card(session: Session, field: str) -> Content:
    """Return where the title of a classification shows, and what can be done with it."""
    title = harmless_line(session.classification_title(field))
    count = len(session.values_of(field))
    values = ngettext("{count} value", "{count} values", count).format(count=count)
    where = _(
        "The title stands in lists, filters, forms, at import and in exports. "
        "Commands and files go on with the code “{code}”."
    ).format(code=field)
    hint = _("Enter renames it, n adds a value, x takes the shipped title again.")
    lines = [
        Content.styled(title, "bold"),
        Content.styled(values, "$text-muted"),
        Content(""),
        Content(where),
        Content(""),
        Content.styled(hint, "$text-muted"),
    ]
    return Content("\n").join(lines)


def value_card(session: Session, row: TitleRow, count: int | None) -> Content:
    """Return who has a value, `count` of them (None while they are counted), and what sets it."""
    word = "" if row.value is None else session.value_title(row.value.id)
    lines = [
        Content.styled(harmless_line(word), "bold"),
        Content.styled(harmless_line(session.classification_title(row.field)), "$text-muted"),
        Content(""),
    ]
    if count is not None:
        used = ngettext("{count:,} customer has it.", "{count:,} customers have it.", count)
        lines.append(Content(used.format(count=count)))
    if keys := setting_keys(session, row):
        lines.append(Content(_("Set by the keys {keys}.").format(keys=listed(keys))))
    hint = _("Enter renames or colours it, m merges it into another, x removes it.")
    return Content("\n").join([*lines, Content(""), Content.styled(hint, "$text-muted")])
