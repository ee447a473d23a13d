"""The colours of both themes, and which theme is in force; Textual is not needed to ask.

Each token has one meaning and is never its only sign.

| token | meaning | sign beside the colour |
|---|---|---|
| `$overdue` | promised before today | `!` |
| `$due` | due today | the time |
| `$later` | due after today, or of no weight now | a date |
| `$won` | has bought | `✓` |
| `$do-not-call` | must not be called | `⊘` |
| `$frozen` | frozen | `❄` |
| `$marked` | chosen for a bulk change | `•` |
| `$value-red`, … | what the user means by it, given to a list value | its word |

Everything else uses Textual's own tokens (`$text`, `$text-muted`, `$panel`, `$accent`, `$error`…).
"""

import os
from collections.abc import Mapping

from tui_crm.settings import ThemeChoice

DARK_THEME = "tui-crm-dark"
LIGHT_THEME = "tui-crm-light"

DARK_TOKENS = {
    "overdue": "#ff7b72",
    "due": "#79c0ff",
    "later": "#8b949e",
    "won": "#7ee787",
    "do-not-call": "#ffa657",
    "frozen": "#a5d6ff",
    "marked": "#d2a8ff",
    "value-red": "#ff7b72",
    "value-orange": "#ffa657",
    "value-yellow": "#e3b341",
    "value-green": "#7ee787",
    "value-cyan": "#56d4dd",
    "value-blue": "#79c0ff",
    "value-purple": "#d2a8ff",
    "value-grey": "#8b949e",
}
LIGHT_TOKENS = {
    "overdue": "#b42318",
    "due": "#0550ae",
    "later": "#5b636d",
    "won": "#116329",
    "do-not-call": "#953800",
    "frozen": "#0a5c86",
    "marked": "#6f42c1",
    "value-red": "#b42318",
    "value-orange": "#953800",
    "value-yellow": "#7d4e00",
    "value-green": "#116329",
    "value-cyan": "#0f5c63",
    "value-blue": "#0550ae",
    "value-purple": "#6f42c1",
    "value-grey": "#5b636d",
}

DARK_GROUND = {"foreground": "#e6edf3", "background": "#0d1117"}
LIGHT_GROUND = {"foreground": "#1f2328", "background": "#ffffff"}

DARK_CURSOR = {
    "block-cursor-background": "#1f4b82",
    "block-cursor-foreground": "#ffffff",
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-background": "#30363d",
}
LIGHT_CURSOR = {
    "block-cursor-background": "#b6d7ff",
    "block-cursor-foreground": "#1f2328",
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-background": "#d8dee4",
}
"""The row under the cursor, by the names of Textual's variables."""

LIGHT_BACKGROUNDS = frozenset({"7", "15"})
"""The colours of `COLORFGBG` that are light: white and bright white (rxvt, konsole, iTerm)."""


def theme_name(choice: ThemeChoice, environment: Mapping[str, str] = os.environ) -> str:
    """Return the name of the theme: the chosen one, else what the terminal says, else dark."""
    if choice is ThemeChoice.DARK:
        return DARK_THEME
    if choice is ThemeChoice.LIGHT:
        return LIGHT_THEME
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT_THEME if background in LIGHT_BACKGROUNDS else DARK_THEME


def colours_of(theme: str) -> Mapping[str, str]:
    """Return the colours of a list by the names of their variables; `theme` is one of ours."""
    if theme == LIGHT_THEME:
        return {**LIGHT_TOKENS, **LIGHT_GROUND, **LIGHT_CURSOR}
    return {**DARK_TOKENS, **DARK_GROUND, **DARK_CURSOR}
