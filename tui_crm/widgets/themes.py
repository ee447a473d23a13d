"""The two themes and their tokens. Each token has one meaning and is never its only sign.

| token | meaning | sign beside the colour |
|---|---|---|
| `$overdue` | promised before today | `!` |
| `$due` | due today | the time |
| `$later` | due after today, or of no weight now | a date |
| `$won` | has bought | `✓` |
| `$do-not-call` | must not be called | `⊘` |
| `$frozen` | frozen | `❄` |
| `$marked` | chosen for a bulk change | `•` |

Everything else uses Textual's own tokens (`$text`, `$text-muted`, `$panel`, `$accent`, `$error`…).
"""

import os
from collections.abc import Mapping

from textual.theme import Theme

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
}
LIGHT_TOKENS = {
    "overdue": "#b42318",
    "due": "#0550ae",
    "later": "#5b636d",
    "won": "#116329",
    "do-not-call": "#953800",
    "frozen": "#0a5c86",
    "marked": "#6f42c1",
}

DARK = Theme(
    name=DARK_THEME,
    primary="#388bfd",
    secondary="#56d4dd",
    accent="#79c0ff",
    warning="#e3b341",
    error="#ff7b72",
    success="#7ee787",
    foreground="#e6edf3",
    background="#0d1117",
    surface="#161b22",
    panel="#21262d",
    dark=True,
    variables={
        **DARK_TOKENS,
        "block-cursor-background": "#1f4b82",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#30363d",
        "border": "#3d444d",
        "border-blurred": "#30363d",
        "input-selection-background": "#388bfd 40%",
    },
)
LIGHT = Theme(
    name=LIGHT_THEME,
    primary="#0969da",
    secondary="#1b7c83",
    accent="#0550ae",
    warning="#7d4e00",
    error="#b42318",
    success="#116329",
    foreground="#1f2328",
    background="#ffffff",
    surface="#f6f8fa",
    panel="#e7ebef",
    dark=False,
    variables={
        **LIGHT_TOKENS,
        "block-cursor-background": "#b6d7ff",
        "block-cursor-foreground": "#1f2328",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#d8dee4",
        "border": "#afb8c1",
        "border-blurred": "#d0d7de",
        "input-selection-background": "#0969da 30%",
    },
)

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
