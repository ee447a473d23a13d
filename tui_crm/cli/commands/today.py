"""`today`: whom to call, in the order of the screen."""

from datetime import date

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command, option
from tui_crm.cli.documents import due_document
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.tables import table
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.errors import FieldError
from tui_crm.domain.when import parse_when
from tui_crm.i18n import N_, _, ngettext
from tui_crm.services.session import Session
from tui_crm.services.today import due_customers
from tui_crm.wording import field_title, promise_short, relative_past


@command("today", help=N_("List whom to call, in the order of the screen."))
@option("--date", "day", metavar="DATE", help=N_("Due up to this day."))
@option("--exact", "is_exact", is_flag=True, help=N_("Due on that day only."))
def today_command(invocation: Invocation, *, day: str | None, is_exact: bool) -> Answer:
    """Answer the queue of the acting user."""
    with invocation.session() as session:
        chosen = None if day is None else _chosen_day(session, day)
        rows = due_customers(session, chosen=chosen, is_exact=is_exact)
        return Answer(
            document=[due_document(session, row) for row in rows], lines=_lines(session, rows)
        )


def _chosen_day(session: Session, text: str) -> date:
    """Return the day named by an ISO date, of the past too, or as a next contact is typed."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return parse_when(text, session.local_now()).on
    except FieldError as error:
        message = _("“{text}” is no date.").format(text=text)
        raise click.BadParameter(message, param_hint="--date") from error


def _lines(session: Session, rows: tuple[CustomerRow, ...]) -> tuple[str, ...]:
    if not rows:
        return (_("Nobody is due."),)
    now, today = session.local_now(), session.today()
    heading = [
        *(field_title(code) for code in ("id", "name", "company", "phone", "next_contact")),
        _("Last contact"),
        _("Last text"),
    ]
    cells = [
        [
            str(row.id),
            row.name,
            row.company,
            row.phone,
            "" if row.promise is None else promise_short(row.promise, today),
            relative_past(row.last_follow_up_at, now),
            row.last_text,
        ]
        for row in rows
    ]
    count = ngettext("{count} customer", "{count} customers", len(rows)).format(count=len(rows))
    return (*table(heading, cells, right=frozenset({0})), "", count)
