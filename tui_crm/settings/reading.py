"""Reading the settings file: what does not fit keeps its default and is named in a warning."""

import dataclasses
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tui_crm import paths
from tui_crm.i18n import N_, _, language_of_locale
from tui_crm.settings.options import DialSettings, Language, Settings

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    SectionT = TypeVar("SectionT", bound=DataclassInstance)

MAX_FILE_BYTES = 1_000_000
"""A settings file past this size is not read: it is something else."""
MAX_QUOTED = 80
"""Characters of a key, a value or a parser's complaint that a sentence quotes."""
_END = 30
"""As many of them are its end: a parser says there where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsWarning:
    """What is wrong with the file: a message, untranslated, and the values in it."""

    message: str
    values: Mapping[str, str]

    def sentence(self) -> str:
        """Return the sentence in the language in use, short and without control characters."""
        shown = {name: _shown(name, value) for name, value in self.values.items()}
        if expected := shown.get("expected"):  # ours, unlike the others
            shown["expected"] = _(expected)
        return _(self.message).format(**shown)


def _shown(name: str, value: str) -> str:
    text = "".join(each if each.isprintable() else "?" for each in value)
    # Where the file is has to be told in full, and what is expected is ours.
    is_whole = name in ("file", "expected") or len(text) <= MAX_QUOTED
    return text if is_whole else f"{text[: MAX_QUOTED - _END]}…{text[-_END:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSettings:
    """The settings, and what was wrong in their file."""

    settings: Settings
    warnings: tuple[SettingsWarning, ...] = ()


class SettingsError(Exception):
    """A setting cannot be read or written; `warning` says why."""

    def __init__(self, warning: SettingsWarning) -> None:
        super().__init__(warning.message)
        self.warning = warning


def load_settings(file: Path | None = None) -> LoadedSettings:
    """Read the settings from `file` (else the user's); a missing file is all defaults.

    Never raises: a file that cannot be read or parsed is a warning, and all defaults.
    """
    path = file or paths.settings_file()
    try:
        text = read_text(path)
        import tomllib  # most have no such file

        table = tomllib.loads(text)
    except FileNotFoundError:
        return LoadedSettings(settings=Settings())
    except (OSError, ValueError) as error:
        return LoadedSettings(settings=Settings(), warnings=(unreadable(path, error),))
    settings, warnings = settings_of(table)
    if settings.dial.command and _is_writable_by_others(path):
        warnings = (
            *warnings,
            _warn(N_("{key} is not used: others can write to {file}."), "dial.command", file=path),
        )
        settings = dataclasses.replace(settings, dial=DialSettings())
    return LoadedSettings(settings=settings, warnings=warnings)


def language_of(settings: Settings) -> str:
    """Return the language of the settings; that of the locale where they leave it open."""
    chosen = settings.language
    return language_of_locale() if chosen is Language.AUTO else chosen.value


def settings_of(table: Mapping[str, object]) -> tuple[Settings, tuple[SettingsWarning, ...]]:
    """Return the settings of a TOML table, and what in it is unknown or does not fit."""
    warnings: list[SettingsWarning] = []
    settings = _filled(Settings(), table, prefix="", warnings=warnings)
    return settings, tuple(warnings)


def option_names() -> tuple[str, ...]:
    """Return the names of all options, dotted: "language", "queue.fresh_every", ..., "keys"."""
    return tuple(name for name, _value in _flattened(Settings()))


def value_of(settings: Settings, name: str) -> object:
    """Return the value of the option with the dotted `name`; `keys.<command id>` works too.

    Raises SettingsError where there is no such option.
    """
    if name.startswith("keys."):
        return settings.keys.get(name.removeprefix("keys."), ())
    for each, value in _flattened(settings):
        if each == name:
            return value
    raise SettingsError(_unknown(name, option_names()))


def read_text(path: Path) -> str:
    """Return the text of the settings file.

    Raises OSError where it cannot be read, ValueError where it is too long or not UTF-8.
    """
    with path.open("rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ValueError(f"longer than {MAX_FILE_BYTES} bytes")
    return content.decode("utf-8-sig")


def unreadable(path: Path, error: Exception) -> SettingsWarning:
    """Return the warning for a settings file that cannot be read or parsed."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SettingsWarning(
        message=N_("The settings file {file} cannot be read and is left as it is: {reason}"),
        values={"file": str(path), "reason": reason},
    )


