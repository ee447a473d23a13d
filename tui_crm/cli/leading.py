"""The options before the command, read without click: opening the app must not wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui_crm.i18n import LANGUAGES

DATABASE_OPTION = "--db"
LANGUAGE_OPTION = "--lang"
LOGIN_OPTION = "--as"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingOptions:
    """What stands before the command; None where it is not named.

    `is_alone`: nothing else was typed, and what was typed is right, so the app opens.
    """

    location: str | None = None
    language: str | None = None
    login: str | None = None
    is_alone: bool = False


def read_leading(arguments: Sequence[str]) -> LeadingOptions:
    """Read the options at the beginning of `arguments`, as far as they are known ones."""
    found: dict[str, str] = {}
    rest = list(arguments)
    has_other = False
    while rest and rest[0].startswith("-"):
        name, sign, value = rest.pop(0).partition("=")
        if name not in (DATABASE_OPTION, LANGUAGE_OPTION, LOGIN_OPTION):
            has_other = True
        elif sign:
            found[name] = value
        elif rest:
            found[name] = rest.pop(0)
        else:
            has_other = True
    language = found.get(LANGUAGE_OPTION)
    is_known = language is None or language in LANGUAGES
    return LeadingOptions(
        location=found.get(DATABASE_OPTION),
        language=language if is_known else None,
        login=found.get(LOGIN_OPTION),
        is_alone=is_known and not has_other and not rest,
    )
