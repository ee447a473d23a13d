"""A field for the path of a file: folders and files are completed while typing."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from textual.suggester import Suggester

from tui_crm.domain.text import fold
from tui_crm.widgets.line_input import LineInput

MAX_ENTRIES = 2_000
"""Entries of a folder that are looked at; more are no list to step through."""
LONGEST_PATH = 4_096
"""Characters of a path, as most systems have it."""


_AFRESH = re.compile(r"""/(?=['"]?(?:/|~))""")
"""Where a whole path begins behind what stood there before."""
_LINK = "file:/"
_ESCAPED = re.compile(r"\\(.)")


def begun_afresh(typed: str) -> str:
    """Return the last whole path of `typed`: `/home/ann//tmp/a.csv` is `/tmp/a.csv`.

    So a path can be pasted, or a file dropped, behind the folder that stands in the field.
    """
    if _LINK in typed:
        return typed[typed.rindex(_LINK) :]
    starts = [found.end() for found in _AFRESH.finditer(typed)]
    return typed[starts[-1] :] if starts else typed


def typed_path(typed: str) -> Path:
    """Return the path that was typed, pasted or dropped: quoted, escaped or as a `file:` link.

    Raises RuntimeError where it begins with a `~` of somebody who is not known.
    """
    text = begun_afresh(typed.strip())
    if text[:1] in {"'", '"'}:
        text = text[1:].removesuffix(text[0])
    if text.startswith(_LINK):
        return Path("/" + unquote(text.removeprefix(_LINK)).lstrip("/"))
    path = Path(text).expanduser()
    plain = Path(_ESCAPED.sub(r"\1", text)).expanduser()
    return plain if plain != path and os.path.exists(plain) else path


def entries(typed: str, endings: Sequence[str]) -> Iterator[str]:
    """Yield the paths that go on from `typed`: folders with a `/` behind, and files with an ending.

    Hidden ones only where a dot was typed. A folder that cannot be read has none.
    """
    path = begun_afresh(typed)
    before = typed.removesuffix(path)
    folder, _slash, start = path.rpartition("/")
    wanted = fold(start)
    found = []
    try:
        place = Path(f"{folder}/" if _slash else ".").expanduser()
        with os.scandir(place) as listing:
            for _number, entry in zip(range(MAX_ENTRIES), listing, strict=False):
                if not fold(entry.name).startswith(wanted):
                    continue
                if entry.name.startswith(".") and not start.startswith("."):
                    continue
                is_folder = entry.is_dir()
                if is_folder or entry.name.lower().endswith(tuple(endings)):
                    found.append((not is_folder, entry.name + ("/" if is_folder else "")))
    except (OSError, ValueError, RuntimeError):
        return
    yield from (f"{before}{folder}{_slash}{name}" for _is_file, name in sorted(found))


class PathInput(LineInput):
    """An input whose words are the files and folders that go on from what is typed."""

    def __init__(self, value: str = "", *, endings: Sequence[str], placeholder: str = "") -> None:
        super().__init__(value, limit=LONGEST_PATH, placeholder=placeholder, words=("/",))
        self._endings = tuple(endings)
        self.suggester = PathSuggester(self._endings)

    def matching_words(self) -> tuple[str, ...]:
        """Return the paths that the arrows step through."""
        return tuple(entries(self._stem or self.value, self._endings))


class PathSuggester(Suggester):
    """Completes the name of a file or folder."""

    def __init__(self, endings: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = tuple(endings)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first path that begins as `value` does, or None."""
        if not value or value.endswith("/"):
            return None
        for path in entries(value, self._endings):
            if len(path) > len(value) and path.startswith(value):
                return path
        return None
