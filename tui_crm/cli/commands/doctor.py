"""`doctor`: whether everything in the database is as it should be, and putting it right."""

import sys

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.progress import Progress
from tui_crm.cli.refusals import EXIT_DONE, EXIT_REFUSED
from tui_crm.cli.tables import table
from tui_crm.domain.health import REPAIRABLE, Check, CheckName
from tui_crm.i18n import N_, _
from tui_crm.services import doctor
from tui_crm.wording.health import check_message, check_title, repair_advice, status_label


@command("doctor", help=N_("Check the database."))
@option(
    "--repair", "is_repair", is_flag=True, help=N_("Make anew what is wrong and can be made anew.")
)
def doctor_command(invocation: Invocation, *, is_repair: bool) -> Answer:
    """Answer what each check found; a fault is exit status 1."""
    with invocation.session() as session, Progress(_("Check"), stream=sys.stderr) as progress:

        def show(_name: CheckName, done: int, total: int) -> bool:
            return progress.show(done, total)

        look = doctor.repair if is_repair else doctor.examine
        checks = look(session, show)
    is_ok = not any(each.is_fault for each in checks)
    return Answer(
        document={
            "ok": is_ok,
            "checks": [
                {
                    "name": each.name.value,
                    "status": each.status.value,
                    "message": check_message(each),
                }
                for each in checks
            ],
        },
        lines=_lines(checks),
        notes=(repair_advice(),) if _is_repairable(checks) and not is_repair else (),
        exit_status=EXIT_DONE if is_ok else EXIT_REFUSED,
    )


def _lines(checks: tuple[Check, ...]) -> tuple[str, ...]:
    rows = [
        [check_title(each.name), status_label(each.status), check_message(each)] for each in checks
    ]
    return table([_("What"), _("State"), _("Found")], rows)


def _is_repairable(checks: tuple[Check, ...]) -> bool:
    return any(each.is_fault and each.name in REPAIRABLE for each in checks)
