"""Text for people in their language: gettext catalogues, looked up when drawn.

`_()` translates where a sentence is shown; `N_()` marks a message in a declaration, which
is translated later by `_()`. The language can change while the program runs.
"""

import gettext as gettext_catalogs
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from tui_crm import paths

LANGUAGES = ("en", "zh")
DOMAIN = "tui_crm"

_current = "en"


class _OfThread(threading.local):
    looked_up: str | None = None
    """The language in which a thread looks words up for the moment."""


_of_thread = _OfThread()


@lru_cache(maxsize=len(LANGUAGES))
def _catalog(language: str) -> gettext_catalogs.NullTranslations:
    return gettext_catalogs.translation(
        DOMAIN, localedir=str(paths.locale_folder()), languages=[language], fallback=True
    )


def set_language(language: str) -> None:
    """Make `language` ("en" or "zh") the language of everything shown from now on."""
    global _current
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make `language` the one in use inside the body; nothing may be drawn meanwhile."""
    former = _current
    set_language(language)
    try:
        yield
    finally:
        set_language(former)


@contextmanager
def looking_up(language: str) -> Iterator[None]:
    """Make `language` the one of the body alone, for this thread: others go on in theirs."""
    if language not in LANGUAGES:
        raise ValueError(language)
    former, _of_thread.looked_up = _of_thread.looked_up, language
    try:
        yield
    finally:
        _of_thread.looked_up = former


def language() -> str:
    """Return the language in use: "en" or "zh"."""
    return _of_thread.looked_up or _current


def language_of_locale() -> str:
    """Return "zh" where the locale variables name Chinese, else "en"; LC_ALL goes first."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _(message: str) -> str:
    """Return `message` in the language in use."""
    return _catalog(language()).gettext(message) if message else ""


def pgettext(context: str, message: str) -> str:
    """Return `message` in the language in use, told apart from its homonyms by `context`."""
    return _catalog(language()).pgettext(context, message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that fits `count` in the language in use."""
    return _catalog(language()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark `message` for the catalogues and return it unchanged."""
    return message
