"""Both themes can be read, say the same things, and are chosen as set."""

import pytest
from textual.color import Color
from textual.theme import Theme

from tui_crm.app_shell import ShellApp
from tui_crm.settings import LoadedSettings, Settings, ThemeChoice
from tui_crm.widgets.palette import (
    DARK_THEME,
    DARK_TOKENS,
    LIGHT_THEME,
    LIGHT_TOKENS,
    colours_of,
    theme_name,
)
from tui_crm.widgets.themes import DARK, LIGHT

READABLE = 4.5
"""Contrast of text: WCAG 2.1, level AA."""


def _contrast(first: str, second: str) -> float:
    def luminance(color: str) -> float:
        channels = [
            value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
            for value in Color.parse(color).normalized
        ]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("theme", "tokens"), [(DARK, DARK_TOKENS), (LIGHT, LIGHT_TOKENS)], ids=["dark", "light"]
)
@pytest.mark.parametrize("token", DARK_TOKENS)
def test_every_token_can_be_read_on_every_ground(
    theme: Theme, tokens: dict[str, str], token: str
) -> None:
    for ground in (theme.background, theme.surface, theme.panel):
        assert ground is not None
        assert _contrast(tokens[token], ground) >= READABLE


def test_both_themes_have_the_same_tokens() -> None:
    assert set(DARK_TOKENS) == set(LIGHT_TOKENS)
    assert set(DARK.variables) == set(LIGHT.variables)


@pytest.mark.parametrize(
    ("choice", "environment", "name"),
    [
        (ThemeChoice.DARK, {"COLORFGBG": "0;15"}, DARK_THEME),
        (ThemeChoice.LIGHT, {}, LIGHT_THEME),
        (ThemeChoice.AUTO, {}, DARK_THEME),
        (ThemeChoice.AUTO, {"COLORFGBG": "0;15"}, LIGHT_THEME),
        (ThemeChoice.AUTO, {"COLORFGBG": "0;default;7"}, LIGHT_THEME),
        (ThemeChoice.AUTO, {"COLORFGBG": "15;0"}, DARK_THEME),
        (ThemeChoice.AUTO, {"COLORFGBG": "nonsense"}, DARK_THEME),
    ],
)
def test_the_theme_is_the_chosen_one_or_the_terminal_s(
    choice: ThemeChoice, environment: dict[str, str], name: str
) -> None:
    assert theme_name(choice, environment) == name


async def test_the_app_starts_in_the_theme_of_the_settings() -> None:
    app = ShellApp(LoadedSettings(settings=Settings(theme=ThemeChoice.LIGHT)))
    async with app.run_test():
        assert app.current_theme is LIGHT
        assert app.get_css_variables()["overdue"] == LIGHT_TOKENS["overdue"]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_palette_has_the_colours_of_the_theme(theme: Theme) -> None:
    """What is drawn before Textual is there looks as what is drawn after."""
    shown = {**theme.to_color_system().generate(), **theme.variables}
    for name, colour in colours_of(theme.name).items():
        assert shown[name].lower() == colour.lower()
