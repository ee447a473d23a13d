"""Commands and options as this program declares them: help in both languages, `--json` on each."""

import copy
import importlib
from collections.abc import Callable, Mapping
from typing import Any

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.invocation import Invocation
from tui_crm.i18n import N_, _

Callback = Callable[..., Answer | int]
"""What runs a command; a number is the exit status of the app that it opened."""

MAX_ID = 2**63 - 1
"""The largest number that a database takes for an id."""


class Option(click.Option):
    """An option whose help is marked for translation and translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line of the help."""
        return click.Option.get_help_record(_spoken(self), ctx)


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        click.Command.format_help_text(_spoken(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the command does on one line."""
        return click.Command.get_short_help_str(_spoken(self), limit)


class Group(click.Group):
    """A command with commands of its own."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the commands are for."""
        click.Group.format_help_text(_spoken(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the commands are for on one line."""
        return click.Group.get_short_help_str(_spoken(self), limit)


class LazyGroup(Group):
    """A group that imports a command when it is asked for."""

    modules: Mapping[str, str] = {}
    """Name of a command -> the module that holds it as `<name>_command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None where there is none of this name."""
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(self.modules[cmd_name])
        found = getattr(module, f"{cmd_name}_command")
        if not isinstance(found, click.Command):
            raise TypeError(cmd_name)
        return found


def _spoken(described: Any) -> Any:
    """Return a copy of a command or option with its help in the language in use."""
    spoken = copy.copy(described)
    spoken.help = _(described.help) if described.help else described.help
    return spoken


class WholeNumber(click.ParamType[int]):
    """A number as databases count: 0 to 2^63 - 1."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number typed."""
        if isinstance(value, int):
            return value
        text = str(value).strip()
        if not (text.isascii() and text.isdecimal()) or len(text) > 19 or int(text) > MAX_ID:
            self.fail(_("“{text}” is no whole number.").format(text=text), param, ctx)
        return int(text)


NUMBER = WholeNumber()


def option(*names: str, help: str, **settings: Any) -> Callable[[Any], Any]:  # noqa: A002 - click's
    """Return a decorator that adds an option; `help` is marked for translation."""
    return click.option(*names, cls=Option, help=help, **settings)


def _wants_json(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click gives it by place
    if value and isinstance(ctx.obj, Invocation):
        ctx.obj.is_json = True


json_option = option(
    "--json",
    is_flag=True,
    expose_value=False,
    callback=_wants_json,
    help=N_("Print one JSON document and nothing else."),
)
"""Adds `--json`, which may stand anywhere after the command."""


def command(
    name: str,
    *,
    help: str,  # noqa: A002 - click's own name
    parent: click.Group | None = None,
    takes_free_text: bool = False,
) -> Callable[[Callback], click.Command]:
    """Return a decorator that makes a function with an `Invocation` first the command `name`.

    With `takes_free_text` an argument may begin with `-`: what is no option of the command is
    taken as text, and after `--` everything is.
    """
    settings = {"ignore_unknown_options": True} if takes_free_text else {}

    def declare(callback: Callback) -> click.Command:
        with_json = json_option(click.pass_obj(callback))
        made = click.command(name, cls=Command, help=help, context_settings=settings)(with_json)
        if parent is not None:
            parent.add_command(made)
        return made

    return declare


def group(name: str, *, help: str) -> Group:  # noqa: A002 - click's own name
    """Return a command that only holds others; `--json` may stand before them too."""
    made = Group(name, help=help, no_args_is_help=False)
    json_option(made)
    return made
