"""The columns of the queue and of the list of customers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.text import harmless_line
from tui_crm.domain.value_lists import ValueColour
from tui_crm.i18n import _
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone, value_tone
from tui_crm.wording import (
    PROMISE_CELLS,
    RELATIVE_CELLS,
    field_title,
    promise_short,
    relative_past,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """What the columns ask: the local time, words and colours of list values.

    `choices` returns all words of a classification, so that its column is as wide as they need.
    """

    now: Callable[[], datetime]
    value: Callable[[int | None], str]
    title: Callable[[str], str]
    colour: Callable[[int | None], ValueColour] = lambda _value: ValueColour.NONE
    choices: Callable[[str], Sequence[str]] = lambda _classification: ()

    def cell(self, value: int | None) -> Cell:
        """Return a list value in its colour."""
        return Cell(text=self.value(value), tone=value_tone(self.colour(value)))


def _state_sign(row: CustomerRow) -> str:
    if row.is_archived:
        return "∅ "
    if row.is_do_not_call:
        return "⊘ "
    return "❄ " if row.is_frozen else ""


def _state_tone(row: CustomerRow, otherwise: Tone) -> Tone:
    if row.is_do_not_call or row.is_archived:
        return Tone.DO_NOT_CALL
    return Tone.FROZEN if row.is_frozen else otherwise


_LEVEL_CELLS = 2
_MAX_LEVEL_CELLS = 8
"""A level is a letter; only its title, which the user may rename, is longer."""
_STATUS_CELLS = 6
_MAX_STATUS_CELLS = 11
"""The widest shipped word is "negotiating"; longer ones of the team are cut."""
_DUE_CELLS = 10
"""What is due is today or past: "! 18 Nov", "  14:30", "  all day"."""


def _level_cells(title: str) -> int:
    return min(_MAX_LEVEL_CELLS, max(_LEVEL_CELLS, cell_len(harmless_line(title))))


def _status_cells(words: Sequence[str]) -> int:
    widest = max((cell_len(harmless_line(each)) for each in words), default=_MAX_STATUS_CELLS)
    return min(_MAX_STATUS_CELLS, max(_STATUS_CELLS, widest))


def customer_columns(words: RowWords, *, with_phone: bool) -> tuple[Column[CustomerRow], ...]:
    """Return the columns: when, who, classification, and the last contact.

    Where it is narrow they fall away in this order: last text, level, company, status, last
    contact, phone.
    """

    def when(row: CustomerRow) -> Cell:
        if row.promise is None:
            return Cell(text="")
        today = words.now().date()
        text = promise_short(row.promise, today)
        if row.promise.on < today:
            return Cell(text=f"! {text}", tone=Tone.OVERDUE)
        tone = Tone.DUE if row.promise.on == today else Tone.LATER
        return Cell(text=f"  {text}", tone=tone)

    def name(row: CustomerRow) -> Cell:
        shown = row.name or row.company or row.phone
        return Cell(text=_state_sign(row) + shown, tone=_state_tone(row, Tone.STRONG))

    def company(row: CustomerRow) -> Cell:
        # Two of the same name are told apart by their number where there is no company.
        return Cell(text=row.company or ("" if with_phone else row.phone))

    phone = Column[CustomerRow](
        id="phone",
        title=_("Phone"),
        width=15,
        share=1,
        priority=3,
        draw=lambda row: Cell(text=row.phone),
    )
    return (
        Column(
            id="when",
            title=_("Next contact"),
            width=PROMISE_CELLS + 2 if with_phone else _DUE_CELLS,
            priority=1,
            draw=when,
        ),
        Column(id="name", title=field_title("name"), width=12, share=3, draw=name),
        Column(
            id="company", title=field_title("company"), width=10, share=4, priority=7, draw=company
        ),
        *((phone,) if with_phone else ()),
        Column(
            id="level",
            title=words.title("level"),
            width=_level_cells(words.title("level")) if with_phone else _LEVEL_CELLS,
            priority=8,
            draw=lambda row: words.cell(row.level),
        ),
        Column(
            id="status",
            title=words.title("status"),
            width=_status_cells(
                # The list of all has a heading; Today has none.
                [*words.choices("status"), *([words.title("status")] if with_phone else [])]
            ),
            priority=5,
            draw=lambda row: words.cell(row.status),
        ),
        Column(
            id="last_contact",
            title=_("Last"),
            width=RELATIVE_CELLS,
            priority=4,
            align=Align.RIGHT,
            draw=lambda row: Cell(
                text=relative_past(row.last_follow_up_at, words.now()), tone=Tone.LATER
            ),
        ),
        Column(
            id="last_text",
            title=_("Last entry"),
            width=10,
            share=2,
            priority=9,
            draw=lambda row: Cell(text=row.last_text or row.last_outcome),
        ),
    )
