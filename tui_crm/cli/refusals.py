"""What went wrong, as a code, a sentence and an exit status (SPEC 10)."""

from dataclasses import dataclass

import click

from tui_crm.domain.errors import CrmError, DatabaseUnusable
from tui_crm.domain.text import harmless_line
from tui_crm.settings import SettingsError
from tui_crm.wording import explain

EXIT_DONE = 0
EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_DATABASE = 3
EXIT_INTERRUPTED = 130

USAGE_CODES = frozenset({"next_contact_needed"})
"""Refusals that a different way of typing the command would have avoided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nothing was done: a stable code, a sentence, the lines for stderr, the exit status."""

    code: str
    message: str
    exit_status: int
    lines: tuple[str, ...]

    @property
    def is_usage(self) -> bool:
        """Whether the command was typed in a wrong way."""
        return self.exit_status == EXIT_USAGE


def refusal_of(error: click.ClickException | CrmError | SettingsError) -> Refusal:
    """Return what `error` means to the user."""
    match error:
        case click.UsageError():
            return _usage(error)
        case click.ClickException():
            return _told("usage", error.format_message(), EXIT_USAGE)
        case DatabaseUnusable():
            return _told(error.code, explain(error), EXIT_DATABASE)
        case CrmError():
            is_usage = error.code in USAGE_CODES
            message = "\n".join((explain(error), *_facts(error)))
            return _told(error.code, message, EXIT_USAGE if is_usage else EXIT_REFUSED)
        case SettingsError():
            return _told("bad_setting", error.warning.sentence(), EXIT_REFUSED)


def _told(code: str, message: str, exit_status: int) -> Refusal:
    return Refusal(code=code, message=message, exit_status=exit_status, lines=(message,))


def _facts(error: CrmError) -> tuple[str, ...]:
    """Return what else there is to tell: field by field, what somebody else changed meanwhile."""
    if error.code != "changed_meanwhile":
        return ()
    from tui_crm.services.meanwhile import ChangedMeanwhile, news_words

    return tuple(map(news_words, error.news)) if isinstance(error, ChangedMeanwhile) else ()


def _usage(error: click.UsageError) -> Refusal:
    message = harmless_line(error.format_message())
    hint = () if error.ctx is None else (error.ctx.get_usage(), *_help_hint(error.ctx))
    return Refusal(code="usage", message=message, exit_status=EXIT_USAGE, lines=(*hint, message))


def _help_hint(ctx: click.Context) -> tuple[str, ...]:
    from gettext import gettext

    names = ctx.help_option_names
    text = gettext("Try '{command} {option}' for help.")
    return (text.format(command=ctx.command_path, option=names[0]),) if names else ()