def _is_writable_by_others(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _flattened(settings: Settings) -> Iterator[tuple[str, object]]:
    for each in dataclasses.fields(settings):
        value = getattr(settings, each.name)
        if dataclasses.is_dataclass(value):
            for option in dataclasses.fields(value):
                yield f"{each.name}.{option.name}", getattr(value, option.name)
        else:
            yield each.name, value


def _filled(
    defaults: "SectionT",
    table: Mapping[str, object],
    *,
    prefix: str,
    warnings: list[SettingsWarning],
) -> "SectionT":
    """Return `defaults` with what `table` sets; what does not fit is added to `warnings`."""
    options = {each.name: each for each in dataclasses.fields(defaults)}
    changes: dict[str, object] = {}
    for name, value in table.items():
        if name not in options:
            warnings.append(_unknown(prefix + name, [prefix + each for each in options]))
            continue
        default = getattr(defaults, name)
        try:
            if dataclasses.is_dataclass(default) and not isinstance(default, type):
                changes[name] = _filled(
                    default, _as_table(value), prefix=f"{prefix}{name}.", warnings=warnings
                )
            elif isinstance(default, Mapping):
                changes[name] = _keys(
                    _as_table(value), prefix=f"{prefix}{name}.", warnings=warnings
                )
            else:
                changes[name] = _fitted(default, value, options[name].metadata)
        except _MisfitError as misfit:
            warnings.append(
                _warn(
                    N_("{key} must be {expected}; the default is used."),
                    prefix + name,
                    expected=misfit.expected,
                )
            )
    return dataclasses.replace(defaults, **changes)


class _MisfitError(Exception):
    """A value is not what its option takes; `expected` says what it takes."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def _fitted(default: object, value: object, limits: Mapping[str, object]) -> object:
    """Return `value` as the option with this default takes it, or raise `_MisfitError`."""
    if isinstance(default, StrEnum):
        choices = [str(each) for each in type(default)]
        if value not in choices:
            raise _MisfitError(" | ".join(f'"{each}"' for each in choices))
        return type(default)(str(value))
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise _MisfitError("true | false")
        return value
    if isinstance(default, int):
        maximum = limits["maximum"]
        if isinstance(value, bool) or not isinstance(value, int) or not isinstance(maximum, int):
            raise _MisfitError(f"0-{maximum}")
        if not 0 <= value <= maximum:
            raise _MisfitError(f"0-{maximum}")
        return value
    return _command(value)


def _command(value: object) -> str | tuple[str, ...]:
    """Return a command line or a list of arguments, or raise `_MisfitError`."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, str):
        import shlex

        try:
            shlex.split(value)
        except ValueError as error:
            raise _MisfitError(N_("a command line with closed quotes")) from error
        return value
    raise _MisfitError(N_("a text or a list of texts"))


def _keys(
    table: Mapping[str, object], *, prefix: str, warnings: list[SettingsWarning]
) -> Mapping[str, tuple[str, ...]]:
    """Return the table of command id -> keys; whether the commands exist is checked elsewhere."""
    keys: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        if isinstance(value, str):
            keys[name] = (value,)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            keys[name] = tuple(value)
        elif isinstance(value, dict):  # desk.undo without quotes is a table within a table
            inner = _keys(value, prefix=f"{prefix}{name}.", warnings=warnings)
            keys |= {f"{name}.{each}": theirs for each, theirs in inner.items()}
        else:
            warnings.append(
                _warn(
                    N_("{key} must be {expected}; the default is used."),
                    prefix + name,
                    expected=N_("a text or a list of texts"),
                )
            )
    return MappingProxyType(keys)


def _as_table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _MisfitError(N_("a table"))
    return value


def _unknown(name: str, known: Iterable[str]) -> SettingsWarning:
    import difflib

    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if not nearest:
        return _warn(N_("There is no option {key}."), name)
    return _warn(N_("There is no option {key}. Did you mean {nearest}?"), name, nearest=nearest[0])


def _warn(message: str, key: str, **values: object) -> SettingsWarning:
    return SettingsWarning(
        message=message, values={"key": key, **{name: str(each) for name, each in values.items()}}
    )
