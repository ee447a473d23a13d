"""The log: what happened, with ids only; a name or a number cannot be passed to it.

A small rotating file in the state folder, readable by its owner alone. Without `open_log` nothing
is written anywhere.
"""

import logging
import os
import time
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tui_crm import paths

MAX_BYTES = 512 * 1024
KEPT_FILES = 3
"""Older files kept beside the current one."""

_LOGGER = logging.getLogger("tui_crm")
_LOGGER.addHandler(logging.NullHandler())
_LOGGER.propagate = False


class _PrivateFileHandler(RotatingFileHandler):
    """A rotating file that is created with mode 0600."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(
            self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, paths.PRIVATE_FILE_MODE
        )
        return TextIOWrapper(FileIO(handle, "ab"), encoding="utf-8", write_through=True)


def open_log(folder: Path | None = None) -> Path | None:
    """Begin to write to `tui-crm.log` in `folder` (else the state folder) and return its path.

    None where the file cannot be made: the program works without a log.
    """
    close_log()
    try:
        path = paths.make_private_folder(folder or paths.state_folder()) / "tui-crm.log"
        handler = _PrivateFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError:
        return None
    formatter = logging.Formatter(
        "%(asctime)s.%(msecs)03dZ %(process)d %(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    return path


def close_log() -> None:
    """Stop writing and close the file."""
    for handler in list(_LOGGER.handlers):
        if isinstance(handler, _PrivateFileHandler):
            _LOGGER.removeHandler(handler)
            handler.close()


def record(event: str, **ids: int) -> None:
    """Write one line: the event, a snake_case word of ours, and ids or counts, nothing else.

    Raises ValueError for an event that is no such word, TypeError for a value that is no int:
    text from data must not reach the log, not even by mistake.
    """
    if not (event.isascii() and event.isidentifier()):
        raise ValueError("an event is a snake_case word")
    if not all(isinstance(value, int) for value in ids.values()):
        raise TypeError("the log takes ids and counts only")
    _LOGGER.info("%s", " ".join([event, *(f"{name}={value:d}" for name, value in ids.items())]))
