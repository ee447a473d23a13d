"""The columns of the timeline: when, who, with whom, how, what came of it, and the text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tui_crm.domain.timeline import TimelineEntry, TimelineRow
from tui_crm.i18n import _
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import field_title, method_label

CORRECTED_SIGN = "✎"
_NOTHING = Cell(text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineWords:
    """What the columns ask while they draw: an instant in the team's zone, the name of a user."""

    local: Callable[[datetime], datetime]
    user: Callable[[int | None], str]


def timeline_columns(words: TimelineWords) -> tuple[Column[TimelineRow], ...]:
    """Return the columns. Where it is narrow, text, method and rep fall away in this order."""

    def entry(draw: Callable[[TimelineEntry], Cell]) -> Callable[[TimelineRow], Cell]:
        return lambda row: draw(row) if isinstance(row, TimelineEntry) else _NOTHING

    def text(row: TimelineEntry) -> Cell:
        shown = row.text if row.text != row.outcome else ""
        return Cell(text=f"{CORRECTED_SIGN} {shown}" if row.is_corrected else shown)

    return (
        Column(
            id="time",
            title=_("Time"),
            width=5,
            draw=entry(lambda row: Cell(text=f"{words.local(row.at):%H:%M}", tone=Tone.LATER)),
        ),
        Column(
            id="rep",
            title=_("Rep"),
            width=8,
            priority=2,
            draw=entry(lambda row: Cell(text=words.user(row.user_id), tone=Tone.LATER)),
        ),
        Column(
            id="customer",
            title=_("Customer"),
            width=10,
            share=3,
            draw=entry(lambda row: Cell(text=row.name or row.company, tone=Tone.STRONG)),
        ),
        Column(
            id="method",
            title=field_title("method"),
            width=7,
            priority=3,
            draw=entry(lambda row: Cell(text=method_label(row.method), tone=Tone.LATER)),
        ),
        Column(
            id="outcome",
            title=field_title("outcome"),
            width=10,
            share=2,
            draw=entry(lambda row: Cell(text=("✓ " if row.reached else "  ") + row.outcome)),
        ),
        Column(
            id="text", title=field_title("text"), width=10, share=4, priority=4, draw=entry(text)
        ),
    )
