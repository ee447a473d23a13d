"""The options of one user. The text under each option is its manual in the settings file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Language(StrEnum):
    """The language of the program."""

    AUTO = "auto"
    EN = "en"
    ZH = "zh"


class ThemeChoice(StrEnum):
    """Dark, light, or what the terminal says of itself."""

    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True, kw_only=True)
class DialSettings:
    """What the key `d` does."""

    command: str | tuple[str, ...] = ""
    """The program that calls a number, as a command line or as a list of arguments.

    `{phone}` in it becomes the number (an optional + and digits); without it the number is the
    last argument. No shell is involved. Empty: a tel: link is opened.
    Example: command = ["linphonecsh", "dial", "{phone}"]
    """

    def arguments(self) -> tuple[str, ...]:
        """Return the command as a list of arguments; empty where none is set."""
        import shlex

        return tuple(shlex.split(self.command)) if isinstance(self.command, str) else self.command


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSettings:
    """How a callback with a clock time announces itself when its time has come, once."""

    notice: bool = True
    """A line on the screen."""

    bell: bool = True
    """The terminal's bell."""

    osc9: bool = True
    """A notification of the desktop, in terminals that know the sequence OSC 9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSettings:
    """Whom Today offers, and what happens after a key."""

    fresh_every: int = field(default=0, metadata={"maximum": 100})
    """Every how many rows a lead that was never contacted is mixed in; 0 mixes in none."""

    advance: bool = True
    """Whether the cursor stands on the next customer after a key was logged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one user of the program."""

    language: Language = Language.AUTO
    """The language: "auto" (that of the system), "en" or "zh"."""

    theme: ThemeChoice = ThemeChoice.AUTO
    """The colours: "auto" (what the terminal says of itself, else dark), "dark" or "light"."""

    dial: DialSettings = field(default_factory=DialSettings)
    notifications: NotificationSettings = field(default_factory=NotificationSettings)
    queue: QueueSettings = field(default_factory=QueueSettings)

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Your own keys: the id of a command (docs/keys.md lists them) and its key or keys.

    A key is written like "f", "ctrl+p", "f5" or "g t" (two keys one after the other); an empty
    list takes the key away. A key that already means something else there is refused.
    Example: "desk.full_entry" = ["f", "f4"]
    """
