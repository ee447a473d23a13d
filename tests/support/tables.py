"""How generated tables of characters are laid out as source."""

import subprocess
import sys

WIDTH = 40
"""Chinese characters of a line: two cells each, within the house's hundred."""


def wrapped(characters: str) -> str:
    """Return `characters` as the lines of a string in brackets."""
    return "\n".join(
        f'    "{characters[start : start + WIDTH]}"' for start in range(0, len(characters), WIDTH)
    )


def formatted(source: str, *, name: str) -> str:
    """Return `source`, the text of the module `name`, as `ruff format` leaves it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", name, "-"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
    return done.stdout.decode()
