"""`merge`: two customers who are one."""

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import NUMBER, command
from tui_crm.cli.invocation import Invocation
from tui_crm.i18n import N_, _
from tui_crm.services import customer_merging


@command("merge", help=N_("Make two customers one: the second goes, its number finds the first."))
@click.argument("winner_id", metavar="WINNER", type=NUMBER)
@click.argument("loser_id", metavar="LOSER", type=NUMBER)
def merge_command(invocation: Invocation, *, winner_id: int, loser_id: int) -> Answer:
    """Merge the second into the first, by what is proposed, and answer the one who stays."""
    with invocation.session() as session:
        merged = customer_merging.merge(session, winner_id, loser_id)
    stayed = merged.customer
    sentence = _("Customer {loser} was merged into {id}: {name}. Undo takes it back.")
    return Answer(
        document={"id": stayed.id, "version": stayed.version, "merged": merged.loser_id},
        lines=(sentence.format(loser=merged.loser_id, id=stayed.id, name=stayed.display_name),),
    )
