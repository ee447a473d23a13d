"""`completion`: the script by which a shell completes commands and options."""

import click
from click.shell_completion import get_completion_class

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command
from tui_crm.cli.invocation import Invocation
from tui_crm.i18n import N_

SHELLS = ("bash", "zsh", "fish")


@command(
    "completion",
    help=N_('Print the shell completion: eval "$(tui-crm completion bash)".'),
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, _invocation: Invocation, *, shell: str) -> Answer:
    """Answer the script for a shell."""
    root = ctx.find_root()
    name = root.info_name or ""
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(shell)
    variable = f"_{name.replace('-', '_').upper()}_COMPLETE"
    script = completion(root.command, {}, name, variable).source()
    return Answer(document={"script": script}, lines=(script,))
