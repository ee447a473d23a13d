"""Two customers side by side: why they may be one, and what differs."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from tui_crm.domain.duplicates.verdict import Finding, Verdict
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.services.duplicate_review import FIRST_CODES, SideLine
from tui_crm.widgets.cells import fit, shorten
from tui_crm.wording.duplicates import evidence_row, verdict_label

TITLE_CELLS = 12
LEAST_TITLE_CELLS = 8
NARROW_CELLS = 60
"""Below this many cells the titles get less room."""
SIGN_CELLS = 3
EQUAL, DIFFERENT, ONE_SIDE = " = ", " ≠ ", " + "
"""What stands between the two sides: both say it, they differ, only one says anything."""


def pair_content(finding: Finding, lines: Sequence[SideLine], width: int) -> Content:
    """Return the card of a pair on `width` cells."""
    return Content("\n").join([*_why(finding), *_sides(lines, width)])


def _why(finding: Finding) -> Iterator[Content]:
    """Yield verdict and score, then the evidence in words."""
    tone = "$text-success" if finding.verdict is Verdict.SAME else "$text-warning"
    words = evidence_row(finding.evidence)
    yield Content.assemble(
        (verdict_label(finding.verdict), f"bold {tone}"),
        (f" {finding.score}  ", tone),
        (words or _("Nothing agrees any more."), "$text-muted"),
    )


def _sides(lines: Sequence[SideLine], width: int) -> Iterator[Content]:
    title_cells = TITLE_CELLS if width >= NARROW_CELLS else LEAST_TITLE_CELLS
    side_cells = max(1, (width - title_cells - SIGN_CELLS - 1) // 2)
    first = [line for line in lines if line.code in FIRST_CODES]
    others = [line for line in lines if line.code not in FIRST_CODES]
    for line in (*first, *sorted(others, key=lambda line: not line.is_different)):
        yield _side(line, title_cells, side_cells)


def _side(line: SideLine, title_cells: int, side_cells: int) -> Content:
    left, right = harmless_line(line.left), harmless_line(line.right)
    if not line.is_different:
        sign, tone = EQUAL, "$text-muted"
    elif left and right:
        sign, tone = DIFFERENT, "$text-warning"
    else:
        sign, tone = ONE_SIDE, "$text"
    return Content.assemble(
        (f"{fit(line.title, title_cells)} ", "$text-muted"),
        (fit(left, side_cells), tone),
        (sign, f"bold {tone}"),
        (shorten(right, side_cells), tone),
    )
