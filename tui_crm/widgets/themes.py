"""The two themes, as Textual takes them; their tokens are told in `palette`."""

from textual.theme import Theme

from tui_crm.widgets.palette import (
    DARK_CURSOR,
    DARK_GROUND,
    DARK_THEME,
    DARK_TOKENS,
    LIGHT_CURSOR,
    LIGHT_GROUND,
    LIGHT_THEME,
    LIGHT_TOKENS,
)

DARK = Theme(
    name=DARK_THEME,
    primary="#388bfd",
    secondary="#56d4dd",
    accent="#79c0ff",
    warning="#e3b341",
    error="#ff7b72",
    success="#7ee787",
    foreground=DARK_GROUND["foreground"],
    background=DARK_GROUND["background"],
    surface="#161b22",
    panel="#21262d",
    dark=True,
    variables={
        **DARK_TOKENS,
        **DARK_CURSOR,
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
    foreground=LIGHT_GROUND["foreground"],
    background=LIGHT_GROUND["background"],
    surface="#f6f8fa",
    panel="#e7ebef",
    dark=False,
    variables={
        **LIGHT_TOKENS,
        **LIGHT_CURSOR,
        "border": "#afb8c1",
        "border-blurred": "#d0d7de",
        "input-selection-background": "#0969da 30%",
    },
)
