"""Writing the settings file: the documented one, and one option at a time, keeping comments."""

import ast
import dataclasses
import inspect
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_crm import paths
from tui_crm.i18n import N_
from tui_crm.settings import options
from tui_crm.settings.options import Settings
from tui_crm.settings.reading import (
    SettingsError,
    SettingsWarning,
    load_settings,
    read_text,
    settings_of,
    unreadable,
    value_of,
)

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def save_setting(name: str, text: str, file: Path | None = None) -> Settings:
    """Write one option, keeping all comments, and return the settings as they are then.

    `text` is TOML (`true`, `5`, `["a", "b"]`) or a bare text. The documented file is made where
    there is none. Raises SettingsError for an unknown option, a value that does not fit, or a
    file that is broken (which is left as it is), and OSError where it cannot be written.
    """
    import tomlkit

    path = file or paths.settings_file()
    value_of(Settings(), name)
    way = name.split(".", 1)
    value = _typed(text)
    _settings, misfits = settings_of({way[0]: {way[1]: value} if len(way) > 1 else value})
    if misfits:
        raise SettingsError(_refused(misfits[0]))
    document = _document(path)
    _put(document, way, value)
    _replace(path, tomlkit.dumps(document))
    return load_settings(path).settings


def forget_keys(command_ids: Iterable[str], file: Path | None = None) -> Settings:
    """Take the user's own keys of some commands out of the file; return the settings then.

    Raises SettingsError for a file that is broken, OSError where it cannot be written.
    """
    import tomlkit

    path = file or paths.settings_file()
    document = _document(path)
    if "keys" in document:
        for command_id in command_ids:
            _take_out(document["keys"], command_id)
    _replace(path, tomlkit.dumps(document))
    return load_settings(path).settings


def _document(path: Path) -> "TOMLDocument":
    """Return the settings file, the documented one where there is none. Raises SettingsError."""
    import tomlkit

    try:
        return tomlkit.parse(read_text(path))
    except FileNotFoundError:
        return tomlkit.parse(default_file_text())
    except (OSError, ValueError) as error:
        raise SettingsError(unreadable(path, error)) from error


def _take_out(table: Any, name: str) -> None:
    """Remove an entry from a table, also where its dotted name made tables within the table."""
    if name in table:
        del table[name]
        return
    first, dot, rest = name.partition(".")
    if dot and first in table and hasattr(table[first], "keys"):
        _take_out(table[first], rest)


def _refused(misfit: SettingsWarning) -> SettingsWarning:
    """Return why a value is not taken: unlike one in the file, it does not fall to its default."""
    if "expected" not in misfit.values:
        return misfit
    message = N_("{key} must be {expected}. Nothing was changed.")
    return SettingsWarning(message=message, values=misfit.values)


def default_file_text() -> str:
    """Return the settings file with every option at its default and its manual above it."""
    defaults = Settings()
    lines = ["# Settings of tui-crm. A line that is removed has its default back."]
    sections: list[str] = []
    for each in dataclasses.fields(defaults):
        value = getattr(defaults, each.name)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            sections += ["", *_comment(type(value).__doc__ or ""), f"[{each.name}]"]
            for option in dataclasses.fields(value):
                sections += _option(type(value), option.name, getattr(value, option.name))
        elif isinstance(value, Mapping):
            sections += ["", *_comment(_manuals(Settings)[each.name]), f"[{each.name}]"]
        else:
            lines += ["", *_option(Settings, each.name, value)]
    return "\n".join([*lines, *sections]) + "\n"


def _option(section: type, name: str, value: object) -> list[str]:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    written = shown if isinstance(value, int) else f'"{shown}"'
    return [*_comment(_manuals(section)[name]), f"{name} = {written}"]


def _comment(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in inspect.cleandoc(text).splitlines()]


@lru_cache(maxsize=8)
def _manuals(section: type) -> dict[str, str]:
    """Return option -> the text that stands under it in the class."""
    module = ast.parse(inspect.getsource(options))
    body = next(
        each.body
        for each in module.body
        if isinstance(each, ast.ClassDef) and each.name == section.__name__
    )
    manuals: dict[str, str] = {}
    for option, text in pairwise(body):
        match option, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(manual))),
            ):
                manuals[name] = manual
    return manuals


def _typed(text: str) -> object:
    """Return `text` read as a TOML value, else as itself."""
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, KeyError):
        return text


def _put(document: "TOMLDocument", way: list[str], value: object) -> None:
    """Set the option in the document; its table is made where it is missing."""
    import tomlkit

    if len(way) == 1:
        document[way[0]] = value
        return
    section, option = way
    if section not in document:
        document[section] = tomlkit.table()
    table = document[section]
    table[option] = value


def _replace(path: Path, text: str) -> None:
    """Write the whole file or nothing, readable by its owner alone; a link stays a link."""
    import tempfile

    path = path.resolve()
    paths.make_private_folder(path.parent)
    handle, draft = tempfile.mkstemp(prefix=".settings-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
