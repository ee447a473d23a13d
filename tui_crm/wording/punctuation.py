"""What stands between words that are shown together, as the language in use writes it."""

from collections.abc import Iterable

from tui_crm.i18n import pgettext


def listed(words: Iterable[str]) -> str:
    """Return words as a list: "reached, sale"; "" for none."""
    return pgettext("between words of a list", ", ").join(words)


def labelled(label: str, text: str) -> str:
    """Return a text behind the word that says what it is: "Status: won"."""
    return pgettext("a label and its text", "{label}: {text}").format(label=label, text=text)
