"""The sentences of click itself, marked here so that the catalogues hold them.

Click asks gettext's default text domain, which `speak_through_click` makes ours.
"""

import gettext
import os

from tui_crm import i18n, paths
from tui_crm.i18n import N_, ngettext

CLICK_MESSAGES = (
    N_("Commands"),
    N_("Error: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("Missing argument"),
    N_("Missing command."),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Options"),
    N_("Positional arguments"),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Usage:"),
    N_("required"),
)
"""What click says of itself in this program."""


def plural_click_messages(count: int) -> tuple[str, ...]:
    """Return click's messages that have two forms, in the language in use."""
    return (
        ngettext(
            "Got unexpected extra argument ({args})",
            "Got unexpected extra arguments ({args})",
            count,
        ),
        ngettext(
            "Option {name!r} requires an argument.",
            "Option {name!r} requires {nargs} arguments.",
            count,
        ),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", count),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count),
    )


def speak_through_click() -> None:
    """Let click say its messages in the language in use."""
    gettext.bindtextdomain(i18n.DOMAIN, str(paths.locale_folder()))
    gettext.textdomain(i18n.DOMAIN)
    # The only way to name a language to gettext's default domain.
    os.environ["LANGUAGE"] = i18n.language()
