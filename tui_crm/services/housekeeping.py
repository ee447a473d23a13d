"""What a start does behind the first screen: backup of the day, killed batches, the coming year."""

from tui_crm.db.backup import backup_if_due
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import StepKind
from tui_crm.i18n import _, ngettext
from tui_crm.services import batches, working_days
from tui_crm.services.session import Session
from tui_crm.wording import explain


def run(session: Session) -> tuple[str, ...]:
    """Do it all on the calling thread and return what the user must be told.

    One part that fails does not keep the others from being done.
    """
    notices: list[str] = []
    try:
        taken = batches.take_back_killed(session)
        changes = [each for each in taken if each.kind is StepKind.CHANGE]
        merges = [each for each in taken if each.kind is StepKind.MERGE_MANY]
        if count := len(taken) - len(changes) - len(merges):
            notices.append(
                ngettext(
                    "An import that was interrupted has been taken back.",
                    "{count} imports that were interrupted have been taken back.",
                    count,
                ).format(count=count)
            )
        if changes:
            notices.append(_("A change of many customers that was interrupted was taken back."))
        if merges:
            notices.append(_("A merge of many customers that was interrupted was taken back."))
    except CrmError as error:
        notices.append(explain(error))
    try:
        backup_if_due(session.db, session.now())
    except CrmError as error:
        notices.append(_("The backup of today failed. {reason}").format(reason=explain(error)))
    try:
        working_days.fill_in_missing(session)
    except CrmError as error:
        notices.append(explain(error))
    return tuple(notices)
