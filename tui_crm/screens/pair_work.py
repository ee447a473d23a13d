"""Long work on duplicates: the check of the whole database, and merging all that are the same."""

from collections.abc import Sequence

from tui_crm.i18n import _
from tui_crm.screens.background_work import Job, Outcome, Report
from tui_crm.services import duplicates
from tui_crm.services.duplicate_check import check_all
from tui_crm.services.merge_batch import merge_batch
from tui_crm.services.session import Session
from tui_crm.wording.duplicates import check_words, merged_words


def check_job(session: Session) -> Job:
    """Return the check of everybody against everybody."""

    def run(report: Report) -> Outcome:
        figures = check_all(session, progress=report)
        return Outcome(
            sentence=check_words(
                customers=figures.customers,
                compared=figures.compared,
                same=figures.same,
                likely=figures.likely,
            )
        )

    return Job(
        title=_("Looking for duplicates"),
        run=run,
        stopped=_("Stopped; the pairs found by then are kept."),
        is_reading=True,
    )


def merge_job(session: Session, pairs: Sequence[tuple[int, int]]) -> Job:
    """Return the merging of pairs; one that is not the same any more stays."""

    def run(report: Report) -> Outcome:
        done = merge_batch(session, pairs, agrees=duplicates.are_same, progress=report)
        return Outcome(sentence=merged_words(merged=done.merged, left=done.left))

    return Job(
        title=_("Merging what is the same"),
        run=run,
        total=len(pairs),
        stopped=_("Stopped; what was merged is taken back."),
    )
