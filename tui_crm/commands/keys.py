"""Keys as users write them, as Textual names them, and as they are shown."""

from collections.abc import Sequence
from functools import cache, lru_cache
from unicodedata import normalize

from textual.binding import Binding
from textual.keys import Keys

FORBIDDEN_KEYS = frozenset(
    {"ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+q", "ctrl+s", "ctrl+z"}
)
"""Keys that terminals send for something else, or keep for themselves: never bound by users."""

NAVIGATION_KEYS = frozenset(
    {
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
        "tab", "shift+tab", "enter", "escape", "space", "backspace", "delete",
    }
)  # fmt: skip
"""Keys that move, mark, open and go back on every screen."""

_WRITTEN = {" ": "space", ",": "comma"}
_SHOWN = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}
_NAMED_KEYS = frozenset(key.value for key in Keys)


@lru_cache(maxsize=512)
def strokes(written: str) -> tuple[str, ...]:
    """Return Textual's names of the keys pressed one after the other: "g t" -> ("g", "t")."""
    if written == " ":
        return ("space",)
    return tuple(_named(part) for part in written.split())


def is_chord(written: str) -> bool:
    """Whether it takes more than one key."""
    return len(strokes(written)) > 1


def is_key(written: str) -> bool:
    """Whether every stroke is a key that a terminal can send; at most two of them."""
    parts = strokes(written)
    return 0 < len(parts) <= 2 and all(_is_known(part) for part in parts)


@cache
def shown_key(written: str) -> str:
    """Return a key as it is shown to people: "Esc", "f", "ctrl+p", "F2", "g t"."""
    return " ".join(_shown(part) for part in strokes(written))


def shown_keys(written: Sequence[str]) -> str:
    """Return all keys of a command as they are shown: "u / Backspace".

    A full-width twin of another one is not told of: whoever types Chinese finds it works.
    """
    shown = [shown_key(key) for key in written]
    twins = {key for key in shown if normalize("NFKC", key) != key}
    return " / ".join(
        key for key in shown if key not in twins or normalize("NFKC", key) not in shown
    )


def _named(part: str) -> str:
    """Return Textual's name of one key: "?" -> "question_mark", "Ctrl+P" -> "ctrl+p"."""
    if part in _WRITTEN:
        return _WRITTEN[part]
    if len(part) > 1:
        return part.lower()
    return next(iter(Binding.make_bindings([Binding(part, "noop")]))).key


def _is_known(name: str) -> bool:
    key = name.rpartition("+")[2]
    return name in _NAMED_KEYS or key in _NAMED_KEYS or _character(key) is not None


def _character(name: str) -> str | None:
    """Return the character that a key types, None for a key that types none."""
    if len(name) == 1:
        return name if name.isprintable() else None
    return _punctuation().get(name)


@lru_cache(maxsize=1)
def _punctuation() -> dict[str, str]:
    """Return Textual's name -> character for ASCII, Chinese and full-width punctuation."""
    characters = map(chr, (*range(0x21, 0x7F), *range(0x3001, 0x3020), *range(0xFF01, 0xFF5F)))
    return {_named(each): each for each in characters if not each.isalnum()}


def _shown(name: str) -> str:
    *modifiers, key = name.split("+")
    if key in _SHOWN:
        shown = _SHOWN[key]
    elif key.startswith("f") and key[1:].isdigit():
        shown = key.upper()
    else:
        shown = _character(key) or key
    return "+".join([*modifiers, shown])
