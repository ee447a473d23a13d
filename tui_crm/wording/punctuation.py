"""What stands between words that are shown together, as the language in use writes it."""

from collections.abc import Iterable
from functools import reduce

from tui_crm.i18n import pgettext


def listed(words: Iterable[str]) -> str:
    """Return words as a list: "reached, sale"; "" for none."""
    return pgettext("between words of a list", ", ").join(words)


def labelled(label: str, text: str) -> str:
    """Return a text behind the word that says what it is: "Status: won"."""
    return pgettext("a label and its text", "{label}: {text}").format(label=label, text=text)


def in_a_row(sentences: Iterable[str]) -> str:
    """Return sentences one behind the other; "" for none."""
    pair = pgettext("two sentences", "{first} {second}")

    def joined(first: str, second: str) -> str:
        return pair.format(first=first, second=second) if first else second

    return reduce(joined, sentences, "")
