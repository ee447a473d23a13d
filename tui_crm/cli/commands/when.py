"""`when`: how a typed date is understood."""

from datetime import datetime

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.promises import promise_notes
from tui_crm.domain.when import parse_when
from tui_crm.i18n import N_, _
from tui_crm.services.session import Session
from tui_crm.wording.times import promise_absolute


@command("when", help=N_("Show how a typed date or time is understood."), takes_free_text=True)
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@option("--now", "now_text", metavar="TIME", help=N_("As if it were this time (ISO 8601)."))
def when_command(invocation: Invocation, *, words: tuple[str, ...], now_text: str | None) -> Answer:
    """Answer the promise that a text means."""
    with invocation.session() as session:
        now = session.local_now() if now_text is None else _instant(session, now_text)
        promise = parse_when(" ".join(words), now)
        notes = promise_notes(session, promise)
        return Answer(
            document={
                "at": promise.as_json(session.rules.zone),
                "all_day": promise.is_all_day,
                "warning": notes[0] if notes else None,
            },
            lines=(promise_absolute(promise),),
            notes=() if invocation.is_json else notes,
        )


def _instant(session: Session, text: str) -> datetime:
    """Return the instant named, in the team's zone; a time without offset is the team's."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            return moment.replace(tzinfo=session.rules.zone)
        return moment.astimezone(session.rules.zone)
    except (ValueError, OverflowError) as error:
        message = _("“{text}” is no time like 2026-11-18T10:00.").format(text=text)
        raise click.BadParameter(message, param_hint="--now") from error
