"""`duplicates`: who stands in the database twice, checked over all of it."""

import sys

import click

from tui_crm.cli.answer import Answer, Json
from tui_crm.cli.command import command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.progress import Progress
from tui_crm.cli.tables import table
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.duplicates.verdict import Evidence, Verdict
from tui_crm.i18n import N_, _
from tui_crm.services import duplicate_review
from tui_crm.services.duplicate_check import CheckFigures, check_all
from tui_crm.services.duplicate_review import ReviewRow
from tui_crm.wording import field_title
from tui_crm.wording.duplicates import check_words, evidence_words, reasons, verdict_label

_VERDICTS = (Verdict.SAME, Verdict.LIKELY)


@command("duplicates", help=N_("Check everybody against everybody and list the duplicates."))
@option(
    "--min",
    "minimum",
    type=click.Choice([*map(str, _VERDICTS)]),
    default=str(Verdict.LIKELY),
    help=N_("Only the same, or the likely ones too; likely unless told."),
)
def duplicates_command(invocation: Invocation, *, minimum: str) -> Answer:
    """Check the whole database and answer the pairs, the surest first."""
    with invocation.session() as session:
        with Progress(_("Duplicates"), stream=sys.stderr) as progress:
            figures = check_all(session, progress=progress.show)
        rows = duplicate_review.rows(session, minimum=Verdict(minimum), limit=None)
    return Answer(
        document=[_document(row) for row in rows],
        lines=_lines(rows),
        notes=() if invocation.is_json else (_words(figures),),
    )


def _document(row: ReviewRow) -> Json:
    return {
        "a": row.a.id,
        "b": row.b.id,
        "verdict": row.finding.verdict.value,
        "score": row.finding.score,
        "evidence": [_evidence_document(each) for each in row.finding.evidence],
    }


def _evidence_document(evidence: Evidence) -> Json:
    return {
        "kind": evidence.kind.value,
        "title": evidence.title or None,
        "weight": round(evidence.weight, 2),
        "a": evidence.left,
        "b": evidence.right,
        "message": evidence_words(evidence),
    }


def _lines(rows: tuple[ReviewRow, ...]) -> tuple[str, ...]:
    if not rows:
        return (_("Nobody stands there twice."),)
    heading = [
        _("Verdict"),
        _("Score"),
        field_title("id"),
        field_title("name"),
        field_title("id"),
        field_title("name"),
        _("Because"),
    ]
    lines = [
        [
            verdict_label(row.finding.verdict),
            str(row.finding.score),
            str(row.a.id),
            _who(row.a),
            str(row.b.id),
            _who(row.b),
            reasons(row.finding),
        ]
        for row in rows
    ]
    return table(heading, lines, right=frozenset({1, 2, 4}))


def _who(row: CustomerRow) -> str:
    return " · ".join(filter(None, (row.name, row.company))) or row.phone or "–"


def _words(figures: CheckFigures) -> str:
    return check_words(
        customers=figures.customers,
        compared=figures.compared,
        same=figures.same,
        likely=figures.likely,
    )
