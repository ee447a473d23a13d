"""The user's settings: a documented TOML file, read into frozen values.

A broken file is never overwritten: what cannot be read keeps its default, and a warning says
why. Settings of the team are in the database, not here.
"""

from tui_crm.settings.options import (
    DialSettings,
    Language,
    NotificationSettings,
    QueueSettings,
    Settings,
    ThemeChoice,
)
from tui_crm.settings.reading import (
    LoadedSettings,
    SettingsError,
    SettingsWarning,
    language_of,
    load_settings,
    option_names,
    value_of,
)
from tui_crm.settings.writing import default_file_text, forget_keys, save_setting

__all__ = [
    "DialSettings",
    "Language",
    "LoadedSettings",
    "NotificationSettings",
    "QueueSettings",
    "Settings",
    "SettingsError",
    "SettingsWarning",
    "ThemeChoice",
    "default_file_text",
    "forget_keys",
    "language_of",
    "load_settings",
    "option_names",
    "save_setting",
    "value_of",
]
