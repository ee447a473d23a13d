"""A line of progress on stderr, where that is a terminal."""

from types import TracebackType
from typing import Self, TextIO

STEP = 0.01
"""The line is written again after this share of the work."""


class Progress:
    """A percentage behind a title that is written over itself, and taken away at the end."""

    def __init__(self, title: str, *, stream: TextIO) -> None:
        """Write `title` to `stream`, or nothing where it is no terminal."""
        self._title = title
        self._stream = stream
        self._is_shown = stream.isatty()
        self._last = -STEP

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._is_shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, done: int, total: int) -> bool:
        """Show how much of the work is done, and go on; less than before is of its next part."""
        share = done / total if total else 1.0
        if self._is_shown and not self._last <= share < self._last + STEP:
            self._last = share
            self._stream.write(f"\r{self._title} {share:4.0%}")
            self._stream.flush()
        return True
