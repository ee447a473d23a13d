"""What an empty list offers: a sentence, then keys and what they lead to, one below the other."""

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from textual.content import Content

from tui_crm.widgets.cells import fit

_GAP = "   "


def key_menu(
    sentence: str, offers: Iterable[tuple[str, str]], key_of: Callable[[str], str]
) -> Content:
    """Return `sentence` above the `offers`: ids of commands, and words in the language in use.

    `key_of` tells the key of a command; what the user took all keys from is left out.
    """
    rows = [(key, words) for command_id, words in offers if (key := key_of(command_id))]
    cells = max((cell_len(key) for key, _words in rows), default=0)
    lines = [f"{fit(key, cells)}{_GAP}{words}" for key, words in rows]
    return Content("\n".join([sentence, "", *lines]))
