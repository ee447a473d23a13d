"""One run of the command line: from the words typed to the exit status."""

import os
import sys
from collections.abc import Sequence

import click

import tui_crm
from tui_crm import i18n
from tui_crm.cli.answer import Answer, prepare_streams, print_answer, print_document, print_notes
from tui_crm.cli.click_messages import speak_through_click
from tui_crm.cli.command import LazyGroup, Option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.leading import DATABASE_OPTION, LANGUAGE_OPTION, LOGIN_OPTION, read_leading
from tui_crm.cli.refusals import EXIT_DONE, EXIT_INTERRUPTED, refusal_of
from tui_crm.crash import install_hooks
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import N_
from tui_crm.settings import SettingsError, load_settings

PROGRAM_NAME = "tui-crm"

COMMAND_MODULES = {
    name: f"tui_crm.cli.commands.{module}"
    for name, module in {
        "today": "today",
        "search": "customers",
        "show": "customers",
        "add": "customers",
        "edit": "customers",
        "archive": "customers",
        "log": "follow_ups",
        "undo": "follow_ups",
        "correct": "follow_ups",
        "when": "when",
        "canned": "canned",
        "titles": "titles",
        "duplicates": "duplicates",
        "merge": "merging",
        "import": "importing",
        "export": "exporting",
        "demo": "demo",
        "doctor": "doctor",
        "settings": "settings",
        "completion": "completion",
    }.items()
}
"""Every command and the module that holds it, in the order of the help."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status, one of `tui_crm.cli.refusals`."""
    prepare_streams()
    install_hooks()
    choose_language(read_leading(arguments).language)
    speak_through_click()
    invocation = Invocation()
    try:
        return _answered(arguments, invocation)
    except BrokenPipeError:
        # Whoever read has seen enough. What Python flushes at its end must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE


def _answered(arguments: Sequence[str], invocation: Invocation) -> int:
    try:
        answer = _root().main(
            list(arguments), prog_name=PROGRAM_NAME, obj=invocation, standalone_mode=False
        )
        if isinstance(answer, Answer):
            print_answer(answer, is_json=invocation.is_json)
            return answer.exit_status
        sys.stdout.flush()
        return answer if isinstance(answer, int) else EXIT_DONE
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except (click.ClickException, CrmError, SettingsError) as error:
        refusal = refusal_of(error)
        if invocation.is_json or (refusal.is_usage and _names_json(arguments)):
            print_document({"error": {"code": refusal.code, "message": refusal.message}})
        else:
            print_notes(refusal.lines)
        return refusal.exit_status


def choose_language(language: str | None) -> None:
    """Speak `language`, else that of the user's settings, else that of the locale."""
    loaded = load_settings()
    chosen = language or str(loaded.settings.language)
    i18n.set_language(chosen if chosen in i18n.LANGUAGES else i18n.language_of_locale())
    print_notes(warning.sentence() for warning in loaded.warnings)


def _names_json(arguments: Sequence[str]) -> bool:
    """Whether `--json` stands among words that could not be parsed."""
    words = list(arguments)
    return "--json" in (words[: words.index("--")] if "--" in words else words)


def _root() -> click.Group:
    """Return the program as a click command; its commands are imported when they are named."""
    root = LazyGroup(
        PROGRAM_NAME,
        help=N_("A CRM in the terminal. Without a command the app opens."),
        callback=_take_leading,
        no_args_is_help=False,
        params=[
            Option(
                [DATABASE_OPTION, "location"],
                metavar="PATH|URL",
                help=N_("The database: a file, or postgresql://…"),
            ),
            Option(
                [LANGUAGE_OPTION, "language"],
                type=click.Choice(i18n.LANGUAGES),
                help=N_("The language."),
            ),
            Option(
                [LOGIN_OPTION, "login"],
                metavar="LOGIN",
                help=N_("Act as this user."),
            ),
        ],
    )
    root.modules = COMMAND_MODULES
    return click.version_option(tui_crm.__version__, message="%(prog)s %(version)s")(root)


def _take_leading(location: str | None, language: str | None, login: str | None) -> None:
    """Hand what stands before the command to it."""
    invocation = click.get_current_context().obj
    invocation.location = location
    invocation.language = language
    invocation.login = login
