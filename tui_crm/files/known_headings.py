"""The shipped list of headings, `data/headings.toml`."""

import tomllib
from functools import lru_cache

from tui_crm import paths


@lru_cache(maxsize=1)
def known_headings() -> dict[str, tuple[str, ...]]:
    """Return the headings by their word, in the order of the file."""
    text = (paths.shipped_data() / "headings.toml").read_text(encoding="utf-8")
    return {word: tuple(headings) for word, headings in tomllib.loads(text).items()}
