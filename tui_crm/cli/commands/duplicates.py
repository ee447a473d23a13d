"""`duplicates`: who stands in the database twice, checked over all of it."""

import sys
from collections.abc import Iterable, Iterator

import click

from tui_crm.cli.answer import Json, print_notes, print_stream
from tui_crm.cli.command import command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.progress import Progress
from tui_crm.cli.refusals import EXIT_DONE
from tui_crm.cli.tables import table_lines
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
def duplicates_command(invocation: Invocation, *, minimum: str) -> int:
    """Check the whole database and print the pairs, the surest first, one by one as they are read.

    A large database has hundreds of thousands: they are never in memory together.
    """
    with invocation.session() as session:
        with Progress(_("Duplicates"), stream=sys.stderr) as progress:
            figures = check_all(session, progress=progress.show)
        if not invocation.is_json:
            print_notes([_words(figures)])
        rows = duplicate_review.every_row(session, minimum=Verdict(minimum))
        print_stream(map(_document, rows), _lines(rows), is_json=invocation.is_json)
    return EXIT_DONE


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


def _lines(rows: Iterable[ReviewRow]) -> Iterator[str]:
    heading = [
        _("Verdict"),
        _("Score"),
        field_title("id"),
        field_title("name"),
        field_title("id"),
        field_title("name"),
        _("Because"),
    ]
    lines = table_lines(heading, map(_cells, rows), right=frozenset({1, 2, 4}))
    yield next(lines, _("Nobody stands there twice."))
    yield from lines


def _cells(row: ReviewRow) -> list[str]:
    return [
        verdict_label(row.finding.verdict),
        str(row.finding.score),
        str(row.a.id),
        _who(row.a),
        str(row.b.id),
        _who(row.b),
        reasons(row.finding),
    ]


def _who(row: CustomerRow) -> str:
    return " · ".join(filter(None, (row.name, row.company))) or row.phone or "–"


def _words(figures: CheckFigures) -> str:
    return check_words(
        customers=figures.customers,
        compared=figures.compared,
        same=figures.same,
        likely=figures.likely,
    )
