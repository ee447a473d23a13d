"""Text as it is compared here: folded, without accents, parted into words."""

import re
import unicodedata
from functools import lru_cache

from tui_crm.domain.letters import PLAIN_LETTERS

_OPENING = frozenset("([{【〔「《<")
_BRACKETS = re.compile(r"[(\[{【〔「《<][^()\[\]{}【】〔〕「」《》<>]*[)\]}】〕」》>]?")
_CLOSED_BRACKETS = re.compile(r"[(\[{【〔「《<]([^()\[\]{}【】〔〕「」《》<>]*)[)\]}】〕」》>]")
_APOSTROPHE = re.compile(r"(?<=\w) ?['’`´]+ ?(?=s\b|\w)|['’`´\\]")
_NO_WORD = re.compile(r"[\W_]+")
_MARK = re.compile("[\u0300-\u036f]")
_PLAIN_LETTERS = str.maketrans(PLAIN_LETTERS)


def without_brackets(text: str) -> str:
    """Return `text` without what stands in brackets, unless nothing else is left."""
    if _OPENING.isdisjoint(text):
        return text
    return _BRACKETS.sub(" ", text).strip() or text


def bracketed(text: str) -> list[str]:
    """Return what stands in brackets in `text`."""
    if _OPENING.isdisjoint(text):
        return []
    return [_NO_WORD.sub("", found) for found in _BRACKETS.findall(text)]


def closed_brackets(text: str) -> list[str]:
    """Return what stands in brackets that are closed again, without its signs."""
    return [_NO_WORD.sub("", found) for found in _CLOSED_BRACKETS.findall(text)]


def plain(text: str) -> str:
    """Return folded `text` without accents."""
    if text.isascii():
        return text
    return _MARK.sub("", unicodedata.normalize("NFD", text)).translate(_PLAIN_LETTERS)


@lru_cache(maxsize=1024)
def latin_words(text: str) -> tuple[str, ...]:
    """Return the words of folded `text`, each once, without accents and apostrophes."""
    unaccented = plain(text)
    if "'" in unaccented or "’" in unaccented or "`" in unaccented:
        unaccented = _APOSTROPHE.sub("", unaccented)
    return tuple(dict.fromkeys(_NO_WORD.sub(" ", unaccented).split()))
