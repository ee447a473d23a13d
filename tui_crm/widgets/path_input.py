"""A field for the path of a file: folders and files are completed while typing."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.suggester import Suggester

from tui_crm.domain.text import fold
from tui_crm.widgets.line_input import LineInput

MAX_ENTRIES = 2_000
"""Entries of a folder that are looked at; more are no list to step through."""
LONGEST_PATH = 4_096
"""Characters of a path, as most systems have it."""


def entries(typed: str, endings: Sequence[str]) -> Iterator[str]:
    """Yield the paths that go on from `typed`: folders with a `/` behind, and files with an ending.

    Hidden ones only where a dot was typed. A folder that cannot be read has none.
    """
    folder, _slash, start = typed.rpartition("/")
    place = Path(f"{folder}/" if _slash else ".").expanduser()
    wanted = fold(start)
    found = []
    try:
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
    yield from (f"{folder}{_slash}{name}" for _is_file, name in sorted(found))


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
