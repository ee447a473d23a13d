"""Taking back a batch: it is asked first, runs on a thread, and names those who stay."""

from typing import Any

from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step
from tui_crm.i18n import _
from tui_crm.screens.background_work import BackgroundWork, Job, Outcome, Report, start_or_refuse
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.confirm import Confirm
from tui_crm.services import step_lines, undo
from tui_crm.services.session import Session
from tui_crm.wording.bulk import take_back_question, taken_back_words


def ask_then_take_back(
    screen: CommandScreen[Any], session: Session, work: BackgroundWork, step: Step
) -> None:
    """Ask whether a batch is taken back, and do so on a thread. Raises CrmError batch_running.

    It cannot be stopped: half a batch would be left.
    """
    if work.is_running:
        raise CrmError("batch_running")
    words = undo.words_of(session, step)
    count = step_lines.customers_in(session, step)

    def run(report: Report) -> Outcome:
        skipped = undo.undo(session, step.id, progress=report).skipped
        return Outcome(sentence=taken_back_words(words, len(skipped)), skipped=skipped)

    def answer(is_yes: bool | None) -> None:  # noqa: FBT001 - what Confirm answers
        if is_yes:
            start_or_refuse(screen, session, work, Job(title=words, run=run, total=count))

    question = take_back_question(words, count)
    screen.app.push_screen(Confirm(question, yes=_("Take back"), no=_("Leave")), answer)
