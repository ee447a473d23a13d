"""`demo`: an empty database filled with a fictional sales office, then opened."""

import sys

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import NUMBER, command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.launch import open_app
from tui_crm.cli.progress import Progress
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.services.demo import DemoFigures, fill_demo

CUSTOMERS = 500
SEED = 1


@command("demo", help=N_("Fill an empty database with fictional customers and open it."))
@option("--customers", type=NUMBER, default=CUSTOMERS, help=N_("How many; 500 unless told."))
@option("--seed", type=NUMBER, default=SEED, help=N_("The same seed gives the same office."))
@option("--no-open", "stays_closed", is_flag=True, help=N_("Do not open the app afterwards."))
@option("--if-empty", is_flag=True, help=N_("Open a database that holds data as it is."))
def demo_command(
    invocation: Invocation, *, customers: int, seed: int, stays_closed: bool, if_empty: bool
) -> Answer | int:
    """Fill the database, and open the app or answer how much it holds."""
    figures = _filled(invocation, customers=customers, seed=seed, if_empty=if_empty)
    if stays_closed or invocation.is_json:
        return _answer(figures)
    return open_app(invocation.location, login=invocation.login, language=invocation.language)


def _filled(
    invocation: Invocation, *, customers: int, seed: int, if_empty: bool
) -> DemoFigures | None:
    """Return what was written, or None where there was data and that is all right."""
    with invocation.session() as session, Progress(_("Demo"), stream=sys.stderr) as progress:
        try:
            return fill_demo(session, customers=customers, seed=seed, progress=progress.show)
        except CrmError as refusal:
            if if_empty and refusal.code == "database_not_empty":
                return None
            raise


def _answer(figures: DemoFigures | None) -> Answer:
    if figures is None:
        return Answer(
            document={"customers": 0, "follow_ups": 0},
            lines=(_("There is data already; nothing was added."),),
        )
    line = _("{customers} customers with {follow_ups} follow-ups were made.")
    return Answer(
        document={"customers": figures.customers, "follow_ups": figures.follow_ups},
        lines=(line.format(customers=figures.customers, follow_ups=figures.follow_ups),),
    )
