"""The columns of a list of pairs: verdict, score, the two customers, and why."""

from collections.abc import Sequence

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.duplicates.verdict import Verdict
from tui_crm.i18n import _
from tui_crm.services.duplicate_review import ReviewRow
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording.duplicates import reasons, verdict_label

VERDICT_CELLS = 8
SCORE_CELLS = 5
LEAST_CELLS = 12
"""Cells that a customer, and the reasons, get at the least."""


def pair_columns() -> Sequence[Column[ReviewRow]]:
    """Return the columns; on narrow terminals the score falls away first, then the reasons."""
    return (
        Column(id="verdict", title=_("Verdict"), width=VERDICT_CELLS, draw=_verdict_cell),
        Column(
            id="score", title=_("Score"), width=SCORE_CELLS, priority=2, align=Align.RIGHT,
            draw=_score_cell,
        ),
        Column(id="first", title=_("First"), width=LEAST_CELLS, share=3, draw=_first_cell),
        Column(id="second", title=_("Second"), width=LEAST_CELLS, share=3, draw=_second_cell),
        Column(
            id="why", title=_("Because"), width=LEAST_CELLS, share=2, priority=1, draw=_why_cell
        ),
    )  # fmt: skip


def who(row: CustomerRow) -> str:
    """Return by what a customer is called on a line: name, or company, or number."""
    return row.name or row.company or row.phone or "–"


def _verdict_cell(row: ReviewRow) -> Cell:
    is_same = row.finding.verdict is Verdict.SAME
    return Cell(text=verdict_label(row.finding.verdict), tone=Tone.WON if is_same else Tone.DUE)


def _score_cell(row: ReviewRow) -> Cell:
    return Cell(text=str(row.finding.score), tone=Tone.LATER)


def _customer_cell(row: CustomerRow) -> Cell:
    parts = dict.fromkeys(filter(None, (who(row), row.company)))
    return Cell(text=" · ".join(parts))


def _first_cell(row: ReviewRow) -> Cell:
    return _customer_cell(row.a)


def _second_cell(row: ReviewRow) -> Cell:
    return _customer_cell(row.b)


def _why_cell(row: ReviewRow) -> Cell:
    return Cell(text=reasons(row.finding), tone=Tone.LATER)
